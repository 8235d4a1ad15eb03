import { describe, expect, it, vi } from 'vitest';
import { track } from '../../../../mock/library';
import type { Track } from '$lib/api/types';
import { enough } from './decode';
import { namesOf, songsAmong } from './files';
import { isLocal, known, offsetOf } from './ids';
import { LocalSongs, type World } from './songs.svelte';

const file = (name: string, size = 3, type = '') => new File([new Uint8Array(size)], name, { type });

/** A world in which the sound of a file is its name. */
function world(change: Partial<World> = {}): { world: World; asked: string[]; forgotten: string[] } {
  const asked: string[] = [];
  const forgotten: string[] = [];
  const plain: World = {
    printOf: async ({ name }) => (name.includes('short') ? null : new TextEncoder().encode(name)),
    ask: async (print) => {
      const name = new TextDecoder().decode(print);
      asked.push(name);
      return name.includes('known') ? { track: track(7)!, offset_ms: 7_000, similarity_permille: 990 } : null;
    },
    durationOf: async (url) => {
      if (url.includes('broken')) throw new Error('no sound');
      return 180_000;
    },
    urlOf: ({ name }) => `blob:${name}`,
    forget: (url) => forgotten.push(url),
    renewed: () => {},
    ...change,
  };
  return { world: plain, asked, forgotten };
}

const states = (songs: LocalSongs) => songs.songs.map(({ state }) => state);
const read = (songs: LocalSongs) => vi.waitFor(() => expect(songs.busy).toBe(false));

describe('what files are called', () => {
  it.each([
    ['03 - 邓丽君 - 甜蜜蜜.mp3', '甜蜜蜜', '邓丽君'],
    ['周杰伦 - 青花瓷.flac', '青花瓷', '周杰伦'],
    ['07. 送别.ogg', '送别', null],
    ['1984.mp3', '1984', null],
    ['a_b_c.opus', 'a b c', null],
    ['.mp3', '.mp3', null],
  ])('%s is %s by %s', (name, title, artist) => {
    expect(namesOf({ name })).toEqual({ title, artist });
  });

  it('chooses songs, in the order of people', () => {
    const names = ['10.mp3', '9.mp3', 'cover.jpg', '._9.mp3', 'x.bin', 'clip.FLAC', 'notes.txt'];
    const files = names.map((name) => file(name));
    expect(songsAmong(files).map(({ name }) => name)).toEqual(['9.mp3', '10.mp3', 'clip.FLAC']);
    expect(songsAmong([file('no ending', 3, 'audio/mpeg')])).toHaveLength(1);
  });

  it('reads no more of a file than it needs', () => {
    expect(enough({ name: 'a.mp3', size: 100 })).toBe(100);
    expect(enough({ name: 'a.mp3', size: 1 << 30 })).toBe(8 << 20);
    expect(enough({ name: 'a.FLAC', size: 1 << 30 })).toBe(48 << 20);
    expect(enough({ name: 'a.m4a', size: 1 << 30 })).toBe(1 << 30);
  });
});

describe('songs on this device', () => {
  it('are matched, dressed as the catalogue has them, and stay files of this device', async () => {
    const { world: around, asked } = world();
    const songs = new LocalSongs(around);
    expect(songs.add([file('known.mp3'), file('other.mp3'), file('short.mp3'), file('broken.mp3')])).toBe(4);
    await read(songs);
    expect(states(songs)).toEqual(['unplayable', 'matched', 'alone', 'alone']);
    const matched = songs.songs[1]!.track;
    expect(isLocal(matched.id)).toBe(true);
    expect([matched.title, matched.cover]).toEqual([track(7)!.title, track(7)!.cover]);
    expect([matched.duration_ms, matched.codec, matched.file_name]).toEqual([180_000, 'mp3', 'known.mp3']);
    expect(known(matched)).toEqual(track(7));
    expect(offsetOf(matched)).toBe(7_000);
    expect(known(songs.songs[2]!.track)).toBeNull();
    expect(asked).toEqual(['known.mp3', 'other.mp3']);
    expect(songs.asked).toBe(2);
  });

  it('play from where they lie, before and after they were read', async () => {
    const songs = new LocalSongs(world({ printOf: () => new Promise(() => {}) }).world);
    songs.add([file('known.mp3')]);
    const { id } = songs.songs[0]!;
    const playback = await songs.playback(id);
    expect([playback?.url, playback?.duration_ms, playback?.seekable]).toEqual([
      'blob:known.mp3',
      180_000,
      true,
    ]);
    expect(await songs.playback('local_999')).toBeNull();
  });

  it('go on playing when the service is out of reach, and are asked about again', async () => {
    let reached = false;
    const { world: around } = world();
    const ask = async (print: Uint8Array) => {
      if (!reached) throw new Error('no network');
      return around.ask(print);
    };
    const songs = new LocalSongs({ ...around, ask });
    songs.add(['1', '2', '3', '4', '5'].map((name) => file(`known ${name}.mp3`)));
    await read(songs);
    expect(new Set(states(songs))).toEqual(new Set(['unasked']));
    expect(songs.songs[0]!.track.playable).toBe(true);
    reached = true;
    songs.retry();
    await read(songs);
    expect(new Set(states(songs))).toEqual(new Set(['matched']));
  });

  it('are added once, stopped and gone on with, and forgotten without a trace', async () => {
    const { world: around, forgotten } = world();
    const songs = new LocalSongs(around);
    const chosen = ['known.mp3', 'other.mp3'].map((name) => file(name));
    songs.add(chosen);
    songs.stop();
    expect(new Set(states(songs))).toEqual(new Set(['waiting']));
    songs.retry();
    await read(songs);
    expect(songs.add(chosen)).toBe(2);
    await read(songs);
    expect(songs.songs).toHaveLength(2);
    const [first] = songs.songs;
    songs.clear();
    expect([songs.songs.length, songs.asked, songs.sentBytes]).toEqual([0, 0, 0]);
    expect(forgotten.sort()).toEqual(['blob:known.mp3', 'blob:other.mp3']);
    expect(known(first!.track)).toBeNull();
  });

  it('tell the player what they turned out to be', async () => {
    const renewed: Track[] = [];
    const songs = new LocalSongs(world({ renewed: (one) => renewed.push(one) }).world);
    songs.add([file('known.mp3')]);
    await read(songs);
    expect(renewed.at(-1)?.title).toBe(track(7)!.title);
  });
});
