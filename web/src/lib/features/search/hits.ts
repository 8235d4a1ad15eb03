/** Search results as one list of hits, for a box in which arrow keys go from one to the next. */
import type { Cover, SearchResults, Track } from '$lib/api/types';
import { albumArtists, albumTitle, artistNames } from '$lib/features/catalog/names';
import { t } from './messages';

export interface Hit {
  id: string;
  kind: 'artist' | 'album' | 'track' | 'all';
  title: string;
  text: string;
  cover: Cover | null;
  /** Where it leads; a track is played instead. */
  href: string | null;
  track: Track | null;
}

/** At most so many of each kind stand in the box; the page shows all. */
const PER_KIND = 4;

export function hitsOf(results: SearchResults): Hit[] {
  const artists = results.artists.slice(0, PER_KIND).map((artist): Hit => ({
    id: artist.id,
    kind: 'artist',
    title: artist.name,
    text: t().artist,
    cover: artist.cover,
    href: `/artists/${artist.id}`,
    track: null,
  }));
  const albums = results.albums.slice(0, PER_KIND).map((album): Hit => ({
    id: album.id,
    kind: 'album',
    title: albumTitle(album),
    text: t().album(albumArtists(album)),
    cover: album.cover,
    href: `/albums/${album.id}`,
    track: null,
  }));
  const tracks = results.tracks.slice(0, PER_KIND + 1).map((track): Hit => ({
    id: track.id,
    kind: 'track',
    title: track.title,
    text: t().track(artistNames(track.artists)),
    cover: track.cover,
    href: null,
    track,
  }));
  const hits = [...artists, ...albums, ...tracks];
  if (hits.length === 0) return [];
  const all: Hit = {
    id: 'all',
    kind: 'all',
    title: t().all(results.query),
    text: '',
    cover: null,
    href: `/search?q=${encodeURIComponent(results.query)}`,
    track: null,
  };
  return [...hits, all];
}
