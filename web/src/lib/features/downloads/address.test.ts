import { describe, expect, it } from 'vitest';
import { addressOf } from './address';

describe('the address of a download', () => {
  it.each([
    ['track', 'trk_1', 'original', '/api/v1/tracks/trk_1/download'],
    ['album', 'alb_1', 'high', '/api/v1/albums/alb_1/download?codec=opus&quality=high'],
    ['playlist', 'pls_1', 'low', '/api/v1/playlists/pls_1/download?codec=opus&quality=low'],
  ] as const)('of a %s', (kind, id, quality, address) =>
    expect(addressOf({ kind, id }, quality)).toBe(address),
  );
});
