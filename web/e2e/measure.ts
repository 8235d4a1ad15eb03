/** Measures samples: energy at a frequency, in a band, and how fast a room decays. Shares nothing with the app. */

/** Mean power of samples. */
export function power(samples: Float32Array): number {
  return samples.reduce((sum, x) => sum + x * x, 0) / samples.length;
}

export function decibels(ratioOfPower: number): number {
  return 10 * Math.log10(ratioOfPower);
}

/** Power at one frequency of the samples (Goertzel), with a Hann window; of a sine, half its amplitude squared. */
export function powerAt(samples: Float32Array, frequencyHz: number, sampleRateHz: number): number {
  const n = samples.length;
  const w = (2 * Math.PI * frequencyHz) / sampleRateHz;
  let re = 0;
  let im = 0;
  for (let i = 0; i < n; i += 1) {
    const x = samples[i]! * (1 - Math.cos((2 * Math.PI * i) / n));
    re += x * Math.cos(w * i);
    im += x * Math.sin(w * i);
  }
  return 2 * ((re / n) ** 2 + (im / n) ** 2);
}

/** The part of the samples around a frequency, `octaves` wide; two second-order band passes, both ways for no delay. */
export function band(
  samples: Float32Array,
  frequencyHz: number,
  sampleRateHz: number,
  octaves = 1,
): Float32Array {
  const w = (2 * Math.PI * frequencyHz) / sampleRateHz;
  const alpha = Math.sin(w) * Math.sinh((Math.LN2 / 2) * octaves * (w / Math.sin(w)));
  const a0 = 1 + alpha;
  const [b0, a1, a2] = [alpha / a0, (-2 * Math.cos(w)) / a0, (1 - alpha) / a0];
  const pass = (input: Float32Array) => {
    const output = new Float32Array(input.length);
    let [x1, x2, y1, y2] = [0, 0, 0, 0];
    for (let i = 0; i < input.length; i += 1) {
      const x = input[i]!;
      const y = b0 * (x - x2) - a1 * y1 - a2 * y2;
      output[i] = y;
      [x2, x1, y2, y1] = [x1, x, y1, y];
    }
    return output;
  };
  return pass(pass(samples));
}

/** Reverberation time of an impulse response in seconds, by Schroeder's integral from -5 to -35 dB (ISO 3382's T30). */
export function reverberationS(response: Float32Array, sampleRateHz: number): number {
  const rest = new Float64Array(response.length + 1);
  for (let i = response.length - 1; i >= 0; i -= 1) rest[i] = rest[i + 1]! + response[i]! ** 2;
  const points: [number, number][] = [];
  for (let i = 0; i < response.length; i += 16) {
    const level = decibels(rest[i]! / rest[0]!);
    if (level <= -5 && level >= -35) points.push([i / sampleRateHz, level]);
  }
  const mean = (of: 0 | 1) => points.reduce((sum, point) => sum + point[of], 0) / points.length;
  const [t, l] = [mean(0), mean(1)];
  const slope =
    points.reduce((sum, [x, y]) => sum + (x - t) * (y - l), 0) /
    points.reduce((sum, [x]) => sum + (x - t) ** 2, 0);
  return -60 / slope;
}
