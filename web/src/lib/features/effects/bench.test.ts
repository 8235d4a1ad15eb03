import { expect, it } from 'vitest';
import { BENCH_CASES, benchResult } from './bench';
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
  expect(benchResult('bass', 300)).toEqual({ name: 'bass', timesRealTime: 100, corePercent: 1 });
});
