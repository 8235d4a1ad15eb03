/**
 * The songs on this device that somebody chose: they are played from where they lie, and matched with the catalogue.
 *
 * Of a song only its fingerprint is sent, and nothing is kept: leaving the app forgets the choice.
 */
import type { MatchedSong, Playback, Track } from '$lib/api/types';
import { namesOf, sameness, songsAmong } from './files';
import { forgetStandIns, localId, standFor } from './ids';

export type SongState =
  | 'waiting'
  | 'reading'
  /** The catalogue has it. */
  | 'matched'
  /** The catalogue does not have it; it plays all the same. */
  | 'alone'
  /** The service could not be asked; it can be tried again. */
  | 'unasked'
  /** The browser cannot decode it. */
  | 'unplayable';

export interface LocalSong {
  id: string;
  file: File;
  /** As the player and the lists show it: the catalogue's, or what the file's name says. */
  track: Track;
  match: MatchedSong | null;
  state: SongState;
}

/** What the songs need of the world around them; tests bring their own. */
export interface World {
  /** The fingerprint of a file; null when it is too short. Fails when it cannot be decoded. */
  printOf(file: File): Promise<Uint8Array | null>;
  /** Asks the service which song has this fingerprint. */
  ask(print: Uint8Array): Promise<MatchedSong | null>;
  /** The length of a file in milliseconds; fails when the browser cannot play it. */
  durationOf(url: string): Promise<number>;
  urlOf(file: File): string;
  forget(url: string): void;
  /** A song looks different now, wherever it is queued. */
  renewed(track: Track): void;
}

/** Songs whose matching fails in a row before the service counts as out of reach. */
const FAILURES_MAX = 3;

export class LocalSongs {
  songs = $state.raw<readonly LocalSong[]>([]);
  /** Whether songs are being read. */
  busy = $state(false);
  /** Fingerprints that were sent, and their bytes. */
  asked = $state(0);
  sentBytes = $state(0);
  readonly #world: World;
  readonly #urls = new Map<string, string>();
  #number = 0;
  #turn = 0;

  constructor(world: World) {
    this.#world = world;
  }

  /** How many are done with, of all. */
  get done(): number {
    return this.songs.filter(({ state }) => state !== 'waiting' && state !== 'reading').length;
  }

  of(state: SongState): number {
    return this.songs.filter((song) => song.state === state).length;
  }

  /** Adds the songs among files, and reads them one by one; tells how many songs there were. */
  add(files: readonly File[]): number {
    const found = songsAmong(files);
    const here = new Set(this.songs.map(({ file }) => sameness(file)));
    const fresh = found.filter((file) => !here.has(sameness(file)));
    this.songs = [
      ...this.songs,
      ...fresh.map((file): LocalSong => {
        const id = localId(++this.#number);
        return { id, file, track: trackOf(id, file), match: null, state: 'waiting' };
      }),
    ];
    void this.#read();
    return found.length;
  }

  /** Asks again about what could not be asked, and reads on after a stop. */
  retry() {
    this.songs = this.songs.map((song) => (song.state === 'unasked' ? { ...song, state: 'waiting' } : song));
    void this.#read();
  }

  /** Stops reading; what was read stays. */
  stop() {
    this.#turn += 1;
    this.busy = false;
    this.songs = this.songs.map((song) => (song.state === 'reading' ? { ...song, state: 'waiting' } : song));
  }

  /** Forgets the choice; no file is touched. */
  clear() {
    this.stop();
    for (const url of this.#urls.values()) this.#world.forget(url);
    this.#urls.clear();
    this.songs = [];
    this.asked = 0;
    this.sentBytes = 0;
    forgetStandIns();
  }

  /** Where the player finds a song; fails for one that is not here any more, as after the page was loaded anew. */
  async playback(id: string): Promise<Playback | null> {
    const song = this.songs.find((one) => one.id === id);
    if (!song) return null;
    const url = this.#url(song);
    const { track } = song;
    const duration_ms = track.duration_ms || (await this.#world.durationOf(url).catch(() => 0));
    if (track.duration_ms === 0) this.#change(id, { track: { ...track, duration_ms } });
    return {
      url,
      duration_ms,
      seekable: true,
      mode: 'original',
      reason: 'original',
      codec: track.codec,
      mime_type: song.file.type || 'audio/mpeg',
      bitrate_kbps: track.bitrate_kbps,
      gain: track.gain,
    };
  }

  #url(song: LocalSong): string {
    const url = this.#urls.get(song.id) ?? this.#world.urlOf(song.file);
    this.#urls.set(song.id, url);
    return url;
  }

  #change(id: string, change: Partial<LocalSong>) {
    this.songs = this.songs.map((song) => (song.id === id ? { ...song, ...change } : song));
    if (change.track) this.#world.renewed(change.track);
  }

  async #read() {
    if (this.busy) return;
    this.busy = true;
    const turn = ++this.#turn;
    let failures = 0;
    for (;;) {
      const song = this.songs.find(({ state }) => state === 'waiting');
      if (!song || turn !== this.#turn) break;
      this.#change(song.id, { state: 'reading' });
      const change = await this.#matched(song);
      if (turn !== this.#turn) return;
      this.#change(song.id, change);
      failures = change.state === 'unasked' ? failures + 1 : 0;
      if (failures < FAILURES_MAX) continue;
      this.songs = this.songs.map((one) => (one.state === 'waiting' ? { ...one, state: 'unasked' } : one));
    }
    if (turn === this.#turn) this.busy = false;
  }

  async #matched(song: LocalSong): Promise<Partial<LocalSong> & { state: SongState }> {
    let print: Uint8Array | null;
    let duration_ms: number;
    try {
      duration_ms = song.track.duration_ms || (await this.#world.durationOf(this.#url(song)));
    } catch {
      return { state: 'unplayable', track: { ...song.track, playable: false } };
    }
    const plain = { ...song.track, duration_ms };
    try {
      print = await this.#world.printOf(song.file);
    } catch {
      // The browser plays it, and cannot decode it at once: it has no fingerprint.
      return { state: 'alone', track: plain };
    }
    if (print === null) return { state: 'alone', track: plain };
    try {
      const match = await this.#world.ask(print);
      this.asked += 1;
      this.sentBytes += print.length;
      if (!match) return { state: 'alone', track: plain };
      standFor(song.id, match.track, match.offset_ms);
      return { state: 'matched', match, track: dressed(plain, match.track) };
    } catch {
      return { state: 'unasked', track: plain };
    }
  }
}

/** A song as its file's name tells it. */
function trackOf(id: string, file: File): Track {
  const { title, artist } = namesOf(file);
  const nothing = { track_db: null, track_peak: null, album_db: null, album_peak: null };
  return {
    id,
    title,
    artists: artist === null ? [] : [{ id: '', name: artist }],
    album: null,
    album_artists: [],
    disc_number: null,
    track_number: null,
    year: null,
    genres: [],
    language: null,
    composers: [],
    duration_ms: 0,
    codec: codecOf(file),
    container: '',
    bitrate_kbps: null,
    sample_rate_hz: null,
    channels: null,
    bit_depth: null,
    size_bytes: file.size,
    kind: 'audio',
    gain: nothing,
    has_lyrics: false,
    cover: null,
    playable: true,
    added_at: new Date(0).toISOString(),
    file_name: file.name,
    advisory: null,
  };
}

/** The local file with the catalogue's names, cover and lyrics. */
function dressed(plain: Track, found: Track): Track {
  const { id, codec, container, bitrate_kbps, sample_rate_hz, channels, bit_depth } = plain;
  const { size_bytes, duration_ms, gain, file_name } = plain;
  return {
    ...found,
    ...{ id, codec, container, bitrate_kbps, sample_rate_hz, channels, bit_depth },
    ...{ size_bytes, duration_ms, gain, file_name, playable: true },
  };
}

const codecOf = (file: File) => /\.([^.]{2,4})$/.exec(file.name)?.[1]?.toLowerCase() ?? '';
