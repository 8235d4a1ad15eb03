import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keepTrying, mayPass } from './keep-trying';
import { problemOf } from './problem';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it.each([
  [0, true],
  [400, false],
  [401, false],
  [404, false],
  [429, true],
  [500, true],
  [503, true],
])('a failure of status %i passes: %s', (status, passes) => {
  expect(mayPass(problemOf(null, status))).toBe(passes);
});

it('tries until it succeeds, waiting longer each time, up to a minute', async () => {
  const at: number[] = [];
  const began = Date.now();
  keepTrying(async () => {
    at.push((Date.now() - began) / 1000);
    if (at.length < 9) throw problemOf(null, 503);
  });
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(at).toEqual([0, 2, 6, 14, 30, 62, 122, 182, 242]);
});

it('does not try again what is refused for good', async () => {
  const attempt = vi.fn(async () => {
    throw problemOf(null, 401);
  });
  keepTrying(attempt);
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(attempt).toHaveBeenCalledTimes(1);
});

it('gives up when it is told to, while it waits and while it asks', async () => {
  const attempt = vi.fn(async () => {
    throw problemOf(null, 0);
  });
  const giveUp = keepTrying(attempt);
  await vi.advanceTimersByTimeAsync(1_000);
  giveUp();
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(attempt).toHaveBeenCalledTimes(1);

  keepTrying(attempt)();
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(attempt).toHaveBeenCalledTimes(2);
});
