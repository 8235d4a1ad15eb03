/** The line that menus have for storing; what it does is fetched when it is chosen. */
import type { Album, Playlist, Track } from '$lib/api/types';
import type { MenuItem } from '$lib/ui/Menu.svelte';
import { t as ui } from '$lib/ui/messages';

type Actions = typeof import('./actions');

const item = (run: (actions: Actions) => Promise<void>): MenuItem => ({
  label: ui().keepOffline,
  icon: 'offline',
  onselect: () => void import('./actions').then(run),
});

export const keepTrackItem = (track: Track): MenuItem => ({
  ...item(({ keepTrack }) => keepTrack(track)),
  disabled: !track.playable,
});
export const keepAlbumItem = (album: Album) => item(({ keepAlbum }) => keepAlbum(album));
export const keepPlaylistItem = (playlist: Playlist) => item(({ keepPlaylist }) => keepPlaylist(playlist));
