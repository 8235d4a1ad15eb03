import { defineConfig } from 'vitest/config';

/** The end-to-end tests drive a real browser, one file after the other, against a running service. */
export default defineConfig({
  test: {
    include: ['e2e/**/*.test.ts'],
    // What happens in the browser alone is tried once, with the invented API.
    exclude: process.env['QINGYIN_ADDRESS'] ? ['e2e/effects*.test.ts'] : [],
    environment: 'node',
    fileParallelism: false,
    // A busy machine is slow, and that alone breaks no promise.
    expect: { poll: { timeout: 45_000 } },
    testTimeout: 180_000,
    hookTimeout: 120_000,
    // A stall of the machine can still come between a gesture and its effect; what is tried again is named in the report.
    retry: 1,
  },
});
