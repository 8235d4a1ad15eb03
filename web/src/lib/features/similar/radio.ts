/** Listening on from a song, to what sounds like it. */
import { api, read } from '$lib/api/client';
import type { Track } from '$lib/api/types';
import { player } from '$lib/features/player/instance';
import { toasts } from '$lib/ui/toasts.svelte';
import { t } from './messages';

/** Songs that follow the first one. */
const FOLLOWING = 50;

/** Plays a song and then those that sound like it, the closest first. */
export async function playSimilar(track: Track): Promise<void> {
  const found = await read(
    api.GET('/api/v1/tracks/{id}/similar', {
      params: { path: { id: track.id }, query: { limit: FOLLOWING } },
    }),
  );
  const following = found.items.filter((one) => one.playable);
  if (following.length === 0) {
    toasts.show(t().notHeardYet);
    return;
  }
  player.play(track.playable ? [track, ...following] : following, 0, { shuffle: false });
  toasts.show(t().playing(track.title));
}
