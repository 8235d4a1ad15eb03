/** The one keeper of the app, with the browser as its world. Fetched when something is, or was, stored. */
import { codecs } from '$lib/features/player/instance';
import { consents } from '$lib/features/consent/consents.svelte';
import { offlineListens } from '$lib/features/player/reporting.svelte';
import { registerWorker } from '$lib/features/shell/worker';
import { FORGOTTEN, storage } from '$lib/storage';
import { Keeper } from './keeper.svelte';
import { CacheShelf } from './shelf';

/** Whether this browser can store music: it wants a page that came over HTTPS, or from this machine. */
export const canKeep = () => 'caches' in globalThis && 'serviceWorker' in navigator;

export const shelf = new CacheShelf({
  get caches() {
    return globalThis.caches;
  },
  fetch: (url, init) => fetch(url, init),
  lock: (name, run) => navigator.locks.request(name, run) as ReturnType<typeof run>,
  codecs,
});

export const keeper = new Keeper(shelf);
addEventListener(FORGOTTEN, () => void keeper.removeAll());

/** Notes that something is stored, so that the app looks for it at its next start. */
export function markKept() {
  storage.write('qingyin.offline', 'on');
  registerWorker();
  offlineListens.allow(consents.granted('play_history'));
}

/** Goes on with what was not finished when the app was closed. */
export async function resumeKeeping(): Promise<void> {
  if (!canKeep()) return;
  await keeper.load();
  await shelf.sweep();
  if (keeper.unfinished) await keeper.resume();
}
