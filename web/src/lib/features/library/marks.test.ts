import { describe, expect, it } from 'vitest';
import type { ArtistSummary } from '$lib/api/types';
import { Marks, type MarkCalls } from './marks.svelte';

const AT = '2026-11-20T08:30:00.000Z';
const artist = (id: string): ArtistSummary => ({
  id,
  name: id,
  sort_letter: 'A',
  album_count: 1,
  track_count: 1,
  cover: null,
});

function world(change: Partial<MarkCalls> = {}) {
  const asked: string[][] = [];
  const sent: unknown[] = [];
  const waiting: (() => void)[] = [];
  const calls: MarkCalls = {
    annotations: async (ids) => {
      asked.push(ids);
      return ids.includes('trk_1') ? [{ id: 'trk_1', liked_at: AT, stars: 4 }] : [];
    },
    like: async (...what) => void sent.push(what),
    rate: async (...what) => void sent.push(what),
    follows: async (cursor) =>
      cursor === undefined
        ? { items: [{ artist: artist('art_1'), followed_at: AT }], next: 'more' }
        : { items: [{ artist: artist('art_2'), followed_at: AT }], next: null },
    follow: async (...what) => void sent.push(what),
    later: (run) => void waiting.push(run),
    ...change,
  };
  const marks = new Marks(calls);
  const pass = async () => {
    for (const run of waiting.splice(0)) run();
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { marks, asked, sent, pass };
}

describe('marks', () => {
  it('of what is on a page are asked for together, and once', async () => {
    const { marks, asked, pass } = world();
    marks.belongTo('mem_1');
    for (const id of ['trk_1', 'trk_2', 'trk_1']) marks.need(id);
    await pass();
    marks.need('trk_2');
    await pass();
    expect(asked).toEqual([['trk_1', 'trk_2']]);
    expect(marks.liked('trk_1')).toBe(true);
    expect(marks.stars('trk_1')).toBe(4);
    expect(marks.liked('trk_2')).toBe(false);
  });

  it('are asked for in questions of 200 ids at most', async () => {
    const { marks, asked, pass } = world();
    marks.belongTo('mem_1');
    for (let n = 0; n < 450; n += 1) marks.need(`trk_${n}`);
    await pass();
    expect(asked.map((ids) => ids.length)).toEqual([200, 200, 50]);
  });

  it('are none of a guest, of whom nothing is asked', async () => {
    const { marks, asked, pass } = world();
    marks.belongTo(null);
    marks.need('trk_1');
    await pass();
    await marks.needFollows();
    expect(asked).toEqual([]);
    expect(marks.follows('art_1')).toBe(false);
  });

  it('go with the member who leaves', async () => {
    const { marks, pass } = world();
    marks.belongTo('mem_1');
    marks.need('trk_1');
    await pass();
    marks.belongTo(null);
    expect(marks.liked('trk_1')).toBe(false);
  });

  it('are shown at once and put back when the server refuses', async () => {
    const { marks } = world({ like: () => Promise.reject(new TypeError('no connection')) });
    marks.belongTo('mem_1');
    const liking = marks.like('trk_3', true);
    expect(marks.liked('trk_3')).toBe(true);
    await expect(liking).rejects.toThrow('no connection');
    expect(marks.liked('trk_3')).toBe(false);
  });

  it('changed while they are asked for stay as the person left them', async () => {
    const { marks, pass, sent } = world();
    marks.belongTo('mem_1');
    marks.need('trk_1');
    await marks.like('trk_1', false);
    await pass();
    expect(marks.liked('trk_1')).toBe(false);
    expect(marks.stars('trk_1')).toBe(4);
    expect(sent).toEqual([['trk_1', false]]);
  });

  it('know every artist that is followed', async () => {
    const { marks } = world();
    marks.belongTo('mem_1');
    await marks.needFollows();
    expect(marks.follows('art_1') && marks.follows('art_2')).toBe(true);
    await marks.follow('art_2', false);
    expect(marks.follows('art_2')).toBe(false);
  });
});
