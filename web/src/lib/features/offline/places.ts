/**
 * Where things lie in the browser's storage, and which of the service's addresses are answered from there.
 *
 * The page writes, the service worker reads; both know the places from here.
 */

/** The cache with everything that was stored. */
export const OFFLINE_CACHE = 'qingyin-offline';
/** Caches with the app itself, one for each version, by the beginning of their names. */
export const SHELL_CACHE = 'qingyin-shell';
/** What was stored, and in which order. */
export const BOOK = '/offline/book.json';
/** Header of a stored answer: in which quality the sound was stored. */
export const QUALITY_HEADER = 'x-qingyin-quality';
/** Header of an answer that came out of the storage and says nothing about the service. */
export const STORED_HEADER = 'x-qingyin-stored';

export const audioPlace = (trackId: string) => `/offline/audio/${trackId}`;
export const playbackPlace = (trackId: string) => `/api/v1/tracks/${trackId}/playback`;
export const lyricsPlace = (trackId: string) => `/api/v1/tracks/${trackId}/lyrics`;
export const albumPlace = (albumId: string) => `/api/v1/albums/${albumId}`;

/**
 * How the worker answers an address:
 *
 * - `audio`: stored sound, by range; nothing else has this address.
 * - `playback`: from the storage where the same quality is asked for, so that nothing is fetched twice.
 * - `fallback`: from the service, and from the storage when it cannot be reached.
 */
export type Rule = 'audio' | 'playback' | 'fallback';

/** The rule for a path; null where the worker keeps out of the way. */
export function ruleOf(pathname: string): Rule | null {
  if (/^\/offline\/audio\/[^/]+$/.test(pathname)) return 'audio';
  if (/^\/api\/v1\/tracks\/[^/]+\/playback$/.test(pathname)) return 'playback';
  if (/^\/api\/v1\/(tracks\/[^/]+\/lyrics|albums\/[^/]+|covers\/[^/]+)$/.test(pathname)) return 'fallback';
  return null;
}

/** Whether an answer says that nobody is behind the address: a proxy's word for a service that is down. */
export const isUnreachable = (status: number) => status === 502 || status === 503 || status === 504;
