/**
 * The entries of one playlist: those that are here, and the changes a person makes to them.
 *
 * A change is shown at once and names the version it was made on. Where somebody else was faster, the
 * server says so; the list is then read again and the person is told, because guessing would lose a song.
 */
import { asProblem, isAbort, type ProblemError } from '$lib/api/problem';
import type { Page, PlaylistItem } from '$lib/api/types';
import { moved, without } from './reorder';

/** Entries of one page; the server gives no more. */
export const PAGE_ENTRIES = 200;

/** The calls behind the list; tests bring their own. */
export interface EntryCalls {
  page(cursor: string | undefined, signal: AbortSignal): Promise<Page<PlaylistItem>>;
  move(from: number, to: number, version: number): Promise<number>;
  remove(indexes: number[], version: number): Promise<number>;
  insert(tracks: string[], at: number, version: number): Promise<number>;
}

/** How a change ended: `stale` when the list was changed elsewhere and has been read again. */
export type Ended = 'done' | 'stale';

export class Entries {
  items = $state.raw<readonly PlaylistItem[]>([]);
  total = $state<number | null>(null);
  complete = $state(false);
  problem = $state.raw<ProblemError | null>(null);
  version = $state(0);
  readonly #calls: EntryCalls;
  #abort = new AbortController();
  #cursor: string | undefined;
  #running: Promise<void> | null = null;
  #wanted = 0;
  /** Changes are sent one after the other, each on the version that the one before made. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(calls: EntryCalls, version: number) {
    this.#calls = calls;
    this.version = version;
  }

  /** How many rows the list has, here or not; where nobody has told yet, one more than are here, so that more are asked for. */
  get count(): number {
    if (this.complete) return this.items.length;
    return this.total ?? (this.items.length === 0 ? 0 : this.items.length + 1);
  }

  /** Makes sure that the first `count` entries come, if there are as many. */
  need(count: number): Promise<void> {
    this.#wanted = Math.max(this.#wanted, count);
    if (this.problem !== null) return Promise.resolve();
    if (this.#running) return this.#running;
    // A run that was given up must not clear the one that took its place.
    const run: Promise<void> = this.#run().finally(() => {
      if (this.#running === run) this.#running = null;
    });
    this.#running = run;
    return run;
  }

  retry = () => {
    this.problem = null;
    void this.need(PAGE_ENTRIES);
  };

  /** Gives up what is under way. */
  close() {
    this.#abort.abort();
  }

  /** Begins anew with what the server has now. */
  reload(version: number): Promise<void> {
    const wanted = Math.max(PAGE_ENTRIES, this.items.length);
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#cursor = undefined;
    this.#running = null;
    this.version = version;
    this.complete = false;
    this.items = [];
    this.problem = null;
    return this.need(wanted);
  }

  /** Moves the entry at `from` to where it then stands at `to`. Errors: the server's, but for being stale. */
  async move(from: number, to: number, refresh: () => Promise<number>): Promise<Ended> {
    if (from === to) return 'done';
    const before = this.items;
    if (from < before.length && to < before.length) this.items = moved(before, from, to);
    const ended = await this.#change((version) => this.#calls.move(from, to, version), before, refresh);
    // What lies beyond the rows that are here has to be read.
    if (ended === 'done' && to >= before.length) await this.reload(this.version);
    return ended;
  }

  /** Removes entries; returns how it ended. Errors as for `move`. */
  async remove(indexes: number[], refresh: () => Promise<number>): Promise<Ended> {
    const before = this.items;
    this.items = without(before, indexes);
    if (this.total !== null) this.total -= indexes.length;
    return this.#change((version) => this.#calls.remove(indexes, version), before, refresh);
  }

  /** Puts an entry back where it was. Errors as for `move`. */
  async restore(item: PlaylistItem, at: number, refresh: () => Promise<number>): Promise<Ended> {
    const before = this.items;
    const place = Math.min(at, this.count);
    this.items = [...before.slice(0, place), item, ...before.slice(place)];
    if (this.total !== null) this.total += 1;
    return this.#change((version) => this.#calls.insert([item.track_id], place, version), before, refresh);
  }

  async #change(
    send: (version: number) => Promise<number>,
    before: readonly PlaylistItem[],
    refresh: () => Promise<number>,
  ): Promise<Ended> {
    const turn = this.#last.then(() => send(this.version));
    this.#last = turn.catch(() => undefined);
    try {
      this.version = await turn;
      return 'done';
    } catch (thrown) {
      if (asProblem(thrown).code === 'playlist.changed_meanwhile') {
        await this.reload(await refresh());
        return 'stale';
      }
      this.items = before;
      this.total = this.complete ? before.length : this.total;
      throw thrown;
    }
  }

  async #run() {
    const { signal } = this.#abort;
    try {
      while (!this.complete && this.items.length < this.#wanted) {
        const page = await this.#calls.page(this.#cursor, signal);
        if (signal.aborted) return;
        this.items = [...this.items, ...page.items];
        this.#cursor = page.next ?? undefined;
        this.complete = page.next === null;
        this.total = page.total ?? (this.complete ? this.items.length : this.total);
      }
    } catch (thrown) {
      if (!isAbort(thrown) && !signal.aborted) this.problem = asProblem(thrown);
    }
  }
}
