/** Searching the invented library, and what its member looked for. */
import type { LineHit, PersonHit, SearchEntry } from '../src/lib/api/types.ts';
import type { Found } from '../src/lib/features/search/search.svelte.ts';
import { publicPlaylists } from './collection.ts';
import { albumSummary, artistSummary, GENRES, lyrics, range, tracksOf } from './library.ts';
import { list, nothing, ok, on, problem } from './routes.ts';

/** What many look for in the invented service. */
const POPULAR = ['茉莉花', '送别', '听泉'];

const AT = '2026-11-20T08:30:00.000Z';

let made = 100;
let entries: SearchEntry[] = ['周杰伦 qlx', '茉莉花', 'moonlight'].map((query, n) => ({
  id: `sch_${n + 1}`,
  query,
  searched_at: AT,
}));

/** Songs by a line of their words; the invented songs share theirs, so a few will do. */
const linesWith = (hit: (text: string) => boolean): LineHit[] =>
  tracksOf(range(0, 9)).flatMap((track, n) => {
    const line = lyrics(n)?.lines.find(({ text }) => hit(text));
    return line ? [{ track, start_ms: line.start_ms, text: line.text }] : [];
  });

/** Those who show a name beside their playlists. */
function peopleWith(hit: (text: string) => boolean): PersonHit[] {
  const names = new Set(publicPlaylists().flatMap((one) => one.owner_name ?? []));
  const found = [...names].filter(hit);
  return found.map((name) => ({
    name,
    playlists: publicPlaylists().filter((one) => one.owner_name === name),
  }));
}

/** What a search answers: names that have the query in them. */
export function search(query: string): Found {
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
    lines: [...q].length < 2 ? [] : linesWith(hit),
    playlists: publicPlaylists().filter(
      (one) => hit(one.name) || (one.owner_name !== null && hit(one.owner_name)),
    ),
    people: peopleWith(hit),
    genres: GENRES.filter((one) => hit(one.name)),
  };
  const nothingFound = Object.values(found).every((items) => items.length === 0);
  const popular = q === '' ? POPULAR : POPULAR.filter((one) => one.includes(q) && one !== q);
  return { query, ...found, popular, marks, instead: nothingFound && q.startsWith('茉莉') ? ['茉莉'] : [] };
}

export const searchRoutes = [
  on('get', '/api/v1/search', ({ query }) => {
    const { lines, playlists, people, ...found } = search(query('q') ?? '');
    // Playlists and people are the square's, and words are long: they are asked for apart from the names.
    const elsewhere = lines.length + playlists.length + people.length > 0;
    const { artists, albums, tracks, genres, marks, instead } = found;
    return ok({
      query: found.query,
      artists,
      albums,
      tracks,
      genres,
      marks,
      instead: elsewhere ? [] : instead,
    });
  }),
  on('get', '/api/v1/search/lines', ({ query }) => {
    const { query: asked, lines, marks } = search(query('q') ?? '');
    return ok({ query: asked, lines, marks });
  }),
  // Whoever speaks to the invented library is understood.
  on('get', '/api/v1/search/spoken', ({ query }) => {
    const said = query('said') ?? '';
    const { artists, albums, tracks } = search(said.replace(/^播放/, ''));
    return ok({ said, artists, albums, tracks });
  }),
  on('get', '/api/v1/search/playlists', ({ query }) => {
    const { query: asked, playlists, people, marks } = search(query('q') ?? '');
    return ok({ query: asked, playlists, people, marks });
  }),
  on('get', '/api/v1/search/popular', ({ query }) =>
    ok({ searches: search(query('q') ?? '').popular, people_min: 20 }),
  ),
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
