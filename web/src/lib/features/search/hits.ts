/** Search results in groups, for a box in which arrow keys go from one hit to the next. */
import type { Cover, Playlist, SearchEntry, Track } from '$lib/api/types';
import { albumArtists, albumTitle, artistNames } from '$lib/features/catalog/names';
import { t } from './box-messages';
import type { Found } from './search.svelte';

export type HitKind =
  | 'recent'
  | 'popular'
  | 'artist'
  | 'album'
  | 'track'
  | 'line'
  | 'playlist'
  | 'person'
  | 'genre'
  | 'instead'
  | 'all';

export interface Hit {
  id: string;
  kind: HitKind;
  title: string;
  text: string;
  cover: Cover | null;
  /** Whose picture is shown. */
  playlist: Playlist | null;
  /** Where it leads; a track is played instead. */
  href: string | null;
  track: Track | null;
  /** From where the track is played, in milliseconds. */
  fromMs: number;
  /** What choosing it looks for, when that is not what was typed. */
  query: string | null;
}

export interface HitGroup {
  kind: HitKind;
  hits: Hit[];
}

/** At most so many of each kind stand in the box; the page shows all. */
const PER_KIND = 3;
const TRACKS = 5;
/** Earlier searches beside results, and those of many. */
const RECENT = 3;
const POPULAR = 3;

/** The address of the page of results. */
export const addressOf = (query: string) => `/search?q=${encodeURIComponent(query)}`;

function hit(kind: HitKind, id: string, title: string, more: Partial<Hit>): Hit {
  const nothing = { text: '', cover: null, playlist: null, href: null, track: null, fromMs: 0, query: null };
  return { ...nothing, id, kind, title, ...more };
}

/** Another query to look for. */
const asks = (kind: HitKind, id: string, query: string): Hit =>
  hit(kind, id, query, { query, href: addressOf(query) });

/**
 * What the box shows: earlier searches and those of many, then results by kind.
 *
 * Nothing was typed when there are no results; then `popular` is what many look for.
 */
export function groupsOf(
  results: Found | null,
  recent: readonly SearchEntry[],
  popular: readonly string[],
): HitGroup[] {
  const earlier = recent.slice(0, results ? RECENT : recent.length);
  const mine = new Set(earlier.map((entry) => entry.query.toLowerCase()));
  const many = (results ? results.popular.slice(0, POPULAR) : popular).filter((query) => !mine.has(query));
  const groups: HitGroup[] = [
    { kind: 'recent', hits: earlier.map((entry) => asks('recent', entry.id, entry.query)) },
    { kind: 'popular', hits: many.map((query) => asks('popular', `popular-${query}`, query)) },
  ];
  if (results === null) return filled(groups);
  const tracks = results.tracks
    .slice(0, TRACKS)
    .map((track) =>
      hit('track', track.id, track.title, { text: artistNames(track.artists), cover: track.cover, track }),
    );
  const artists = results.artists
    .slice(0, PER_KIND)
    .map((artist) =>
      hit('artist', artist.id, artist.name, { cover: artist.cover, href: `/artists/${artist.id}` }),
    );
  const albums = results.albums.slice(0, PER_KIND).map((album) =>
    hit('album', album.id, albumTitle(album), {
      text: albumArtists(album),
      cover: album.cover,
      href: `/albums/${album.id}`,
    }),
  );
  const lines = results.lines.slice(0, PER_KIND).map(({ track, text, start_ms }) =>
    hit('line', `line-${track.id}`, text, {
      text: `${track.title} · ${artistNames(track.artists)}`,
      cover: track.cover,
      track,
      fromMs: start_ms ?? 0,
    }),
  );
  const playlists = results.playlists.slice(0, PER_KIND).map((playlist) =>
    hit('playlist', playlist.id, playlist.name, {
      text: playlist.owner_name ?? '',
      playlist,
      href: `/playlists/${playlist.id}`,
    }),
  );
  const people = results.people.slice(0, PER_KIND).map(({ name, playlists }, n) =>
    hit('person', `person-${n}`, name, {
      text: playlists.map((playlist) => playlist.name).join(' · '),
      href: addressOf(name),
    }),
  );
  const genres = results.genres
    .slice(0, PER_KIND)
    .map((genre) =>
      hit('genre', genre.name, genre.name, { href: `/genres/${encodeURIComponent(genre.name)}` }),
    );
  const found: HitGroup[] = [
    { kind: 'artist', hits: artists },
    { kind: 'track', hits: tracks },
    { kind: 'album', hits: albums },
    { kind: 'line', hits: lines },
    { kind: 'playlist', hits: playlists },
    { kind: 'person', hits: people },
    { kind: 'genre', hits: genres },
  ];
  groups.push(...found);
  const isText = results.spoken !== true;
  if (isText && found.some((group) => group.hits.length > 0)) {
    const all = hit('all', 'all', t().all(results.query), { href: addressOf(results.query) });
    groups.push({ kind: 'all', hits: [all] });
  } else {
    groups.push({ kind: 'instead', hits: results.instead.map((query) => asks('instead', query, query)) });
  }
  return filled(groups);
}

const filled = (groups: HitGroup[]) => groups.filter((group) => group.hits.length > 0);
