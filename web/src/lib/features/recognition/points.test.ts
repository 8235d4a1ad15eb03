import { describe, expect, it } from 'vitest';
import { base64, pointsOf } from './points';

const words = (...list: [gap: number, pitch: number][]) =>
  new Uint8Array(list.flatMap(([gap, pitch]) => [((gap << 10) | pitch) & 0xff, ((gap << 10) | pitch) >> 8]));

describe('the picture of what is sent', () => {
  it('has each peak where it sounded', () => {
    expect(pointsOf(words([0, 0], [62, 312], [63, 0], [12, 623]))).toEqual([
      { x: 0, y: 0 },
      { x: 62 / 750, y: 0.5 },
      { x: 137 / 750, y: 623 / 624 },
    ]);
  });

  it('is empty for nothing and for half a peak', () => {
    expect(pointsOf(new Uint8Array())).toEqual([]);
    expect(pointsOf(new Uint8Array([1]))).toEqual([]);
  });
});

it('writes bytes as the request wants them', () => {
  expect(base64(new Uint8Array([0, 255, 16]))).toBe('AP8Q');
});
