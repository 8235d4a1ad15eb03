import { expect, it } from 'vitest';
import { bandFilters, responseDb } from './bands';
import { compensationDb, contourAtDb, contourDb } from './loudness';

it('has the contour of 40 phon that the standard prints', () => {
  const printed = [99.85, 93.94, 88.17, 82.63, 77.78, 73.08, 68.48, 64.37, 60.59, 56.7, 53.41, 50.4];
  printed.forEach((db, row) => expect(contourDb(row, 40)).toBeCloseTo(db, 1));
});

it.each([20, 40, 60, 80])('is %i dB at 1 kHz for as many phon', (phon) => {
  expect(contourAtDb(1_000, phon)).toBeCloseTo(phon, 1);
});

it('changes nothing at full volume, and nothing at 1 kHz at any', () => {
  for (const gain of compensationDb(1, 1)) expect(gain).toBeCloseTo(0, 10);
  for (const amplitude of [0, 0.01, 0.3]) expect(compensationDb(amplitude, 1)[5]).toBeCloseTo(0, 10);
});

it('gives the bass more the softer it gets, yet never more than the volume took', () => {
  const bass = [1, 0.5, 0.25, 0.1, 0.05].map((amplitude) => compensationDb(amplitude, 1)[0]!);
  bass.forEach((gain, i) => i > 0 && expect(gain).toBeGreaterThan(bass[i - 1]!));
  for (let amplitude = 1; amplitude > 0.001; amplitude *= 0.9) {
    const filters = bandFilters(compensationDb(amplitude, 1), 48_000);
    for (let hz = 20; hz < 20_000; hz *= 1.1) {
      expect(20 * Math.log10(amplitude) + responseDb(filters, hz, 48_000)).toBeLessThan(0.1);
    }
  }
});

it('is taken in part by its strength', () => {
  const whole = compensationDb(0.1, 1);
  compensationDb(0.1, 0.5).forEach((gain, i) => expect(gain).toBeCloseTo(whole[i]! / 2, 10));
});
