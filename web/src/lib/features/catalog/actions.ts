/** What can be done with a track, wherever it is shown. */
import { api, read } from '$lib/api/client';
import type { Track } from '$lib/api/types';
import { adding } from '$lib/features/library/adding.svelte';
import { like, marks } from '$lib/features/library/collection';
import { t as library } from '$lib/features/library/messages';
import { selection } from '$lib/features/library/selection.svelte';
import { downloading } from '$lib/features/downloads/downloading.svelte';
import { keepTrackItem } from '$lib/features/offline/menu';
import { sharing } from '$lib/features/shares/sharing.svelte';
import { player } from '$lib/features/player/instance';
import { count } from '$lib/i18n/format';
import type { MenuItem } from '$lib/ui/Menu.svelte';
import { asProblem } from '$lib/api/problem';
import { toasts } from '$lib/ui/toasts.svelte';
import { t as ui } from '$lib/ui/messages';
import { t } from './messages';

export function playNext(tracks: readonly Track[]) {
  player.playNext(tracks);
  toasts.show(t().addedNext(count(tracks.length)));
}

export function append(tracks: readonly Track[]) {
  player.append(tracks);
  toasts.show(t().added(count(tracks.length)));
}

/** The menu of a track. */
export function trackMenu(track: Track): MenuItem[] {
  return [
    { label: t().playNext, icon: 'playNext', disabled: !track.playable, onselect: () => playNext([track]) },
    { label: t().append, icon: 'queue', disabled: !track.playable, onselect: () => append([track]) },
    {
      label: marks.liked(track.id) ? library().unlikeShort : library().likeShort,
      icon: marks.liked(track.id) ? 'hearted' : 'heart',
      onselect: () => void like(track.id, !marks.liked(track.id)),
    },
    { label: t().startRadio, icon: 'radio', onselect: () => void startRadio(track) },
    { label: library().addTo, icon: 'addToPlaylist', onselect: () => adding.ask([track]) },
    keepTrackItem(track),
    {
      label: ui().download,
      icon: 'download',
      disabled: !track.playable,
      onselect: () => downloading.ask({ kind: 'track', id: track.id, title: track.title }),
    },
    {
      label: library().share,
      icon: 'share',
      onselect: () => sharing.ask({ id: track.id, title: track.title }),
    },
    { label: library().selectMany, icon: 'select', onselect: () => selection.begin(track) },
    ...(track.album
      ? [{ label: t().goToAlbum, icon: 'album' as const, href: `/albums/${track.album.id}` }]
      : []),
    ...track.artists.map((artist) => ({
      label: t().goToArtist(artist.name),
      icon: 'artist' as const,
      href: `/artists/${artist.id}`,
    })),
  ];
}

/** A radio of a song and what sounds like it; rarely asked for, so its code is fetched when it is. */
async function startRadio(track: Track): Promise<void> {
  const { seedRadio } = await import('$lib/features/similar/radio.svelte');
  await seedRadio.startWithSong(track);
}

/** A radio of an artist and who sounds like them. */
export async function startArtistRadio(artist: { id: string; name: string }): Promise<void> {
  const { seedRadio } = await import('$lib/features/similar/radio.svelte');
  await seedRadio.startWithArtist(artist);
}

/** Plays a whole album. */
export async function playAlbum(id: string): Promise<void> {
  try {
    const album = await read(api.GET('/api/v1/albums/{id}', { params: { path: { id } } }));
    player.play(
      album.discs.flatMap((disc) => disc.tracks),
      0,
    );
  } catch (thrown) {
    tell(thrown);
  }
}

/** Plays what an artist is best known for. */
export async function playArtist(id: string): Promise<void> {
  try {
    const artist = await read(api.GET('/api/v1/artists/{id}', { params: { path: { id } } }));
    player.play(artist.top_tracks, 0);
  } catch (thrown) {
    tell(thrown);
  }
}

function tell(thrown: unknown) {
  const problem = asProblem(thrown);
  toasts.show(
    problem.problem.title || (problem.code === 'network' ? ui().error.network : ui().error.other).title,
    'error',
  );
}
