import { describe, expect, it } from 'vitest';
import { OnPage } from './on-page.svelte';

const id = (one: string) => one;

describe('what stands on a page', () => {
  it('is not shown again at its foot, and comes back when its list is gone', () => {
    const page = new OnPage();
    const [first, second] = [{}, {}];
    expect(page.isBegun).toBe(false);
    page.show(first, ['a', 'b']);
    page.show(second, ['b', 'c']);
    expect(page.isBegun).toBe(true);
    expect(page.fresh(['a', 'b', 'c', 'd', 'e', 'f'], id, 2)).toEqual(['d', 'e']);
    page.show(first, ['d']);
    expect(page.fresh(['a', 'b', 'c', 'd', 'e'], id, 9)).toEqual(['a', 'e']);
    page.hide(second);
    expect(page.fresh(['b', 'c', 'd'], id, 9)).toEqual(['b', 'c']);
  });
});
