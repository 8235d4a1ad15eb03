/** The module gives the very fingerprints that the C library gives; `crates/audio_fingerprint/tests/golden.rs` holds the service to them. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fingerprintOf } from './printer';

const bytes = (path: string) => readFileSync(new URL(path, import.meta.url));
const module = new WebAssembly.Module(bytes('./fingerprint.wasm'));
const golden = (seed: number) =>
  new Uint8Array(bytes(`../../../../../crates/audio_fingerprint/tests/golden/chromaprint-${seed}.raw`));

/** The invented music of the service's tests, in whole numbers. */
function music(seed: number, seconds: number): Float32Array {
  const SCALE = [261, 293, 329, 349, 392, 440, 493];
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 8;
  };
  const phases = [0, 0, 0];
  const steps = [0, 0, 0];
  const left = [0, 0, 0];
  return Float32Array.from({ length: seconds * 11_025 }, () => {
    let sum = 0;
    for (let voice = 0; voice < 3; voice += 1) {
      if (left[voice] === 0) {
        const note = SCALE[next() % 7]!;
        steps[voice] = ((note << (next() % 3)) >> 1) * 389_564;
        left[voice] = 1_500 + (next() % 6_000);
      }
      left[voice]! -= 1;
      phases[voice] = (phases[voice]! + steps[voice]!) >>> 0;
      sum += (phases[voice]! >>> 19) - 4_096;
    }
    sum += (next() % 512) - 256;
    return sum / 32_768;
  });
}

describe('the module', () => {
  it('asks nothing of its surroundings', () => {
    expect(WebAssembly.Module.imports(module)).toEqual([]);
  });

  it.each([1, 2, 3])('fingerprints sound %i as the C library does, bit by bit', (seed) => {
    expect(fingerprintOf(module, 11_025, music(seed, 40))).toEqual(golden(seed));
  });

  it('hears no more than two minutes, and nothing in what is too short', () => {
    expect(fingerprintOf(module, 22_050, new Float32Array(22_050 * 150))).toHaveLength(948 * 4);
    expect(fingerprintOf(module, 22_050, new Float32Array(22_050 * 9))).toBeNull();
    expect(() => fingerprintOf(module, 1, new Float32Array(1))).toThrow(RangeError);
  });
});
