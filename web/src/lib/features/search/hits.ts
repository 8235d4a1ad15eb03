/** Search results in groups, for a box in which arrow keys go from one hit to the next. */
import type { Cover, Playlist, SearchEntry, Track } from '$lib/api/types';
import { albumArtists, albumTitle, artistNames } from '$lib/features/catalog/names';
import { t } from './messages';
import type { Found } from './search.svelte';

export type HitKind = 'recent' | 'artist' | 'album' | 'track' | 'playlist' | 'genre' | 'instead' | 'all';

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
/** Earlier searches beside results. */
const RECENT = 3;

/** The address of the page of results. */
export const addressOf = (query: string) => `/search?q=${encodeURIComponent(query)}`;

function hit(kind: HitKind, id: string, title: string, more: Partial<Hit>): Hit {
  const nothing = { text: '', cover: null, playlist: null, href: null, track: null, query: null };
  return { ...nothing, id, kind, title, ...more };
}

/** Another query to look for. */
const asks = (kind: HitKind, id: string, query: string): Hit =>
  hit(kind, id, query, { query, href: addressOf(query) });

/** What the box shows: earlier searches, then results by kind; nothing was typed when there are no results. */
export function groupsOf(results: Found | null, recent: readonly SearchEntry[]): HitGroup[] {
  const earlier = recent.slice(0, results ? RECENT : recent.length);
  const groups: HitGroup[] = [
    { kind: 'recent', hits: earlier.map((entry) => asks('recent', entry.id, entry.query)) },
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
  const playlists = results.playlists.slice(0, PER_KIND).map((playlist) =>
    hit('playlist', playlist.id, playlist.name, {
      text: playlist.owner_name ?? '',
      playlist,
      href: `/playlists/${playlist.id}`,
    }),
  );
  const genres = results.genres
    .slice(0, PER_KIND)
    .map((genre) =>
      hit('genre', genre.name, genre.name, { href: `/genres/${encodeURIComponent(genre.name)}` }),
    );
  const instead = results.instead.map((query) => asks('instead', query, query));
  groups.push(
    { kind: 'artist', hits: artists },
    { kind: 'track', hits: tracks },
    { kind: 'album', hits: albums },
    { kind: 'playlist', hits: playlists },
    { kind: 'genre', hits: genres },
    { kind: 'instead', hits: instead },
  );
  if (tracks.length + artists.length + albums.length + playlists.length + genres.length > 0) {
    const all = hit('all', 'all', t().all(results.query), { href: addressOf(results.query) });
    groups.push({ kind: 'all', hits: [all] });
  }
  return filled(groups);
}

const filled = (groups: HitGroup[]) => groups.filter((group) => group.hits.length > 0);
