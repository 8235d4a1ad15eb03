/** From the rate of a device to 16 kHz, 16 bit: what is above 8 kHz is taken out before, lest it sounds as something else. */

export const RATE_HZ = 16_000;

/** Zeros of the filter on each side: the more, the sharper. */
const LOBES = 16;
/** Places between two samples at which the filter is known; 44,100 Hz needs exactly these. */
const PHASES = 160;

export class Downsampler {
  /** Samples of the device for one of ours. */
  readonly #step: number;
  readonly #half: number;
  readonly #filter: Float32Array[];
  #held: Float32Array;
  /** Where in `held` the next sample of ours lies. */
  #at: number;

  constructor(rateHz: number) {
    this.#step = rateHz / RATE_HZ;
    const width = Math.max(1, this.#step);
    this.#half = Math.ceil(LOBES * width);
    this.#filter = Array.from({ length: PHASES }, (_, phase) => kernel(phase / PHASES, this.#half, width));
    this.#held = new Float32Array(this.#half);
    this.#at = this.#half;
  }

  /** Takes samples of the device; gives those of ours that are complete by now. */
  push(samples: Float32Array): Int16Array<ArrayBuffer> {
    const held = new Float32Array(this.#held.length + samples.length);
    held.set(this.#held);
    held.set(samples, this.#held.length);
    const found: number[] = [];
    for (; this.#at + this.#half + 1 < held.length; this.#at += this.#step) {
      let base = Math.floor(this.#at);
      let phase = Math.round((this.#at - base) * PHASES);
      if (phase === PHASES) {
        phase = 0;
        base += 1;
      }
      const filter = this.#filter[phase]!;
      let sum = 0;
      for (let k = 0; k < filter.length; k += 1) sum += filter[k]! * held[base - this.#half + k]!;
      found.push(Math.max(-32_768, Math.min(32_767, Math.round(sum * 32_767))));
    }
    const done = Math.max(0, Math.floor(this.#at) - this.#half);
    this.#held = held.slice(done);
    this.#at -= done;
    return Int16Array.from(found);
  }
}

/** The weights of the samples around a place that lies `fraction` behind one of them: a windowed sinc. */
function kernel(fraction: number, half: number, width: number): Float32Array {
  const weights = Float32Array.from({ length: 2 * half + 1 }, (_, index) => {
    const x = (index - half - fraction) / width;
    const window = Math.abs(x) >= LOBES ? 0 : 0.5 + 0.5 * Math.cos((Math.PI * x) / LOBES);
    return window * (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));
  });
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return weights.map((weight) => weight / sum);
}
