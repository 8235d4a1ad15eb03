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

function browserPlayer(): Player {
  const mixer = new Mixer();
  const probe = document.createElement('audio');
  const codecs = playableCodecs((type) => probe.canPlayType(type)).join(',');
  return new Player(
    {
      playback: (id, quality) =>
        read(
          api.GET('/api/v1/tracks/{id}/playback', { params: { path: { id }, query: { codecs, quality } } }),
        ),
      status: async (url) => (await fetch(url, { method: 'HEAD', cache: 'no-store' })).status,
      engine: (events) => new Engine(mixer.voices, later, () => performance.now(), events),
      gesture: (normalised) => {
        if (normalised) mixer.route();
        void mixer.wake();
      },
      setVolume: (amplitude) => mixer.setVolume(amplitude),
      now: () => Date.now(),
      random: Math.random,
      later,
    },
    settings,
  );
}

export const player = browserPlayer();
