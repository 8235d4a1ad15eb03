/**
 * The player: queue, state and what a listener can do with them.
 *
 * It needs no account and no consent. What it hears of a member's listening it only hands to `onListen`;
 * whether that goes anywhere is decided there.
 */
import { asProblem, ProblemError } from '$lib/api/problem';
import type { NewListen, Playback, Track } from '$lib/api/types';
import type { Quality, Settings } from '$lib/features/settings/settings.svelte';
import { continuesAlbum } from './crossfade';
import { Engine, type EngineEvents, type Later, type Source } from './engine';
import { amplitude, normalisationFactor } from './gain';
import { ListenMeter } from './listens';
import { IDLE, sounding, transition, type Event, type State, type Status } from './machine';
import * as queues from './queue';
import type { Entry, Queue } from './queue';

/** How long before its end a track has its successor loaded. */
const PREPARE_MS = 25_000;
/** A successor is not loaded before the last one has surely faded from the other voice. */
const PREPARE_AFTER_MS = 2_000;
/** `previous` goes back to the beginning of a track that has played longer than this. */
const RESTART_MS = 4_000;
/** So many tracks that cannot be played are passed over in a row; then the listener is asked. */
const PASSED_OVER_MAX = 5;

/** Why nothing sounds. */
export type Failure = 'network' | 'missing' | 'busy' | 'unplayable' | 'blocked';

export type Sleep = { kind: 'at'; endsAtMs: number } | { kind: 'track_end' };

/** What the player asks of the world. */
export interface Ports {
  /** Where a track's sound is, and how it is coded. */
  playback(trackId: string, quality: Quality): Promise<Playback>;
  engine(events: EngineEvents): Engine;
  /** The HTTP status with which a stream answers, asked after it broke; 0 when nothing answers. */
  status(url: string): Promise<number>;
  /** Before sound that follows a gesture: the audio graph may be woken, and built where the sound needs it. */
  gesture(routed: boolean): void;
  setVolume(amplitude: number): void;
  /** Milliseconds since 1970. */
  now(): number;
  random: queues.Random;
  later: Later;
}

export class Player {
  readonly #ports: Ports;
  readonly #engine: Engine;
  readonly #meter = new ListenMeter();
  readonly settings: Settings;

  #queue = $state.raw<Queue>(queues.EMPTY);
  #state = $state.raw<State>(IDLE);
  #positionMs = $state(0);
  #bufferedMs = $state(0);
  #failure = $state<Failure | null>(null);
  #muted = $state(false);
  #sleep = $state.raw<Sleep | null>(null);
  #playback = $state.raw<Playback | null>(null);

  /** What sounds after the switch that the engine has prepared. */
  #upcoming: { queue: Queue; playback: Playback } | null = null;
  #turn = 0;
  /** Whether the current track was reached by itself, and how many before it could not be played. */
  #automatic = false;
  #passedOver = 0;
  #preparing: number | null = null;
  #wakeSleep: (() => void) | null = null;
  #afterListen: (listen: NewListen) => void = () => {};

  constructor(ports: Ports, settings: Settings) {
    this.#ports = ports;
    this.settings = settings;
    this.#engine = ports.engine({
      progress: (event) => this.#progress(event),
      switched: (source) => this.#switched(source),
      ended: () => this.#ended(),
      failed: (reason) => (reason === 'blocked' ? this.#fail('blocked') : void this.#broken()),
    });
    this.#engine.setRate(settings.speed);
    this.#engine.gapless = settings.gapless;
    this.#engine.crossfadeMs = settings.crossfadeS * 1000;
    ports.setVolume(amplitude(settings.volume));
  }

  get status(): Status {
    return this.#state.status;
  }
  /** Whether sound is wanted, and the button therefore pauses. */
  get sounding(): boolean {
    return sounding(this.#state);
  }
  get entries(): readonly Entry[] {
    return this.#queue.entries;
  }
  get index(): number {
    return this.#queue.index;
  }
  get entry(): Entry | null {
    return queues.current(this.#queue);
  }
  get track(): Track | null {
    return this.entry?.track ?? null;
  }
  get positionMs(): number {
    return this.#positionMs;
  }
  get durationMs(): number {
    return this.track?.duration_ms ?? 0;
  }
  get bufferedMs(): number {
    return this.#bufferedMs;
  }
  get failure(): Failure | null {
    return this.#failure;
  }
  get muted(): boolean {
    return this.#muted;
  }
  get sleep(): Sleep | null {
    return this.#sleep;
  }
  /** How the current track is delivered. */
  get playback(): Playback | null {
    return this.#playback;
  }
  get hasNext(): boolean {
    return this.#queue.index < this.#queue.entries.length - 1 || this.settings.repeat !== 'off';
  }

  /** The position right now; finer than `positionMs`, for drawing frame by frame. */
  exactPositionMs(): number {
    return this.#engine.source?.uid === this.entry?.uid ? this.#engine.positionMs() : this.#positionMs;
  }

  /** Hands over each listen in the moment in which it counts. */
  onListen(listener: (listen: NewListen) => void) {
    this.#afterListen = listener;
  }

  /** Plays a list from one of its tracks. */
  play(tracks: readonly Track[], index = 0, { shuffle = this.settings.shuffle, fromMs = 0 } = {}) {
    if (tracks.length === 0) return;
    this.settings.shuffle = shuffle;
    this.#queue = queues.start(tracks, index, shuffle, this.#ports.random);
    void this.#open(fromMs, true);
  }

  /** Puts a list in place without a sound, to be continued by `toggle`. */
  cue(tracks: readonly Track[], index: number, positionMs: number) {
    if (tracks.length === 0) return;
    this.#queue = queues.start(tracks, index, false, this.#ports.random);
    this.#state = { status: 'paused', wanted: false };
    this.#positionMs = positionMs;
  }

  playNext(tracks: readonly Track[]) {
    this.#changeQueue(queues.insertNext(this.#queue, tracks));
  }

  append(tracks: readonly Track[]) {
    this.#changeQueue(queues.append(this.#queue, tracks));
  }

  move(from: number, to: number) {
    this.#changeQueue(queues.move(this.#queue, from, to));
  }

  remove(uid: number) {
    const wasCurrent = this.entry?.uid === uid;
    this.#changeQueue(queues.remove(this.#queue, uid));
    if (!wasCurrent) return;
    if (this.entry) void this.#open(0, this.sounding);
    else this.clear();
  }

  /** Shows a track as it is known now. */
  renew(track: Track) {
    this.#queue = queues.renew(this.#queue, track);
    if (this.#upcoming) this.#upcoming.queue = queues.renew(this.#upcoming.queue, track);
  }

  clearUpcoming() {
    this.#changeQueue(queues.clearUpcoming(this.#queue));
  }

  /** Ends everything and empties the queue. */
  clear() {
    this.#turn += 1;
    this.#engine.stop();
    this.#queue = queues.EMPTY;
    this.#playback = null;
    this.#failure = null;
    this.#positionMs = 0;
    this.#send({ type: 'clear' });
  }

  jump(uid: number) {
    this.#queue = queues.jump(this.#queue, uid);
    void this.#open(0, true);
  }

  toggle() {
    if (this.sounding) this.pause();
    else this.resume();
  }

  resume() {
    if (!this.entry) return;
    if (this.#failure !== null || this.#engine.source?.uid !== this.entry.uid) {
      void this.#open(this.#positionMs, true);
      return;
    }
    if (this.status === 'ended') return void this.#open(0, true);
    this.#gesture();
    this.#send({ type: 'play' });
    this.#engine.play();
  }

  pause() {
    this.#send({ type: 'pause' });
    this.#engine.pause();
    this.#meter.interrupt();
  }

  next() {
    this.#advance(false);
  }

  previous() {
    if (this.#positionMs > RESTART_MS) return this.seek(0);
    const before = this.#queue.index;
    this.#queue = queues.previous(this.#queue, this.settings.repeat);
    if (this.#queue.index === before) this.seek(0);
    else void this.#open(0, this.sounding || this.status === 'ended');
  }

  /** Goes to a position in milliseconds. */
  seek(positionMs: number) {
    if (!this.entry) return;
    const at = Math.max(0, Math.min(positionMs, this.durationMs));
    this.#positionMs = at;
    this.#meter.interrupt();
    if (this.status === 'ended') void this.#open(at, true);
    else if (this.#engine.source?.uid === this.entry.uid) this.#engine.seek(at);
  }

  seekBy(deltaMs: number) {
    this.seek(this.exactPositionMs() + deltaMs);
  }

  /** Tries the current track again, from where it failed. */
  retry() {
    void this.#open(this.#positionMs, true);
  }

  setShuffle(on: boolean) {
    this.settings.shuffle = on;
    this.#changeQueue(
      on ? queues.shuffleUpcoming(this.#queue, this.#ports.random) : queues.unshuffle(this.#queue),
    );
  }

  cycleRepeat() {
    const order = ['off', 'all', 'one'] as const;
    this.settings.repeat = order[(order.indexOf(this.settings.repeat) + 1) % order.length]!;
    this.#forgetPrepared();
  }

  setSpeed(speed: number) {
    this.settings.speed = speed;
    this.#engine.setRate(speed);
  }

  setGapless(on: boolean) {
    this.settings.gapless = on;
    this.#engine.gapless = on;
  }

  /** Lets tracks overlap by some seconds; 0 lets them follow one another. */
  setCrossfade(seconds: number) {
    this.settings.crossfadeS = seconds;
    this.#engine.crossfadeMs = this.settings.crossfadeS * 1000;
    if (this.sounding) this.#gesture();
  }

  setNormalisation(mode: Settings['normalisation']) {
    this.settings.normalisation = mode;
    if (this.sounding) this.#gesture();
    if (this.track) this.#engine.setGain(this.#gainOf(this.track));
    this.#forgetPrepared();
  }

  setVolume(volume: number) {
    this.settings.volume = volume;
    this.#muted = false;
    this.#ports.setVolume(amplitude(this.settings.volume));
  }

  toggleMute() {
    this.#muted = !this.#muted;
    this.#ports.setVolume(this.#muted ? 0 : amplitude(this.settings.volume));
  }

  /** Pauses after some minutes, or at the end of the track; null calls it off. */
  sleepAfter(when: number | 'track_end' | null) {
    this.#wakeSleep?.();
    this.#wakeSleep = null;
    this.#sleep = null;
    if (when === 'track_end') {
      this.#sleep = { kind: 'track_end' };
      this.#forgetPrepared();
    } else if (when !== null) {
      const delayMs = when * 60_000;
      this.#sleep = { kind: 'at', endsAtMs: this.#ports.now() + delayMs };
      this.#wakeSleep = this.#ports.later(() => {
        this.#sleep = null;
        this.pause();
      }, delayMs);
    }
  }

  #send(event: Event) {
    this.#state = transition(this.#state, event);
  }

  #gesture() {
    const { normalisation, effects, crossfadeS } = this.settings;
    this.#ports.gesture(normalisation !== 'off' || effects || crossfadeS > 0);
  }

  #gainOf(track: Track): number {
    return normalisationFactor(track.gain, this.settings.normalisation);
  }

  #changeQueue(queue: Queue) {
    const wasEmpty = this.entry === null;
    this.#queue = queue;
    this.#forgetPrepared();
    if (wasEmpty && this.entry) this.#state = { status: 'paused', wanted: false };
  }

  #forgetPrepared() {
    this.#preparing = null;
    this.#upcoming = null;
    this.#engine.prepare(null);
  }

  /** Fetches where the current track's sound is and begins it; a later call overtakes an earlier one. */
  async #open(positionMs: number, wanted: boolean, automatic = false) {
    const entry = this.entry;
    if (!entry) return;
    this.#automatic = automatic;
    const turn = ++this.#turn;
    if (wanted) this.#gesture();
    this.#engine.pause();
    this.#preparing = null;
    this.#failure = null;
    this.#positionMs = positionMs;
    this.#bufferedMs = 0;
    this.#playback = null;
    this.#send({ type: 'load', wanted });
    if (positionMs < RESTART_MS) this.#meter.begin(entry.track, this.#ports.now());
    else this.#meter.interrupt();
    try {
      const playback = await this.#ports.playback(entry.track.id, this.settings.quality);
      if (turn !== this.#turn) return;
      this.#playback = playback;
      this.#engine.start(this.#sourceOf(entry, playback), positionMs, this.#state.wanted);
    } catch (thrown) {
      if (turn === this.#turn) this.#fail(failureOf(asProblem(thrown)));
    }
  }

  #sourceOf(entry: Entry, playback: Playback): Source {
    return {
      uid: entry.uid,
      url: (startMs) => withStart(playback.url, startMs),
      durationMs: playback.duration_ms || entry.track.duration_ms,
      seekable: playback.seekable,
      gain: this.#gainOf(entry.track),
    };
  }

  #progress(event: 'ready' | 'playing' | 'waiting' | 'time') {
    if (event === 'ready') {
      this.#send({ type: 'ready' });
      // A play pressed while loading has reached only the state so far.
      if (this.#state.wanted) this.#engine.play();
    }
    if (event === 'playing') {
      this.#passedOver = 0;
      this.#send({ type: 'flow' });
    }
    if (event === 'waiting') this.#send({ type: 'starve' });
    if (this.#engine.source?.uid !== this.entry?.uid || this.status === 'loading') return;
    this.#positionMs = this.#engine.positionMs();
    this.#bufferedMs = this.#engine.bufferedMs();
    if (this.status !== 'playing') return;
    const listen = this.#meter.advance(this.#positionMs);
    if (listen) this.#afterListen(listen);
    void this.#prepareNext();
  }

  /** Near the end, lets the other voice load what follows. */
  async #prepareNext() {
    const entry = this.entry;
    if (!entry || this.#preparing !== null || this.#sleep?.kind === 'track_end') return;
    const remainingMs = this.durationMs - this.#positionMs;
    if (remainingMs > PREPARE_MS || this.#positionMs < Math.min(PREPARE_AFTER_MS, this.durationMs / 4))
      return;
    const following = this.#following(true);
    const upcoming = following && queues.current(following);
    if (!upcoming) return;
    const turn = this.#turn;
    const marker = (this.#preparing = upcoming.uid);
    try {
      const playback = await this.#ports.playback(upcoming.track.id, this.settings.quality);
      if (turn !== this.#turn || this.#preparing !== marker) return;
      this.#upcoming = { queue: following, playback };
      const joined = continuesAlbum(entry.track, upcoming.track);
      this.#engine.prepare({ ...this.#sourceOf(upcoming, playback), joined });
    } catch {
      // It is asked for again when its turn comes, and the listener told then.
    }
  }

  #switched(source: Source) {
    const upcoming = this.#upcoming;
    if (!upcoming || queues.current(upcoming.queue)?.uid !== source.uid) return;
    this.#turn += 1;
    this.#upcoming = null;
    this.#preparing = null;
    this.#queue = upcoming.queue;
    this.#playback = upcoming.playback;
    this.#positionMs = 0;
    this.#bufferedMs = 0;
    this.#state = { status: 'playing', wanted: true };
    this.#automatic = true;
    this.#meter.begin(this.track!, this.#ports.now());
  }

  #ended() {
    if (this.#sleep?.kind === 'track_end') {
      this.#sleep = null;
      const following = this.#following(true);
      if (following) this.#queue = following;
      void this.#open(0, false);
      return;
    }
    this.#advance(true);
  }

  #following(again: boolean): Queue | null {
    const { repeat, shuffle } = this.settings;
    return queues.next(this.#queue, { repeat, shuffle, automatic: again, random: this.#ports.random });
  }

  /** Goes on; `again` lets repeating one track hold the place. */
  #advance(automatic: boolean, again = automatic) {
    const following = this.#following(again);
    if (following) {
      this.#queue = following;
      void this.#open(0, true, automatic);
      return;
    }
    this.#turn += 1;
    this.#engine.pause();
    this.#positionMs = this.durationMs;
    this.#send({ type: 'end' });
  }

  /** Finds out why a stream broke: an element only says that it did. */
  async #broken() {
    const turn = this.#turn;
    const url = this.#engine.source?.url(0);
    this.#engine.pause();
    const status = url === undefined ? 0 : await this.#ports.status(url).catch(() => 0);
    if (turn === this.#turn) this.#fail(failureOfStatus(status));
  }

  #fail(failure: Failure) {
    this.#engine.pause();
    this.#meter.interrupt();
    if (failure === 'blocked') {
      // The browser wants a gesture first: nothing is broken, the play button waits.
      this.#send({ type: 'ready' });
      this.#send({ type: 'pause' });
      return;
    }
    this.#failure = failure;
    this.#send({ type: 'fail' });
    // The music plays on: what can never be played is passed over when nobody asked for it by hand.
    const hopeless = failure === 'missing' || failure === 'unplayable';
    if (!hopeless || !this.#automatic || this.#passedOver >= PASSED_OVER_MAX || !this.hasNext) return;
    this.#passedOver += 1;
    this.#advance(true, false);
  }
}

function failureOf(problem: ProblemError): Failure {
  if (problem.code === 'transcode.unavailable' || problem.status === 409) return 'unplayable';
  return failureOfStatus(problem.status >= 400 ? problem.status : 0);
}

function failureOfStatus(status: number): Failure {
  if (status === 404) return 'missing';
  if (status === 429) return 'busy';
  // What is delivered well and still fails cannot be decoded.
  if (status === 409 || (status >= 200 && status < 300)) return 'unplayable';
  return 'network';
}

function withStart(url: string, startMs: number): string {
  if (startMs <= 0) return url;
  return `${url}${url.includes('?') ? '&' : '?'}start_ms=${Math.round(startMs)}`;
}
