import { describe, expect, it } from 'vitest';
import { ProblemError } from '$lib/api/problem';
import type { PlaylistItem } from '$lib/api/types';
import { Entries, type EntryCalls } from './entries.svelte';
import { moved, without } from './reorder';

const item = (name: string, index: number): PlaylistItem => ({
  id: `itm_${name}`,
  index,
  track_id: `trk_${name}`,
  track: null,
  added_at: null,
});

/** A server with one list, two entries a page, and a version. */
class Server implements EntryCalls {
  version = 1;
  list: string[];
  constructor(names: string) {
    this.list = [...names];
  }
  refresh = async () => this.version;

  async page(cursor: string | undefined) {
    const from = Number(cursor ?? 0);
    const items = this.list.slice(from, from + 2).map((name, n) => item(name, from + n));
    return { items, next: from + 2 < this.list.length ? String(from + 2) : null, total: this.list.length };
  }
  #change(version: number, list: string[]) {
    if (version !== this.version) {
      const code = 'playlist.changed_meanwhile';
      throw new ProblemError({ type: `urn:qingyin:problem:${code}`, code, status: 409, title: '' });
    }
    this.list = list;
    this.version += 1;
    return this.version;
  }
  async move(from: number, to: number, version: number) {
    return this.#change(version, moved(this.list, from, to));
  }
  async remove(indexes: number[], version: number) {
    return this.#change(version, without(this.list, indexes));
  }
  async insert(tracks: string[], at: number, version: number) {
    const names = tracks.map((id) => id.slice('trk_'.length));
    return this.#change(version, [...this.list.slice(0, at), ...names, ...this.list.slice(at)]);
  }
}

async function opened(names: string) {
  const server = new Server(names);
  const entries = new Entries(server, server.version);
  await entries.need(100);
  const shown = () => entries.items.map(({ track_id }) => track_id.slice('trk_'.length)).join('');
  return { server, entries, shown };
}

describe('entries', () => {
  it('come page by page until the end', async () => {
    const { entries, shown } = await opened('abcde');
    expect(shown()).toBe('abcde');
    expect(entries.complete).toBe(true);
    expect(entries.count).toBe(5);
  });

  it('of a list whose length nobody has told are asked for as far as one looks', async () => {
    const server = new Server('abcde');
    const told = server.page.bind(server);
    server.page = async (cursor) => ({ ...(await told(cursor)), total: undefined }) as never;
    const entries = new Entries(server, 1);
    expect(entries.count).toBe(0);
    await entries.need(1);
    expect(entries.count).toBe(3);
    await entries.need(entries.count);
    expect(entries.count).toBe(5);
    await entries.need(entries.count);
    expect(entries.complete).toBe(true);
    expect(entries.count).toBe(5);
  });

  it('are here once, however often they are read again', async () => {
    const { server, entries, shown } = await opened('abcde');
    await Promise.all([entries.reload(1), entries.reload(1), entries.need(5)]);
    await entries.need(100);
    expect(shown()).toBe('abcde');
    expect(server.version).toBe(1);
  });

  it('are changed here and on the server alike', async () => {
    const { server, entries, shown } = await opened('abcde');
    expect(await entries.move(0, 3, server.refresh)).toBe('done');
    const gone = entries.items[1]!;
    expect(await entries.remove([1], server.refresh)).toBe('done');
    expect(shown()).toBe('bdae');
    expect(await entries.restore(gone, 1, server.refresh)).toBe('done');
    expect(shown()).toBe('bcdae');
    expect(server.list.join('')).toBe('bcdae');
    expect(entries.version).toBe(server.version);
  });

  it('take quick changes one after the other', async () => {
    const { server, entries, shown } = await opened('abcde');
    const ended = await Promise.all([
      entries.move(0, 1, server.refresh),
      entries.move(1, 2, server.refresh),
      entries.move(2, 3, server.refresh),
    ]);
    expect(ended).toEqual(['done', 'done', 'done']);
    expect(shown()).toBe('bcdae');
    expect(server.list.join('')).toBe('bcdae');
  });

  it('are read again when somebody else was faster', async () => {
    const { server, entries, shown } = await opened('abcde');
    server.list = [...'edcba'];
    server.version = 7;
    expect(await entries.move(0, 1, server.refresh)).toBe('stale');
    expect(shown()).toBe('edcba');
    expect(entries.version).toBe(7);
  });

  it('are as they were when the server refuses', async () => {
    const { server, entries, shown } = await opened('abc');
    server.remove = () => Promise.reject(new TypeError('no connection'));
    await expect(entries.remove([0], server.refresh)).rejects.toThrow('no connection');
    expect(shown()).toBe('abc');
    expect(entries.count).toBe(3);
  });
});
