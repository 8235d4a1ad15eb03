/** Crossfade: when one track may run into the next, and along which curve. */
import type { Track } from '$lib/api/types';

/** So long do two tracks overlap at most, in seconds. */
export const CROSSFADE_S_MAX = 12;
const CURVE_POINTS = 128;

/** Whether a track goes on where another ended on the same album: such a pair belongs together and is not faded. */
export function continuesAlbum(before: Track, after: Track): boolean {
  if (!before.album || before.album.id !== after.album?.id) return false;
  if (before.track_number === null || after.track_number === null) return false;
  const discs = (after.disc_number ?? 1) - (before.disc_number ?? 1);
  return discs === 0
    ? after.track_number === before.track_number + 1
    : discs === 1 && after.track_number === 1;
}

/** Factors of amplitude from 1 to 0 or from 0 to 1; the two together keep the power of the sound. */
export function fadeCurve(to: 0 | 1): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: CURVE_POINTS }, (_, i) => {
    const turn = ((i / (CURVE_POINTS - 1)) * Math.PI) / 2;
    return to === 1 ? Math.sin(turn) : Math.cos(turn);
  });
}

/**
 * How long two tracks overlap, in milliseconds of listening at a speed.
 *
 * Never longer than half of either track, so that each is heard by itself for a while.
 */
export function overlapMs(wantedMs: number, beforeMs: number, afterMs: number, speed: number): number {
  return Math.max(0, Math.min(wantedMs, beforeMs / 2 / speed, afterMs / 2 / speed));
}
