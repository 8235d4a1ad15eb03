import { describe, expect, it } from 'vitest';
import type { Page } from '$lib/api/types';
import { settle } from '../player/fakes';
import { PagedList } from './paged-list.svelte';

function pages(total: number, limit: number) {
  const asked: (string | undefined)[] = [];
  const fetch = (cursor: string | undefined): Promise<Page<number>> => {
    asked.push(cursor);
    const start = Number(cursor ?? 0);
    const items = Array.from({ length: Math.min(limit, total - start) }, (_, i) => start + i);
    return Promise.resolve({ items, next: start + limit < total ? String(start + limit) : null, total });
  };
  return { asked, fetch };
}

describe('a paged list', () => {
  it('asks for as many pages as are needed, by their cursors', async () => {
    const { asked, fetch } = pages(100, 10);
    const list = new PagedList(fetch);
    list.need(25);
    await settle();
    await settle();
    expect(asked).toEqual([undefined, '10', '20']);
    expect(list.length).toBe(30);
    expect(list.total).toBe(100);
    expect(list.at(29)).toBe(29);
    expect(list.at(30)).toBeUndefined();
  });

  it('stops at the end', async () => {
    const { asked, fetch } = pages(15, 10);
    const list = new PagedList(fetch);
    list.need(1_000);
    await settle();
    await settle();
    expect(asked).toHaveLength(2);
    expect(list.complete).toBe(true);
    list.need(2_000);
    expect(asked).toHaveLength(2);
  });

  it('does not go on for rows that nobody looks at any more', async () => {
    const { asked, fetch } = pages(100_000, 200);
    const list = new PagedList(fetch);
    list.need(100_000);
    list.needOnly(100);
    await settle();
    expect(asked.length).toBeLessThan(3);
  });

  it('keeps what it has when a page fails, and goes on after a retry', async () => {
    const { fetch } = pages(30, 10);
    let broken = false;
    const list = new PagedList((cursor) => (broken ? Promise.reject(new TypeError()) : fetch(cursor)));
    list.need(10);
    await settle();
    broken = true;
    list.need(20);
    await settle();
    expect(list.problem?.code).toBe('network');
    expect(list.length).toBe(10);
    broken = false;
    list.retry();
    await settle();
    expect(list.problem).toBeNull();
    expect(list.length).toBe(20);
  });
});
