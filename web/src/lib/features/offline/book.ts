/** What a listener stored in this browser, as plain data and functions. */
import type { Cover, Track } from '$lib/api/types';
import type { Quality } from '$lib/features/settings/settings.svelte';

export type Kind = 'track' | 'album' | 'playlist';

/** One thing that was chosen to be stored. */
export interface Kept {
  kind: Kind;
  id: string;
  title: string;
  artists: string;
  cover: Cover | null;
  quality: Quality;
  /** RFC 3339 text. */
  kept_at: string;
  track_ids: string[];
}

/** A track of one or more of them. */
export interface KeptTrack {
  track: Track;
  /** Bytes in the storage, sound, cover and lyrics together; null until all of it is there. */
  size_bytes: number | null;
}

export interface Book {
  kept: Kept[];
  tracks: Record<string, KeptTrack>;
}

export const EMPTY: Book = { kept: [], tracks: {} };

/** The most tracks of one playlist that are stored. */
export const KEPT_TRACKS_MAX = 1_000;

const same = (kept: Kept, kind: Kind, id: string) => kept.kind === kind && kept.id === id;

/** With one thing more, newest first; a thing that is there already is renewed and keeps what it has. */
export function withKept(book: Book, kept: Kept, tracks: readonly Track[]): Book {
  const others = book.kept.filter((one) => !same(one, kept.kind, kept.id));
  const all = { ...book.tracks };
  for (const track of tracks) all[track.id] = { track, size_bytes: all[track.id]?.size_bytes ?? null };
  return swept({ kept: [kept, ...others], tracks: all });
}

/** Without one thing; a track that another thing holds as well stays. */
export function withoutKept(book: Book, kind: Kind, id: string): Book {
  return swept({ ...book, kept: book.kept.filter((kept) => !same(kept, kind, id)) });
}

/** With a track that is now there whole; one that nobody wants any more is not taken in. */
export function withStored(book: Book, trackId: string, size_bytes: number): Book {
  const known = book.tracks[trackId];
  return known ? { ...book, tracks: { ...book.tracks, [trackId]: { ...known, size_bytes } } } : book;
}

/** Tracks that are wanted and not yet there, the thing chosen first coming first. */
export function missing(book: Book): { kept: Kept; track: Track }[] {
  const seen = new Set<string>();
  return book.kept.toReversed().flatMap((kept) =>
    kept.track_ids.flatMap((id) => {
      const one = book.tracks[id];
      if (!one || one.size_bytes !== null || seen.has(id)) return [];
      seen.add(id);
      return [{ kept, track: one.track }];
    }),
  );
}

/** How much of one thing is there. */
export function stateOf(book: Book, kept: Kept): { stored: number; total: number; size_bytes: number } {
  const tracks = kept.track_ids.map((id) => book.tracks[id]).filter((one) => one !== undefined);
  const there = tracks.filter((one) => one.size_bytes !== null);
  return {
    stored: there.length,
    total: tracks.length,
    size_bytes: there.reduce((sum, one) => sum + one.size_bytes!, 0),
  };
}

/** The tracks of one thing that can be played now, in order. */
export function playable(book: Book, kept: Kept): Track[] {
  return kept.track_ids
    .map((id) => book.tracks[id])
    .filter((one) => one !== undefined && one.size_bytes !== null)
    .map((one) => one!.track);
}

/** Everything that is there: tracks, and bytes counted once each. */
export function totals(book: Book): { tracks: number; size_bytes: number } {
  const there = Object.values(book.tracks).filter((one) => one.size_bytes !== null);
  return { tracks: there.length, size_bytes: there.reduce((sum, one) => sum + one.size_bytes!, 0) };
}

/** Reads what was written; nonsense is an empty book. */
export function parse(value: unknown): Book {
  const book = value as Partial<Book> | null;
  return Array.isArray(book?.kept) && typeof book.tracks === 'object' && book.tracks !== null
    ? { kept: book.kept, tracks: book.tracks }
    : EMPTY;
}

function swept(book: Book): Book {
  const wanted = new Set(book.kept.flatMap((kept) => kept.track_ids));
  const tracks = Object.entries(book.tracks).filter(([id]) => wanted.has(id));
  return { ...book, tracks: Object.fromEntries(tracks) };
}
