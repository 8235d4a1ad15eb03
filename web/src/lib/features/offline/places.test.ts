import { describe, expect, it } from 'vitest';
import { CACHES } from '$lib/storage';
import {
  albumPlace,
  audioPlace,
  lyricsPlace,
  OFFLINE_CACHE,
  playbackPlace,
  ruleOf,
  SHELL_CACHE,
} from './places';

describe('what the worker answers', () => {
  it.each([
    [audioPlace('trk_1'), 'audio'],
    [playbackPlace('trk_1'), 'playback'],
    [lyricsPlace('trk_1'), 'fallback'],
    [albumPlace('alb_1'), 'fallback'],
    ['/api/v1/covers/cov_1', 'fallback'],
    // Never: the service's own streams, and whatever is about a person.
    ['/api/v1/tracks/trk_1/stream', null],
    ['/api/v1/session', null],
    ['/api/v1/me/listens', null],
    ['/api/v1/albums', null],
    ['/api/v1/playlists/pls_1', null],
    ['/rest/ping', null],
    ['/albums/alb_1', null],
  ])('%s: %s', (path, rule) => expect(ruleOf(path)).toBe(rule));

  it('lies in declared caches', () => {
    expect(CACHES).toEqual(expect.arrayContaining([OFFLINE_CACHE, SHELL_CACHE]));
  });
});
