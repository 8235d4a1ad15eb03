/**
 * One spoken search after another where a service writes down what is said: the microphone opens on a press and closes
 * with the words, and only then is anything sent.
 */
import type { MicrophoneOutcome } from '$lib/permissions/broker';
import { joined, wav } from './clip';
import { RATE_HZ } from './downsample';
import { Ending } from './ending';
import type { Heard } from './hearing';
import { SPEECH_MS_MAX, type VoiceTrouble } from './voice.svelte';

export type DictationState = 'idle' | 'opening' | 'listening' | 'writing';

/** What came of it; null when it was called off. */
export type Dictated = { text: string } | { trouble: VoiceTrouble } | { thrown: unknown } | null;

/** What dictation needs of the world; tests bring their own. */
export interface Ports {
  openMicrophone(gesture: Event): Promise<MicrophoneOutcome>;
  hear(stream: MediaStream, told: (heard: Heard) => void): Promise<() => void>;
  write(clip: Uint8Array<ArrayBuffer>, signal: AbortSignal): Promise<string>;
  /** Runs something later, unless the returned function is called before. */
  later(run: () => void, delayMs: number): () => void;
}

const SAMPLES_MAX = (SPEECH_MS_MAX / 1_000) * RATE_HZ;

export class Dictation {
  state = $state<DictationState>('idle');
  /** How loud it is, from 0 to 1. */
  level = $state(0);
  #samples = $state(0);
  /** How many seconds one may still speak. */
  readonly secondsLeft = $derived(Math.ceil((SAMPLES_MAX - this.#samples) / RATE_HZ));

  readonly #ports: Ports;
  #finish: (() => void) | null = null;
  #abort = new AbortController();

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  /** Listens until the words end and has them written down. */
  async dictate(gesture: Event): Promise<Dictated> {
    this.cancel();
    const abort = (this.#abort = new AbortController());
    this.state = 'opening';
    this.level = 0;
    this.#samples = 0;
    try {
      const outcome = await this.#ports.openMicrophone(gesture);
      if (outcome.kind === 'declined') return null;
      if (outcome.kind !== 'open') return abort.signal.aborted ? null : { trouble: outcome.kind };
      const said = await this.#hear(outcome.stream, abort.signal);
      if (said === null || abort.signal.aborted) return null;
      if (said.length === 0) return { trouble: 'nothing' };
      this.state = 'writing';
      const text = (await this.#ports.write(wav(said), abort.signal)).trim();
      if (abort.signal.aborted) return null;
      return text === '' ? { trouble: 'nothing' } : { text };
    } catch (thrown) {
      return abort.signal.aborted ? null : { thrown };
    } finally {
      if (abort === this.#abort) this.state = 'idle';
    }
  }

  /** Says that the words are over; what was said until now counts. */
  finish() {
    this.#finish?.();
  }

  /** Calls it off: nothing is sent, or what was sent is not waited for. */
  cancel() {
    this.#abort.abort();
    this.state = 'idle';
  }

  /** The samples of what was said, the microphone closed; none where nothing was, null when it was called off. */
  async #hear(stream: MediaStream, signal: AbortSignal): Promise<Int16Array | null> {
    const ending = new Ending();
    const pieces: Int16Array[] = [];
    let length = 0;
    let end: (by: 'words' | 'person') => void = () => {};
    const ended = new Promise<'words' | 'person'>((resolve) => (end = resolve));
    const close = await this.#ports.hear(stream, (heard) => {
      let over = false;
      for (const piece of heard.pieces) {
        pieces.push(piece);
        length += piece.length;
        over = ending.push(piece);
      }
      this.level = heard.level;
      this.#samples = Math.min(length, SAMPLES_MAX);
      if (over || length >= SAMPLES_MAX) end('words');
    });
    const callOff = this.#ports.later(() => end('words'), SPEECH_MS_MAX);
    this.#finish = () => end('person');
    const aborted = () => end('person');
    signal.addEventListener('abort', aborted);
    if (signal.aborted) end('person');
    else this.state = 'listening';
    const by = await ended;
    // Whatever comes of it, nobody is listened to any more.
    close();
    callOff();
    signal.removeEventListener('abort', aborted);
    this.#finish = null;
    if (signal.aborted) return null;
    if (by === 'words' && !ending.spoke) return new Int16Array(0);
    const all = joined(pieces, SAMPLES_MAX);
    return all.slice(...ending.span(all.length));
  }
}
