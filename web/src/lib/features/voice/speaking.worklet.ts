/** Hears speech in the audio thread, and tells the page its samples at 16 kHz and how loud it is. */
import { Downsampler } from './downsample';
import type { Heard } from './hearing';

/** What the audio thread's global scope offers; TypeScript's own libraries leave it out. */
declare const sampleRate: number;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;

/** How often it tells. */
const EVERY_S = 0.05;
/** What is heard of a microphone that gives nothing: time passes all the same. */
const NOTHING = new Float32Array(128);

class SpeakingProcessor extends AudioWorkletProcessor {
  readonly #downsampler = new Downsampler(sampleRate);
  #pieces: Int16Array[] = [];
  #until = EVERY_S * sampleRate;
  #loudest = 0;

  process([channels]: Float32Array[][]): boolean {
    const samples = channels?.[0] ?? NOTHING;
    for (const sample of samples) this.#loudest = Math.max(this.#loudest, Math.abs(sample));
    this.#pieces.push(this.#downsampler.push(samples));
    if ((this.#until -= samples.length) <= 0) {
      this.#until = EVERY_S * sampleRate;
      const heard: Heard = { pieces: this.#pieces, level: Math.min(1, this.#loudest) };
      this.port.postMessage(heard);
      this.#pieces = [];
      this.#loudest = 0;
    }
    return true;
  }
}

registerProcessor('qingyin-speaking', SpeakingProcessor);
