import { api, read } from '$lib/api/client';
import { asProblem, isAbort, type ProblemError } from '$lib/api/problem';
import type { Playlist, SearchResults } from '$lib/api/types';

/** How long to wait after a key before asking, in milliseconds. */
const DEBOUNCE_MS = 120;

/** Music, and playlists of the square. */
export type Found = SearchResults & { playlists: Playlist[] };

export type Ask = (query: string, signal: AbortSignal) => Promise<Found>;

/** Asks the service for at most so many of each kind; what becomes of the playlists, the music is shown. */
export function everything(limit: number): Ask {
  return async (q, signal) => {
    const asked = { params: { query: { q, limit } }, signal };
    const [music, square] = await Promise.all([
      read(api.GET('/api/v1/search', asked)),
      read(api.GET('/api/v1/search/playlists', asked)).catch(() => ({ playlists: [], marks: {} })),
    ]);
    return { ...music, playlists: square.playlists, marks: { ...square.marks, ...music.marks } };
  };
}

/** Searches as someone types: waits a breath after each key, and drops answers to older questions. */
export class Search {
  results = $state.raw<Found | null>(null);
  problem = $state.raw<ProblemError | null>(null);
  busy = $state(false);

  readonly #ask: Ask;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #abort: AbortController | null = null;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  /** Takes what stands in the box now; an empty box empties the results. */
  type(text: string) {
    this.cancel();
    const query = text.trim();
    if (query === '') {
      this.results = null;
      this.problem = null;
      return;
    }
    this.busy = true;
    this.#timer = setTimeout(() => void this.#run(query), DEBOUNCE_MS);
  }

  /** Gives up what is under way. */
  cancel() {
    clearTimeout(this.#timer);
    this.#abort?.abort();
    this.busy = false;
  }

  async #run(query: string) {
    const abort = (this.#abort = new AbortController());
    try {
      const results = await this.#ask(query, abort.signal);
      if (abort.signal.aborted) return;
      this.results = results;
      this.problem = null;
    } catch (thrown) {
      if (abort.signal.aborted || isAbort(thrown)) return;
      this.problem = asProblem(thrown);
    }
    this.busy = false;
  }
}
