/**
 * Hears the microphone in the audio thread; loaded as a file of its own, as the page's security policy wants it.
 *
 * Samples go no further than this thread: what it tells the page are peaks, and how loud it is.
 */
import { PeakFinder } from './finder';
import type { Told } from './microphone';

/** What the audio thread's global scope offers; TypeScript's own libraries leave it out. */
declare const sampleRate: number;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(
  name: string,
  processor: new (options: { processorOptions: { module: WebAssembly.Module } }) => AudioWorkletProcessor,
): void;

/** How often peaks are told. */
const PEAKS_EVERY_S = 0.5;
/** What is heard of a microphone that gives nothing: time passes all the same. */
const NOTHING = new Float32Array(128);
/** How often loudness is told. */
const LEVEL_EVERY_S = 0.05;

class HearingProcessor extends AudioWorkletProcessor {
  readonly #finder: PeakFinder;
  #untilPeaks = PEAKS_EVERY_S * sampleRate;
  #untilLevel = 0;
  #loudest = 0;

  constructor({ processorOptions: { module } }: { processorOptions: { module: WebAssembly.Module } }) {
    super();
    this.#finder = new PeakFinder(module, sampleRate);
  }

  process([channels]: Float32Array[][]): boolean {
    const samples = channels?.[0] ?? NOTHING;
    this.#finder.push(samples);
    for (const sample of samples) this.#loudest = Math.max(this.#loudest, Math.abs(sample));
    if ((this.#untilLevel -= samples.length) <= 0) {
      this.#untilLevel = LEVEL_EVERY_S * sampleRate;
      this.#tell({ kind: 'level', level: Math.min(1, this.#loudest) });
      this.#loudest = 0;
    }
    if ((this.#untilPeaks -= samples.length) <= 0) {
      this.#untilPeaks = PEAKS_EVERY_S * sampleRate;
      this.#tell({ kind: 'peaks', peaks: this.#finder.peaks(), frames: this.#finder.frames });
    }
    return true;
  }

  #tell(told: Told) {
    this.port.postMessage(told);
  }
}

registerProcessor('qingyin-hearing', HearingProcessor);
