/** One attempt to name a song after another: what is heard, what is asked, and what came of it. */
import { asProblem } from '$lib/api/problem';
import type { Recognised, Track } from '$lib/api/types';
import type { MicrophoneOutcome } from '$lib/permissions/broker';
import { FRAMES_MAX } from './finder';
import type { Question } from './file';
import type { Told } from './microphone';
import { base64, pointsOf, type Point } from './points';

/** Before so many frames no song is named: 1.5 s. */
const FRAMES_MIN = 94;
/** The microphone is open for no longer than this, whatever else happens: twelve seconds, and some to begin. */
const OPEN_MS_MAX = 15_000;
/** Sound that never exceeds this is silence. */
const SILENCE = 0.003;

/** Why nothing can be heard. */
export type Trouble = 'refused' | 'absent' | 'insecure' | 'failed' | 'file' | 'large' | 'network' | 'busy';

/** A song that was named. `positionMs` is where in it the sound was at `atMs` of the page's clock; a file has no clock. */
export interface Heard {
  track: Track;
  positionMs: number;
  atMs: number | null;
}

export type State =
  | { kind: 'idle' }
  | { kind: 'opening' }
  | { kind: 'listening' }
  | { kind: 'reading' }
  | { kind: 'found'; heard: Heard }
  | { kind: 'not_found'; silent: boolean; file: boolean }
  | { kind: 'trouble'; trouble: Trouble };

/** What the recogniser needs of the world. */
export interface Ports {
  openMicrophone(gesture: Event): Promise<MicrophoneOutcome>;
  hear(stream: MediaStream, told: (told: Told) => void): Promise<() => void>;
  pickFile(gesture: Event): Promise<File | null>;
  questionsOf(file: Blob): Promise<Question[]>;
  ask(body: { peaks: string; frames: number }): Promise<Recognised>;
  /** Milliseconds of a clock that only goes forward. */
  now(): number;
  /** Runs something later, unless the returned function is called before. */
  later(run: () => void, delayMs: number): () => void;
  fileBytesMax: number;
}

export class Recogniser {
  readonly #ports: Ports;
  #state = $state.raw<State>({ kind: 'idle' });
  #points = $state.raw<readonly Point[]>([]);
  #level = $state(0);
  #frames = $state(0);
  #sentBytes = $state(0);

  #close: (() => void) | null = null;
  #turn = 0;
  #asking = false;
  /** What was told while a question was on its way. */
  #untold: { peaks: Uint8Array<ArrayBuffer>; frames: number } | null = null;
  #loudest = 0;

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  get state(): State {
    return this.#state;
  }
  /** The peaks so far, as they are sent. */
  get points(): readonly Point[] {
    return this.#points;
  }
  /** How loud it is, from 0 to 1. */
  get level(): number {
    return this.#level;
  }
  /** How far the question is, from 0 to 1. */
  get progress(): number {
    return Math.min(1, this.#frames / FRAMES_MAX);
  }
  /** Bytes of all requests of this attempt. */
  get sentBytes(): number {
    return this.#sentBytes;
  }

  /** Opens the microphone and listens until the song is named, twelve seconds have passed, or `stop`. */
  async listen(gesture: Event) {
    const turn = this.#begin({ kind: 'opening' });
    const outcome = await this.#ports.openMicrophone(gesture);
    if (outcome.kind !== 'open') {
      const trouble = outcome.kind === 'declined' ? null : outcome.kind;
      if (turn === this.#turn) this.#state = trouble ? { kind: 'trouble', trouble } : { kind: 'idle' };
      return;
    }
    try {
      const close = await this.#ports.hear(outcome.stream, (told) => {
        if (turn === this.#turn) this.#told(told, turn);
      });
      // Somebody may have gone on in the meantime; the microphone must not stay open.
      if (turn !== this.#turn) return close();
      const cancel = this.#ports.later(() => this.#end({ kind: 'trouble', trouble: 'failed' }), OPEN_MS_MAX);
      this.#close = () => {
        cancel();
        close();
      };
      this.#state = { kind: 'listening' };
    } catch {
      if (turn === this.#turn) this.#state = { kind: 'trouble', trouble: 'failed' };
    }
  }

  /** Names the song in a file. */
  async readFile(gesture: Event) {
    const file = await this.#ports.pickFile(gesture);
    if (!file) return;
    const turn = this.#begin({ kind: 'reading' });
    if (file.size > this.#ports.fileBytesMax) return this.#end({ kind: 'trouble', trouble: 'large' });
    const questions = await this.#ports.questionsOf(file).catch(() => null);
    if (turn !== this.#turn) return;
    if (!questions) return this.#end({ kind: 'trouble', trouble: 'file' });
    try {
      for (const { peaks, frames } of questions) {
        const { song } = await this.#ask(peaks, frames);
        if (turn !== this.#turn) return;
        if (song) {
          const heard = { track: song.track, positionMs: Math.max(0, song.start_ms), atMs: null };
          return this.#end({ kind: 'found', heard });
        }
      }
      this.#end({
        kind: 'not_found',
        silent: questions.every(({ peaks }) => peaks.length === 0),
        file: true,
      });
    } catch (thrown) {
      if (turn === this.#turn) this.#failed(thrown);
    }
  }

  /** Closes the microphone and forgets the question. */
  stop() {
    this.#end({ kind: 'idle' });
  }

  #begin(state: State): number {
    this.#end(state);
    this.#points = [];
    this.#level = this.#frames = this.#sentBytes = this.#loudest = 0;
    return this.#turn;
  }

  #end(state: State) {
    this.#turn += 1;
    this.#asking = false;
    this.#untold = null;
    this.#closeMicrophone();
    this.#state = state;
  }

  #closeMicrophone() {
    this.#close?.();
    this.#close = null;
    this.#level = 0;
  }

  #told(told: Told, turn: number) {
    if (told.kind === 'level') {
      this.#level = told.level;
      this.#loudest = Math.max(this.#loudest, told.level);
      return;
    }
    if (!this.#close) return;
    this.#points = pointsOf(told.peaks);
    this.#frames = told.frames;
    // Twelve seconds are over when they are over, however slow the answer is.
    if (told.frames >= FRAMES_MAX) this.#closeMicrophone();
    if (told.frames < FRAMES_MIN) return;
    if (this.#asking) this.#untold = told;
    else void this.#question(told.peaks, told.frames, turn);
  }

  async #question(peaks: Uint8Array<ArrayBuffer>, heardFrames: number, turn: number) {
    // What is heard after twelve seconds is cut off, so that the last question is one the service takes.
    const frames = Math.min(heardFrames, FRAMES_MAX);
    const atMs = this.#ports.now();
    this.#asking = true;
    try {
      const { state, song } = await this.#ask(within(peaks, frames), frames);
      if (turn !== this.#turn) return;
      if (song) {
        const beyondMs = (heardFrames - frames) * 16;
        const heard = { track: song.track, positionMs: Math.max(0, song.end_ms + beyondMs), atMs };
        this.#end({ kind: 'found', heard });
      } else if (state === 'not_found') {
        this.#end({ kind: 'not_found', silent: this.#loudest < SILENCE, file: false });
      }
    } catch (thrown) {
      if (turn === this.#turn) this.#failed(thrown);
    }
    if (turn !== this.#turn) return;
    this.#asking = false;
    const untold = this.#untold;
    this.#untold = null;
    if (untold) void this.#question(untold.peaks, untold.frames, turn);
  }

  async #ask(peaks: Uint8Array, frames: number): Promise<Recognised> {
    const body = { peaks: base64(peaks), frames };
    this.#sentBytes += JSON.stringify(body).length;
    return this.#ports.ask(body);
  }

  #failed(thrown: unknown) {
    this.#end({ kind: 'trouble', trouble: asProblem(thrown).status === 429 ? 'busy' : 'network' });
  }
}

/** The peaks before a frame; two bytes each, the upper six bits of which are frames since the one before. */
function within(peaks: Uint8Array<ArrayBuffer>, frames: number): Uint8Array {
  let frame = 0;
  for (let at = 0; at + 1 < peaks.length; at += 2) {
    frame += peaks[at + 1]! >> 2;
    if (frame >= frames) return peaks.subarray(0, at);
  }
  return peaks;
}

/** Where in its song the sound is by now. */
export function positionNow(heard: Heard, nowMs: number): number {
  return heard.positionMs + (heard.atMs === null ? 0 : nowMs - heard.atMs);
}
