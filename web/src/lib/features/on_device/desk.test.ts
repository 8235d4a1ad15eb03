import { describe, expect, it } from 'vitest';
import { Desk } from './desk';
import {
  catalogueBytes,
  companionsBytes,
  inventedLibrary,
  MemoryFiles,
  MemoryListening,
  squareBytes,
} from './fakes';
import { BYTES_MAX, CURRENT_MS, KEPT_MS } from './fetching';
import { idText } from './ids';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 25, 4);
const library = inventedLibrary(400, 16);
const id = (row: number) => idText('trk', library.songs[row]!.id);
const catalogue = catalogueBytes(library);
const pairs = companionsBytes({
  ids: [10, 200, 201].map((row) => library.songs[row]!.id),
  pairs: [
    [
      [1, 15],
      [2, 14],
    ],
    [],
    [],
  ],
  popular: [1],
  many: new Set(),
});

const squareOf = (...names: string[]) =>
  squareBytes({
    playlists: names.map((name, at) => ({
      id: BigInt(at + 1),
      name,
      songs: [10, 200 + at].map((row) => library.songs[row]!.id),
    })),
  });

/** A service with three files, which notes all it is asked. */
class Service {
  readonly asked: { address: string; init: RequestInit }[] = [];
  tags = { catalogue: '"c1"', companions: '"p1"', square: '"s1"' };
  bytes = { catalogue, companions: pairs, square: squareOf('夜里', '清晨') };
  reached = true;

  fetch = async (address: string, init: RequestInit): Promise<Response> => {
    this.asked.push({ address, init });
    if (!this.reached) throw new TypeError('Failed to fetch');
    const name = address.split('/').at(-1) as 'catalogue' | 'companions' | 'square';
    const known = new Headers(init.headers).get('If-None-Match');
    if (known === this.tags[name]) return new Response(null, { status: 304 });
    return new Response(this.bytes[name], { headers: { ETag: this.tags[name] } });
  };
  get addresses() {
    return this.asked.map(({ address }) => address.split('/').at(-1));
  }
}

function setting() {
  const [service, listening, files] = [new Service(), new MemoryListening(), new MemoryFiles()];
  const clock = { now: NOW };
  const told: [number, number][] = [];
  const desk = () =>
    new Desk({
      listening,
      files,
      fetch: service.fetch,
      now: () => clock.now,
      seed: 5,
      progress: (received, total) => told.push([received, total]),
    });
  const hear = (row: number, at = NOW - 30 * HOUR) =>
    listening.addPlay({ track_id: id(row), title: `歌 ${row}`, artists: [], at });
  return { service, listening, files, clock, told, desk, hear };
}

describe('the desk', () => {
  it('asks for two files that are the same for everybody, and says nothing of who asks or what was heard', async () => {
    const { service, desk, hear, told } = setting();
    for (const row of [10, 11, 12]) await hear(row);
    const asking = desk();
    const lists = await Promise.all([
      asking.answer({ list: 'today' }),
      asking.answer({ list: 'because' }),
      asking.answer({ list: 'different', strangeness: 50 }),
      asking.answer({ list: 'radio', heard: [{ track_id: id(10), outcome: 'played' }] }),
    ]);
    expect(lists.every(({ rows }) => rows[0]!.items.length > 0)).toBe(true);
    expect(service.addresses).toEqual(['catalogue', 'companions']);
    for (const { address, init } of service.asked) {
      expect(address).not.toContain('?');
      expect(init).toMatchObject({ credentials: 'omit', cache: 'no-store' });
      expect(init.body).toBeUndefined();
      expect([...new Headers(init.headers).keys()]).toEqual([]);
    }
    expect(told.at(-1)).toEqual([catalogue.byteLength, catalogue.byteLength]);
  });

  it('shows songs with reasons, which change with what is heard and are gone when that is', async () => {
    const { desk, hear, listening } = setting();
    const asking = desk();
    const before = await asking.answer({ list: 'today' });
    expect(before.rows[0]!.items.every(({ because }) => because === null)).toBe(true);
    expect(before.plays).toBe(0);
    await hear(10);
    const after = await asking.answer({ list: 'today' });
    expect(after.rows[0]!.items[0]).toMatchObject({
      reason: 'heard_together',
      because: { id: id(10), title: '歌 10' },
      track: { title: expect.stringMatching(/^歌 20[01]$/) },
    });
    await listening.setUnwanted({ track_id: id(200), title: '' }, true);
    const without = await asking.answer({ list: 'today' });
    expect(without.rows[0]!.items.some(({ track }) => track.id === id(200))).toBe(false);
    await listening.clear();
    expect(await asking.answer({ list: 'today' })).toEqual(before);
  });

  it('does not fetch again what it has, and asks whether that is current after a time', async () => {
    const { service, desk, clock } = setting();
    await desk().answer({ list: 'today' });
    await desk().answer({ list: 'today' });
    expect(service.addresses).toEqual(['catalogue', 'companions']);
    clock.now += CURRENT_MS.companions + 1;
    await desk().answer({ list: 'today' });
    expect(service.addresses).toEqual(['catalogue', 'companions', 'companions']);
    expect(new Headers(service.asked.at(-1)!.init.headers).get('If-None-Match')).toBe('"p1"');
    clock.now += CURRENT_MS.catalogue;
    await desk().answer({ list: 'today' });
    expect(service.asked.length).toBe(5);
  });

  it('works without a connection, and drops after three days what others heard together', async () => {
    const { service, desk, clock, files, hear } = setting();
    await hear(10);
    await desk().answer({ list: 'state' });
    service.reached = false;
    clock.now += KEPT_MS.companions - 1;
    const offline = await desk().answer({ list: 'today' });
    expect(offline.hasCompanions).toBe(true);
    expect(offline.rows[0]!.items.some(({ reason }) => reason === 'heard_together')).toBe(true);
    clock.now += 2;
    const late = await desk().answer({ list: 'today' });
    expect(late.hasCompanions).toBe(false);
    const reasons = new Set(late.rows[0]!.items.map(({ reason }) => reason));
    expect(reasons.has('heard_together') || reasons.has('popular')).toBe(false);
    expect(reasons.has('sounds_like')).toBe(true);
    expect([...files.kept.keys()]).toEqual(['catalogue']);
    // A clock that was put back makes nothing young again.
    service.reached = true;
    await desk().answer({ list: 'state' });
    clock.now -= KEPT_MS.companions + HOUR;
    service.reached = false;
    expect((await desk().answer({ list: 'state' })).hasCompanions).toBe(false);
  });

  it('takes what the service counts anew after somebody withdrew', async () => {
    const { service, desk, clock, hear } = setting();
    await hear(10);
    await desk().answer({ list: 'state' });
    service.tags.companions = '"p2"';
    service.bytes.companions = companionsBytes({ ids: [], pairs: [], popular: [], many: new Set() });
    clock.now += CURRENT_MS.companions + 1;
    const list = await desk().answer({ list: 'today' });
    expect(list.rows[0]!.items.some(({ reason }) => reason === 'heard_together')).toBe(false);
  });

  it('asks for the square only where playlists are shown, in the same way, and chooses among them here', async () => {
    const { service, desk, hear } = setting();
    await hear(10);
    const asking = desk();
    const { playlists } = await asking.answer({ list: 'playlists' });
    expect(service.addresses).toEqual(['catalogue', 'companions', 'square']);
    const { address, init } = service.asked[2]!;
    expect([address.includes('?'), init.credentials, [...new Headers(init.headers).keys()]]).toEqual([
      false,
      'omit',
      [],
    ]);
    expect(playlists).toEqual(
      [1n, 2n].map((number, at) => ({
        id: idText('pls', number),
        name: ['夜里', '清晨'][at],
        songs: 2,
        known: 1,
        because: { id: id(10), title: '歌 10' },
      })),
    );
    const foot = await asking.answer({ list: 'for_you' });
    expect(foot.playlists).toEqual(playlists);
    const today = await asking.answer({ list: 'today' });
    expect([today.playlists, service.asked.length]).toEqual([[], 3]);
    const ids = ({ rows }: typeof today) => rows[0]!.items.map(({ track }) => track.id);
    expect(
      ids(foot)
        .slice(0, 6)
        .some((one) => ids(today).includes(one)),
    ).toBe(false);
  });

  it('shows a playlist no more once it was taken back, and none that could not be asked about for a day', async () => {
    const { service, desk, clock, files } = setting();
    const asking = desk();
    const names = async () => (await asking.answer({ list: 'playlists' })).playlists.map(({ name }) => name);
    expect(await names()).toEqual(['夜里', '清晨']);
    service.bytes.square = squareOf('清晨');
    service.tags.square = '"s2"';
    clock.now += CURRENT_MS.square + 1;
    expect(await names()).toEqual(['清晨']);
    service.reached = false;
    clock.now += KEPT_MS.square - 1;
    expect(await names()).toEqual(['清晨']);
    clock.now += 2;
    expect(await names()).toEqual([]);
    expect(files.kept.has('square')).toBe(false);
  });

  it('keeps what it has when the service sends something else, and says so when it has nothing', async () => {
    const { service, desk, clock, files } = setting();
    service.bytes.catalogue = new Uint8Array([1, 2, 3]).buffer;
    await expect(desk().answer({ list: 'today' })).rejects.toThrow();
    expect(files.kept.size).toBe(0);
    service.bytes.catalogue = catalogue;
    await desk().answer({ list: 'today' });
    service.bytes.catalogue = catalogue.slice(0, 100);
    service.tags.catalogue = '"c2"';
    clock.now += CURRENT_MS.catalogue + 1;
    expect((await desk().answer({ list: 'today' })).songs).toBe(400);
    expect(files.kept.get('catalogue')!.tag).toBe('"c1"');
    // A file that says it is larger than any could be is not read to its end.
    const huge = catalogue.slice(0);
    new DataView(huge).setUint32(8, BYTES_MAX + 1, true);
    service.bytes.catalogue = huge;
    expect((await desk().answer({ list: 'today' })).songs).toBe(400);
  });

  it('leaves out what was heard and has left the library', async () => {
    const { desk, listening } = setting();
    await listening.addPlay({ track_id: 'trk_7zzzzzzzzzzzz', title: 'gone', artists: [], at: NOW - HOUR });
    expect((await desk().answer({ list: 'today' })).plays).toBe(0);
    const radio = await desk().answer({
      list: 'radio',
      heard: [{ track_id: 'nonsense', outcome: 'skipped' }],
    });
    expect(radio.rows[0]!.items).toHaveLength(10);
  });
});
