/** Which line and which word of synced lyrics sounds, and who sings it. Plain functions; positions in milliseconds. */
import type { LyricAgent, LyricLine } from '$lib/api/types';

/** A position in the track as a position in the lyrics; a positive offset shows lyrics earlier, as LRC has it. */
export function lyricsPosition(offsetMs: number, positionMs: number): number {
  return positionMs + offsetMs;
}

/** Where in the track a line begins; null for a line without time. */
export function seekTarget(offsetMs: number, line: Pick<LyricLine, 'start_ms'>): number | null {
  return line.start_ms === null ? null : Math.max(0, line.start_ms - offsetMs);
}

/** Index of the last line that has begun; -1 before the first. */
export function currentLine(lines: readonly Pick<LyricLine, 'start_ms'>[], atMs: number): number {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle]!.start_ms ?? Number.POSITIVE_INFINITY) <= atMs) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** How many lines may sound at once: a duet's two, and one that is held. */
const AT_ONCE_MAX = 3;

/**
 * The lines that sound: the newest that has begun, and those before it that have not ended.
 *
 * Lines overlap only where voices do, so a few are looked at.
 */
export function soundingLines(
  lines: readonly Pick<LyricLine, 'start_ms' | 'end_ms'>[],
  atMs: number,
): number[] {
  const newest = currentLine(lines, atMs);
  if (newest < 0) return [];
  const sounding = [newest];
  for (let index = newest - 1; index >= 0 && index > newest - AT_ONCE_MAX; index -= 1) {
    const end = lines[index]!.end_ms;
    if (end !== null && atMs < end) sounding.unshift(index);
  }
  return sounding;
}

/** How much of a word has been sung, from 0 to 1; with `whole` it switches at its beginning. */
export function wordProgress(
  word: { start_ms: number; end_ms: number },
  atMs: number,
  { whole = false } = {},
): number {
  if (whole) return atMs >= word.start_ms ? 1 : 0;
  if (atMs <= word.start_ms) return 0;
  if (atMs >= word.end_ms) return 1;
  return (atMs - word.start_ms) / (word.end_ms - word.start_ms);
}

export type Side = 'start' | 'end';

/**
 * On which side a voice stands: the lead and groups at the start of the line, a second singer at its end.
 *
 * More singers take turns.
 */
export function sidesOf(agents: readonly LyricAgent[]): ReadonlyMap<string, Side> {
  const sides = new Map<string, Side>();
  let singers = 0;
  for (const agent of agents) {
    if (agent.kind === 'group') {
      sides.set(agent.id, 'start');
    } else {
      sides.set(agent.id, singers % 2 === 0 ? 'start' : 'end');
      singers += 1;
    }
  }
  return sides;
}

/** The names of singers at the lines where the singer changes; null elsewhere. */
export function namesShown(
  lines: readonly Pick<LyricLine, 'agent'>[],
  agents: readonly LyricAgent[],
): (string | null)[] {
  let before: string | null = null;
  return lines.map(({ agent }) => {
    const name = agent === before ? null : (agents.find((one) => one.id === agent)?.name ?? null);
    before = agent;
    return name;
  });
}
