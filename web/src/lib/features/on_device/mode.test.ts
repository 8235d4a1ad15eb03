import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Track } from '$lib/api/types';
import { DeviceStorage } from '$lib/storage';
import { MemoryListening } from './fakes';
import { exported, shares } from './known';
import { OnDevice } from './mode.svelte';
import * as work from './work';

// A bundler's way of naming a worker, which a test has none of.
vi.mock('./ranking.worker?worker', () => ({ default: class {} }));

const KEY = 'qingyin.on_device';
const DAY = 86_400_000;
const song = (n: number) =>
  ({ id: `trk_${n}`, title: `歌 ${n}`, artists: [{ id: `art_${n % 2}`, name: `歌手 ${n % 2}` }] }) as Track;

let map: Map<string, string>;
let listening: MemoryListening;
let removed: number;
let loads: number;
const before = { ...work.world };

/** A tab of the browser. */
function tab(): OnDevice {
  const store = new DeviceStorage(() => ({
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
    removeItem: (key) => void map.delete(key),
  }));
  return new OnDevice(store, async () => {
    loads += 1;
    return work;
  });
}

beforeEach(() => {
  [map, listening, removed, loads] = [new Map(), new MemoryListening(), 0, 0];
  work.world.listening = listening;
  work.world.remove = () => void (removed += 1);
});
afterEach(() => Object.assign(work.world, before));

describe('the mode', () => {
  it('is off until somebody switches it on, and then loads, keeps and asks nothing', async () => {
    const off = tab();
    expect(off.on).toBe(false);
    await off.heard(song(1), 1);
    await expect(work.ask({ list: 'today' }, off)).rejects.toThrow();
    expect([map.size, loads, listening.kept.size]).toEqual([0, 0, 0]);
    map.set(KEY, 'nonsense');
    expect(tab().on).toBe(false);
  });

  it('remembers what is heard from then on, across visits, and nothing of what waited to be sent', async () => {
    map.set('qingyin.offline_listens', '[{}]');
    const first = tab();
    work.switchOn(first, () => 0.5);
    expect(map.has('qingyin.offline_listens')).toBe(false);
    await first.heard(song(1), 7);
    await first.heard({ ...song(2), id: 'epi_2' }, 8);
    const again = tab();
    expect([again.on, again.seed]).toEqual([true, first.seed]);
    await again.heard(song(3), 9);
    expect((await listening.plays()).map(({ track_id, at }) => [track_id, at])).toEqual([
      ['trk_3', 9],
      ['trk_1', 7],
    ]);
  });

  it('follows another tab at once, on and off', async () => {
    const [one, other] = [tab(), tab()];
    work.switchOn(one, () => 0.5);
    other.follow();
    expect(other.on).toBe(true);
    await other.heard(song(1), 1);
    expect(listening.kept.size).toBe(1);
    await work.switchOff(one);
    expect(map.has(KEY)).toBe(false);
    other.follow();
    await other.heard(song(1), 1);
    expect([other.on, listening.kept.size]).toEqual([false, 0]);
  });

  it('tells lists to come anew when what they rest on changes', async () => {
    const on = tab();
    work.switchOn(on);
    let round = on.round;
    const changes = async (change: () => Promise<void>) => {
      await change();
      expect(on.round).toBeGreaterThan(round);
      round = on.round;
    };
    await changes(() => on.heard(song(1), 1));
    await changes(() => work.removePlay(1, on));
    await changes(() => work.clear(on));
    await changes(() => work.switchOff(on));
  });

  it('forgets everything when it is switched off or the device is cleared', async () => {
    const on = tab();
    work.switchOn(on);
    await on.heard(song(1), 1);
    await work.setUnwanted(song(2), true);
    await work.switchOff(on);
    expect([on.on, map.has(KEY), listening.kept.size, listening.marked.size]).toEqual([false, false, 0, 0]);
    expect(removed).toBeGreaterThan(0);
    work.switchOn(on);
    // Heard in the moment of clearing the device: it goes as well.
    const late = on.heard(song(1), 1);
    map.delete(KEY);
    on.follow();
    await late;
    expect([on.on, listening.kept.size]).toEqual([false, 0]);
  });
});

describe('the worker', () => {
  it('answers each question, tells how far files are, and ends with the mode', async () => {
    const posted: { id: number; seed: number }[] = [];
    let terminated = 0;
    const worker = {
      postMessage: (message: { id: number; seed: number }) => void posted.push(message),
      terminate: () => void (terminated += 1),
      onmessage: null as ((event: MessageEvent) => void) | null,
      onerror: null,
    };
    work.world.worker = () => worker;
    const on = tab();
    work.switchOn(on, () => 0.5);
    const [one, other] = [work.ask({ list: 'today' }, on), work.ask({ list: 'single' }, on)];
    const tell = (data: unknown) => worker.onmessage!({ data } as MessageEvent);
    tell({ received: 1, total: 2 });
    expect(on.download).toEqual({ received: 1, total: 2 });
    expect(posted.map(({ seed }) => seed)).toEqual([on.seed, on.seed]);
    const answer = { rows: [], playlists: [], plays: 0, songs: 3, hasCompanions: false };
    tell({ id: posted[0]!.id, answer });
    await expect(one).resolves.toEqual(answer);
    expect(on.download).toBeNull();
    const stopped = expect(other).rejects.toThrow();
    await work.switchOff(on);
    await stopped;
    expect(terminated).toBe(1);
  });
});

describe('what is known', () => {
  const plays = [
    { track_id: 'trk_1', title: '一', artists: [{ id: 'art_1', name: '甲' }], at: 100 * DAY },
    { track_id: 'trk_1', title: '一', artists: [{ id: 'art_1', name: '甲' }], at: 99 * DAY },
    { track_id: 'trk_2', title: '二', artists: [{ id: 'art_2', name: '乙' }], at: 10 * DAY },
  ];

  it('is shown as shares of artists, what was heard lately more', () => {
    const artists = shares(plays, 100 * DAY);
    expect(artists.map(({ name }) => name)).toEqual(['甲', '乙']);
    expect(artists.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
    expect(artists[1]!.share).toBeCloseTo(0.25 / (1 + 0.5 ** (1 / 45) + 0.25));
    expect(shares([], 0)).toEqual([]);
  });

  it('is taken along whole', () => {
    const file = exported({ plays, unwanted: [{ track_id: 'trk_9', title: '九' }] }, new Date(0));
    expect(file).toMatchObject({
      format: 'qingyin.on_device',
      version: 1,
      exported_at: '1970-01-01T00:00:00.000Z',
    });
    expect(file.plays).toHaveLength(3);
    expect(file.plays[0]!.started_at).toBe(new Date(100 * DAY).toISOString());
    expect(file.not_interested).toEqual([{ track_id: 'trk_9', title: '九' }]);
  });
});
