/** Which songs and playlists the lists of a page hold, so that its foot shows none of them again. */
import { SvelteMap } from 'svelte/reactivity';

export class OnPage {
  readonly #lists = new SvelteMap<object, readonly string[]>();
  readonly #shown = $derived(new Set([...this.#lists.values()].flat()));

  /** Says what a list holds, also what was just taken off it: what somebody does not want does not come back below. */
  show(list: object, ids: readonly string[]) {
    this.#lists.set(list, ids);
  }

  hide(list: object) {
    this.#lists.delete(list);
  }

  /** Whether there is a list already: before that a page is short, and its foot only seems near. */
  get isBegun(): boolean {
    return this.#lists.size > 0;
  }

  /** The first of these that no list holds, at most `limit`. */
  fresh<T>(items: readonly T[], id: (item: T) => string, limit: number): T[] {
    return items.filter((item) => !this.#shown.has(id(item))).slice(0, limit);
  }
}

export const onPage = new OnPage();

/** Keeps the page told of a list while its component is there; called while that is made. Of none, where it is null. */
export function tellPage(ids: () => readonly string[] | null, page: OnPage = onPage) {
  const list = {};
  $effect(() => {
    const now = ids();
    if (!now) return;
    page.show(list, now);
    return () => page.hide(list);
  });
}
