/** Invented numbers of a member's own listening. */
import type { ListeningStatistics } from '../src/lib/api/types.ts';
import { similarTracks } from './library.ts';
import { ok, on } from './routes.ts';

/** Listens an hour, from midnight on: much in the evening, some on the way to work. */
const BY_HOUR = [3, 1, 0, 0, 0, 1, 4, 14, 22, 12, 9, 8, 15, 11, 9, 10, 12, 19, 31, 42, 55, 61, 48, 25];
const BY_MONTH = [38, 61, 55, 84, 79, 95];
const MEAN_MS = 214_000;
const amount = (listens: number) => ({ listens, played_ms: listens * MEAN_MS });

export const statisticsRoutes = [
  on('get', '/api/v1/me/listens/statistics', () => {
    const tracks = similarTracks(7, 10);
    const artists = new Map(tracks.map((track) => track.artists[0]!).map(({ id, name }) => [id, name]));
    const body: ListeningStatistics = {
      ...amount(BY_HOUR.reduce((sum, listens) => sum + listens)),
      since: '2026-06-03T11:20:00.000Z',
      months: BY_MONTH.map((listens, index) => ({
        month: `2026-${String(6 + index).padStart(2, '0')}`,
        ...amount(listens),
      })),
      hours: BY_HOUR.map((listens, hour) => ({ hour, ...amount(listens) })),
      artists: [...artists].map(([id, name], index) => ({ id, name, ...amount(64 - index * 6) })),
      tracks: tracks.map((track, index) => ({ track, ...amount(31 - index * 3) })),
    };
    return ok(body);
  }),
];
