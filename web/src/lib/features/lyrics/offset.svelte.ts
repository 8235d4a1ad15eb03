/** Moving the lyrics of a track: what is saved, and what the operator tries out. */
import { asProblem, type ProblemError } from '$lib/api/problem';

/** One step, in milliseconds. */
export const OFFSET_STEP_MS = 100;

/** The farthest that lyrics may be moved, in milliseconds; the server's limit. */
export const OFFSET_MS_MAX = 60_000;

/** Saves an offset in milliseconds. */
export type SaveOffset = (offsetMs: number) => Promise<void>;

export class LyricsOffset {
  #saved = $state(0);
  #draft = $state(0);
  busy = $state(false);
  problem = $state.raw<ProblemError | null>(null);

  constructor(
    saved: number,
    private readonly store: SaveOffset,
  ) {
    this.#saved = saved;
    this.#draft = saved;
  }

  /** The offset to show lyrics by: a change is seen and heard before it is saved. */
  get draft(): number {
    return this.#draft;
  }

  get changed(): boolean {
    return this.#draft !== this.#saved;
  }

  /** Moves by steps; positive shows lyrics earlier. */
  step(steps: number) {
    const moved = this.#draft + steps * OFFSET_STEP_MS;
    this.#draft = Math.min(OFFSET_MS_MAX, Math.max(-OFFSET_MS_MAX, moved));
  }

  /** Back to the times of the file. */
  reset() {
    this.#draft = 0;
  }

  /** Forgets what was tried out. */
  discard() {
    this.#draft = this.#saved;
    this.problem = null;
  }

  /** Saves for every listener; true when it is done. */
  async save(): Promise<boolean> {
    const draft = this.#draft;
    this.busy = true;
    this.problem = null;
    try {
      await this.store(draft);
      this.#saved = draft;
      return true;
    } catch (thrown) {
      this.problem = asProblem(thrown);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
