/** What is done with the mode: switching it, remembering, and asking the worker that ranks. */
import type { Track } from '$lib/api/types';
import { forgetListening } from '$lib/storage';
import type { Answer, Question } from './desk';
import { BrowserListening, type Listening } from './memory';
import { KEY, onDevice, type OnDevice } from './mode.svelte';
import RankingWorker from './ranking.worker?worker';

/** What the work is done with; a test puts others in their place. */
export const world = {
  listening: new BrowserListening() as Listening,
  worker: () => new RankingWorker() as Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>,
  remove: forgetListening,
};

/** Begins to remember. The number that chance is drawn from is this browser's own. */
export function switchOn(mode: OnDevice = onDevice, random: () => number = Math.random) {
  if (mode.on) return;
  // What waits to be sent from before is not sent any more.
  mode.store.write('qingyin.offline_listens', null);
  mode.store.write(KEY, String(1 + Math.floor(random() * 0xffff_fffe)));
  mode.follow();
}

/** Ends it, and removes what was remembered and what was downloaded. */
export async function switchOff(mode: OnDevice = onDevice) {
  mode.store.write(KEY, null);
  mode.follow();
  await forget(mode);
}

/** Removes what was remembered and what was downloaded, unless it was switched on again meanwhile. */
export async function forget(mode: OnDevice) {
  if (mode.on) return;
  dismiss();
  mode.download = null;
  await world.listening.clear();
  await world.remove();
}

/** Remembers a hearing. */
export async function remember(mode: OnDevice, track: Track, atMs: number) {
  // An episode is no song of the catalogue.
  if (!mode.on || !track.id.startsWith('trk_')) return;
  const artists = track.artists.map(({ id, name }) => ({ id, name }));
  await world.listening.addPlay({ track_id: track.id, title: track.title, artists, at: atMs });
  // Switched off meanwhile: what came late goes as well.
  if (!mode.on) return forget(mode);
  mode.round += 1;
}

export const setUnwanted = (track: Pick<Track, 'id' | 'title'>, unwanted: boolean) =>
  world.listening.setUnwanted({ track_id: track.id, title: track.title }, unwanted);

/** All that is remembered, the latest first. */
export async function known() {
  const [plays, unwanted] = await Promise.all([world.listening.plays(), world.listening.unwanted()]);
  return { plays, unwanted };
}

/** Empties what was heard; the files stay, they say nothing of the listener. */
export async function clear(mode: OnDevice = onDevice) {
  await world.listening.clear();
  mode.round += 1;
}

export async function removePlay(key: number, mode: OnDevice = onDevice) {
  await world.listening.removePlay(key);
  mode.round += 1;
}

interface Waiting {
  mode: OnDevice;
  resolve(answer: Answer): void;
  reject(thrown: Error): void;
}

let worker: ReturnType<typeof world.worker> | null = null;
let asked = 0;
const waiting = new Map<number, Waiting>();

type Told = { id: number; answer?: Answer; failed?: string } | { received: number; total: number };

function begin() {
  const begun = world.worker();
  begun.onmessage = ({ data }: MessageEvent<Told>) => {
    if ('received' in data) {
      waiting.forEach(({ mode }) => (mode.download = data));
      return;
    }
    const one = waiting.get(data.id);
    waiting.delete(data.id);
    if (one) one.mode.download = null;
    if (data.answer) one?.resolve(data.answer);
    else one?.reject(new Error(data.failed));
  };
  begun.onerror = () => dismiss();
  return begun;
}

/** A list, worked out in a worker of this browser. */
export async function ask(question: Question, mode: OnDevice = onDevice): Promise<Answer> {
  if (!mode.on) throw new Error('it is switched off');
  worker ??= begin();
  const id = (asked += 1);
  return new Promise((resolve, reject) => {
    waiting.set(id, { mode, resolve, reject });
    worker!.postMessage({ id, seed: mode.seed, question });
  });
}

/** Ends the worker, and with it all that it holds. */
function dismiss() {
  worker?.terminate();
  worker = null;
  waiting.forEach(({ reject }) => reject(new Error('it was switched off')));
  waiting.clear();
}
