import { untrack } from 'svelte';
import { asProblem, isAbort, type ProblemError } from '$lib/api/problem';
import type { Page } from '$lib/api/types';

export type FetchPage<T> = (cursor: string | undefined, signal: AbortSignal) => Promise<Page<T>>;

/**
 * A list that comes page by page, as far as someone looks.
 *
 * Pages are asked for one after the other, because each cursor comes with the page before.
 */
export class PagedList<T> {
  // The rows are not made reactive one by one: there may be 100,000 of them. The counter tells of change.
  readonly #items: T[] = [];
  #length = $state(0);
  #total = $state<number | null>(null);
  #problem = $state.raw<ProblemError | null>(null);
  #complete = $state(false);

  readonly #fetch: FetchPage<T>;
  readonly #abort = new AbortController();
  #cursor: string | undefined;
  #wanted = 0;
  #running = false;

  constructor(fetch: FetchPage<T>) {
    this.#fetch = fetch;
  }

  /** How many rows are here. */
  get length(): number {
    return this.#length;
  }
  /** How many rows there are in all; null until the server has said it. */
  get total(): number | null {
    return this.#total;
  }
  get problem(): ProblemError | null {
    return this.#problem;
  }
  get complete(): boolean {
    return this.#complete;
  }
  /** The rows that are here. */
  get items(): readonly T[] {
    void this.#length;
    return this.#items;
  }

  /** A row, or undefined while it is not here yet. */
  at(index: number): T | undefined {
    return index < this.#length ? this.#items[index] : undefined;
  }

  /** Makes sure that the first `count` rows come, if there are as many. */
  need(count: number) {
    this.#wanted = Math.max(this.#wanted, count);
    if (!this.#running && this.#problem === null) void this.#run();
  }

  /** Gives up on rows that were asked for and are not looked at any more. */
  needOnly(count: number) {
    this.#wanted = count;
    this.need(count);
  }

  retry = () => {
    this.#problem = null;
    void this.#run();
  };

  /** Gives up what is under way. */
  close() {
    this.#abort.abort();
  }

  async #run() {
    this.#running = true;
    try {
      while (!this.#complete && this.#items.length < this.#wanted) {
        const page = await this.#fetch(this.#cursor, this.#abort.signal);
        for (const item of page.items) this.#items.push(item);
        this.#cursor = page.next ?? undefined;
        this.#length = this.#items.length;
        this.#complete = page.next === null;
        this.#total = this.#complete ? this.#items.length : (page.total ?? this.#total);
      }
    } catch (thrown) {
      if (!isAbort(thrown)) this.#problem = asProblem(thrown);
    } finally {
      this.#running = false;
    }
  }
}

/**
 * A paged list that is made anew when what `make` reads changes, and whose first rows are asked for at once.
 *
 * To be called while a component is set up.
 */
export function paged<T>(make: () => FetchPage<T>, first = 60): { readonly list: PagedList<T> } {
  const list = $derived(new PagedList(make()));
  $effect(() => {
    const current = list;
    untrack(() => current.need(first));
    return () => current.close();
  });
  return {
    get list() {
      return list;
    },
  };
}
