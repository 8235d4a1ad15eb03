import { describe, expect, it } from 'vitest';
import type { ImportedKind, ImportReport } from '$lib/api/types';
import { broughtIn, leftOut, present } from './report';

const kind = (name: ImportedKind['kind'], found: number, brought_in: number): ImportedKind => ({
  kind: name,
  found,
  matched: found,
  already_there: 0,
  brought_in,
  left_out: found > brought_in ? [{ reason: 'no_consent', reason_text: '', count: found - brought_in }] : [],
});
const report: ImportReport = {
  dry_run: true,
  kinds: [
    kind('likes', 3, 3),
    kind('ratings', 0, 0),
    kind('playlists', 1, 1),
    kind('playlist_entries', 40, 40),
    kind('listens', 9, 0),
  ],
  missing: [],
  missing_total: 0,
};

describe('what becomes of a file', () => {
  it('names only the kinds that are there', () => {
    expect(present(report).map((one) => one.kind)).toEqual([
      'likes',
      'playlists',
      'playlist_entries',
      'listens',
    ]);
  });

  it('counts a playlist once', () => {
    expect(broughtIn(report)).toBe(4);
  });

  it('gives each reason with its kind', () => {
    expect(leftOut(report)).toEqual([{ kind: 'listens', reason: 'no_consent', reason_text: '', count: 9 }]);
  });
});
