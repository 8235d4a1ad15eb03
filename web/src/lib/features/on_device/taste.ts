/** What songs say about who hears in this browser; the same weights as the service gives its members. */
import type { Weighted } from './companions';

const DAY_MS = 86_400_000;
/** Days begin at midnight in China, eight hours before midnight UTC. */
const AHEAD_OF_UTC_MS = 8 * 3_600_000;
/** After so long a song says half as much. */
const HALF_LIFE_MS = 45 * DAY_MS;
/** After so long a habit is half gone. */
const HABIT_HALF_LIFE_MS = 10 * DAY_MS;
/** What was heard less often than this is no habit. */
const AGAIN = 2;
/** Songs that count at most: the latest. */
const SONGS_MAX = 500;

/** One hearing. */
export interface Heard {
  row: number;
  /** Milliseconds since 1970. */
  at: number;
}

export const dayOf = (nowMs: number) => Math.floor((nowMs + AHEAD_OF_UTC_MS) / DAY_MS);
export const dayStart = (day: number) => day * DAY_MS - AHEAD_OF_UTC_MS;

/** Chance that can be had again: the same all day for the same browser. */
export class Dice {
  readonly #seed: number;

  constructor(seed: number, day: number) {
    this.#seed = mixed(seed ^ mixed(day));
  }

  /** A number from 0 up to, not including, 1 for a thing of two halves. */
  share(low: number, high: number): number {
    return mixed(this.#seed ^ mixed(low ^ mixed(high))) / 0x1_0000_0000;
  }
}

/** The finaliser of MurmurHash3: inputs that differ little give outputs that have nothing in common. */
function mixed(number: number): number {
  let hash = (number + 0x9e37_79b9) | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** What is known of the listener: what was heard, the latest first, and what is not wanted. */
export class Taste {
  constructor(
    readonly plays: readonly Heard[],
    readonly unwanted: ReadonlySet<number>,
  ) {}

  /** The same as it was before an instant; as it is now when there was nothing yet. */
  before(instantMs: number): Taste {
    const earlier = this.plays.filter((play) => play.at < instantMs);
    return earlier.length > 0 ? new Taste(earlier, this.unwanted) : this;
  }

  /** Every song that was heard, each once, the latest first. */
  heard(): number[] {
    return [...new Set(this.plays.map((play) => play.row))];
  }

  /** What is in no list: what was heard, and what is not wanted. */
  leftOut(): Set<number> {
    return new Set([...this.heard(), ...this.unwanted]);
  }

  /** How much each song says, by how often and how long ago it was heard; the most first, ties by row. */
  weights(nowMs: number): Weighted[] {
    return this.#weighed(nowMs, HALF_LIFE_MS, 1);
  }

  /** Songs that were heard again and again lately, and how much. */
  onRepeat(nowMs: number): Weighted[] {
    return this.#weighed(nowMs, HABIT_HALF_LIFE_MS, AGAIN);
  }

  #weighed(nowMs: number, halfLifeMs: number, timesMin: number): Weighted[] {
    const songs = new Map<number, { times: number; latest: number }>();
    for (const { row, at } of this.plays) {
      const song = songs.get(row);
      if (song) song.times += 1;
      else songs.set(row, { times: 1, latest: at });
    }
    const wanted = [...songs].filter(([row, song]) => !this.unwanted.has(row) && song.times >= timesMin);
    return wanted
      .slice(0, SONGS_MAX)
      .map(([row, { times, latest }]): Weighted => {
        const often = (1 + Math.log(times)) ** 0.4;
        return [row, often * 0.5 ** (Math.max(0, nowMs - latest) / halfLifeMs)];
      })
      .sort((left, right) => right[1] - left[1] || left[0] - right[0]);
  }
}
