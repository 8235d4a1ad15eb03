import { describe, expect, it } from 'vitest';
import { moved, placeOf, rowAt, tagsOf, without } from './reorder';

const list = ['a', 'b', 'c', 'd', 'e'];

describe('moving', () => {
  it.each([
    [0, 0, 'abcde'],
    [0, 4, 'bcdea'],
    [4, 0, 'eabcd'],
    [1, 2, 'acbde'],
    [3, 1, 'adbce'],
  ])('from %i to %i gives %s', (from, to, expected) => {
    expect(moved(list, from, to).join('')).toBe(expected);
  });

  it('and back leaves the list as it was', () => {
    for (let from = 0; from < list.length; from += 1) {
      for (let to = 0; to < list.length; to += 1) {
        const there = moved(list, from, to);
        expect(there[to]).toBe(list[from]);
        expect(moved(there, to, from)).toEqual(list);
      }
    }
  });
});

it('removing takes the named places and no others', () => {
  expect(without(list, [0, 3]).join('')).toBe('bce');
  expect(without(list, [])).toEqual(list);
});

it('a height is a row, and never one outside the list', () => {
  expect(rowAt(100, 100, 60, 5)).toBe(0);
  expect(rowAt(161, 100, 60, 5)).toBe(1);
  expect(rowAt(-500, 100, 60, 5)).toBe(0);
  expect(rowAt(9_000, 100, 60, 5)).toBe(4);
});

it('a written place is an index, or nothing', () => {
  expect(placeOf(' 3 ', 5)).toBe(2);
  for (const text of ['', '0', '6', '1.5', '-1', 'x']) expect(placeOf(text, 5)).toBeNull();
});

it('tags are what stands between spaces and commas of any script', () => {
  expect(tagsOf(' 民谣，夜晚, rain、民谣 ')).toEqual(['民谣', '夜晚', 'rain']);
  expect(tagsOf('  ')).toEqual([]);
});
