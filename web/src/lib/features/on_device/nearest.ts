/** The songs that sound most like one, found by looking at all of them. */
import type { Catalogue } from './catalogue';

/** Numbers that are compared between two looks at whether it can still be among the nearest. */
const GROUP = 8;

export interface Near {
  row: number;
  /** The squared distance, in steps. */
  square: number;
}

/**
 * The nearest, the closest first, ties by row; the song itself is none of them.
 *
 * Exact: the first numbers tell most, so almost every song is given up after eight of them, but none that could come in.
 */
export function nearest(catalogue: Catalogue, seed: number, limit: number): Near[] {
  const { sounds, numbersEach: each, songs } = catalogue;
  if (limit <= 0 || each === 0 || !catalogue.isMeasured(seed)) return [];
  const from = Int32Array.from(sounds.subarray(seed * each, (seed + 1) * each));
  const rows = new Int32Array(limit);
  const squares = new Int32Array(limit);
  let count = 0;
  let worst = 0x7fff_ffff;
  for (let row = 0; row < songs; row += 1) {
    let at = row * each;
    let sum = 0;
    let place = 0;
    do {
      const a = sounds[at]! - from[place]!;
      const b = sounds[at + 1]! - from[place + 1]!;
      const c = sounds[at + 2]! - from[place + 2]!;
      const d = sounds[at + 3]! - from[place + 3]!;
      const e = sounds[at + 4]! - from[place + 4]!;
      const f = sounds[at + 5]! - from[place + 5]!;
      const g = sounds[at + 6]! - from[place + 6]!;
      const h = sounds[at + 7]! - from[place + 7]!;
      sum = (sum + a * a + b * b + c * c + d * d + e * e + f * f + g * g + h * h) | 0;
      at += GROUP;
      place += GROUP;
    } while (place < each && sum < worst);
    if (sum >= worst || row === seed || !catalogue.isMeasured(row)) continue;
    if (count < limit) {
      count += 1;
      rise(rows, squares, count - 1, row, sum);
      if (count === limit) worst = squares[0]!;
    } else {
      sink(rows, squares, count, row, sum);
      worst = squares[0]!;
    }
  }
  const found = Array.from({ length: count }, (_, at) => ({ row: rows[at]!, square: squares[at]! }));
  return found.sort((left, right) => left.square - right.square || left.row - right.row);
}

/** Whether what is here lies farther than what is there; the farthest is at the top of the heap. */
const isFarther = (square: number, row: number, other: number, otherRow: number) =>
  square > other || (square === other && row > otherRow);

function rise(rows: Int32Array, squares: Int32Array, from: number, row: number, square: number) {
  let at = from;
  while (at > 0) {
    const above = (at - 1) >> 1;
    if (!isFarther(square, row, squares[above]!, rows[above]!)) break;
    rows[at] = rows[above]!;
    squares[at] = squares[above]!;
    at = above;
  }
  rows[at] = row;
  squares[at] = square;
}

/** Puts a song in the place of the farthest. */
function sink(rows: Int32Array, squares: Int32Array, count: number, row: number, square: number) {
  let at = 0;
  for (;;) {
    let below = at * 2 + 1;
    if (below >= count) break;
    const right = below + 1;
    if (right < count && isFarther(squares[right]!, rows[right]!, squares[below]!, rows[below]!))
      below = right;
    if (!isFarther(squares[below]!, rows[below]!, square, row)) break;
    rows[at] = rows[below]!;
    squares[at] = squares[below]!;
    at = below;
  }
  rows[at] = row;
  squares[at] = square;
}
