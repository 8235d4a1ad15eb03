import { describe, expect, it } from 'vitest';
import type { Held, HeldItem, Page } from '$lib/api/types';
import { proposedName } from './files';
import { emptyTitles, heldItems, inOrder, rowsInAll } from './held';
import { Log } from '$lib/api/log.svelte';

const item = (name: string, count: number) => ({ item: name, title: name, count }) as HeldItem;
const held = {
  generated_at: '2026-01-01T00:00:00.000Z',
  categories: [
    { category: 'a', title: 'A', sensitivity: 'ordinary', items: [item('a1', 1), item('a2', 0)] },
    { category: 'b', title: 'B', sensitivity: 'ordinary', items: [item('b1', 2), item('b2', 5)] },
  ],
} satisfies Held;

describe('what is held', () => {
  it('adds up rows and puts the fullest first', () => {
    expect(rowsInAll(held)).toBe(8);
    expect(inOrder(held).map((category) => category.category)).toEqual(['b', 'a']);
    expect(inOrder(held)[0]!.items.map((one) => one.item)).toEqual(['b2', 'b1']);
  });

  it('tells what is empty from what is there', () => {
    expect(emptyTitles(held)).toEqual(['a2']);
    expect(heldItems(held).map((one) => one.item)).toEqual(['a1', 'b1', 'b2']);
  });
});

describe('a log', () => {
  it('reads on where it stopped', async () => {
    const pages: Record<string, Page<number>> = {
      first: { items: [1, 2], next: 'two' },
      two: { items: [3], next: null },
    };
    const log = new Log<number>(async (cursor) => pages[cursor ?? 'first']!);
    await log.restart();
    await log.more();
    await log.more();
    expect(log.items).toEqual([1, 2, 3]);
  });

  it('drops the answer to a question that was asked anew', async () => {
    const answers: ((page: Page<string>) => void)[] = [];
    const log = new Log<string>(() => new Promise((resolve) => answers.push(resolve)));
    const first = log.restart();
    const second = log.restart();
    answers[1]!({ items: ['new'], next: null });
    answers[0]!({ items: ['old'], next: null });
    await Promise.all([first, second]);
    expect(log.items).toEqual(['new']);
  });

  it('keeps what went wrong, and tries again', async () => {
    let fails = true;
    const log = new Log<number>(async () => {
      if (fails) throw new Error('no');
      return { items: [1], next: null };
    });
    await log.restart();
    expect(log.problem?.code).toBe('network');
    fails = false;
    await log.restart();
    expect([log.problem, log.items]).toEqual([null, [1]]);
  });
});

describe('downloads', () => {
  it('takes the proposed name when it is a plain one', () => {
    expect(proposedName('attachment; filename="qingyin-export-1.json"', 'x')).toBe('qingyin-export-1.json');
    expect(proposedName('attachment; filename="../etc/passwd"', 'x')).toBe('x');
    expect(proposedName(null, 'x')).toBe('x');
  });
});
