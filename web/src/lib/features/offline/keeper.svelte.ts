/**
 * Stores what a listener chose, one track after the other, and removes it again.
 *
 * The book says what is wanted and what is there, and is written at every step: after a reload, or on
 * another day, storing goes on where it stopped.
 */
import type { Track } from '$lib/api/types';
import * as books from './book';
import type { Book, Kept, Kind } from './book';

/** Why storing stopped before its end. */
export type Stop = 'full' | 'network' | 'paused';

/** A track whose sound the service does not give out; the others go on. */
export class NotGiven extends Error {
  override readonly name = 'NotGiven';
}

/** Where things are stored. */
export interface Shelf {
  read(): Promise<Book>;
  /** Changes the book, one change after the other across all tabs; returns it. */
  change(change: (book: Book) => Book): Promise<Book>;
  /**
   * Fetches and stores all of a track; returns its bytes.
   *
   * # Errors
   * `NotGiven`; `QuotaExceededError` when the browser gives no more room; anything else means the network.
   */
  store(track: Track, kept: Kept, signal: AbortSignal, onPart: (fraction: number) => void): Promise<number>;
  /** Stores what belongs to a thing as a whole. */
  storeHead(kept: Kept): Promise<void>;
  /** Takes out of the storage whatever the book does not hold any more, however it was left there. */
  sweep(): Promise<void>;
  clear(): Promise<void>;
  /** Runs one thing at a time across all tabs. */
  alone(run: () => Promise<void>): Promise<void>;
}

export class Keeper {
  book = $state.raw<Book>(books.EMPTY);
  loaded = $state(false);
  /** The track on its way, and how much of it is here, from 0 to 1. */
  current = $state.raw<{ track: Track; fraction: number } | null>(null);
  stop = $state<Stop | null>(null);
  running = $state(false);
  /** Tracks that the service did not give out this time. */
  refused = $state.raw<ReadonlySet<string>>(new Set());
  readonly #shelf: Shelf;
  #abort: AbortController | null = null;

  constructor(shelf: Shelf) {
    this.#shelf = shelf;
  }

  async load(): Promise<void> {
    this.book = await this.#shelf.read();
    this.loaded = true;
  }

  /** Whether something is wanted that could still be stored. */
  get unfinished(): boolean {
    return books.missing(this.book).some(({ track }) => !this.refused.has(track.id));
  }

  /** Stores one thing; returns when it was noted, not when it is there. */
  async keep(kept: Kept, tracks: readonly Track[]): Promise<void> {
    this.book = await this.#shelf.change((book) => books.withKept(book, kept, tracks));
    this.loaded = true;
    await this.#shelf.storeHead(kept).catch(() => undefined);
    void this.resume();
  }

  /** Goes on with what is missing, until it is there or something stops it. */
  async resume(): Promise<void> {
    if (this.running) return;
    this.running = true;
    this.stop = null;
    this.refused = new Set();
    try {
      await this.#shelf.alone(() => this.#run());
    } finally {
      this.running = false;
      this.current = null;
    }
  }

  /** Stops for now; what is there stays. */
  pause = () => {
    this.stop = 'paused';
    this.#abort?.abort();
  };

  /** Removes one thing, giving up what of it is on its way. */
  async remove(kind: Kind, id: string): Promise<void> {
    this.book = await this.#shelf.change((book) => books.withoutKept(book, kind, id));
    if (this.current && !(this.current.track.id in this.book.tracks)) this.#abort?.abort();
    await this.#shelf.sweep();
  }

  /** Removes everything. */
  async removeAll(): Promise<void> {
    this.pause();
    await this.#shelf.clear();
    this.book = books.EMPTY;
    this.stop = null;
  }

  async #run() {
    this.book = await this.#shelf.read();
    while (this.stop === null) {
      const next = books.missing(this.book).find(({ track }) => !this.refused.has(track.id));
      if (!next) return;
      await this.#store(next.track, next.kept);
    }
  }

  async #store(track: Track, kept: Kept) {
    const abort = (this.#abort = new AbortController());
    this.current = { track, fraction: 0 };
    try {
      const size_bytes = await this.#shelf.store(track, kept, abort.signal, (fraction) => {
        this.current = { track, fraction };
      });
      this.book = await this.#shelf.change((book) => books.withStored(book, track.id, size_bytes));
    } catch (thrown) {
      // Given up by a person: either everything is paused, or this track is not wanted any more.
      if (!abort.signal.aborted) this.#failed(thrown, track);
    }
    // It was removed while it was on its way.
    if (!(track.id in this.book.tracks)) await this.#shelf.sweep();
  }

  #failed(thrown: unknown, track: Track) {
    const name = thrown instanceof Error || thrown instanceof DOMException ? thrown.name : '';
    if (name === 'QuotaExceededError') this.stop = 'full';
    else if (name === 'NotGiven') this.refused = new Set([...this.refused, track.id]);
    else this.stop = 'network';
  }
}
