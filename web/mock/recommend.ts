/** Invented recommendations: for a member by what they played, for a guest as for everybody. */
import type { BecauseRows, RecommendedList, RecommendedTrack, Track } from '../src/lib/api/types.ts';
import { similarTracks, track } from './library.ts';
import { ok, on } from './routes.ts';

const UNTIL = '2026-11-21T16:00:00.000Z';
const isMember = (cookies: string) => cookies.includes('mock_member=1');
const played = track(3);
const because = played ? { id: played.id, title: played.title } : null;

const plain = (tracks: Track[], reasons: readonly RecommendedTrack['reason'][]): RecommendedTrack[] =>
  tracks.map((one, index) => ({
    track: one,
    reason: reasons[index % reasons.length] ?? 'chance',
    because: null,
  }));
const personal = (tracks: Track[]): RecommendedTrack[] =>
  tracks.map((one, index) => ({
    track: one,
    reason: index % 2 ? 'sounds_like' : 'heard_together',
    because,
  }));

const answer = (cookies: string, items: RecommendedTrack[]): RecommendedList => ({
  personalised: isMember(cookies) ? 'on' : 'guest',
  until: UNTIL,
  items,
});

export const recommendRoutes = [
  on('get', '/api/v1/recommendations/today', ({ cookies }) => {
    const tracks = similarTracks(5, 30);
    return ok(
      answer(cookies, isMember(cookies) ? personal(tracks) : plain(tracks, ['popular', 'new', 'chance'])),
    );
  }),
  on('get', '/api/v1/recommendations/because', ({ cookies }) => {
    const rows = because ? [{ because, items: personal(similarTracks(3, 10)) }] : [];
    const body: BecauseRows = {
      personalised: isMember(cookies) ? 'on' : 'guest',
      items: isMember(cookies) ? rows : [],
    };
    return ok(body);
  }),
  on('get', '/api/v1/recommendations/treasures', ({ cookies }) =>
    ok(answer(cookies, plain(similarTracks(9, 20), ['chance']))),
  ),
  on('get', '/api/v1/recommendations/different', ({ cookies }) =>
    ok(answer(cookies, plain(similarTracks(14, 20), ['unheard']))),
  ),
];
