import type { NewListen, Track } from '$lib/api/types';

/** A track counts as heard after half of it, or after this long. The server holds to the same rule. */
export const LISTEN_MS = 240_000;

/** A jump of the position larger than this is a seek, not listening. */
const STEP_MS_MAX = 2_500;

/** Milliseconds of music after which a track counts. */
export function countsAfterMs(durationMs: number): number {
  return durationMs > 0 ? Math.min(durationMs / 2, LISTEN_MS) : LISTEN_MS;
}

/**
 * Measures how much of a track was really heard; seeking adds nothing.
 *
 * It only measures. Whether anything is sent is decided by whoever asks.
 */
export class ListenMeter {
  #track: Track | null = null;
  #startedAt = 0;
  #positionMs: number | null = null;
  #playedMs = 0;
  #told = false;

  /** Begins a track; `nowMs` is the moment, in milliseconds since 1970. */
  begin(track: Track, nowMs: number) {
    this.#track = track;
    this.#startedAt = nowMs;
    this.#positionMs = null;
    this.#playedMs = 0;
    this.#told = false;
  }

  /** Takes note of the position while sound comes; returns the listen in the moment in which it counts. */
  advance(positionMs: number): NewListen | null {
    const step = this.#positionMs === null ? 0 : positionMs - this.#positionMs;
    this.#positionMs = positionMs;
    if (step > 0 && step <= STEP_MS_MAX) this.#playedMs += step;
    if (!this.#track || this.#told || this.#playedMs < countsAfterMs(this.#track.duration_ms)) return null;
    this.#told = true;
    return {
      track_id: this.#track.id,
      started_at: new Date(this.#startedAt).toISOString(),
      played_ms: Math.round(this.#playedMs),
    };
  }

  /** After a seek or a pause the next position starts a new stretch. */
  interrupt() {
    this.#positionMs = null;
  }
}
