import { describe, expect, it } from 'vitest';
import type { LyricAgent } from '$lib/api/types';
import {
  currentLine,
  lyricsPosition,
  namesShown,
  seekTarget,
  sidesOf,
  soundingLines,
  wordProgress,
} from './timing';

const line = (start_ms: number | null, end_ms: number | null = null) => ({ start_ms, end_ms });
const lines = [line(1_000), line(2_000), line(2_000), line(5_000)];
const agent = (id: string, kind: LyricAgent['kind'] = 'person', name: string | null = null) => ({
  id,
  kind,
  name,
});

describe('lyrics', () => {
  it.each([
    [0, -1],
    [999, -1],
    [1_000, 0],
    [1_999, 0],
    [2_000, 2],
    [60_000, 3],
  ])('at %i ms the line is %i', (at, index) => {
    expect(currentLine(lines, at)).toBe(index);
  });

  it('without lines have no line', () => {
    expect(currentLine([], 1_000)).toBe(-1);
    expect(soundingLines([], 1_000)).toEqual([]);
  });

  it('may sound together where voices overlap', () => {
    const duet = [line(0, 900), line(1_000, 3_000), line(2_000, 4_000), line(5_000, null)];
    expect([500, 1_500, 2_500, 3_500, 6_000].map((at) => soundingLines(duet, at))).toEqual([
      [0],
      [1],
      [1, 2],
      [2],
      [3],
    ]);
  });

  it('are shown earlier by a positive offset, and seeking undoes it', () => {
    expect(lyricsPosition(500, 1_000)).toBe(1_500);
    expect(seekTarget(500, line(1_500))).toBe(1_000);
    expect(seekTarget(500, line(200))).toBe(0);
    expect(seekTarget(500, line(null))).toBeNull();
  });

  it('fill a word as it is sung', () => {
    const word = { start_ms: 1_000, end_ms: 2_000 };
    expect([500, 1_000, 1_250, 2_000, 9_000].map((at) => wordProgress(word, at))).toEqual([0, 0, 0.25, 1, 1]);
    expect(wordProgress({ start_ms: 1_000, end_ms: 1_000 }, 1_000)).toBe(0);
  });

  it('switch whole words for those who want less motion', () => {
    const word = { start_ms: 1_000, end_ms: 2_000 };
    expect([999, 1_000, 1_250, 2_000].map((at) => wordProgress(word, at, { whole: true }))).toEqual([
      0, 1, 1, 1,
    ]);
  });

  it('put the second singer on the other side, and groups with the lead', () => {
    const sides = sidesOf([agent('v1'), agent('all', 'group'), agent('v2'), agent('v3')]);
    expect(Object.fromEntries(sides)).toEqual({ v1: 'start', all: 'start', v2: 'end', v3: 'start' });
  });

  it('name a singer where the singer changes', () => {
    const singers = [agent('v1', 'person', '甲'), agent('v2', 'person', '乙')];
    const sung = ['v1', 'v1', 'v2', null, 'v1'].map((id) => ({ agent: id }));
    expect(namesShown(sung, singers)).toEqual(['甲', null, '乙', null, '甲']);
  });
});
