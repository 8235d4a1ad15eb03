import { expect, it } from 'vitest';
import { SAVED_TRACKS_MAX, savedPart } from './reporting.svelte';

const ids = (n: number) => Array.from({ length: n }, (_, i) => `trk_${i}`);

it('saves a short queue whole', () => {
  expect(savedPart(ids(5), 3)).toEqual({ tracks: ids(5), index: 3 });
});

it.each([0, 50, 500, 999])('saves the part of a long queue around track %i', (index) => {
  const part = savedPart(ids(1000), index);
  expect(part.tracks).toHaveLength(SAVED_TRACKS_MAX);
  expect(part.tracks[part.index]).toBe(`trk_${index}`);
});
