import { readdirSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

const onMock = process.env['QINGYIN_ADDRESS'] === undefined;
const folder = new URL('./e2e/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.test.ts'));
/** What happens in the browser alone. */
const isOfBrowser = (name: string) => name.startsWith('effects');
/** What says of some of its tests that they need the invented API. */
const needsMock = (name: string) =>
  /runIf\(onMock\)|skipIf\(!onMock\)/.test(readFileSync(new URL(name, folder), 'utf8'));

/**
 * The end-to-end tests drive a real browser: one file after the other against a running service, which they share, and
 * two at a time against the invented API, of which each file has its own.
 *
 * What a service shows as well is tried there alone, and what happens in the browser alone is tried once.
 */
export default defineConfig({
  test: {
    include: files
      .filter((name) => (onMock ? isOfBrowser(name) || needsMock(name) : !isOfBrowser(name)))
      .map((name) => `e2e/${name}`),
    environment: 'node',
    fileParallelism: onMock,
    maxWorkers: 2,
    // A busy machine is slow, and that alone breaks no promise.
    expect: { poll: { timeout: 45_000 } },
    testTimeout: 180_000,
    hookTimeout: 120_000,
    // A stall of the machine can still come between a gesture and its effect; what is tried again is named in the report.
    retry: 1,
  },
});
