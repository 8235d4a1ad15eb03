/**
 * The queue as a value: every change is a function from a queue to a queue.
 *
 * Entries stand in the order in which they play. Shuffling mixes only what is still to come, so what was
 * played keeps its order and `previous` leads back through it; each entry remembers its own place,
 * and turning shuffle off puts everything back in that order.
 */
import type { Track } from '$lib/api/types';

export type Repeat = 'off' | 'all' | 'one';

/** A number from 0 to below 1. */
export type Random = () => number;

export interface Entry {
  /** Tells two entries of the same track apart. */
  readonly uid: number;
  readonly track: Track;
  /** Where it stands when nothing is shuffled. */
  readonly place: number;
}

export interface Queue {
  readonly entries: readonly Entry[];
  /** The current entry; -1 in an empty queue. */
  readonly index: number;
  readonly uidNext: number;
}

/** How many tracks a queue holds at most; what is added beyond is left out. */
export const QUEUE_TRACKS_MAX = 2_000;

export const EMPTY: Queue = { entries: [], index: -1, uidNext: 1 };

export function current(queue: Queue): Entry | null {
  return queue.entries[queue.index] ?? null;
}

/** A new queue that begins at one of the tracks; shuffled, that one comes first. */
export function start(tracks: readonly Track[], index: number, shuffle: boolean, random: Random): Queue {
  const from = Math.max(0, Math.min(index, tracks.length - 1) - QUEUE_TRACKS_MAX / 2);
  const kept = tracks.slice(from, from + QUEUE_TRACKS_MAX);
  const entries = kept.map((track, place) => ({ uid: place + 1, track, place }));
  const queue = { entries, index: Math.min(index, tracks.length - 1) - from, uidNext: entries.length + 1 };
  if (!shuffle || entries.length === 0) return entries.length === 0 ? EMPTY : queue;
  const first = entries[queue.index]!;
  const rest = mixed(
    entries.filter((entry) => entry !== first),
    random,
  );
  return { ...queue, entries: [first, ...rest], index: 0 };
}

/** Adds tracks right after the current one. */
export function insertNext(queue: Queue, tracks: readonly Track[]): Queue {
  return insert(queue, queue.index + 1, tracks);
}

/** Adds tracks at the end. */
export function append(queue: Queue, tracks: readonly Track[]): Queue {
  return insert(queue, queue.entries.length, tracks);
}

function insert(queue: Queue, at: number, tracks: readonly Track[]): Queue {
  const room = Math.max(0, QUEUE_TRACKS_MAX - queue.entries.length);
  const added = tracks
    .slice(0, room)
    .map((track, i) => ({ uid: queue.uidNext + i, track, place: Number.NaN }));
  const before = queue.entries[at - 1]?.place ?? -1;
  // The new ones take the places after their left neighbour; all that stood further back move on.
  const shifted = queue.entries.map((entry) =>
    entry.place > before ? { ...entry, place: entry.place + added.length } : entry,
  );
  const placed = added.map((entry, i) => ({ ...entry, place: before + 1 + i }));
  return {
    entries: [...shifted.slice(0, at), ...placed, ...shifted.slice(at)],
    index: queue.index === -1 && placed.length > 0 ? 0 : queue.index,
    uidNext: queue.uidNext + added.length,
  };
}

/** Takes an entry out. When it is the current one, the next becomes current. */
export function remove(queue: Queue, uid: number): Queue {
  const at = queue.entries.findIndex((entry) => entry.uid === uid);
  if (at === -1) return queue;
  const entries = queue.entries.filter((entry) => entry.uid !== uid);
  const index = at < queue.index ? queue.index - 1 : Math.min(queue.index, entries.length - 1);
  return { ...queue, entries, index };
}

/** Moves the entry at one position to another; the current entry stays current. */
export function move(queue: Queue, from: number, to: number): Queue {
  const moved = queue.entries[from];
  if (!moved || to < 0 || to >= queue.entries.length || from === to) return queue;
  const without = queue.entries.filter((_, i) => i !== from);
  const order = [...without.slice(0, to), moved, ...without.slice(to)];
  const playing = queue.entries[queue.index];
  // What was ordered by hand is the order from now on, shuffled or not.
  const entries = order.map((entry, place) => ({ ...entry, place }));
  return { ...queue, entries, index: order.findIndex((entry) => entry === playing) };
}

/** Shows a track as it is known now, wherever it stands. */
export function renew(queue: Queue, track: Track): Queue {
  if (!queue.entries.some((entry) => entry.track.id === track.id)) return queue;
  const entries = queue.entries.map((entry) => (entry.track.id === track.id ? { ...entry, track } : entry));
  return { ...queue, entries };
}

/** Drops everything that is still to come. */
export function clearUpcoming(queue: Queue): Queue {
  return { ...queue, entries: queue.entries.slice(0, queue.index + 1) };
}

/** Makes the entry with this uid current. */
export function jump(queue: Queue, uid: number): Queue {
  const index = queue.entries.findIndex((entry) => entry.uid === uid);
  return index === -1 ? queue : { ...queue, index };
}

/** Mixes what is still to come. */
export function shuffleUpcoming(queue: Queue, random: Random): Queue {
  const played = queue.entries.slice(0, queue.index + 1);
  return { ...queue, entries: [...played, ...mixed(queue.entries.slice(queue.index + 1), random)] };
}

/** Puts every entry back in its own place. */
export function unshuffle(queue: Queue): Queue {
  const playing = queue.entries[queue.index];
  const entries = [...queue.entries].sort((a, b) => a.place - b.place);
  return { ...queue, entries, index: playing ? entries.indexOf(playing) : -1 };
}

/**
 * The queue after the current track, or null when it ends there.
 *
 * `automatic` is a track that ended by itself: only then does repeating one track hold the place.
 */
export function next(
  queue: Queue,
  {
    repeat,
    shuffle,
    automatic,
    random,
  }: { repeat: Repeat; shuffle: boolean; automatic: boolean; random: Random },
): Queue | null {
  if (queue.entries.length === 0) return null;
  if (repeat === 'one' && automatic) return queue;
  const ahead = queue.entries.findIndex((entry, i) => i > queue.index && entry.track.playable);
  if (ahead !== -1) return { ...queue, index: ahead };
  if (repeat === 'off') return null;
  const round = shuffle ? newRound(queue, random) : queue;
  const first = round.entries.findIndex((entry) => entry.track.playable);
  return first === -1 ? null : { ...round, index: first };
}

/** The queue one playable track back; at the first one it stays, or with repeat goes round. */
export function previous(queue: Queue, repeat: Repeat): Queue {
  for (let i = queue.index - 1; i >= 0; i -= 1) {
    if (queue.entries[i]!.track.playable) return { ...queue, index: i };
  }
  if (repeat === 'off') return queue;
  for (let i = queue.entries.length - 1; i > queue.index; i -= 1) {
    if (queue.entries[i]!.track.playable) return { ...queue, index: i };
  }
  return queue;
}

/** A new order of everything, in which what was just heard does not come first again. */
function newRound(queue: Queue, random: Random): Queue {
  const last = queue.entries[queue.index];
  const entries = mixed(queue.entries, random);
  if (entries.length > 1 && entries[0] === last) entries.push(entries.shift()!);
  return { ...queue, entries, index: -1 };
}

/** Fisher–Yates. */
function mixed(entries: readonly Entry[], random: Random): Entry[] {
  const order = [...entries];
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}
