/** Which line and which word of synced lyrics sounds. Plain functions; positions in milliseconds. */
import type { LyricLine, Lyrics } from '$lib/api/types';

/** A position in the track as a position in the lyrics; a positive offset shows lyrics earlier, as LRC has it. */
export function lyricsPosition(lyrics: Pick<Lyrics, 'offset_ms'>, positionMs: number): number {
  return positionMs + lyrics.offset_ms;
}

/** Where in the track a line begins; null for a line without time. */
export function seekTarget(lyrics: Pick<Lyrics, 'offset_ms'>, line: LyricLine): number | null {
  return line.start_ms === null ? null : Math.max(0, line.start_ms - lyrics.offset_ms);
}

/** Index of the last line that has begun; -1 before the first. */
export function currentLine(lines: readonly LyricLine[], atMs: number): number {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle]!.start_ms ?? Number.POSITIVE_INFINITY) <= atMs) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** How much of a word has been sung, from 0 to 1. */
export function wordProgress(word: { start_ms: number; end_ms: number }, atMs: number): number {
  if (atMs <= word.start_ms) return 0;
  if (atMs >= word.end_ms) return 1;
  return (atMs - word.start_ms) / (word.end_ms - word.start_ms);
}
