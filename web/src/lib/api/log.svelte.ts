/** A list that is read page by page, newest first. */
import { asProblem, type ProblemError } from './problem';
import type { Page } from './types';

export class Log<T> {
  items = $state.raw<T[]>([]);
  next = $state<string | null>(null);
  loaded = $state(false);
  busy = $state(false);
  problem = $state.raw<ProblemError | null>(null);
  #generation = 0;

  constructor(private readonly fetch: (cursor: string | undefined) => Promise<Page<T>>) {}

  /** Begins again with the newest. */
  restart = async () => {
    const generation = ++this.#generation;
    await this.#load(undefined, generation);
  };

  /** Reads the page after those that are here. */
  more = async () => {
    if (this.next !== null && !this.busy) await this.#load(this.next, this.#generation);
  };

  async #load(cursor: string | undefined, generation: number) {
    this.busy = true;
    this.problem = null;
    try {
      const page = await this.fetch(cursor);
      // An answer to a question that was asked anew meanwhile is dropped.
      if (generation !== this.#generation) return;
      this.items = cursor === undefined ? page.items : [...this.items, ...page.items];
      this.next = page.next;
      this.loaded = true;
    } catch (thrown) {
      if (generation === this.#generation) this.problem = asProblem(thrown);
    } finally {
      if (generation === this.#generation) this.busy = false;
    }
  }
}
