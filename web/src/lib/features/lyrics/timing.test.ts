import { describe, expect, it } from 'vitest';
import type { LyricLine } from '$lib/api/types';
import { currentLine, lyricsPosition, seekTarget, wordProgress } from './timing';

const line = (start_ms: number | null): LyricLine => ({
  start_ms,
  end_ms: null,
  text: '',
  words: null,
  translation: null,
});
const lines = [line(1_000), line(2_000), line(2_000), line(5_000)];

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
  });

  it('are shown earlier by a positive offset, and seeking undoes it', () => {
    const offset = { offset_ms: 500 };
    expect(lyricsPosition(offset, 1_000)).toBe(1_500);
    expect(seekTarget(offset, line(1_500))).toBe(1_000);
    expect(seekTarget(offset, line(200))).toBe(0);
    expect(seekTarget(offset, line(null))).toBeNull();
  });

  it('fill a word as it is sung', () => {
    const word = { start_ms: 1_000, end_ms: 2_000 };
    expect([500, 1_000, 1_250, 2_000, 9_000].map((at) => wordProgress(word, at))).toEqual([0, 0, 0.25, 1, 1]);
    expect(wordProgress({ start_ms: 1_000, end_ms: 1_000 }, 1_000)).toBe(0);
  });
});
