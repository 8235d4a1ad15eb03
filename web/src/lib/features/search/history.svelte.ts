/** The member's own history of searches, kept only while they agree to it. */
import { api, read, readOptional } from '$lib/api/client';
import type { SearchEntry } from '$lib/api/types';
import { consents } from '$lib/features/consent/consents.svelte';
import { session } from '$lib/features/session/session.svelte';
import { isShare } from './search.svelte';

/** How many searches are offered in the box. */
const OFFERED = 8;

/** As many as one answer has; the service keeps no more for one member. */
const MOST = 200;

class SearchHistory {
  #items = $state.raw<readonly SearchEntry[]>([]);
  /** Who the entries belong to, so that nobody is shown another's after signing in. */
  #of: string | null = null;

  /** Whether searches are kept. */
  get kept(): boolean {
    return session.member !== null && consents.granted('search_history');
  }

  /** The latest first. */
  get items(): readonly SearchEntry[] {
    return this.kept ? this.#items : [];
  }

  /** Asks for the history, if there is one; without `again`, only the first time. */
  async load(again = false): Promise<void> {
    const member = session.member?.id ?? null;
    if (member !== this.#of) this.#items = [];
    else if (!again) return;
    this.#of = member;
    if (member === null) return;
    if (!consents.loaded) await consents.refresh();
    if (!this.kept) {
      this.#items = [];
      return;
    }
    const page = await read(api.GET('/api/v1/me/searches', { params: { query: { limit: MOST } } }));
    this.#items = page.items;
  }

  /** Keeps what was looked for, for a member who agreed; searching goes on whatever comes of it. */
  async keep(text: string): Promise<void> {
    const query = text.trim();
    if (query === '' || isShare(query) || !this.kept) return;
    const entry = await readOptional(api.POST('/api/v1/searches', { body: { query } })).catch(() => null);
    if (entry) this.#items = [entry, ...this.#items.filter((one) => one.id !== entry.id)];
  }

  /** Searches that have the text in them; all for none. */
  matching(text: string): readonly SearchEntry[] {
    const wanted = text.trim().toLowerCase();
    return this.items
      .filter((one) => one.query.toLowerCase().includes(wanted) && one.query.toLowerCase() !== wanted)
      .slice(0, OFFERED);
  }

  async remove(entry: SearchEntry): Promise<void> {
    await readOptional(api.DELETE('/api/v1/me/searches/{id}', { params: { path: { id: entry.id } } }));
    this.#items = this.#items.filter((one) => one.id !== entry.id);
  }

  /** Removes all; returns how many there were. */
  async clear(): Promise<number> {
    const { erased } = await read(api.DELETE('/api/v1/me/searches'));
    this.#items = [];
    return erased;
  }
}

export const searchHistory = new SearchHistory();
