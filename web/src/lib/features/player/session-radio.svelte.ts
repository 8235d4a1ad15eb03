/**
 * Songs that go on by themselves, and change with what is skipped: personal radio 私人FM, the radio that goes on from
 * likes, and the one from a song or an artist. What differs is who is asked for the next songs.
 *
 * The session lives here, in the page's memory: it goes along with each question, and neither side keeps it.
 * Whoever plays something else has switched the radio off.
 */
import type { RadioSession, RecommendedList, RecommendedTrack, Track } from '$lib/api/types';

type Heard = RadioSession['heard'][number];

/** A song that was left before this part of it counts as skipped. */
const PLAYED_SHARE = 0.5;
/** So few songs to come, and more are asked for. */
const UPCOMING_MIN = 2;
/** The service looks at the last of them. */
const SESSION_MAX = 200;

/** What the radio needs of the player. */
export interface Deck {
  readonly track: Track | null;
  readonly upcoming: number;
  play(tracks: readonly Track[]): void;
  append(tracks: readonly Track[]): void;
  clearUpcoming(): void;
  next(): void;
}

export type RadioStatus = 'off' | 'loading' | 'on' | 'failed';

export class SessionRadio {
  /** The one that began last: one deck plays one radio. */
  static #last: SessionRadio | null = null;
  readonly #deck: Deck;
  readonly #ask: (session: RadioSession) => Promise<RecommendedList>;
  #status = $state<RadioStatus>('off');
  #personalised = $state<RecommendedList['personalised']>('guest');
  /** Everything this session brought, by song. */
  #brought = $state.raw<readonly RecommendedTrack[]>([]);
  #heard = $state.raw<readonly Heard[]>([]);
  #sounding: { track: Track; positionMs: number } | null = null;
  #disliked = new Set<string>();
  #asking = 0;

  constructor(deck: Deck, ask: (session: RadioSession) => Promise<RecommendedList>) {
    this.#deck = deck;
    this.#ask = ask;
  }

  get status(): RadioStatus {
    return this.#status;
  }
  get personalised(): RecommendedList['personalised'] {
    return this.#personalised;
  }
  get heard(): readonly Heard[] {
    return this.#heard;
  }
  /** A song of this session, with its reason. */
  song(trackId: string): RecommendedTrack | null {
    return this.#brought.find((one) => one.track.id === trackId) ?? null;
  }

  /** Begins a new session; whichever radio was on is over. */
  async start(): Promise<void> {
    SessionRadio.#last?.stop();
    SessionRadio.#last = this;
    this.#brought = [];
    this.#heard = [];
    this.#sounding = null;
    this.#disliked.clear();
    this.#status = 'loading';
    const items = await this.#more();
    if (items === null) return;
    this.#deck.play(items.map((one) => one.track));
    this.#status = 'on';
  }

  /** To be told what sounds and how far it is, whenever that changes. */
  observe(track: Track | null, positionMs: number) {
    if (this.#status !== 'on') return;
    const before = this.#sounding;
    if (track !== null && this.song(track.id) === null) return this.stop();
    if (track !== null && track.id === before?.track.id) {
      before.positionMs = Math.max(before.positionMs, positionMs);
      return;
    }
    // What is disliked was told already, and sounds a moment longer.
    this.#sounding = track === null || this.#disliked.has(track.id) ? null : { track, positionMs };
    if (before === null) return;
    const isPlayed = before.positionMs >= before.track.duration_ms * PLAYED_SHARE;
    this.#tell(before.track, isPlayed ? 'played' : 'skipped');
    if (!isPlayed) void this.#replaceUpcoming();
    else if (this.#deck.upcoming <= UPCOMING_MIN) void this.#appendMore();
  }

  /** Goes on, and lets neither this song nor what is like it come again in this session. */
  async dislike(): Promise<void> {
    const track = this.#deck.track;
    if (this.#status !== 'on' || track === null) return;
    this.#disliked.add(track.id);
    this.#sounding = null;
    this.#tell(track, 'disliked');
    // The next song is already one that was chosen knowing this; without an answer it is the one in the queue.
    await this.#replaceUpcoming();
    if (this.#deck.track?.id === track.id) this.#deck.next();
  }

  /** What is to come is chosen anew, because who is asked would now answer otherwise. */
  async chooseAnew(): Promise<void> {
    if (this.#status === 'on') await this.#replaceUpcoming();
  }

  /** The radio is over; what sounds goes on. */
  stop() {
    this.#asking += 1;
    this.#status = 'off';
    this.#sounding = null;
  }

  #tell(track: Track, outcome: Heard['outcome']) {
    this.#heard = [...this.#heard, { track_id: track.id, outcome }].slice(-SESSION_MAX);
  }

  /** What was learned holds from the next song on: what was to come before it goes. */
  async #replaceUpcoming() {
    const items = await this.#more();
    if (items === null || items.length === 0) return;
    this.#deck.clearUpcoming();
    this.#deck.append(items.map((one) => one.track));
  }

  async #appendMore() {
    const items = await this.#more();
    if (items !== null) this.#deck.append(items.map((one) => one.track));
  }

  /** More songs; null when something newer was asked for meanwhile, or nothing came. */
  async #more(): Promise<RecommendedTrack[] | null> {
    const turn = ++this.#asking;
    const current = this.#sounding && { track_id: this.#sounding.track.id, outcome: 'played' as const };
    const heard = [...this.#heard, ...(current ? [current] : [])].slice(-SESSION_MAX);
    try {
      const list = await this.#ask({ heard });
      if (turn !== this.#asking) return null;
      this.#personalised = list.personalised;
      this.#brought = [...this.#brought, ...list.items];
      if (list.items.length === 0 && this.#status === 'loading') this.#status = 'failed';
      return list.items.length > 0 ? list.items : null;
    } catch {
      // What is already in the queue plays on; only a session that has nothing yet has failed.
      if (turn === this.#asking && this.#status === 'loading') this.#status = 'failed';
      return null;
    }
  }
}
