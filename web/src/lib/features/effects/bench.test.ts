import { expect, it, vi } from 'vitest';
import { again, BENCH_CASES, BENCH_S_MAX, benchResult, worthRendering } from './bench';
import { anyOn, EFFECTS } from './settings';

it('measures nothing, every effect by itself, and everything', () => {
  const [bare, ...rest] = BENCH_CASES;
  expect(anyOn(bare!.settings)).toBe(false);
  for (const name of EFFECTS) {
    const { settings } = rest.find((one) => one.name === name)!;
    expect(EFFECTS.filter((effect) => settings[effect].on)).toEqual([name]);
  }
  const all = rest.find((one) => one.name === 'all')!;
  expect(EFFECTS.every((effect) => all.settings[effect].on)).toBe(true);
});

it('turns a time into shares', () => {
  expect(benchResult('bass', 30, 300)).toEqual({ name: 'bass', timesRealTime: 100, corePercent: 1 });
});

it('asks a fast device for much sound and a slow one for little', () => {
  expect(worthRendering(1, 2)).toBe(BENCH_S_MAX);
  expect(worthRendering(1, 300)).toBe(5);
  expect(worthRendering(1, 9_000)).toBe(1);
});

it('begins once more when a rendering stops without a word', async () => {
  vi.useFakeTimers();
  let tries = 0;
  const second = again(() => (++tries === 1 ? new Promise<string>(() => {}) : Promise.resolve('done')));
  await vi.advanceTimersByTimeAsync(30_000);
  expect(await second).toBe('done');
  const never = expect(again(() => new Promise(() => {}))).rejects.toThrow('nothing for');
  await vi.advanceTimersByTimeAsync(60_000);
  await never;
  await expect(again(() => Promise.reject(new Error('no sound')))).rejects.toThrow('no sound');
  vi.useRealTimers();
});
