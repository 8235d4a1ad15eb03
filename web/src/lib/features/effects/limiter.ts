/**
 * A look-ahead limiter: nothing that leaves it is above the ceiling, and what stays below passes unchanged.
 *
 * It looks some milliseconds ahead, takes the smallest gain that any coming peak asks for, and glides there
 * over the whole look-ahead, so that the gain has arrived when the peak does. Peaks are sought between the
 * samples too, on a grid four times as fine, because a loudspeaker plays the curve and not the points.
 *
 * Free of any browser interface: the worklet runs it, and so do the tests.
 */

/** Samples on either side of a point that its interpolation looks at. */
const SIDE = 8;
const PHASES = 4;
/** Gain this close to 1 is 1; an exponential release would never arrive. */
const SETTLED = 1e-6;
const WINDOW_BETA = 6;

export interface LimiterTimes {
  lookaheadMs: number;
  /** Time in which most (63 %) of the gain comes back. */
  releaseMs: number;
}

export const LIMITER_TIMES: LimiterTimes = { lookaheadMs: 5, releaseMs: 120 };

export class Limiter {
  /** By how many samples the output is behind the input. */
  readonly latency: number;
  /** The smallest gain since it was last asked for by `takeReduction`. */
  #smallest = 1;
  readonly #window: number;
  readonly #release: number;
  readonly #lines: Float32Array[];
  readonly #size: number;
  #written = 0;
  /** Gains that are still to be averaged, and their sum. */
  readonly #gains: Float64Array;
  #sum: number;
  #gain = 1;
  /** Candidates for the smallest gain of the window, rising; `#at` tells when each came. */
  readonly #values: Float64Array;
  readonly #at: Float64Array;
  #head = 0;
  #tail = 0;
  #below = 0;

  constructor(sampleRateHz: number, channels: number, times: LimiterTimes = LIMITER_TIMES) {
    this.#window = Math.max(1, Math.round((times.lookaheadMs / 1000) * sampleRateHz));
    this.latency = this.#window - 1 + SIDE;
    this.#release = 1 - Math.exp(-1000 / (times.releaseMs * sampleRateHz));
    this.#size = 2 ** Math.ceil(Math.log2(this.latency + 2 * SIDE + 2));
    this.#lines = Array.from({ length: channels }, () => new Float32Array(this.#size));
    this.#gains = new Float64Array(this.#window).fill(1);
    this.#sum = this.#window;
    this.#values = new Float64Array(this.#window + 1);
    this.#at = new Float64Array(this.#window + 1);
  }

  /** Limits one block to `ceiling`, an amplitude; input and output have the same length and may be the same arrays. */
  process(input: readonly Float32Array[], output: readonly Float32Array[], ceiling: number) {
    const frames = output[0]?.length ?? 0;
    const mask = this.#size - 1;
    // One step of a 32-bit sample below, so that rounding to one never ends above.
    const most = ceiling * (1 - 2 ** -23);
    for (let i = 0; i < frames; i += 1) {
      const now = this.#written;
      for (let channel = 0; channel < this.#lines.length; channel += 1) {
        this.#lines[channel]![now & mask] = input[channel]?.[i] ?? 0;
      }
      this.#written += 1;
      const gain = this.#step(ceiling, now);
      const read = (now - this.latency) & mask;
      for (let channel = 0; channel < output.length; channel += 1) {
        const line = this.#lines[Math.min(channel, this.#lines.length - 1)]!;
        const sample = line[read]! * gain;
        // Only rounding is left for this to catch.
        output[channel]![i] = sample > most ? most : sample < -most ? -most : sample;
      }
    }
  }

  /** The smallest gain since the last call, in decibels (zero or less). */
  takeReductionDb(): number {
    const db = 20 * Math.log10(this.#smallest);
    this.#smallest = this.#gain;
    return db;
  }

  #step(ceiling: number, now: number): number {
    const peak = this.#peak(ceiling, now);
    const wanted = peak > ceiling ? ceiling / peak : 1;
    const slots = this.#values.length;
    while (this.#tail > this.#head && this.#values[(this.#tail - 1) % slots]! >= wanted) this.#tail -= 1;
    this.#values[this.#tail % slots] = wanted;
    this.#at[this.#tail % slots] = now;
    this.#tail += 1;
    while (this.#at[this.#head % slots]! <= now - this.#window) this.#head += 1;
    const least = this.#values[this.#head % slots]!;

    const risen = this.#gain + (1 - this.#gain) * this.#release;
    this.#gain = least < risen ? least : risen > 1 - SETTLED ? 1 : risen;
    if (this.#gain < this.#smallest) this.#smallest = this.#gain;

    const slot = now % this.#window;
    this.#sum += this.#gain - this.#gains[slot]!;
    this.#gains[slot] = this.#gain;
    this.#below = this.#gain < 1 ? this.#window : Math.max(0, this.#below - 1);
    if (this.#below > 0) return this.#sum / this.#window;
    // The window is all ones: forget what rounding has left in the sum.
    this.#sum = this.#window;
    return 1;
  }

  /** The largest amplitude of all channels at and right after the sample in the middle of the newest ones. */
  #peak(ceiling: number, now: number): number {
    const mask = this.#size - 1;
    let largest = 0;
    for (const line of this.#lines) {
      let near = 0;
      for (let k = 0; k < 2 * SIDE; k += 1) {
        const size = Math.abs(line[(now - k) & mask]!);
        if (size > near) near = size;
      }
      const own = Math.abs(line[(now - SIDE) & mask]!);
      if (own > largest) largest = own;
      // No curve through these samples can reach the ceiling: nothing to compute.
      if (near * REACH <= ceiling) continue;
      for (const taps of TAPS) {
        let between = 0;
        for (let k = 0; k < 2 * SIDE; k += 1) between += taps[k]! * line[(now - k) & mask]!;
        if (Math.abs(between) > largest) largest = Math.abs(between);
      }
    }
    return largest;
  }
}

/** Modified Bessel function of the first kind, order 0. */
function bessel(x: number): number {
  let sum = 1;
  let term = 1;
  for (let k = 1; k < 30; k += 1) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

/** A windowed sinc for each point between two samples; tap `k` belongs to the sample `k` before the newest. */
const TAPS: readonly Float64Array[] = Array.from({ length: PHASES - 1 }, (_, phase) => {
  const point = SIDE - (phase + 1) / PHASES;
  const taps = Float64Array.from({ length: 2 * SIDE }, (_, k) => {
    const x = k - point;
    const share = x / SIDE;
    const window =
      Math.abs(share) < 1 ? bessel(WINDOW_BETA * Math.sqrt(1 - share * share)) / bessel(WINDOW_BETA) : 0;
    return (Math.sin(Math.PI * x) / (Math.PI * x)) * window;
  });
  const sum = taps.reduce((total, tap) => total + tap, 0);
  return taps.map((tap) => tap / sum);
});

/** No interpolated point is larger than the largest sample by more than this factor. */
const REACH = Math.max(...TAPS.map((taps) => taps.reduce((sum, tap) => sum + Math.abs(tap), 0)));
