/** Stand-ins for tests: voices that sound only when told to, and a clock that is moved by hand. */
import type { Later, Voice, VoiceEvent } from './engine';

export class FakeVoice implements Voice {
  url: string | null = null;
  position = 0;
  length: number | null = null;
  playing = false;
  rate = 1;
  gain = 1;
  /** The last fade asked for, in milliseconds up (positive) or down (negative); null when none is under way. */
  fading: number | null = null;
  refuse: string | null = null;
  #listener: (event: VoiceEvent) => void = () => {};

  load(url: string, positionMs: number) {
    this.url = url;
    this.position = positionMs;
    this.playing = false;
  }
  unload() {
    this.url = null;
    this.playing = false;
  }
  play(): Promise<void> {
    if (this.refuse) return Promise.reject(Object.assign(new Error(), { name: this.refuse }));
    this.playing = true;
    return Promise.resolve();
  }
  pause() {
    this.playing = false;
  }
  seek(positionMs: number) {
    this.position = positionMs;
  }
  positionMs() {
    return this.position;
  }
  lengthMs() {
    return this.length;
  }
  bufferedMs() {
    return this.position;
  }
  setRate(rate: number) {
    this.rate = rate;
  }
  setGain(gain: number) {
    this.gain = gain;
  }
  fade(to: 0 | 1, durationMs: number) {
    this.fading = durationMs === 0 ? null : to === 1 ? durationMs : -durationMs;
  }
  on(listener: (event: VoiceEvent) => void) {
    this.#listener = listener;
  }

  tell(event: VoiceEvent) {
    this.#listener(event);
  }

  /** Plays on to a position and reports it. */
  reach(positionMs: number) {
    this.position = positionMs;
    this.tell('time');
  }
}

/** A clock in milliseconds with timers; nothing runs until it is moved. */
export class FakeClock {
  ms = 0;
  #timers: { at: number; run: () => void }[] = [];

  now = () => this.ms;

  later: Later = (run, delayMs) => {
    const timer = { at: this.ms + delayMs, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  };

  get waiting(): number[] {
    return this.#timers.map((timer) => timer.at);
  }

  move(byMs: number) {
    this.ms += byMs;
    const due = this.#timers.filter((timer) => timer.at <= this.ms);
    this.#timers = this.#timers.filter((timer) => timer.at > this.ms);
    for (const timer of due) timer.run();
  }
}

/** Lets promises that are already settled run their continuations. */
export async function settle() {
  for (let i = 0; i < 10; i += 1) await Promise.resolve();
}
