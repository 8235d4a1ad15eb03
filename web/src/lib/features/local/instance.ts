/** The songs on this device, with the browser as their world. */
import { api, read } from '$lib/api/client';
import { player } from '$lib/features/player/instance';
import { base64 } from '$lib/features/recognition/points';
import { printOf } from './decode';
import { LocalSongs } from './songs.svelte';

/** How long a file may take to tell its length. */
const DURATION_WAIT_MS = 10_000;

export const localSongs = new LocalSongs({
  printOf,
  ask: async (print) => {
    const fingerprint = base64(print);
    return (await read(api.POST('/api/v1/recordings/match', { body: { fingerprint } }))).song ?? null;
  },
  durationOf,
  urlOf: (file) => URL.createObjectURL(file),
  forget: (url) => URL.revokeObjectURL(url),
  renewed: (track) => player.renew(track),
});

function durationOf(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = new Audio();
    const end = (settle: () => void) => {
      clearTimeout(timer);
      probe.removeAttribute('src');
      probe.load();
      settle();
    };
    const timer = setTimeout(() => end(() => reject(new Error('no length'))), DURATION_WAIT_MS);
    probe.addEventListener('loadedmetadata', () => {
      const ms = Math.round(probe.duration * 1000);
      end(() => resolve(Number.isFinite(ms) ? ms : 0));
    });
    probe.addEventListener('error', () => {
      if (probe.getAttribute('src')) end(() => reject(new Error('not playable')));
    });
    probe.preload = 'metadata';
    probe.src = url;
  });
}
