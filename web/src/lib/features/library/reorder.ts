/** Moving entries of a list: plain arithmetic. */

/** The list with one entry taken out and put where it then stands at `to`. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = [...list.slice(0, from), ...list.slice(from + 1)];
  return [...rest.slice(0, to), ...list.slice(from, from + 1), ...rest.slice(to)];
}

/** The list without the entries at these places. */
export function without<T>(list: readonly T[], indexes: readonly number[]): T[] {
  const gone = new Set(indexes);
  return list.filter((_, index) => !gone.has(index));
}

/** The row of a list of equal rows at a height, both in pixels from the same top; never outside the list. */
export function rowAt(y: number, top: number, rowHeight: number, count: number): number {
  return Math.max(0, Math.min(count - 1, Math.floor((y - top) / rowHeight)));
}

/** A place that a person wrote, 1 to `count`, as an index; null when it is none. */
export function placeOf(text: string, count: number): number | null {
  if (!/^\s*\d+\s*$/.test(text)) return null;
  const place = Number(text);
  return place >= 1 && place <= count ? place - 1 : null;
}

/** Tags as a person writes them: between spaces and commas of any script, each once. */
export function tagsOf(text: string): string[] {
  return [...new Set(text.split(/[\s,，、;；]+/u).filter((tag) => tag !== ''))];
}
