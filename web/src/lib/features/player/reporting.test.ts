import { expect, it } from 'vitest';
import { SAVED_TRACKS_MAX, savedPart, shared } from './reporting.svelte';

const ids = (n: number) => Array.from({ length: n }, (_, i) => `trk_${i}`);

it('saves a short queue whole', () => {
  expect(savedPart(ids(5), 3)).toEqual({ tracks: ids(5), index: 3 });
});

it.each([0, 50, 500, 999])('saves the part of a long queue around track %i', (index) => {
  const part = savedPart(ids(1000), index);
  expect(part.tracks).toHaveLength(SAVED_TRACKS_MAX);
  expect(part.tracks[part.index]).toBe(`trk_${index}`);
});

it.each([
  [['a', 'b', 'c'], 1, ['a', 'b', 'c'], 1],
  [['local_1', 'a', 'local_2', 'b'], 3, ['a', 'b'], 1],
  [['local_1', 'a'], 1, ['a'], 0],
])('a queue of %j at %i is told of as %j at %i', (ids, index, told, at) => {
  expect(shared(ids, index)).toEqual({ ids: told, index: at });
});
