/**
 * Finds the peaks of sound with the service's own code, compiled to WebAssembly.
 *
 * It runs in the audio thread for the microphone and in the page for a file, and knows nothing of either.
 */

/** Milliseconds between two frames. */
export const FRAME_MS = 16;
/** Frames of the longest question: twelve seconds. */
export const FRAMES_MAX = 12_000 / FRAME_MS;
/** Samples that are taken at once at most. */
const BLOCK = 16_384;

interface Exports {
  memory: WebAssembly.Memory;
  begin(rateHz: number): number;
  input(samples: number): number;
  push(): void;
  peaks(): number;
  output(): number;
}

export class PeakFinder {
  readonly #module: Exports;
  readonly #rateHz: number;
  #samples = 0;

  /** Begins a question; fails for a rate that the code does not take. */
  constructor(module: WebAssembly.Module, rateHz: number) {
    this.#module = new WebAssembly.Instance(module).exports as unknown as Exports;
    this.#rateHz = rateHz;
    if (this.#module.begin(rateHz) === 0) throw new RangeError(`sound of ${rateHz} Hz`);
  }

  /** Hears samples from −1 to 1, mono. */
  push(samples: Float32Array) {
    for (let at = 0; at < samples.length; at += BLOCK) {
      const part = samples.subarray(at, at + BLOCK);
      const place = this.#module.input(part.length);
      // Made anew each time: the memory may have grown and moved.
      new Float32Array(this.#module.memory.buffer, place, part.length).set(part);
      this.#module.push();
    }
    this.#samples += samples.length;
  }

  /** How long was heard, in whole frames. */
  get frames(): number {
    return Math.floor((this.#samples * 1000) / this.#rateHz / FRAME_MS);
  }

  /** The peaks so far, two bytes each, as if the sound ended here. */
  peaks(): Uint8Array<ArrayBuffer> {
    const length = this.#module.peaks();
    return new Uint8Array(this.#module.memory.buffer, this.#module.output(), length).slice();
  }
}
