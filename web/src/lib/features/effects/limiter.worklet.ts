/** The limiter on the audio thread; loaded as a file of its own, as the page's security policy wants it. */
import { Limiter } from './limiter';

/** What the audio thread's global scope offers; TypeScript's own libraries leave it out. */
declare const sampleRate: number;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;

/** Blocks of 128 samples between two reports of the gain reduction; about ten a second. */
const REPORT_BLOCKS = 36;

class LimiterProcessor extends AudioWorkletProcessor {
  static get parameterDescriptors() {
    return [{ name: 'ceiling', defaultValue: 1, minValue: 0.01, maxValue: 1, automationRate: 'k-rate' }];
  }

  readonly #limiter = new Limiter(sampleRate, 2);
  #blocks = 0;
  #told = 0;

  process(
    inputs: Float32Array[][],
    outputs: Float32Array[][],
    parameters: { ceiling: Float32Array },
  ): boolean {
    const output = outputs[0]!;
    this.#limiter.process(inputs[0] ?? [], output, parameters.ceiling[0]!);
    this.#blocks += 1;
    if (this.#blocks >= REPORT_BLOCKS) {
      this.#blocks = 0;
      const reductionDb = Math.round(this.#limiter.takeReductionDb() * 10) / 10;
      if (reductionDb !== this.#told) this.port.postMessage((this.#told = reductionDb));
    }
    return true;
  }
}

registerProcessor('qingyin-limiter', LimiterProcessor);
