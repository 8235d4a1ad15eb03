/** The browser's side of the engine: audio elements, routed through Web Audio when loudness is evened out. */
import type { Outlet } from '$lib/features/effects/insertion';
import { fadeCurve } from './crossfade';
import type { Voice, VoiceEvent } from './engine';

/** HTMLMediaElement.HAVE_FUTURE_DATA */
const HAVE_FUTURE_DATA = 3;

/**
 * The way from two voices to the loudspeaker.
 *
 * Without normalisation, effects and crossfade the elements play by themselves, which phones keep alive best in
 * the background; with any of them each goes through a gain of its own, which alone can make a track louder.
 */
export class Mixer {
  #context: AudioContext | null = null;
  #master: GainNode | null = null;
  #volume = 1;
  /** Who applies the volume instead of the master, while effects are inserted. */
  #volumeTaker: ((amplitude: number) => void) | null = null;
  readonly voices: readonly [ElementVoice, ElementVoice];

  constructor() {
    this.voices = [new ElementVoice(this), new ElementVoice(this)];
  }

  get volume(): number {
    return this.#volume;
  }

  /** Amplitude from 0 to 1. */
  setVolume(volume: number) {
    this.#volume = volume;
    if (this.#volumeTaker) this.#volumeTaker(volume);
    else if (this.#master) this.#master.gain.value = volume;
    for (const voice of this.voices) voice.applyGain();
  }

  /** Routes both elements through Web Audio; has to follow a gesture of the listener. */
  route() {
    if (this.#context || typeof AudioContext === 'undefined') return;
    const context = new AudioContext({ latencyHint: 'playback' });
    const master = context.createGain();
    master.gain.value = this.#volume;
    master.connect(context.destination);
    this.#context = context;
    this.#master = master;
    for (const voice of this.voices) voice.route(context, master);
  }

  /** Where effects may be put in, once the elements are routed. */
  outlet(): Outlet | null {
    const context = this.#context;
    const sum = this.#master;
    if (!context || !sum) return null;
    const volume = () => this.#volume;
    return {
      context,
      sum,
      get volume() {
        return volume();
      },
      takeVolume: (taker) => {
        this.#volumeTaker = taker;
        if (!taker) sum.gain.value = this.#volume;
      },
    };
  }

  /** Wakes the context, which browsers put to sleep. */
  async wake(): Promise<void> {
    if (this.#context && this.#context.state !== 'running') await this.#context.resume();
  }
}

export class ElementVoice implements Voice {
  readonly #mixer: Mixer;
  readonly #element: HTMLAudioElement;
  #node: GainNode | null = null;
  #fader: GainNode | null = null;
  #gain = 1;
  #rate = 1;

  constructor(mixer: Mixer) {
    this.#mixer = mixer;
    this.#element = new Audio();
    this.#element.preload = 'auto';
    this.#element.preservesPitch = true;
  }

  load(url: string, positionMs: number) {
    this.#element.src = url;
    this.#element.playbackRate = this.#rate;
    this.#element.defaultPlaybackRate = this.#rate;
    if (positionMs > 0) this.#element.currentTime = positionMs / 1000;
    else this.#element.load();
  }

  unload() {
    if (!this.#element.hasAttribute('src')) return;
    this.#element.removeAttribute('src');
    this.#element.load();
  }

  async play(): Promise<void> {
    await this.#mixer.wake();
    await this.#element.play();
  }

  pause() {
    this.#element.pause();
  }

  seek(positionMs: number) {
    this.#element.currentTime = positionMs / 1000;
  }

  positionMs(): number {
    return this.#element.currentTime * 1000;
  }

  lengthMs(): number | null {
    return Number.isFinite(this.#element.duration) ? this.#element.duration * 1000 : null;
  }

  bufferedMs(): number {
    const { buffered, currentTime } = this.#element;
    for (let i = 0; i < buffered.length; i += 1) {
      if (buffered.start(i) <= currentTime + 0.1 && buffered.end(i) >= currentTime)
        return buffered.end(i) * 1000;
    }
    return currentTime * 1000;
  }

  setRate(rate: number) {
    this.#rate = rate;
    this.#element.playbackRate = rate;
    this.#element.defaultPlaybackRate = rate;
  }

  setGain(gain: number) {
    this.#gain = gain;
    this.applyGain();
  }

  applyGain() {
    if (this.#node) this.#node.gain.value = this.#gain;
    else this.#element.volume = Math.max(0, Math.min(1, this.#gain * this.#mixer.volume));
  }

  /** Without a graph nothing fades: a browser that lacks Web Audio changes tracks as it would without. */
  fade(to: 0 | 1, durationMs: number) {
    const gain = this.#fader?.gain;
    if (!gain) return;
    gain.cancelScheduledValues(0);
    if (durationMs > 0)
      gain.setValueCurveAtTime(fadeCurve(to), this.#fader!.context.currentTime, durationMs / 1000);
    else gain.value = to;
  }

  route(context: AudioContext, master: GainNode) {
    this.#node = context.createGain();
    this.#fader = context.createGain();
    context.createMediaElementSource(this.#element).connect(this.#node).connect(this.#fader).connect(master);
    this.#element.volume = 1;
    this.applyGain();
  }

  on(listener: (event: VoiceEvent) => void) {
    const element = this.#element;
    element.addEventListener('canplay', () => listener('ready'));
    element.addEventListener('playing', () => listener('playing'));
    element.addEventListener('waiting', () => element.readyState < HAVE_FUTURE_DATA && listener('waiting'));
    element.addEventListener('timeupdate', () => listener('time'));
    element.addEventListener('progress', () => listener('time'));
    element.addEventListener('ended', () => listener('ended'));
    // Emptying the element also reports an error; only one with a source is real.
    element.addEventListener('error', () => element.hasAttribute('src') && listener('failed'));
  }
}
