/** What there is and how it sounds, as `crates/recommend/src/on_device/catalogue.rs` writes it. */
import type { Track } from '$lib/api/types';
import { Columns, headOf, must, mustAscend, mustBeBelow, mustDivide, NONE, placeOf } from './columns';
import { idNumber, idText } from './ids';

const HEADER_BYTES = 48;
const VERSION = 1;
const NUMBERS_EACH_MAX = 64;
const NO_GAIN = -32_768;
const MEASURED = 1;
const HAS_LYRICS = 2;
/** For a cover whose colour the service does not know. */
const UNKNOWN_COLOR = '#5f7a6e';
const EPOCH = new Date(0).toISOString();

const words = new TextDecoder();

/** The songs of the library in rows, by id. */
export class Catalogue {
  readonly songs: number;
  /** How many numbers say how a song sounds. */
  readonly numbersEach: number;
  /** The squared distance of two songs at random. */
  readonly usualSquare: number;
  readonly ids: BigInt64Array;
  /** The same ids in halves, for chance to be drawn from. */
  readonly idHalves: Uint32Array;
  readonly albumOf: Uint32Array;
  readonly newest: Uint32Array;
  readonly sounds: Int8Array;
  readonly #artistIds: BigInt64Array;
  readonly #albumIds: BigInt64Array;
  readonly #coverIds: BigInt64Array;
  readonly #creditStarts: Uint32Array;
  readonly #credits: Uint32Array;
  readonly #textEnds: Uint32Array;
  readonly #durations: Uint32Array;
  readonly #colors: Uint32Array;
  readonly #gains: Int16Array;
  readonly #peaks: Uint16Array;
  readonly #flags: Uint8Array;
  readonly #text: Uint8Array;

  /** Reads a file; throws `Damaged` when it is not one. */
  constructor(bytes: ArrayBuffer) {
    const head = headOf(bytes, 'QYSO', VERSION, HEADER_BYTES);
    const count = (index: number) => head.getUint32(12 + index * 4, true);
    const [songs, artists, albums, credits, newest, text] = [0, 1, 2, 3, 4, 5].map(count) as [
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    this.songs = songs;
    this.numbersEach = head.getUint16(6, true);
    must(this.numbersEach % 8 === 0 && this.numbersEach <= NUMBERS_EACH_MAX, 'it has too many numbers');
    this.usualSquare = head.getFloat32(36, true);
    must(Number.isFinite(this.usualSquare) && this.usualSquare >= 0, 'it has no measure');

    const columns = new Columns(bytes, HEADER_BYTES);
    this.ids = columns.eight(songs);
    this.idHalves = new Uint32Array(bytes, this.ids.byteOffset, songs * 2);
    this.#artistIds = columns.eight(artists);
    this.#albumIds = columns.eight(albums);
    this.#coverIds = columns.eight(albums);
    this.albumOf = columns.four(songs);
    this.#creditStarts = columns.four(songs + 1);
    this.#credits = columns.four(credits);
    this.#textEnds = columns.four(songs + artists + albums);
    this.#durations = columns.four(songs);
    this.#colors = columns.four(albums);
    this.newest = columns.four(newest);
    this.#gains = columns.twoSigned(songs);
    this.#peaks = columns.two(songs);
    this.#flags = columns.one(songs);
    this.sounds = columns.oneSigned(songs * this.numbersEach);
    this.#text = columns.one(text);
    columns.end();

    [this.ids, this.#artistIds, this.#albumIds].forEach(mustAscend);
    mustBeBelow(this.albumOf, albums, true);
    must(this.#creditStarts[0] === 0, 'borders begin late');
    mustDivide(this.#creditStarts, credits);
    mustBeBelow(this.#credits, artists);
    mustDivide(this.#textEnds, text);
    mustBeBelow(this.newest, songs);
  }

  /** The row of a song by its id; −1 when it is not there. */
  row(trackId: string): number {
    const id = idNumber('trk', trackId);
    return id === null ? -1 : placeOf(this.ids, id);
  }

  /** Whether it is known how a song sounds. */
  isMeasured(row: number): boolean {
    return (this.#flags[row]! & MEASURED) !== 0;
  }

  /** The places of those who perform a song, in order. */
  artistsOf(row: number): Uint32Array {
    return this.#credits.subarray(this.#creditStarts[row], this.#creditStarts[row + 1]);
  }

  title(row: number): string {
    return this.#words(row);
  }

  artist(place: number): { id: string; name: string } {
    return { id: idText('art', this.#artistIds[place]!), name: this.#words(this.songs + place) };
  }

  /** A song as the player and the lists want it; what the file does not say is left empty. */
  track(row: number): Track {
    const flags = this.#flags[row]!;
    const artists = [...this.artistsOf(row)].map((place) => this.artist(place));
    const gain = this.#gains[row]!;
    const peak = this.#peaks[row]!;
    const place = this.albumOf[row]!;
    const hasAlbum = place !== NONE;
    return {
      id: idText('trk', this.ids[row]!),
      title: this.title(row),
      artists,
      album: hasAlbum ? { id: idText('alb', this.#albumIds[place]!), title: this.#album(place) } : null,
      album_artists: [],
      disc_number: null,
      track_number: null,
      year: null,
      genres: [],
      language: null,
      composers: [],
      duration_ms: this.#durations[row]!,
      codec: '',
      container: '',
      bitrate_kbps: null,
      sample_rate_hz: null,
      channels: null,
      bit_depth: null,
      size_bytes: 0,
      kind: 'audio',
      gain: {
        track_db: gain === NO_GAIN ? null : gain / 100,
        track_peak: peak === 0 ? null : peak / 10_000,
        album_db: null,
        album_peak: null,
      },
      has_lyrics: (flags & HAS_LYRICS) !== 0,
      cover: hasAlbum ? this.#cover(place) : null,
      playable: true,
      added_at: EPOCH,
      file_name: '',
      advisory: null,
    };
  }

  #album(place: number): string {
    return this.#words(this.songs + this.#artistIds.length + place);
  }

  #cover(place: number): Track['cover'] {
    const number = this.#coverIds[place]!;
    if (number === 0n) return null;
    const id = idText('cov', number);
    const color = this.#colors[place]!;
    return {
      id,
      url: `/api/v1/covers/${id}`,
      color: color === NONE ? UNKNOWN_COLOR : `#${(color & 0xff_ff_ff).toString(16).padStart(6, '0')}`,
    };
  }

  #words(index: number): string {
    const from = index === 0 ? 0 : this.#textEnds[index - 1]!;
    return words.decode(this.#text.subarray(from, this.#textEnds[index]));
  }
}
