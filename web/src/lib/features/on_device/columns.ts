/** Reads columns of numbers where they lie in a downloaded file, and believes nothing that the file says of itself. */

/** A file that is not what it says it is; nothing of it is used. */
export class Damaged extends Error {
  override name = 'Damaged';
}

/** Refuses the file unless it is so. */
export function must(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Damaged(what);
}

/** A place that names nothing. */
export const NONE = 0xffff_ffff;

/** The head that every file has: four letters, a version, and how long it is. */
export function headOf(bytes: ArrayBuffer, magic: string, version: number, headerBytes: number): DataView {
  must(bytes.byteLength >= headerBytes, 'it is too short');
  const head = new DataView(bytes);
  const letters = String.fromCharCode(...new Uint8Array(bytes, 0, 4));
  must(letters === magic, 'it is something else');
  must(head.getUint16(4, true) === version, 'it is of another version');
  must(head.getUint32(8, true) === bytes.byteLength, 'it has another length');
  return head;
}

/** Where a file says how long it is: after so many bytes, in so many. */
export const LENGTH_AT = { offset: 8, bytes: 4 } as const;

/**
 * Hands out one column after the other.
 *
 * Columns of wider numbers come first, and the header is a multiple of eight bytes, so each lies where it may.
 * Numbers are read as this machine orders their bytes; no browser runs on one that has the big end first.
 */
export class Columns {
  #at: number;

  constructor(
    private readonly bytes: ArrayBuffer,
    headerBytes: number,
  ) {
    this.#at = headerBytes;
  }

  #step(count: number, width: number): number {
    const at = this.#at;
    // Counts have 32 bits, so their sum is exact.
    this.#at = at + count * width;
    must(this.#at <= this.bytes.byteLength, 'a column does not fit');
    return at;
  }

  eight = (count: number) => new BigInt64Array(this.bytes, this.#step(count, 8), count);
  four = (count: number) => new Uint32Array(this.bytes, this.#step(count, 4), count);
  twoSigned = (count: number) => new Int16Array(this.bytes, this.#step(count, 2), count);
  two = (count: number) => new Uint16Array(this.bytes, this.#step(count, 2), count);
  one = (count: number) => new Uint8Array(this.bytes, this.#step(count, 1), count);
  oneSigned = (count: number) => new Int8Array(this.bytes, this.#step(count, 1), count);

  /** Nothing may follow the last column. */
  end() {
    must(this.#at === this.bytes.byteLength, 'something follows its end');
  }
}

/** Ids in order, each once, none below 0. */
export function mustAscend(ids: BigInt64Array) {
  let before = -1n;
  for (const id of ids) {
    must(id > before, 'ids are out of order');
    before = id;
  }
}

/** Places below a count; `NONE` where that is allowed. */
export function mustBeBelow(places: Uint32Array, count: number, orNone = false) {
  for (const place of places) must(place < count || (orNone && place === NONE), 'a place is out of reach');
}

/** Borders that never go back, the last of them at the end of what they divide. */
export function mustDivide(borders: Uint32Array, whole: number) {
  let before = 0;
  for (const border of borders) {
    must(border >= before, 'borders go back');
    before = border;
  }
  must((borders.length === 0 ? 0 : borders[borders.length - 1]) === whole, 'borders miss the end');
}

/** The place of an id in a column that ascends; −1 when it is not there. */
export function placeOf(ids: BigInt64Array, id: bigint): number {
  let from = 0;
  let to = ids.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (ids[middle]! < id) from = middle + 1;
    else to = middle;
  }
  return ids[from] === id ? from : -1;
}
