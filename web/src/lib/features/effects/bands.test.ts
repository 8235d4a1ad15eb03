import { describe, expect, it } from 'vitest';
import { BAND_CENTRES_HZ, bandFilters, filterResponseDb, fromDb, headroomDb, responseDb } from './bands';
import { PRESET_NAMES, PRESETS } from './presets';

const RATES_HZ = [44_100, 48_000, 96_000];

describe('one filter', () => {
  it('has its gain in the middle and none far away', () => {
    const filter = { type: 'peaking', frequencyHz: 1_000, gainDb: 6, q: 1 } as const;
    expect(filterResponseDb(filter, 1_000, 48_000)).toBeCloseTo(6, 6);
    expect(filterResponseDb(filter, 10, 48_000)).toBeCloseTo(0, 2);
  });

  it('is a shelf that begins at half its gain', () => {
    const shelf = { type: 'lowshelf', frequencyHz: 110, gainDb: 8, q: 1 } as const;
    expect(filterResponseDb(shelf, 1, 48_000)).toBeCloseTo(8, 2);
    expect(filterResponseDb(shelf, 110, 48_000)).toBeCloseTo(4, 2);
    expect(filterResponseDb(shelf, 10_000, 48_000)).toBeCloseTo(0, 2);
    const high = { ...shelf, type: 'highshelf', frequencyHz: 4_000 } as const;
    expect(filterResponseDb(high, 20, 48_000)).toBeCloseTo(0, 2);
    expect(filterResponseDb(high, 23_900, 48_000)).toBeCloseTo(8, 1);
  });
});

describe('ten bands', () => {
  it.each(RATES_HZ)('meet what every preset asks for in the middle of each band, at %i Hz', (rateHz) => {
    for (const name of PRESET_NAMES) {
      const filters = bandFilters(PRESETS[name], rateHz);
      BAND_CENTRES_HZ.forEach((hz, i) => {
        expect(responseDb(filters, hz, rateHz), `${name} at ${hz} Hz`).toBeCloseTo(PRESETS[name][i]!, 1);
      });
    }
  });

  it('do nothing when they are flat', () => {
    const filters = bandFilters(PRESETS.flat, 48_000);
    expect(filters.every(({ gainDb }) => gainDb === 0)).toBe(true);
    expect(headroomDb(filters, 48_000)).toBe(0);
  });

  it('stay finite whatever is asked of them, and leave out what the sample rate cannot carry', () => {
    const zigzag = BAND_CENTRES_HZ.map((_, i) => (i % 2 === 0 ? 12 : -12));
    for (const rateHz of [8_000, ...RATES_HZ]) {
      for (const { frequencyHz, gainDb } of bandFilters(zigzag, rateHz)) {
        expect(Math.abs(gainDb)).toBeLessThanOrEqual(24);
        expect(frequencyHz).toBeLessThan(rateHz / 2);
      }
    }
  });

  it('are lowered beforehand by what they raise most', () => {
    const filters = bandFilters(PRESETS.bassBoost, 48_000);
    const headroom = headroomDb(filters, 48_000);
    expect(headroom).toBeLessThan(-6);
    for (let hz = 20; hz < 20_000; hz *= 1.01) {
      expect(responseDb(filters, hz, 48_000) + headroom).toBeLessThan(0.05);
    }
  });
});

it('turns decibels into a factor', () => {
  expect(fromDb(-20)).toBeCloseTo(0.1, 10);
});
