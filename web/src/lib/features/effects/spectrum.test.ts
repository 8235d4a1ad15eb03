import { expect, it } from 'vitest';
import { columnHeights, frequencyAt } from './spectrum';

it('puts each band’s centre in the middle of its tenth', () => {
  expect(frequencyAt(0.05)).toBeCloseTo(31.25);
  expect(frequencyAt(0.55)).toBeCloseTo(1_000);
  expect(frequencyAt(0.95)).toBeCloseTo(16_000);
});

it('shows a tone in its column, silence as nothing, and never leaves the picture', () => {
  const bins = new Float32Array(2_048).fill(-Infinity);
  expect(columnHeights(bins, 48_000, 40)).toEqual(new Array(40).fill(0));
  bins[Math.round(1_000 / (24_000 / 2_048))] = -30;
  const heights = columnHeights(bins, 48_000, 40);
  expect(heights.indexOf(Math.max(...heights))).toBe(22);
  bins.fill(30);
  expect(Math.max(...columnHeights(bins, 48_000, 40))).toBe(1);
});
