import { describe, expect, it } from 'vitest';
import { Limiter } from './limiter';
import { noise } from './rooms';

const RATE_HZ = 48_000;

/** Runs mono samples through a limiter in blocks of 128, as the audio thread does. */
function limited(samples: Float32Array, ceiling: number): { output: Float32Array; limiter: Limiter } {
  const limiter = new Limiter(RATE_HZ, 1);
  const output = new Float32Array(samples.length);
  for (let at = 0; at < samples.length; at += 128) {
    const block = [output.subarray(at, at + 128)];
    limiter.process([samples.subarray(at, at + block[0]!.length)], block, ceiling);
  }
  return { output, limiter };
}

const largest = (samples: Float32Array) => samples.reduce((max, x) => Math.max(max, Math.abs(x)), 0);

describe('the limiter', () => {
  it('passes what stays below the ceiling on unchanged, a little later', () => {
    const random = noise(3);
    const samples = Float32Array.from({ length: 20_000 }, () => random() * 0.4);
    const { output, limiter } = limited(samples, 0.9);
    expect(limiter.latency).toBeLessThan(RATE_HZ * 0.006);
    expect(output.subarray(limiter.latency)).toEqual(samples.subarray(0, samples.length - limiter.latency));
  });

  it.each([
    ['noise 18 dB too loud', (random: () => number) => () => random() * 8],
    ['a sine 12 dB too loud', () => (i: number) => 4 * Math.sin((2 * Math.PI * 997 * i) / RATE_HZ)],
    ['single clicks', () => (i: number) => (i % 977 === 0 ? 5 : 0.01)],
    ['a sudden start', () => (i: number) => (i > 5_000 ? 3 * Math.sin(i / 3) : 0)],
  ])('holds its ceiling for %s', (_, make) => {
    const at = make(noise(5)) as (i: number) => number;
    const samples = Float32Array.from({ length: 30_000 }, (_, i) => at(i));
    for (const ceiling of [0.5, 0.89125]) {
      expect(largest(limited(samples, ceiling).output)).toBeLessThanOrEqual(ceiling);
    }
  });

  it('finds the peak between the samples', () => {
    // A quarter of the sample rate, sampled 45° beside its crests: samples at 0.9, curve at 1.27.
    const samples = Float32Array.from(
      { length: 20_000 },
      (_, i) => 1.2728 * Math.sin((Math.PI / 2) * i + Math.PI / 4),
    );
    expect(largest(samples)).toBeCloseTo(0.9, 3);
    const settled = limited(samples, 0.9).output.subarray(10_000);
    expect(largest(settled) * Math.SQRT2).toBeLessThan(0.91);
    expect(largest(settled) * Math.SQRT2).toBeGreaterThan(0.87);
  });

  it('arrives before the peak does, and comes back to exactly nothing', () => {
    const samples = new Float32Array(RATE_HZ * 4).fill(0.25);
    samples[10_000] = 2;
    const { output, limiter } = limited(samples, 0.5);
    expect(Math.abs(output[10_000 + limiter.latency]!)).toBeLessThanOrEqual(0.5);
    // The glide down: no step from one sample to the next is larger than the gain's way over the look-ahead.
    for (let i = 9_000; i < 10_000 + limiter.latency; i += 1) {
      expect(Math.abs(output[i + 1]! - output[i]!)).toBeLessThan(i === 9_999 + limiter.latency ? 2 : 0.01);
    }
    expect(output[output.length - 1]).toBe(0.25);
  });

  it('reports how far it went', () => {
    const swelling = Float32Array.from({ length: 10_000 }, (_, i) => Math.min(1, i / 5_000));
    const { limiter } = limited(swelling, 0.5);
    expect(limiter.takeReductionDb()).toBeCloseTo(-6.02, 1);
  });
});
