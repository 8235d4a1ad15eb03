/** The module finds the very peaks that the service finds; `crates/recognition_core/tests/golden.rs` holds the service to them. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cuts } from './file';
import { PeakFinder } from './finder';

const bytes = (path: string) => readFileSync(new URL(path, import.meta.url));
const module = new WebAssembly.Module(bytes('./peaks.wasm'));
const golden = new Uint8Array(bytes('../../../../../crates/recognition_core/tests/golden.peaks'));

/** Three saw teeth whose pitch changes four times a second, in whole numbers, at 48 kHz. */
function sound(): Float32Array {
  return Float32Array.from({ length: 48_000 * 4 }, (_, n) => {
    let sum = 0;
    for (let voice = 1; voice < 4; voice += 1) {
      const note = (((Math.floor(n / 12_000) + 1) * voice * 7_919) % 1_700) + 300;
      sum += Math.trunc(((Math.imul(n, note) & 0xffff) - 0x8000) / 4);
    }
    return sum / 32_768;
  });
}

describe('the module', () => {
  it('asks nothing of its surroundings', () => {
    expect(WebAssembly.Module.imports(module)).toEqual([]);
  });

  it.each([128, 1_000, 48_000 * 4])('finds the golden peaks in blocks of %i samples', (block) => {
    const finder = new PeakFinder(module, 48_000);
    const samples = sound();
    for (let at = 0; at < samples.length; at += block) finder.push(samples.subarray(at, at + block));
    expect(finder.peaks()).toEqual(golden);
    expect(finder.frames).toBe(250);
  });

  it('finds nothing in silence, and refuses rates that nothing has', () => {
    const finder = new PeakFinder(module, 16_000);
    finder.push(new Float32Array(16_000 * 5));
    expect(finder.peaks()).toHaveLength(0);
    expect(() => new PeakFinder(module, 1)).toThrow(RangeError);
  });

  it('keeps a question of twelve seconds within what the service takes', () => {
    const finder = new PeakFinder(module, 8_000);
    let state = 1;
    const noise = Float32Array.from({ length: 8_000 * 12 }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 2 ** 31 - 1;
    });
    finder.push(noise);
    expect(finder.peaks().length).toBeLessThanOrEqual(1_200);
  });
});

describe('questions of a file', () => {
  it('are one for a short sound, and three within a long one', () => {
    expect(cuts(5 * 16_000, 16_000)).toEqual([[0, 80_000]]);
    const long = cuts(200 * 16_000, 16_000);
    expect(long).toHaveLength(3);
    for (const [from, to] of [...long, ...cuts(13 * 16_000, 16_000)]) {
      expect(from).toBeGreaterThanOrEqual(0);
      expect(to - from).toBe(12 * 16_000);
    }
    expect(Math.max(...cuts(13 * 16_000, 16_000).map(([, to]) => to))).toBe(13 * 16_000);
  });
});
