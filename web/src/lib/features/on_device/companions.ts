/** What people listened to together, as `crates/recommender/src/companions_format.rs` writes it. */
import type { Catalogue } from './catalogue';
import { Columns, headOf, must, mustAscend, mustBeBelow, mustDivide } from './columns';

const HEADER_BYTES = 32;
const VERSION = 1;
/** How finely closeness is told: its root, in so many parts. */
const LEVELS = 15;

/** A song that counts so much. */
export type Weighted = readonly [row: number, weight: number];

/** A song that goes with others, and the one of them that weighed most. */
export interface Together {
  row: number;
  score: number;
  because: number;
}

/** Pairs of songs, by the rows of a catalogue. */
export class Companions {
  /** Songs that many hear, the most first. */
  readonly popular: readonly number[];
  /** The file's item for each row of the catalogue; −1 where it has none. */
  readonly #itemOf: Int32Array;
  /** The row for each item; −1 where the catalogue does not have it. */
  readonly #rowOf: Int32Array;
  readonly #starts: Uint32Array;
  readonly #others: Uint32Array;
  readonly #many: Uint8Array;
  readonly #closeness: Uint8Array;

  /** Reads a file against a catalogue; throws `Damaged` when it is not one. */
  constructor(bytes: ArrayBuffer, catalogue: Catalogue) {
    const head = headOf(bytes, 'QYCO', VERSION, HEADER_BYTES);
    const [items, pairs, populars] = [12, 16, 20].map((at) => head.getUint32(at, true)) as [
      number,
      number,
      number,
    ];
    const columns = new Columns(bytes, HEADER_BYTES);
    const ids = columns.eight(items);
    this.#starts = columns.four(items + 1);
    this.#others = columns.four(pairs);
    const popular = columns.four(populars);
    this.#many = columns.one(items);
    this.#closeness = columns.one(pairs);
    columns.end();
    mustAscend(ids);
    must(this.#starts[0] === 0, 'borders begin late');
    mustDivide(this.#starts, pairs);
    mustBeBelow(this.#others, items);
    mustBeBelow(popular, items);
    for (const level of this.#closeness) must(level > 0 && level <= LEVELS, 'a pair is too close');

    this.#itemOf = new Int32Array(catalogue.songs).fill(-1);
    this.#rowOf = new Int32Array(items).fill(-1);
    // Both are in order, so one walk finds them all.
    for (let item = 0, row = 0; item < items && row < catalogue.songs;) {
      const [one, other] = [ids[item]!, catalogue.ids[row]!];
      if (one === other) {
        this.#itemOf[row] = item;
        this.#rowOf[item] = row;
      }
      if (one <= other) item += 1;
      if (other <= one) row += 1;
    }
    this.popular = [...popular].map((item) => this.#rowOf[item]!).filter((row) => row >= 0);
  }

  /** Whether many hear a song; with fewer people than that nothing is known of it. */
  isHeardByMany(row: number): boolean {
    const item = this.#itemOf[row]!;
    return item >= 0 && this.#many[item] === 1;
  }

  /** What goes with the seeds, best first, ties by row; neither a seed nor what is left out. */
  together(seeds: readonly Weighted[], leftOut: ReadonlySet<number>, limit: number): Together[] {
    const own = new Set(seeds.map(([row]) => row));
    const found = new Map<number, Together & { most: number }>();
    // By row, as the service sums by id: fractions add up alike everywhere.
    for (const [seed, weight] of [...seeds].sort((left, right) => left[0] - right[0])) {
      const item = this.#itemOf[seed];
      if (item === undefined || item < 0) continue;
      for (let pair = this.#starts[item]!; pair < this.#starts[item + 1]!; pair += 1) {
        const row = this.#rowOf[this.#others[pair]!]!;
        if (row < 0 || own.has(row) || leftOut.has(row)) continue;
        const gain = weight * (this.#closeness[pair]! / LEVELS) ** 2;
        const known = found.get(row);
        if (!known) {
          found.set(row, { row, score: gain, because: seed, most: gain });
          continue;
        }
        known.score += gain;
        if (gain > known.most) Object.assign(known, { most: gain, because: seed });
      }
    }
    const ranked = [...found.values()].sort(
      (left, right) => right.score - left.score || left.row - right.row,
    );
    return ranked.slice(0, limit);
  }
}
