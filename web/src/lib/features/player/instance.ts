/** The app's one player, with the browser as its world. */
import { api, read } from '$lib/api/client';
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
        read(
          api.GET('/api/v1/tracks/{id}/playback', { params: { path: { id }, query: { codecs, quality } } }),
        ),
      status: async (url) => (await fetch(url, { method: 'HEAD', cache: 'no-store' })).status,
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

/** The effects are fetched when they are first heard; when that fails the music plays on without them. */
async function putEffectsIn(): Promise<void> {
  const { effects } = await import('$lib/features/effects/instance');
  await effects.apply();
}

export const player = browserPlayer();
