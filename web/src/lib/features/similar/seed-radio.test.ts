import { describe, expect, it } from 'vitest';
import type { Track } from '$lib/api/types';
import { anchorOf, because, chosen, type Seed } from './seed-radio';

const song = (id: number, artist = id): Track =>
  ({
    id: `t${id}`,
    title: `歌 ${id}`,
    playable: true,
    artists: [{ id: `a${artist}`, name: `手 ${artist}` }],
  }) as Track;
const songs = Array.from({ length: 60 }, (_, at) => song(at));
const seed: Seed = { kind: 'artist', id: 'a0', name: '手 0' };
const played = (...ids: number[]) => ids.map((id) => ({ track_id: `t${id}`, outcome: 'played' as const }));
const artistsOf = (id: string) => songs.find((one) => one.id === id)?.artists ?? [];
const ids = (tracks: readonly Track[]) => tracks.map((track) => track.id);

describe('a radio from a song or an artist', () => {
  it('stays where it began, walks on, or does both, as the dial says', () => {
    const walks = (reach: number) =>
      Array.from({ length: 20 }, (_, at) =>
        anchorOf(seed, played(...Array.from({ length: at + 1 }, (_, one) => one)), reach, (id) => id),
      ).filter((anchor) => anchor.kind === 'track').length;
    expect([walks(0), walks(50), walks(100)]).toEqual([0, 10, 20]);
    expect(anchorOf(seed, [], 100, (id) => id)).toEqual(seed);
    expect(anchorOf(seed, played(5), 100, () => '歌 5')).toEqual({ kind: 'track', id: 't5', name: '歌 5' });
  });

  it('takes the closest near its beginning, and longer steps far from it', () => {
    expect(ids(chosen(songs, [], artistsOf, 0))).toEqual(['t0', 't1', 't2', 't3', 't4', 't5', 't6', 't7']);
    expect(ids(chosen(songs, [], artistsOf, 100)).slice(0, 3)).toEqual(['t4', 't9', 't14']);
  });

  it('repeats nothing, and avoids whom the listener skipped', () => {
    const heard = [...played(0), { track_id: 't1', outcome: 'skipped' as const }];
    const more = [...songs, song(70, 1)];
    const next = ids(chosen(more, heard, artistsOf, 0));
    expect(next.slice(0, 2)).toEqual(['t2', 't3']);
    expect(next).not.toContain('t70');
  });

  it('does not play one artist over and over while there are others', () => {
    const many = [song(1, 1), song(2, 1), song(3, 1), song(4, 2), song(5, 3)];
    expect(ids(chosen(many, [], artistsOf, 0))).toEqual(['t1', 't2', 't4', 't5', 't3']);
    expect(ids(chosen([{ ...song(1), playable: false }], [], artistsOf, 0))).toEqual([]);
  });

  it('says because of what', () => {
    expect(because([song(3)], seed).items[0]).toMatchObject({
      reason: 'sounds_like',
      because: { id: 'a0', title: '手 0' },
    });
  });
});
