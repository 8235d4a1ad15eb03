import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { search as answer } from '../../../../mock/search';
import { Search } from './search.svelte';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('search as one types', () => {
  it('asks once for a word typed quickly', async () => {
    const asked: string[] = [];
    const search = new Search((query) => {
      asked.push(query);
      return Promise.resolve(answer(query));
    });
    for (const text of ['茉', '茉莉', '茉莉花']) search.type(text);
    await vi.advanceTimersByTimeAsync(200);
    expect(asked).toEqual(['茉莉花']);
    expect(search.results?.tracks[0]?.title).toBe('茉莉花');
    expect(search.busy).toBe(false);
  });

  it('drops the answer to an older question', async () => {
    const waiting: ((query: string) => void)[] = [];
    const search = new Search(
      (query) => new Promise((resolve) => waiting.push(() => resolve(answer(query)))),
    );
    search.type('茉莉花');
    await vi.advanceTimersByTimeAsync(200);
    search.type('送别');
    await vi.advanceTimersByTimeAsync(200);
    waiting[1]!('');
    waiting[0]!('');
    await vi.advanceTimersByTimeAsync(0);
    expect(search.results?.query).toBe('送别');
  });

  it('never looks for the link or code of a share, not even for a part of it', async () => {
    const asked: string[] = [];
    const search = new Search((query) => {
      asked.push(query);
      return Promise.resolve(answer(query));
    });
    for (const text of [
      'https://music.example/share/AbCdEf0123456789-_xyzXYZ01234567',
      'music.example/share/AbCd',
      '听这个 清音口令：AbCdEf0123456789-_xyzXYZ01234567',
      '清音口令:Ab',
      'Qingyin code: AbCdEf0123456789-_xyzXYZ01234567',
    ]) {
      search.type(text);
      await vi.advanceTimersByTimeAsync(200);
    }
    expect(asked).toEqual([]);
    // A song may be called so.
    search.type('口令');
    await vi.advanceTimersByTimeAsync(200);
    expect(asked).toEqual(['口令']);
  });

  it('is emptied with the box', async () => {
    const search = new Search((query) => Promise.resolve(answer(query)));
    search.type('听泉');
    await vi.advanceTimersByTimeAsync(200);
    search.type('  ');
    expect(search.results).toBeNull();
  });
});
