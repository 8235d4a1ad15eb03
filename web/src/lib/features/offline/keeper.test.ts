import { describe, expect, it } from 'vitest';
import { album, MemoryShelf, track } from './fakes';
import { Keeper, NotGiven } from './keeper.svelte';

const tracks = (...ids: string[]) => ids.map((id) => track(id));

/** Keeps an album and waits until storing has ended, however it ended. */
async function kept(shelf: MemoryShelf, ...ids: string[]) {
  const keeper = new Keeper(shelf);
  await keeper.keep(album('A', ...ids), tracks(...ids));
  await ended(keeper);
  return keeper;
}

async function ended(keeper: Keeper) {
  while (keeper.running) await Promise.resolve();
}

describe('storing', () => {
  it('goes through all tracks and writes each down', async () => {
    const shelf = new MemoryShelf();
    const keeper = await kept(shelf, '1', '2');
    expect(shelf.stored).toEqual(['1', '2']);
    expect(keeper.unfinished).toBe(false);
    expect(shelf.book.tracks['2']?.size_bytes).toBe(10);
    expect(keeper.current).toBeNull();
  });

  it('stops when the browser gives no more room, and keeps what is there', async () => {
    const shelf = new MemoryShelf();
    shelf.ending = async ({ id }) => {
      if (id === '2') throw new DOMException('full', 'QuotaExceededError');
    };
    const keeper = await kept(shelf, '1', '2', '3');
    expect(keeper.stop).toBe('full');
    expect(shelf.stored).toEqual(['1']);
    expect(keeper.unfinished).toBe(true);
  });

  it('stops without a connection, and goes on after a reload where it was', async () => {
    const shelf = new MemoryShelf();
    let broken = true;
    shelf.ending = async ({ id }) => {
      if (broken && id === '2') throw new TypeError('failed to fetch');
    };
    expect((await kept(shelf, '1', '2', '3')).stop).toBe('network');
    broken = false;
    const reloaded = new Keeper(shelf);
    await reloaded.load();
    expect(reloaded.unfinished).toBe(true);
    await reloaded.resume();
    expect(shelf.stored).toEqual(['1', '2', '3']);
    expect(reloaded.stop).toBeNull();
  });

  it('passes over what the service does not give out', async () => {
    const shelf = new MemoryShelf();
    shelf.ending = async ({ id }) => {
      if (id === '1') throw new NotGiven(id);
    };
    const keeper = await kept(shelf, '1', '2');
    expect(shelf.stored).toEqual(['2']);
    expect([...keeper.refused]).toEqual(['1']);
    expect(keeper.unfinished).toBe(false);
    expect(keeper.stop).toBeNull();
  });

  it('pauses in the middle of a track, and goes on with it', async () => {
    const shelf = new MemoryShelf();
    shelf.ending = (_track, signal) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(new DOMException('given up', 'AbortError')));
      });
    const keeper = new Keeper(shelf);
    await keeper.keep(album('A', '1'), tracks('1'));
    while (keeper.current?.fraction !== 0.5) await Promise.resolve();
    keeper.pause();
    await ended(keeper);
    expect(keeper.stop).toBe('paused');
    expect(shelf.stored).toEqual([]);
    shelf.ending = async () => {};
    await keeper.resume();
    expect(shelf.stored).toEqual(['1']);
  });

  it('gives a track up that is removed while it is on its way', async () => {
    const shelf = new MemoryShelf();
    shelf.ending = (_track, signal) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(new DOMException('given up', 'AbortError')));
      });
    const keeper = new Keeper(shelf);
    await keeper.keep(album('A', '1'), tracks('1'));
    while (keeper.current?.fraction !== 0.5) await Promise.resolve();
    await keeper.remove('album', 'A');
    await ended(keeper);
    expect(shelf.book).toEqual({ kept: [], tracks: {} });
    expect(shelf.sweeps).toBeGreaterThan(0);
    expect(keeper.stop).toBeNull();
  });

  it('removes the songs that nothing else holds', async () => {
    const shelf = new MemoryShelf();
    const keeper = await kept(shelf, '1', '2');
    await keeper.keep(album('B', '2', '3'), tracks('2', '3'));
    await ended(keeper);
    await keeper.remove('album', 'A');
    expect(Object.keys(shelf.book.tracks)).toEqual(['2', '3']);
    expect(shelf.sweeps).toBe(1);
    expect(keeper.book.kept.map(({ id }) => id)).toEqual(['B']);
    await keeper.removeAll();
    expect(keeper.book).toEqual({ kept: [], tracks: {} });
  });
});
