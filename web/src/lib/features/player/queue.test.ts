import { describe, expect, it } from 'vitest';
import { track } from '../../../../mock/library';
import type { Track } from '$lib/api/types';
import * as queues from './queue';
import type { Queue } from './queue';

const tracks = (n: number): Track[] =>
  Array.from({ length: n }, (_, i) => ({ ...track(i)!, title: String(i) }));
const titles = (queue: Queue) => queue.entries.map((entry) => entry.track.title).join(' ');
const now = (queue: Queue) => queues.current(queue)?.track.title;
/** A generator with a fixed seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let x = Math.imul(state ^ (state >>> 15), 1 | state);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
  };
}
const random = seeded(7);
const forward = (queue: Queue, repeat: queues.Repeat = 'off', shuffle = false, automatic = true) =>
  queues.next(queue, { repeat, shuffle, automatic, random });

describe('queue', () => {
  it('begins where it was asked to', () => {
    const queue = queues.start(tracks(5), 2, false, random);
    expect(titles(queue)).toBe('0 1 2 3 4');
    expect(now(queue)).toBe('2');
  });

  it('of nothing is empty', () => {
    expect(queues.start([], 0, true, random)).toEqual(queues.EMPTY);
    expect(forward(queues.EMPTY)).toBeNull();
  });

  it('keeps the asked track when more than fit are given', () => {
    const queue = queues.start(tracks(5_000), 4_000, false, random);
    expect(queue.entries.length).toBe(queues.QUEUE_TRACKS_MAX);
    expect(now(queue)).toBe('4000');
  });

  it('shuffled begins with the asked track and plays each once', () => {
    let queue: Queue | null = queues.start(tracks(20), 5, true, random);
    expect(now(queue)).toBe('5');
    const heard: string[] = [];
    while (queue) {
      heard.push(now(queue)!);
      queue = forward(queue, 'off', true);
    }
    expect(new Set(heard).size).toBe(20);
    expect(heard).toHaveLength(20);
  });

  it('keeps what was played in order when shuffle begins', () => {
    let queue = queues.start(tracks(10), 0, false, random);
    queue = forward(forward(queue)!)!;
    const shuffled = queues.shuffleUpcoming(queue, random);
    expect(titles(shuffled).startsWith('0 1 2 ')).toBe(true);
    expect(titles(shuffled)).not.toBe(titles(queue));
    expect(now(queues.previous(shuffled, 'off'))).toBe('1');
  });

  it('goes back to its own order when shuffle ends, and stays on its track', () => {
    let queue = queues.start(tracks(10), 3, true, random);
    queue = forward(queue, 'off', true)!;
    const playing = now(queue);
    const back = queues.unshuffle(queue);
    expect(titles(back)).toBe('0 1 2 3 4 5 6 7 8 9');
    expect(now(back)).toBe(playing);
  });

  it('ends after the last track, goes round with repeat, stays with repeat one', () => {
    const last = queues.start(tracks(3), 2, false, random);
    expect(forward(last)).toBeNull();
    expect(now(forward(last, 'all')!)).toBe('0');
    expect(now(forward(last, 'one')!)).toBe('2');
  });

  it('moves on from a repeated track when asked to', () => {
    const queue = queues.start(tracks(3), 0, false, random);
    expect(now(forward(queue, 'one', false, false)!)).toBe('1');
  });

  it('never begins a new shuffled round with what was just heard', () => {
    for (let i = 0; i < 50; i += 1) {
      const queue = queues.start(tracks(3), 2, false, random);
      expect(now(forward(queue, 'all', true)!)).not.toBe('2');
    }
  });

  it('passes over tracks that cannot be played', () => {
    const list = tracks(3).map((one, i) => ({ ...one, playable: i !== 1 }));
    const queue = queues.start(list, 0, false, random);
    expect(now(forward(queue)!)).toBe('2');
    expect(now(queues.previous(forward(queue)!, 'off'))).toBe('0');
    const none = queues.start(
      list.map((one) => ({ ...one, playable: false })),
      0,
      false,
      random,
    );
    expect(forward(none, 'all')).toBeNull();
  });

  it('adds after the current track, and at the end', () => {
    const queue = queues.start(tracks(3), 1, false, random);
    const more = tracks(10).slice(8);
    expect(titles(queues.insertNext(queue, more))).toBe('0 1 8 9 2');
    expect(titles(queues.append(queue, more))).toBe('0 1 2 8 9');
  });

  it('keeps what was added in its place when shuffle ends', () => {
    const queue = queues.insertNext(queues.start(tracks(4), 1, false, random), [tracks(9)[8]!]);
    expect(titles(queues.unshuffle(queues.shuffleUpcoming(queue, random)))).toBe('0 1 8 2 3');
  });

  it('gives each entry a uid of its own, even of the same track', () => {
    const one = tracks(1);
    const queue = queues.append(queues.append(queues.start(one, 0, false, random), one), one);
    expect(new Set(queue.entries.map((entry) => entry.uid)).size).toBe(3);
  });

  it('begins at the first track when something is added to nothing', () => {
    expect(now(queues.append(queues.EMPTY, tracks(2)))).toBe('0');
  });

  it.each([
    [0, 3, '1 2 3 0 4'],
    [4, 0, '4 0 1 2 3'],
    [2, 2, '0 1 2 3 4'],
    [2, 9, '0 1 2 3 4'],
  ])('moves %i to %i and stays on its track', (from, to, expected) => {
    const queue = queues.start(tracks(5), 2, false, random);
    const moved = queues.move(queue, from, to);
    expect(titles(moved)).toBe(expected);
    expect(now(moved)).toBe('2');
  });

  it.each([
    [1, '2'],
    [2, '3'],
    [4, '2'],
  ])('without entry %i plays %s', (at, playing) => {
    const queue = queues.start(tracks(5), 2, false, random);
    const removed = queues.remove(queue, queue.entries[at]!.uid);
    expect(now(removed)).toBe(playing);
    expect(removed.entries).toHaveLength(4);
  });

  it('shows a track as it is known now, wherever it stands', () => {
    const [one, other] = tracks(2) as [Track, Track];
    const queue = queues.append(queues.start([one, other], 1, false, random), [one]);
    const renewed = queues.renew(queue, { ...one, title: 'new' });
    expect(titles(renewed)).toBe('new 1 new');
    expect(now(renewed)).toBe('1');
    expect(queues.renew(queue, { ...one, id: 'trk_none' })).toBe(queue);
  });

  it('drops what is to come, and only that', () => {
    expect(titles(queues.clearUpcoming(queues.start(tracks(5), 2, false, random)))).toBe('0 1 2');
  });

  it('goes round backwards only with repeat', () => {
    const queue = queues.start(tracks(3), 0, false, random);
    expect(now(queues.previous(queue, 'off'))).toBe('0');
    expect(now(queues.previous(queue, 'all'))).toBe('2');
  });
});
