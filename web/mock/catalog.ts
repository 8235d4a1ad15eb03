/** The invented library over the API: lists, pages, search, and how to play a track. */
import type { Page, Playback } from '../src/lib/api/types.ts';
import {
  album,
  albumSummary,
  ALBUMS_TOTAL,
  artist,
  ARTISTS_TOTAL,
  artistSummary,
  DECADES,
  folder,
  GENRES,
  LANGUAGES,
  lyrics,
  number,
  setLyricsOffset,
  shuffled,
  similarArtists,
  similarTracks,
  track,
  TRACKS_TOTAL,
} from './library.ts';
import { found, list, nothing, ok, on } from './routes.ts';

export const catalogRoutes = [
  on('get', '/api/v1/artists', ({ query }) => page(query, ARTISTS_TOTAL, artistSummary)),
  on('get', '/api/v1/artists/{id}', ({ path }) => found(artist(number(path.id)))),
  on('get', '/api/v1/albums', ({ query }) => page(query, ALBUMS_TOTAL, albumSummary, query('seed'))),
  on('get', '/api/v1/albums/{id}', ({ path }) => found(album(number(path.id)))),
  on('get', '/api/v1/tracks', ({ query }) => {
    const ids = query('ids');
    if (ids === null) return page(query, TRACKS_TOTAL, track, query('seed'));
    const tracks = ids.split(',').map((id) => track(number(id)));
    return list(tracks.filter((one) => one !== null));
  }),
  on('get', '/api/v1/tracks/{id}', ({ path }) => found(track(number(path.id)))),
  on('get', '/api/v1/tracks/{id}/similar', ({ path, query }) =>
    list(similarTracks(number(path.id), Number(query('limit') ?? 50))),
  ),
  on('get', '/api/v1/albums/{id}/similar', ({ path, query }) =>
    list(similarTracks(number(path.id), Number(query('limit') ?? 50))),
  ),
  on('get', '/api/v1/artists/{id}/similar', ({ path, query }) =>
    list(similarArtists(number(path.id), Number(query('limit') ?? 50))),
  ),
  on('get', '/api/v1/artists/{id}/radio', ({ path, query }) =>
    list(similarTracks(number(path.id), Number(query('limit') ?? 50))),
  ),
  on('get', '/api/v1/tracks/{id}/lyrics', ({ path }) => found(lyrics(number(path.id)))),
  on('put', '/api/v1/tracks/{id}/lyrics/offset', ({ path, body }) =>
    setLyricsOffset(number(path.id), body.offset_ms ?? 0) ? nothing : found(null),
  ),
  on('get', '/api/v1/tracks/{id}/playback', ({ path }) => found(playback(number(path.id)))),
  on('get', '/api/v1/genres', () => list(GENRES)),
  on('get', '/api/v1/decades', () => list(DECADES)),
  on('get', '/api/v1/languages', () => list(LANGUAGES)),
  on('get', '/api/v1/folders', ({ query }) => found(folder(query('path') ?? ''))),
  on('post', '/api/v1/listens', () => nothing),
  on('get', '/api/v1/me/play_state', () => nothing),
  on('put', '/api/v1/me/play_state', () => nothing),
];

type Query = (name: 'limit' | 'cursor' | 'sort') => string | null;

function page<T>(query: Query, total: number, make: (n: number) => T | null, seedText: string | null = null) {
  const limit = Number(query('limit') ?? 50);
  const start = Number(query('cursor') ?? 0);
  const end = Math.min(total, start + limit);
  const random = query('sort') === 'random';
  const seed = Number(seedText ?? 1);
  const items: T[] = [];
  for (let n = start; n < end; n += 1) {
    const item = make(random ? shuffled(n, total, seed) : n);
    if (item) items.push(item);
  }
  return ok({ items, next: end < total ? String(end) : null, total } satisfies Page<T>);
}

function playback(n: number): Playback | null {
  const one = track(n);
  if (!one) return null;
  return {
    url: `/api/v1/tracks/${one.id}/stream`,
    mode: 'original',
    codec: 'pcm',
    mime_type: 'audio/wav',
    bitrate_kbps: 128,
    duration_ms: one.duration_ms,
    seekable: true,
    gain: one.gain,
    reason: 'original',
  };
}
