import { api, read } from '$lib/api/client';
import { asProblem, isAbort, type ProblemError } from '$lib/api/problem';
import type { LineHit, PersonHit, Playlist, SearchResults } from '$lib/api/types';

/** How long to wait after a key before asking, in milliseconds. */
const DEBOUNCE_MS = 120;

/** Music by its names and by its words, playlists of the square with those who show a name there, and what many look for. */
export type Found = SearchResults & {
  lines: LineHit[];
  playlists: Playlist[];
  people: PersonHit[];
  popular: string[];
  /** Found by its sound: what was said is no text to look for. */
  spoken?: true;
};

const NOBODY = { searches: [] };

/** Whether a text may be the link or code of a share: that is a secret, to be opened and never looked for. */
export const isShare = (text: string) => /\/share\/|口令[:：]|qingyin code/i.test(text);

export type Ask = (query: string, signal: AbortSignal) => Promise<Found>;

/** Asks the service for at most so many of each kind; what becomes of the others, the music is shown. */
export function everything(limit: number, { suggest = false } = {}): Ask {
  return async (q, signal) => {
    const asked = { params: { query: { q, limit } }, signal };
    const [music, words, square, many] = await Promise.all([
      read(api.GET('/api/v1/search', asked)),
      read(api.GET('/api/v1/search/lines', asked)).catch(() => ({ lines: [], marks: {} })),
      read(api.GET('/api/v1/search/playlists', asked)).catch(() => ({
        playlists: [],
        people: [],
        marks: {},
      })),
      suggest
        ? read(api.GET('/api/v1/search/popular', { params: { query: { q } }, signal })).catch(() => NOBODY)
        : NOBODY,
    ]);
    const marks = { ...square.marks, ...music.marks, ...words.marks };
    const { playlists, people } = square;
    return { ...music, lines: words.lines, playlists, people, popular: many.searches, marks };
  };
}

/** Asks the service for music that sounds like what was said, at most so many of each kind. */
export function spoken(limit: number): Ask {
  return async (said, signal) => {
    const found = await read(
      api.GET('/api/v1/search/spoken', { params: { query: { said, limit } }, signal }),
    );
    const { artists, albums, tracks } = found;
    return {
      query: said,
      artists,
      albums,
      tracks,
      genres: [],
      lines: [],
      playlists: [],
      people: [],
      popular: [],
      marks: {},
      instead: [],
      spoken: true,
    };
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
    if (query === '' || isShare(query)) {
      this.results = null;
      this.problem = null;
      return;
    }
    this.busy = true;
    this.#timer = setTimeout(() => void this.#run(query), DEBOUNCE_MS);
  }

  /** Looks at once for what was said. */
  say(text: string, ask: Ask) {
    this.cancel();
    this.busy = true;
    void this.#run(text, ask);
  }

  /** Gives up what is under way. */
  cancel() {
    clearTimeout(this.#timer);
    this.#abort?.abort();
    this.busy = false;
  }

  async #run(query: string, ask = this.#ask) {
    const abort = (this.#abort = new AbortController());
    try {
      const results = await ask(query, abort.signal);
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
