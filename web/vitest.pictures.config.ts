import { defineConfig } from 'vitest/config';

/** Takes the pictures of the README; they are not compared, so it is no part of the tests. */
export default defineConfig({
  test: {
    include: ['pictures/*.test.ts'],
    environment: 'node',
    fileParallelism: false,
    testTimeout: 120_000,
  },
});
