/**
 * Plays one source after the other without a gap, on two voices that take turns.
 *
 * While one voice sounds, the other has the next source loaded and waiting at its beginning.
 * Shortly before the end the switch is timed: the waiting voice is started as much earlier as starting took
 * the last times, so that its first sample falls on the end of the last one.
 */

import { overlapMs } from './crossfade';

/** What to play. */
export interface Source {
  /** The queue entry it belongs to. */
  uid: number;
  /** Address of the stream, from a position when the stream cannot be seeked by itself. */
  url: (startMs: number) => string;
  durationMs: number;
  seekable: boolean;
  /** Loudness factor of this track. */
  gain: number;
  /** Whether it continues the track before it, which then has to run into it without a fade. */
  joined?: boolean;
}

/** One audio element, or a test's stand-in. Positions are of the loaded stream, in milliseconds. */
export interface Voice {
  load(url: string, positionMs: number): void;
  unload(): void;
  play(): Promise<void>;
  pause(): void;
  seek(positionMs: number): void;
  positionMs(): number;
  /** Length of the loaded stream as decoded, or null while it is unknown. */
  lengthMs(): number | null;
  /** How far the stream is loaded around the position. */
  bufferedMs(): number;
  setRate(rate: number): void;
  setGain(gain: number): void;
  /** Fades in or out over a time in milliseconds; 0 sets it at once. */
  fade(to: 0 | 1, durationMs: number): void;
  on(listener: (event: VoiceEvent) => void): void;
}

export type VoiceEvent = 'ready' | 'playing' | 'waiting' | 'time' | 'ended' | 'failed';

export interface EngineEvents {
  /** `ready`, `playing`, `waiting` and `time` of the sounding voice. */
  progress: (event: Exclude<VoiceEvent, 'ended' | 'failed'>) => void;
  /** The prepared source sounds now. */
  switched: (source: Source) => void;
  /** The source ended and nothing was prepared. */
  ended: () => void;
  failed: (reason: 'stream' | 'blocked') => void;
}

/** Runs a function later; returns how to call it off. */
export type Later = (run: () => void, delayMs: number) => () => void;

/** How long before the end the switch is timed. Longer than the coarsest tick of a hidden page. */
const WINDOW_MS = 1_500;
const LATENCY_MS_AT_FIRST = 20;
const LATENCY_MS_MAX = 150;

export class Engine {
  readonly #voices: readonly [Voice, Voice];
  readonly #later: Later;
  readonly #now: () => number;
  readonly #events: EngineEvents;
  #active: 0 | 1 = 0;
  #source: Source | null = null;
  #offsetMs = 0;
  #prepared: Source | null = null;
  #preparedReady = false;
  #callOff: (() => void) | null = null;
  #latencyMs = LATENCY_MS_AT_FIRST;
  #rate = 1;
  #wanted = false;
  /** Ends the crossfade under way, in which the other voice still sounds. */
  #endFade: (() => void) | null = null;
  /** How long tracks overlap, in milliseconds; those that belong together never do. */
  crossfadeMs = 0;
  /** Whether the next track may begin before the voice reports its end. */
  gapless = true;

  /** `now` is a steady clock in milliseconds. */
  constructor(voices: readonly [Voice, Voice], later: Later, now: () => number, events: EngineEvents) {
    this.#voices = voices;
    this.#later = later;
    this.#now = now;
    this.#events = events;
    for (const index of [0, 1] as const) voices[index].on((event) => this.#hear(index, event));
  }

  get source(): Source | null {
    return this.#source;
  }

  get prepared(): Source | null {
    return this.#prepared;
  }

  /** Milliseconds from the beginning of the track. */
  positionMs(): number {
    return this.#source ? this.#offsetMs + this.#voice.positionMs() : 0;
  }

  bufferedMs(): number {
    return this.#source ? this.#offsetMs + this.#voice.bufferedMs() : 0;
  }

  /** Begins a source, giving up whatever sounded or waited. */
  start(source: Source, positionMs: number, wanted: boolean) {
    this.#endFade?.();
    this.prepare(null);
    this.#unschedule();
    this.#source = source;
    this.#wanted = wanted;
    this.#open(positionMs);
  }

  /** Lets the other voice load what comes next; null gives it up. */
  prepare(source: Source | null) {
    if (source?.uid === this.#prepared?.uid && source !== null && source.url(0) === this.#prepared?.url(0))
      return;
    this.#unschedule();
    this.#prepared = source;
    this.#preparedReady = false;
    // The other voice still sounds; it is loaded when the crossfade is over.
    if (this.#endFade) return;
    if (!source) return this.#other.unload();
    this.#other.setRate(this.#rate);
    this.#other.setGain(source.gain);
    this.#other.load(source.url(0), 0);
  }

  play() {
    this.#wanted = true;
    void this.#begin(this.#voice);
    this.#schedule();
  }

  pause() {
    this.#wanted = false;
    this.#endFade?.();
    this.#unschedule();
    this.#voice.pause();
  }

  seek(positionMs: number) {
    if (!this.#source) return;
    this.#endFade?.();
    this.#unschedule();
    const at = Math.max(0, Math.min(positionMs, this.#source.durationMs));
    if (this.#source.seekable) this.#voice.seek(at);
    else this.#open(at);
    this.#schedule();
  }

  setRate(rate: number) {
    this.#rate = rate;
    for (const voice of this.#voices) voice.setRate(rate);
    this.#unschedule();
    this.#schedule();
  }

  /** Changes the loudness of the sounding source. */
  setGain(gain: number) {
    if (!this.#source) return;
    this.#source = { ...this.#source, gain };
    this.#voice.setGain(gain);
  }

  stop() {
    this.#wanted = false;
    this.#endFade?.();
    this.prepare(null);
    this.#unschedule();
    this.#source = null;
    this.#voice.pause();
    this.#voice.unload();
  }

  get #voice(): Voice {
    return this.#voices[this.#active];
  }

  get #other(): Voice {
    return this.#voices[this.#active === 0 ? 1 : 0];
  }

  #open(positionMs: number) {
    const source = this.#source!;
    this.#offsetMs = source.seekable ? 0 : positionMs;
    this.#voice.setRate(this.#rate);
    this.#voice.setGain(source.gain);
    this.#voice.load(source.url(source.seekable ? 0 : positionMs), source.seekable ? positionMs : 0);
    if (this.#wanted) void this.#begin(this.#voice);
  }

  async #begin(voice: Voice) {
    try {
      await voice.play();
    } catch (thrown) {
      // A new load or a pause gives up the last play: nothing went wrong. The rest is the browser's refusal.
      const name = thrown instanceof Error || thrown instanceof DOMException ? thrown.name : '';
      if (name === 'NotAllowedError' && voice === this.#voice) this.#events.failed('blocked');
    }
  }

  #hear(index: 0 | 1, event: VoiceEvent) {
    if (index !== this.#active) {
      // What a fading voice still tells is of the track before.
      if (this.#endFade) return;
      if (event === 'ready') this.#preparedReady = true;
      if (event === 'failed' && this.#prepared) {
        // It will be asked for again when its turn comes, and reported then.
        this.#prepared = null;
        this.#unschedule();
      }
      return;
    }
    if (!this.#source) return;
    if (event === 'failed') return this.#events.failed('stream');
    if (event === 'ended') return this.#end();
    if (event === 'time') this.#schedule();
    this.#events.progress(event);
  }

  #end() {
    this.#endFade?.();
    this.#unschedule();
    if (this.#prepared) this.#switch();
    else this.#events.ended();
  }

  #schedule() {
    if (!this.#wanted || !this.#prepared || !this.#preparedReady || this.#callOff) return;
    const fadeMs = this.#fadeMs();
    if (!this.gapless && fadeMs === 0) return;
    const remainingMs = this.#remainingMs();
    if (remainingMs > WINDOW_MS + fadeMs || remainingMs <= 0) return;
    this.#callOff = this.#later(
      () => {
        this.#callOff = null;
        // A hidden page's timers are late; what is left of the track is all that can fade.
        this.#switch(Math.min(fadeMs, Math.max(0, this.#remainingMs())));
      },
      Math.max(0, remainingMs - (fadeMs > 0 ? fadeMs : this.#latencyMs)),
    );
  }

  /** Milliseconds until the sounding stream ends, at the speed of playback. */
  #remainingMs(): number {
    // The stream's own length is exact where a tag's may be rounded.
    const lengthMs = this.#voice.lengthMs() ?? this.#source!.durationMs - this.#offsetMs;
    return (lengthMs - this.#voice.positionMs()) / this.#rate;
  }

  #fadeMs(): number {
    if (this.#prepared!.joined) return 0;
    return overlapMs(this.crossfadeMs, this.#source!.durationMs, this.#prepared!.durationMs, this.#rate);
  }

  #unschedule() {
    this.#callOff?.();
    this.#callOff = null;
  }

  #switch(fadeMs = 0) {
    const source = this.#prepared!;
    this.#active = this.#active === 0 ? 1 : 0;
    this.#source = source;
    this.#prepared = null;
    this.#preparedReady = false;
    this.#offsetMs = 0;
    if (fadeMs > 0) this.#fade(fadeMs);
    const asked = this.#now();
    void this.#begin(this.#voice).then(() => {
      const took = Math.min(LATENCY_MS_MAX, Math.max(0, this.#now() - asked));
      this.#latencyMs = this.#latencyMs * 0.5 + took * 0.5;
    });
    this.#events.switched(source);
  }

  /** Lets the voice before fade away while the new one comes; whatever interrupts it ends it at once. */
  #fade(durationMs: number) {
    const before = this.#other;
    const now = this.#voice;
    before.fade(0, durationMs);
    now.fade(1, durationMs);
    const callOff = this.#later(() => this.#endFade?.(), durationMs);
    this.#endFade = () => {
      this.#endFade = null;
      callOff();
      before.pause();
      before.fade(1, 0);
      now.fade(1, 0);
      const waiting = this.#prepared;
      this.#prepared = null;
      this.prepare(waiting);
    };
  }
}
