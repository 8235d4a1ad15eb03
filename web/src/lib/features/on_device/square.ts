/** Playlists on the square, as `crates/recommend/src/on_device/square.rs` writes them, and which are near to a taste. */
import type { Catalogue } from './catalogue';
import { Columns, headOf, must, mustAscend, mustBeBelow, mustDivide, placeOf } from './columns';
import type { Together, Weighted } from './companions';
import { idText } from './ids';

const HEADER_BYTES = 32;
const VERSION = 1;
/** How much a song counts that others hear with one's own, beside one that is heard here. */
const NEAR = 0.3;

const words = new TextDecoder();

/** A playlist that is near, how many of its songs were heard, and the one of them that is heard most. */
export interface NearPlaylist {
  place: number;
  known: number;
  because: number | null;
}

/** The playlists, published last first; their songs by the rows of a catalogue. */
export class Square {
  readonly count: number;
  readonly #ids: BigInt64Array;
  readonly #starts: Uint32Array;
  /** The row of each entry; −1 where the catalogue does not have the song. */
  readonly #rows: Int32Array;
  readonly #wholes: Uint32Array;
  readonly #nameEnds: Uint32Array;
  readonly #text: Uint8Array;

  /** Reads a file against a catalogue; throws `Damaged` when it is not one. */
  constructor(bytes: ArrayBuffer, catalogue: Catalogue) {
    const head = headOf(bytes, 'QYSQ', VERSION, HEADER_BYTES);
    const [count, songs, entries, text] = [12, 16, 20, 24].map((at) => head.getUint32(at, true)) as [
      number,
      number,
      number,
      number,
    ];
    const columns = new Columns(bytes, HEADER_BYTES);
    this.count = count;
    this.#ids = columns.eight(count);
    const songIds = columns.eight(songs);
    this.#starts = columns.four(count + 1);
    const places = columns.four(entries);
    this.#wholes = columns.four(count);
    this.#nameEnds = columns.four(count);
    this.#text = columns.one(text);
    columns.end();
    must(new Set(this.#ids).size === count, 'a playlist is there twice');
    mustAscend(songIds);
    must(this.#starts[0] === 0, 'borders begin late');
    mustDivide(this.#starts, entries);
    mustBeBelow(places, songs);
    mustDivide(this.#nameEnds, text);
    const rows = Int32Array.from(songIds, (id) => placeOf(catalogue.ids, id));
    this.#rows = Int32Array.from(places, (place) => rows[place]!);
  }

  id(place: number): string {
    return idText('pls', this.#ids[place]!);
  }

  name(place: number): string {
    const from = place === 0 ? 0 : this.#nameEnds[place - 1]!;
    return words.decode(this.#text.subarray(from, this.#nameEnds[place]));
  }

  /** How many songs it has in all. */
  songs(place: number): number {
    return this.#wholes[place]!;
  }

  /** The nearest to a taste, and then the latest; at most `limit`. */
  nearest(
    heard: readonly Weighted[],
    together: readonly Together[],
    unwanted: ReadonlySet<number>,
    limit: number,
  ): NearPlaylist[] {
    const own = shares(heard);
    const near = shares(together.map(({ row, score }): Weighted => [row, score]));
    const ranked = Array.from({ length: this.count }, (_, place) =>
      this.#nearness(place, own, near, unwanted),
    );
    // Stable: what is equally near stays in the order of the square, the latest first.
    return ranked.sort((one, other) => other.score - one.score).slice(0, limit);
  }

  /** What its songs say together, against its length, so that a long one is not near by being long. */
  #nearness(
    place: number,
    heard: ReadonlyMap<number, number>,
    near: ReadonlyMap<number, number>,
    unwanted: ReadonlySet<number>,
  ): NearPlaylist & { score: number } {
    const found = { place, known: 0, because: null as number | null, score: 0 };
    let most = 0;
    const [from, to] = [this.#starts[place]!, this.#starts[place + 1]!];
    for (let entry = from; entry < to; entry += 1) {
      const row = this.#rows[entry]!;
      const weight = heard.get(row);
      if (weight !== undefined) {
        found.score += weight;
        found.known += 1;
        if (weight > most) [most, found.because] = [weight, row];
      } else if (unwanted.has(row)) found.score -= 1;
      else found.score += NEAR * (near.get(row) ?? 0);
    }
    found.score /= Math.sqrt(Math.max(1, to - from));
    return found;
  }
}

/** Weights whose largest is 1. */
function shares(weights: readonly Weighted[]): Map<number, number> {
  const most = Math.max(Number.MIN_VALUE, ...weights.map(([, weight]) => weight));
  return new Map(weights.map(([row, weight]) => [row, weight / most]));
}
