/**
 * Songs on this device have numbers of their own, which mean nothing to the service and are never sent.
 *
 * The catalogue's song that one was found to be stands for it wherever the service is asked: for lyrics, likes, menus.
 */
import type { Track } from '$lib/api/types';

const PREFIX = 'local_';

/** What the service may be asked about in place of a song on this device. */
const stands = new Map<string, { track: Track; offsetMs: number }>();

export const localId = (n: number) => `${PREFIX}${n}`;

export const isLocal = (id: string) => id.startsWith(PREFIX);

/** Notes which song of the catalogue a local one is, and how much later it begins. */
export function standFor(id: string, track: Track, offsetMs: number) {
  stands.set(id, { track, offsetMs });
}

export function forgetStandIns() {
  stands.clear();
}

/** The song as the service knows it; null for one that it does not know. */
export function known(track: Track): Track | null {
  return isLocal(track.id) ? (stands.get(track.id)?.track ?? null) : track;
}

/** How much later than the song of the catalogue a local one begins, in milliseconds. */
export const offsetOf = (track: Track): number => stands.get(track.id)?.offsetMs ?? 0;
