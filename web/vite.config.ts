import { sveltekit } from '@sveltejs/kit/vite';
import type { ProxyOptions } from 'vite';
import { defineConfig } from 'vitest/config';
import { mockApi } from './mock/plugin.ts';

const server = process.env['QINGYIN_ADDRESS'] ?? 'http://127.0.0.1:4633';

export default defineConfig(({ mode }) => {
  // In mock mode a middleware answers `/api`; otherwise the real server does.
  const proxy: Record<string, ProxyOptions> =
    mode === 'mock' ? {} : { '/api': { target: server, changeOrigin: false } };
  return {
    plugins: [sveltekit(), ...(mode === 'mock' ? [mockApi()] : [])],
    server: { proxy, host: '127.0.0.1' },
    preview: { proxy, host: '127.0.0.1' },
    build: { target: 'es2022' },
    test: {
      include: ['src/**/*.test.ts', 'mock/**/*.test.ts'],
      environment: 'node',
    },
  };
});
