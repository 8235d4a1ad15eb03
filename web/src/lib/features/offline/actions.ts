/** Choosing music to be stored, from the menus. Fetched when it is first chosen. */
import { api, read } from '$lib/api/client';
import type { Album, Playlist, Track } from '$lib/api/types';
import { albumArtists, albumTitle } from '$lib/features/catalog/names';
import { tell } from '$lib/features/library/tell';
import { PAGE_ENTRIES } from '$lib/features/library/entries.svelte';
import { storage } from '$lib/storage';
import { toasts } from '$lib/ui/toasts.svelte';
import { KEPT_TRACKS_MAX, type Kept } from './book';
import { canKeep, keeper, markKept } from './instance';
import { t } from './messages';
import { offlineQuality } from './quality';

async function keep(what: Omit<Kept, 'quality' | 'kept_at' | 'track_ids'>, tracks: readonly Track[]) {
  const view = { label: t().view, href: '/offline' };
  if (!canKeep()) return toasts.show(t().cannot, 'error', view);
  const playable = tracks.filter((track) => track.playable).slice(0, KEPT_TRACKS_MAX);
  if (playable.length === 0) return toasts.show(t().nothingToKeep, 'error');
  markKept();
  await keeper.keep(
    {
      ...what,
      quality: offlineQuality(storage),
      kept_at: new Date().toISOString(),
      track_ids: playable.map((track) => track.id),
    },
    playable,
  );
  toasts.show(t().keeping(what.title), 'plain', view);
}

export const keepTrack = (track: Track) =>
  keep(
    {
      kind: 'track',
      id: track.id,
      title: track.title,
      artists: track.artists.map(({ name }) => name).join(' / '),
      cover: track.cover,
    },
    [track],
  ).catch(tell);

export const keepAlbum = (album: Album) =>
  keep(
    {
      kind: 'album',
      id: album.id,
      title: albumTitle(album),
      artists: albumArtists(album),
      cover: album.cover,
    },
    album.discs.flatMap((disc) => disc.tracks),
  ).catch(tell);

export async function keepPlaylist(playlist: Playlist): Promise<void> {
  try {
    const tracks: Track[] = [];
    let cursor: string | undefined;
    do {
      const params = { path: { id: playlist.id }, query: { cursor, limit: PAGE_ENTRIES } };
      const page = await read(api.GET('/api/v1/playlists/{id}/items', { params }));
      tracks.push(...page.items.flatMap(({ track }) => (track ? [track] : [])));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined && tracks.length < KEPT_TRACKS_MAX);
    const unique = [...new Map(tracks.map((track) => [track.id, track])).values()];
    const cover = unique.find((track) => track.cover)?.cover ?? null;
    await keep({ kind: 'playlist', id: playlist.id, title: playlist.name, artists: '', cover }, unique);
  } catch (thrown) {
    tell(thrown);
  }
}
