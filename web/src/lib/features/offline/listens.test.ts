import { describe, expect, it } from 'vitest';
import { problemOf } from '$lib/api/problem';
import type { NewListen } from '$lib/api/types';
import { DeviceStorage } from '$lib/storage';
import { OfflineListens } from './listens';

function device() {
  const map = new Map<string, string>();
  const storage = new DeviceStorage(() => ({
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
    removeItem: (key) => void map.delete(key),
  }));
  return { map, listens: new OfflineListens(storage) };
}

const listen = (n: number): NewListen => ({
  track_id: `trk_${n}`,
  started_at: new Date(n * 1000).toISOString(),
  played_ms: 90_000,
});

describe('listens without a connection', () => {
  it('leave no trace of a guest, or of a member who did not agree', () => {
    const { map, listens } = device();
    listens.add(listen(1));
    listens.allow(false);
    listens.add(listen(2));
    expect(map.size).toBe(0);
  });

  it('wait where the member had agreed, and go when that is withdrawn', () => {
    const { map, listens } = device();
    listens.allow(true);
    listens.add(listen(1));
    listens.allow(true);
    expect(listens.waiting()).toEqual([listen(1)]);
    listens.allow(false);
    expect(map.size).toBe(0);
    listens.add(listen(2));
    expect(listens.waiting()).toEqual([]);
  });

  it('are sent once, oldest first', async () => {
    const { listens } = device();
    listens.allow(true);
    for (const n of [1, 2, 3]) listens.add(listen(n));
    const sent: NewListen[] = [];
    await listens.send(async (one) => sent.push(one));
    await listens.send(async (one) => sent.push(one));
    expect(sent).toEqual([listen(1), listen(2), listen(3)]);
  });

  it('stay when the connection goes again, and go when the service will never take them', async () => {
    const { listens } = device();
    listens.allow(true);
    for (const n of [1, 2, 3]) listens.add(listen(n));
    const gone = problemOf(null, 0);
    const sending = listens.send(async (one) => {
      throw one.track_id === 'trk_1' ? problemOf(null, 404) : gone;
    });
    await expect(sending).rejects.toBe(gone);
    expect(listens.waiting()).toEqual([listen(2), listen(3)]);
  });

  it('are not written back when consent goes while they are sent', async () => {
    const { map, listens } = device();
    listens.allow(true);
    listens.add(listen(1));
    listens.add(listen(2));
    await listens.send(async () => listens.allow(false));
    expect(map.size).toBe(0);
  });

  it('are bounded, the oldest going first', () => {
    const { listens } = device();
    listens.allow(true);
    for (let n = 0; n < 510; n += 1) listens.add(listen(n));
    expect(listens.waiting()).toHaveLength(500);
    expect(listens.waiting()[0]).toEqual(listen(10));
  });

  it('are none when the storage holds nonsense', () => {
    const { map, listens } = device();
    map.set('qingyin.offline_listens', '{"x":');
    expect(listens.waiting()).toEqual([]);
  });
});
