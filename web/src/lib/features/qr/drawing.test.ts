import jsQR from 'jsqr';
import { describe, expect, it } from 'vitest';
import { draw } from './drawing';

const MODULE_PX = 6;

/** The drawing as pixels, by a reader of paths that knows these four letters alone. */
function pixels(text: string): { data: Uint8ClampedArray; side: number } {
  const { size, path } = draw(text);
  const side = size * MODULE_PX;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1H\1z/g)) {
    for (let py = Number(y) * MODULE_PX; py < (Number(y) + 1) * MODULE_PX; py += 1) {
      for (let px = Number(x) * MODULE_PX; px < (Number(x) + Number(width)) * MODULE_PX; px += 1) {
        data.fill(0, (py * side + px) * 4, (py * side + px) * 4 + 3);
      }
    }
  }
  return { data, side };
}

describe('a drawn code', () => {
  const address = 'https://music.example/q/AbCdEfGhIjKlMnOpQrStUv';

  it('is read by a decoder that others wrote', () => {
    const { data, side } = pixels(address);
    expect(jsQR(data, side, side)?.data).toBe(address);
  });

  it('is read although something lies in its middle', () => {
    const { data, side } = pixels(address);
    const from = Math.floor(side * 0.42);
    const to = Math.ceil(side * 0.58);
    for (let y = from; y < to; y += 1) data.fill(255, (y * side + from) * 4, (y * side + to) * 4);
    expect(jsQR(data, side, side)?.data).toBe(address);
  });

  it('has the quiet zone that cameras need, and nothing but what it is of', () => {
    const { size, path } = draw(address);
    expect(path).toMatch(/^(M\d+ \d+h\d+v1H\d+z)+$/);
    for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)/g)) {
      expect(Math.min(Number(x), Number(y))).toBeGreaterThanOrEqual(4);
      expect(Math.max(Number(x) + Number(width), Number(y) + 1)).toBeLessThanOrEqual(size - 4);
    }
  });
});
