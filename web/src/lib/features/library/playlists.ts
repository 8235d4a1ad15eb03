/** The calls about playlists, in the words of this domain. */
import { api, read, readOptional } from '$lib/api/client';
import type { Page, Playlist, PlaylistChange, PlaylistItem, Track } from '$lib/api/types';
import { player } from '$lib/features/player/instance';
import { QUEUE_TRACKS_MAX } from '$lib/features/player/queue';
import { PAGE_ENTRIES, type EntryCalls } from './entries.svelte';
import { tell } from './tell';

const at = (id: string) => ({ params: { path: { id } } });

export const show = (id: string, signal?: AbortSignal): Promise<Playlist> =>
  read(api.GET('/api/v1/playlists/{id}', { ...at(id), signal }));

/** Changes what is named and leaves the rest; the generated type asks for all, because each has a default. */
export const change = (id: string, body: Partial<PlaylistChange>): Promise<Playlist> =>
  read(api.PATCH('/api/v1/playlists/{id}', { ...at(id), body: body as PlaylistChange }));

export const create = (body: {
  name: string;
  description?: string;
  tags?: string[];
  tracks?: string[];
  rules?: unknown;
}): Promise<Playlist> => read(api.POST('/api/v1/playlists', { body }));

export async function destroy(id: string): Promise<void> {
  await readOptional(api.DELETE('/api/v1/playlists/{id}', at(id)));
}

/** Works on a playlist of another no longer. */
export async function leave(id: string): Promise<void> {
  await readOptional(api.DELETE('/api/v1/playlists/{id}/editorship', at(id)));
}

export async function setCover(id: string, picture: Blob): Promise<Playlist> {
  return read(
    api.PUT('/api/v1/playlists/{id}/cover', {
      ...at(id),
      body: picture as never,
      bodySerializer: (body: unknown) => body as Blob,
      headers: { 'Content-Type': picture.type },
    }),
  );
}

export async function removeCover(id: string): Promise<void> {
  await readOptional(api.DELETE('/api/v1/playlists/{id}/cover', at(id)));
}

export const publish = (id: string): Promise<Playlist> =>
  read(api.PUT('/api/v1/playlists/{id}/publication', at(id)));

export const unpublish = (id: string): Promise<Playlist> =>
  read(api.DELETE('/api/v1/playlists/{id}/publication', at(id)));

/** One page of entries. */
export function page(
  id: string,
  cursor: string | undefined,
  signal?: AbortSignal,
): Promise<Page<PlaylistItem>> {
  const query = { cursor, limit: PAGE_ENTRIES };
  return read(api.GET('/api/v1/playlists/{id}/items', { params: { path: { id }, query }, signal }));
}

/** The calls behind the entries of one playlist. */
export function entryCalls(id: string): EntryCalls {
  return {
    page: (cursor, signal) => page(id, cursor, signal),
    move: async (from, to, version) =>
      (await read(api.POST('/api/v1/playlists/{id}/items/move', { ...at(id), body: { from, to, version } })))
        .version,
    remove: async (indexes, version) =>
      (await read(api.POST('/api/v1/playlists/{id}/items/remove', { ...at(id), body: { indexes, version } })))
        .version,
    insert: async (tracks, place, version) => {
      const body = { tracks, at: place, version };
      return (await read(api.POST('/api/v1/playlists/{id}/items', { ...at(id), body }))).version;
    },
  };
}

/** Adds tracks at the end; returns what takes exactly these away again while nobody has changed the list since. */
export async function add(id: string, tracks: string[]): Promise<() => Promise<void>> {
  const { version } = await read(api.POST('/api/v1/playlists/{id}/items', { ...at(id), body: { tracks } }));
  return async () => {
    const end = (await show(id)).track_count ?? 0;
    const indexes = tracks.map((_, n) => end - tracks.length + n);
    await read(api.POST('/api/v1/playlists/{id}/items/remove', { ...at(id), body: { indexes, version } }));
  };
}

/** The tracks that can be played of the entries, and which of them is the one at an index. */
export function playable(items: readonly PlaylistItem[], index: number): { tracks: Track[]; start: number } {
  const from = Math.max(0, index - QUEUE_TRACKS_MAX / 4);
  const some = items.slice(from, from + QUEUE_TRACKS_MAX);
  const before = some.slice(0, index - from).filter((item) => item.track?.playable).length;
  const tracks = some.map((item) => item.track).filter((track) => track?.playable === true);
  return { tracks: tracks as Track[], start: before };
}

/** Plays a playlist from its beginning, as far as one page reaches. */
export async function play(id: string): Promise<void> {
  try {
    const { items } = await page(id, undefined);
    player.play(playable(items, 0).tracks, 0);
  } catch (thrown) {
    tell(thrown);
  }
}
