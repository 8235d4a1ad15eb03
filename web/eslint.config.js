import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/** Where each guarded browser ability may be named, and why elsewhere it may not. */
const guarded = [
  {
    selector: "MemberExpression[object.name='localStorage'], MemberExpression[object.name='sessionStorage']",
    message: 'Go through $lib/storage: the policy lists every key it declares.',
  },
  {
    selector:
      "MemberExpression[object.name='navigator'][property.name=/^(clipboard|mediaDevices|geolocation|contacts|permissions)$/]",
    message: 'Go through $lib/permissions/broker: the policy lists every permission it asks for.',
  },
  {
    selector: "NewExpression[callee.name='Notification'], MemberExpression[object.name='Notification']",
    message: 'Go through $lib/permissions/broker: the policy lists every permission it asks for.',
  },
];

export default ts.config(
  {
    ignores: [
      'build/',
      '.svelte-kit/',
      'node_modules/',
      'src/lib/api/schema.gen.d.ts',
      'src/lib/policy.gen.ts',
    ],
  },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  prettier,
  ...svelte.configs.prettier,
  { languageOptions: { globals: { ...globals.browser, ...globals.node } } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      parserOptions: {
        extraFileExtensions: ['.svelte'],
        parser: ts.parser,
        svelteConfig,
      },
    },
  },
  {
    rules: {
      'no-undef': 'off',
      // The app is always served at the root of its origin.
      'svelte/no-navigation-without-resolve': 'off',
      // Those collections are deliberately outside of reactivity; what must be reactive is `$state`.
      'svelte/prefer-svelte-reactivity': 'off',
      'no-restricted-syntax': ['error', ...guarded],
    },
  },
  {
    files: ['src/lib/storage.ts', 'src/lib/permissions/broker.ts', 'static/boot.js', 'e2e/**', 'pictures/**'],
    rules: { 'no-restricted-syntax': 'off' },
  },
);
