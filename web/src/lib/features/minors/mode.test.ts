import { describe, expect, it } from 'vitest';
import { minuteOf, restOf, timeOf } from './mode.svelte';

describe("minors' mode", () => {
  it('writes and reads times of the day', () => {
    expect([0, 6 * 60, 22 * 60 + 5].map(timeOf)).toEqual(['00:00', '06:00', '22:05']);
    expect(['00:00', '22:05', '23:59:00'].map(minuteOf)).toEqual([0, 1325, 1439]);
    expect(['', '7:00', '24:00', 'noon'].map(minuteOf)).toEqual([null, null, null, null]);
  });

  it('suggests a rest each time that so much was heard', () => {
    const minutes = (count: number) => restOf(count * 60_000, 30 * 60_000);
    expect([0, 29, 30, 59, 60].map(minutes)).toEqual([0, 0, 1, 1, 2]);
    expect(restOf(5, 0)).toBe(0);
  });
});
