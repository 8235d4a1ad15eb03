import { sveltekit } from '@sveltejs/kit/vite';
import type { Plugin, ProxyOptions } from 'vite';
import { defineConfig } from 'vitest/config';
import { mockApi } from './mock/plugin.ts';

const server = process.env['QINGYIN_ADDRESS'] ?? 'http://127.0.0.1:4633';

/**
 * Takes the `style` attribute off the framework's announcer of page titles, which our security policy refuses.
 * `base.css` hides the announcer instead.
 */
function withoutInlineStyle(): Plugin {
  return {
    name: 'qingyin-without-inline-style',
    enforce: 'pre',
    transform(code, id) {
      if (!id.split('?')[0]!.endsWith('/generated/root.svelte')) return null;
      return { code: code.replace(/(<div id="svelte-announcer"[^>]*?) style="[^"]*"/, '$1'), map: null };
    },
  };
}

export default defineConfig(({ mode }) => {
  // In mock mode a middleware answers `/api`; otherwise the real server does.
  const proxy: Record<string, ProxyOptions> =
    mode === 'mock' ? {} : { '/api': { target: server, changeOrigin: false } };
  return {
    plugins: [withoutInlineStyle(), sveltekit(), ...(mode === 'mock' ? [mockApi()] : [])],
    server: { proxy, host: '127.0.0.1' },
    build: { target: 'es2022' },
    test: {
      include: ['src/**/*.test.ts', 'mock/**/*.test.ts'],
      environment: 'node',
    },
  };
});
