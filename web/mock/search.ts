/** Searching the invented library, and what its member looked for. */
import type { Playlist, SearchEntry, SearchResults } from '../src/lib/api/types.ts';
import { publicPlaylists } from './collection.ts';
import { albumSummary, artistSummary, GENRES, range, tracksOf } from './library.ts';
import { list, nothing, ok, on, problem } from './routes.ts';

const AT = '2026-11-20T08:30:00.000Z';

let made = 100;
let entries: SearchEntry[] = ['周杰伦 qlx', '茉莉花', 'moonlight'].map((query, n) => ({
  id: `sch_${n + 1}`,
  query,
  searched_at: AT,
}));

/** What a search answers: names that have the query in them. */
export function search(query: string): SearchResults & { playlists: Playlist[] } {
  const q = query.trim().toLowerCase();
  const marks: Record<string, number[][]> = {};
  const hit = (text: string) => {
    const at = q === '' ? -1 : text.toLowerCase().indexOf(q);
    if (at < 0) return false;
    const from = Array.from(text.slice(0, at)).length;
    marks[text] = [[from, from + Array.from(q).length]];
    return true;
  };
  const found = {
    artists: range(0, 40)
      .map(artistSummary)
      .filter((one) => hit(one.name))
      .slice(0, 8),
    albums: range(0, 80)
      .map(albumSummary)
      .filter((one) => hit(one.title))
      .slice(0, 8),
    tracks: tracksOf(range(0, 400))
      .filter((one) => hit(one.title))
      .slice(0, 20),
    playlists: publicPlaylists().filter((one) => hit(one.name)),
    genres: GENRES.filter((one) => hit(one.name)),
  };
  const nothingFound = Object.values(found).every((items) => items.length === 0);
  return { query, ...found, marks, instead: nothingFound && q.startsWith('茉莉') ? ['茉莉'] : [] };
}

export const searchRoutes = [
  on('get', '/api/v1/search', ({ query }) => {
    const { playlists, ...music } = search(query('q') ?? '');
    // Playlists are the square's, and asked for apart from the music.
    return ok(playlists.length > 0 ? { ...music, instead: [] } : music);
  }),
  on('get', '/api/v1/search/playlists', ({ query }) => {
    const { query: asked, playlists, marks } = search(query('q') ?? '');
    return ok({ query: asked, playlists, marks });
  }),
  on('post', '/api/v1/searches', ({ body }) => {
    const query = body.query ?? '';
    const entry = { id: `sch_${(made += 1)}`, query, searched_at: AT };
    entries = [entry, ...entries.filter((one) => one.query !== query)];
    return { status: 201, body: entry };
  }),
  on('get', '/api/v1/me/searches', () => list(entries)),
  on('delete', '/api/v1/me/searches', () => {
    const erased = entries.length;
    entries = [];
    return ok({ erased });
  }),
  on('delete', '/api/v1/me/searches/{id}', ({ path }) => {
    if (!entries.some((entry) => entry.id === path.id)) return problem(404, 'not_found', '没有找到');
    entries = entries.filter((entry) => entry.id !== path.id);
    return nothing;
  }),
];
