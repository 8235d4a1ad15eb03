import { describe, expect, it } from 'vitest';
import { amplitude, normalisationFactor } from './gain';

const gain = (
  track_db: number | null,
  track_peak: number | null,
  album_db: number | null = null,
  album_peak: number | null = null,
) => ({
  track_db,
  track_peak,
  album_db,
  album_peak,
});

describe('normalisation', () => {
  it('does nothing when off or without a tag', () => {
    expect(normalisationFactor(gain(-6, 1), 'off')).toBe(1);
    expect(normalisationFactor(gain(null, null), 'track')).toBe(1);
    expect(normalisationFactor(gain(Number.NaN, 1), 'track')).toBe(1);
  });

  it('makes loud tracks quieter', () => {
    expect(normalisationFactor(gain(-6.0206, 1), 'track')).toBeCloseTo(0.5, 4);
  });

  it('makes quiet tracks louder, up to their peak and no further', () => {
    expect(normalisationFactor(gain(6.0206, 0.4), 'track')).toBeCloseTo(2, 4);
    expect(normalisationFactor(gain(6.0206, 0.8), 'track')).toBeCloseTo(1.25, 4);
    expect(normalisationFactor(gain(6.0206, 1.2), 'track')).toBe(1);
  });

  it('does not boost what has no known peak', () => {
    expect(normalisationFactor(gain(6, null), 'track')).toBe(1);
  });

  it('takes no more than 12 dB from a tag', () => {
    expect(normalisationFactor(gain(60, 0.01), 'track')).toBeCloseTo(10 ** (12 / 20), 6);
  });

  it('takes the album’s value when asked, and falls back either way', () => {
    const both = gain(-12.0412, 1, -6.0206, 1);
    expect(normalisationFactor(both, 'album')).toBeCloseTo(0.5, 4);
    expect(normalisationFactor(both, 'track')).toBeCloseTo(0.25, 4);
    expect(normalisationFactor(gain(-6.0206, 1), 'album')).toBeCloseTo(0.5, 4);
    expect(normalisationFactor(gain(null, null, -6.0206, 1), 'track')).toBeCloseTo(0.5, 4);
  });
});

it('volume is squared, so that half the slider sounds like half', () => {
  expect([0, 0.5, 1].map(amplitude)).toEqual([0, 0.25, 1]);
});
