import adapter from '@sveltejs/adapter-static';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** @type {import('@sveltejs/kit').Config} */
export default {
  preprocess: vitePreprocess(),
  compilerOptions: {
    runes: ({ filename }) => (filename.includes('node_modules') ? undefined : true),
  },
  kit: {
    // One shell answers every address; the data always comes from the API at run time.
    adapter: adapter({ pages: 'build', assets: 'build', fallback: 'index.html', precompress: false }),
    // The page's security policy is the server's header, generated from the privacy policy.
    // `scripts/externalise-start.mjs` removes the one inline script so that `script-src 'self'` suffices.
    paths: { relative: false },
    typescript: {
      config: (config) => {
        config.include = [
          ...config.include,
          '../mock/**/*.ts',
          '../e2e/**/*.ts',
          '../pictures/**/*.ts',
          '../*.config.ts',
          '../eslint.config.js',
        ];
        return config;
      },
    },
    version: { pollInterval: 0 },
    serviceWorker: { register: false },
  },
};
