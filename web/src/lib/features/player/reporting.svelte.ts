/**
 * What a member agreed to have recorded: listens, and where the queue stands.
 *
 * A guest, and a member who did not agree, send nothing at all; the server would refuse it besides. Nobody does while
 * recommending is done on this device alone: what is heard is then remembered here.
 * Nothing here can stop the music: every failure is swallowed.
 */
import { api, read, readOptional } from '$lib/api/client';
import { connection } from '$lib/api/connection.svelte';
import { keepTrying, mayPass } from '$lib/api/keep-trying';
import type { NewListen, NewPlayState, PlayState, Track } from '$lib/api/types';
import { consents } from '$lib/features/consent/consents.svelte';
import { isLocal } from '$lib/features/local/ids';
import { OfflineListens } from '$lib/features/offline/listens';
import { onDevice } from '$lib/features/on_device/mode.svelte';
import { session } from '$lib/features/session/session.svelte';
import { storage } from '$lib/storage';
import type { Player } from './player.svelte';

/** The position is saved this often while playing. */
const SAVE_EVERY_MS = 15_000;
/** Only this many tracks around the current one are saved. */
export const SAVED_TRACKS_MAX = 200;
const SAVED_BEFORE = 40;

/** What was heard without a connection, where it may be kept. */
export const offlineListens = new OfflineListens(storage);

/** The part of a queue that is saved, with the index moved accordingly. */
export function savedPart(ids: readonly string[], index: number): { tracks: string[]; index: number } {
  const from = Math.max(0, Math.min(index - SAVED_BEFORE, ids.length - SAVED_TRACKS_MAX));
  return { tracks: ids.slice(from, from + SAVED_TRACKS_MAX), index: index - from };
}

/** A queue without the songs on this device, which are on it alone, and where its current track then stands. */
export function shared(ids: readonly string[], index: number): { ids: string[]; index: number } {
  const before = ids.slice(0, index).filter((id) => !isLocal(id));
  return { ids: ids.filter((id) => !isLocal(id)), index: before.length };
}

function stateOf(player: Player): NewPlayState {
  const queue = shared(
    player.entries.map((entry) => entry.track.id),
    player.index,
  );
  return {
    ...savedPart(queue.ids, queue.index),
    position_ms: Math.round(player.exactPositionMs()),
    repeat: player.settings.repeat,
    shuffle: player.settings.shuffle,
  };
}

/** To be called once, while the root layout is set up. */
export function reportListening(player: Player) {
  /** How many listens the service could not take at once. */
  let putOff = $state(0);
  const post = (listen: NewListen) => read(api.POST('/api/v1/listens', { body: listen, keepalive: true }));
  player.onListen((listen) => {
    // What is heard of songs on this device stays on it, matched or not.
    if (isLocal(listen.track_id)) return;
    if (onDevice.on) {
      const track = player.entries.find((entry) => entry.track.id === listen.track_id)?.track;
      // A browser that refuses to keep it costs the recommendations, not the music.
      if (track) onDevice.heard(track, Date.parse(listen.started_at)).catch(() => {});
      return;
    }
    // Without a connection it is not known who listens; what may be kept until then, the device remembers.
    if (!session.reached) return offlineListens.add(listen);
    if (!session.member || !consents.granted('play_history')) return;
    post(listen).catch((thrown: unknown) => {
      if (!mayPass(thrown)) return;
      offlineListens.add(listen);
      putOff += 1;
    });
  });
  $effect(() => {
    if (onDevice.on) return offlineListens.allow(false);
    if (!session.reached) return;
    if (!session.member) return offlineListens.allow(false);
    if (!consents.loaded) return;
    const granted = consents.granted('play_history');
    offlineListens.allow(granted && storage.read('qingyin.offline') !== null);
    void putOff;
    if (granted && !connection.lost) return keepTrying(() => offlineListens.send(post));
  });

  const save = () => {
    if (onDevice.on || !session.member || !consents.granted('resume_playback')) return;
    if (player.track === null || isLocal(player.track.id)) return;
    api.PUT('/api/v1/me/play_state', { body: stateOf(player), keepalive: true }).catch(() => {});
  };

  // Saved when the track or the state changes, and now and then while playing.
  let told = '';
  $effect(() => {
    const now = `${player.entry?.uid} ${player.sounding}`;
    const slice = Math.floor(player.positionMs / SAVE_EVERY_MS);
    const key = `${now} ${player.sounding ? slice : ''}`;
    if (player.status === 'idle' || player.status === 'loading' || key === told) return;
    told = key;
    save();
  });
  $effect(() => {
    addEventListener('pagehide', save);
    return () => removeEventListener('pagehide', save);
  });
}

/** The queue that was left on some device, with its tracks; null without consent or without one. */
export async function leftOff(): Promise<{ state: PlayState; tracks: Track[]; index: number } | null> {
  const state = await readOptional(api.GET('/api/v1/me/play_state'));
  if (!state || state.tracks.length === 0) return null;
  const ids = state.tracks.slice(0, SAVED_TRACKS_MAX);
  const page = await read(api.GET('/api/v1/tracks', { params: { query: { ids: ids.join(',') } } }));
  // Tracks that have left the library are missing; the index counts only those that remain.
  const current = page.items.findIndex((track) => track.id === ids[state.index]);
  if (page.items.length === 0) return null;
  return { state, tracks: page.items, index: Math.max(0, current) };
}
