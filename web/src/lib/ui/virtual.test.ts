import { expect, it } from 'vitest';
import { visibleRange } from './virtual';

const view = { viewport: 800, rowHeight: 60, count: 100_000, overscan: 8 };

it('draws the first rows at the top', () => {
  expect(visibleRange({ ...view, top: 200 })).toEqual({ start: 0, end: 18 });
});

it('draws a window of rows in the middle', () => {
  const range = visibleRange({ ...view, top: -3_000_000 });
  expect(range).toEqual({ start: 49_992, end: 50_022 });
});

it('draws the last rows at the end', () => {
  expect(visibleRange({ ...view, top: -60 * 100_000 + 800 }).end).toBe(100_000);
});

it('draws nothing of an empty list, nor of one out of sight', () => {
  expect(visibleRange({ ...view, count: 0, top: 0 })).toEqual({ start: 0, end: 0 });
  expect(visibleRange({ ...view, count: 5, top: -9_000 })).toEqual({ start: 5, end: 5 });
});
