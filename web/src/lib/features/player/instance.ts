/** The app's one player, with the browser as its world. */
import { api, read } from '$lib/api/client';
import { problemOf } from '$lib/api/problem';
import type { Playback } from '$lib/api/types';
import { isLocal } from '$lib/features/local/ids';
import { settings } from '$lib/features/settings/settings.svelte';
import { playableCodecs } from './capabilities';
import { Engine } from './engine';
import { Player } from './player.svelte';
import { Mixer } from './voice';

const later = (run: () => void, delayMs: number) => {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
};

/** The way of the player's sound; effects are put into it. */
export const mixer = new Mixer();

/** What this browser plays, as the service wants to be told. */
export const codecs = (() => {
  const probe = document.createElement('audio');
  return playableCodecs((type) => probe.canPlayType(type)).join(',');
})();

function browserPlayer(): Player {
  return new Player(
    {
      playback: (id, quality) =>
        isLocal(id)
          ? localPlayback(id)
          : read(
              api.GET('/api/v1/tracks/{id}/playback', {
                params: { path: { id }, query: { codecs, quality } },
              }),
            ),
      // A file on this device that breaks cannot be decoded.
      status: async (url) =>
        url.startsWith('blob:') ? 200 : (await fetch(url, { method: 'HEAD', cache: 'no-store' })).status,
      engine: (events) => new Engine(mixer.voices, later, () => performance.now(), events),
      gesture: (routed) => {
        if (routed) mixer.route();
        void mixer.wake();
        if (settings.effects) void putEffectsIn();
      },
      setVolume: (amplitude) => mixer.setVolume(amplitude),
      now: () => Date.now(),
      random: Math.random,
      later,
    },
    settings,
  );
}

/** A song on this device plays from where it lies; one of an earlier visit is not here any more. */
async function localPlayback(id: string): Promise<Playback> {
  const { localSongs } = await import('$lib/features/local/instance');
  const playback = await localSongs.playback(id);
  if (!playback) throw problemOf(null, 404);
  return playback;
}

/** The effects are fetched when they are first heard; when that fails the music plays on without them. */
async function putEffectsIn(): Promise<void> {
  const { effects } = await import('$lib/features/effects/instance');
  await effects.apply();
}

export const player = browserPlayer();
