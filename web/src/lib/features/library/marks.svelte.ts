/**
 * What the member noted on tracks, albums, artists and playlists: liked, rated, followed.
 *
 * What is on the page is asked for together, shown at once when changed, and put back when the server refuses.
 * A guest has no marks, and nothing is asked.
 */
import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import type { Annotation, Page, Follow } from '$lib/api/types';

/** Ids of one question; the server takes no more. */
const IDS_MAX = 200;
/** How long ids are gathered before they are asked for together. */
const GATHER_MS = 20;
/** Artists of one page of follows. */
const FOLLOWS_LIMIT = 200;

/** The calls behind the marks; tests bring their own. */
export interface MarkCalls {
  annotations(ids: string[]): Promise<Annotation[]>;
  like(id: string, liked: boolean): Promise<void>;
  rate(id: string, stars: number | null): Promise<void>;
  follows(cursor: string | undefined, limit: number): Promise<Page<Follow>>;
  follow(id: string, followed: boolean): Promise<void>;
  /** Runs something a little later. */
  later(run: () => void, ms: number): void;
}

interface Mark {
  liked: boolean;
  stars: number | null;
}

const NONE: Mark = { liked: false, stars: null };

export class Marks {
  readonly #marks = new SvelteMap<string, Mark>();
  readonly #followed = new SvelteSet<string>();
  /** Grows with each change by a person, so that lists of likes know when they are old. */
  changes = $state(0);
  readonly #calls: MarkCalls;
  #asked = new Set<string>();
  #waiting = new Set<string>();
  #followsAsked = false;
  /** The last change of each thing; an older answer does not undo a newer change. */
  readonly #latest = new Map<string, number>();
  #change = 0;
  #member: string | null = null;

  constructor(calls: MarkCalls) {
    this.#calls = calls;
  }

  /** Begins anew for another member, or for a guest. */
  belongTo(member: string | null) {
    if (member === this.#member) return;
    this.#member = member;
    this.#marks.clear();
    this.#followed.clear();
    this.#asked = new Set();
    this.#waiting = new Set();
    this.#followsAsked = false;
    this.#latest.clear();
  }

  liked(id: string): boolean {
    return this.#marks.get(id)?.liked ?? false;
  }

  /** 1 to 5, or null. */
  stars(id: string): number | null {
    return this.#marks.get(id)?.stars ?? null;
  }

  follows(artist: string): boolean {
    return this.#followed.has(artist);
  }

  /** Makes sure that the marks of something will be here. */
  need(id: string) {
    if (this.#member === null || this.#asked.has(id)) return;
    this.#asked.add(id);
    if (this.#waiting.size === 0) this.#calls.later(() => void this.#ask(), GATHER_MS);
    this.#waiting.add(id);
  }

  /** Takes over what a list of likes or ratings tells, so that it is not asked again. */
  know(id: string, mark: Partial<Mark>) {
    this.#marks.set(id, { ...(this.#marks.get(id) ?? NONE), ...mark });
  }

  /** Makes sure that the follows will be here. */
  async needFollows(): Promise<void> {
    if (this.#member === null || this.#followsAsked) return;
    this.#followsAsked = true;
    const member = this.#member;
    try {
      let cursor: string | undefined;
      do {
        const page = await this.#calls.follows(cursor, FOLLOWS_LIMIT);
        if (this.#member !== member) return;
        for (const { artist } of page.items)
          if (!this.#latest.has(`f:${artist.id}`)) this.#followed.add(artist.id);
        cursor = page.next ?? undefined;
      } while (cursor !== undefined);
    } catch {
      this.#followsAsked = false;
    }
  }

  /**
   * Likes something, or not any more; shown at once.
   *
   * # Errors
   * What the server says; the mark is then as it was.
   */
  async like(id: string, liked: boolean): Promise<void> {
    await this.#set(
      `l:${id}`,
      this.liked(id),
      liked,
      (value) => this.know(id, { liked: value }),
      (value) => this.#calls.like(id, value),
    );
  }

  /** Rates something with 1 to 5 stars; null takes the rating back. Errors as for `like`. */
  async rate(id: string, stars: number | null): Promise<void> {
    await this.#set(
      `r:${id}`,
      this.stars(id),
      stars,
      (value) => this.know(id, { stars: value }),
      (value) => this.#calls.rate(id, value),
    );
  }

  /** Follows an artist, or not any more. Errors as for `like`. */
  async follow(artist: string, followed: boolean): Promise<void> {
    const show = (value: boolean) =>
      void (value ? this.#followed.add(artist) : this.#followed.delete(artist));
    await this.#set(`f:${artist}`, this.follows(artist), followed, show, (value) =>
      this.#calls.follow(artist, value),
    );
  }

  async #set<V>(
    key: string,
    before: V,
    value: V,
    show: (value: V) => void,
    send: (value: V) => Promise<void>,
  ) {
    const change = ++this.#change;
    this.#latest.set(key, change);
    show(value);
    try {
      await send(value);
      this.changes += 1;
    } catch (thrown) {
      if (this.#latest.get(key) === change) show(before);
      throw thrown;
    }
  }

  async #ask() {
    const member = this.#member;
    const ids = [...this.#waiting];
    this.#waiting = new Set();
    for (let from = 0; from < ids.length; from += IDS_MAX) {
      const some = ids.slice(from, from + IDS_MAX);
      try {
        const found = await this.#calls.annotations(some);
        if (this.#member !== member) return;
        for (const { id, liked_at, stars } of found) {
          this.know(id, {
            ...(this.#latest.has(`l:${id}`) ? {} : { liked: liked_at !== null }),
            ...(this.#latest.has(`r:${id}`) ? {} : { stars }),
          });
        }
      } catch {
        // Shown as unmarked; it is asked again the next time it is on a page.
        for (const id of some) this.#asked.delete(id);
      }
    }
  }
}
