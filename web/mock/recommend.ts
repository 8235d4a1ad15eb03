/** Invented recommendations: for a member by what they played, for a guest as for everybody. */
import type {
  BecauseRows,
  ChartId,
  ForYou,
  LikesSuggestions,
  ListeningProfile,
  RecommendedList,
  RecommendedPlaylists,
  RecommendedTrack,
  Track,
} from '../src/lib/api/types.ts';
import { publicPlaylists } from './collection.ts';
import { similarTracks, track } from './library.ts';
import { isGranted } from './privacy.ts';
import { nothing, ok, on } from './routes.ts';

const UNTIL = '2026-11-21T16:00:00.000Z';
const isMinor = (cookies: string) => cookies.includes('mock_minor=1');
const isMember = (cookies: string) => cookies.includes('mock_member=1') && !isMinor(cookies);
/** Whether lists are personal. */
const personalised = (cookies: string) => (isMinor(cookies) ? 'minor' : isMember(cookies) ? 'on' : 'guest');
const unwanted = new Set<string>(similarTracks(5, 2).map((one) => one.id));
let isCleared = false;
const unwantedBeside = new Set<string>();
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
  personalised: personalised(cookies),
  until: UNTIL,
  items,
});

/** Songs beside the liked ones; none while the switch is off. */
const beside = (heard: readonly string[], limit: number): LikesSuggestions => {
  const on = isGranted('likes_recommendation');
  const left = similarTracks(7 + heard.length, 60).filter(
    (one) => !unwantedBeside.has(one.id) && !heard.includes(one.id),
  );
  const unwanted = similarTracks(7, 60).filter((one) => unwantedBeside.has(one.id));
  return {
    on,
    liked_count: on ? 36 : 0,
    items: on ? personal(left.slice(0, limit)) : [],
    unwanted: on ? unwanted.map(({ id, title }) => ({ id, title })) : [],
  };
};

const nearPlaylists = (cookies: string) =>
  publicPlaylists().map((playlist, index) => {
    const known = isMember(cookies) && index % 2 === 0;
    return { playlist, known_count: known ? 3 : 0, because: known ? because : null };
  });

const CHARTS: Record<ChartId, { since: string; before: string; next_at: string; songs: number }> = {
  day: {
    since: '2026-11-22T16:00:00.000Z',
    before: '2026-11-23T16:00:00.000Z',
    next_at: '2026-11-24T16:00:00.000Z',
    songs: 12,
  },
  week: {
    since: '2026-11-15T16:00:00.000Z',
    before: '2026-11-22T16:00:00.000Z',
    next_at: '2026-11-29T16:00:00.000Z',
    songs: 30,
  },
  new: {
    since: '2026-11-15T16:00:00.000Z',
    before: '2026-11-22T16:00:00.000Z',
    next_at: '2026-11-29T16:00:00.000Z',
    songs: 0,
  },
};

export const recommendRoutes = [
  on('get', '/api/v1/charts/{chart}', ({ path }) => {
    const { songs, ...times } = CHARTS[path.chart];
    const items = similarTracks(3, songs).map((one, index) => ({ rank: index + 1, track: one }));
    const isWeek = path.chart === 'week';
    const noise = {
      epsilon: isWeek ? 1 : 0.5,
      songs_per_listener: isWeek ? 3 : 1,
      scale: isWeek ? 3 : 2,
      counted_min: isWeek ? 33 : 23,
    };
    return ok({ chart: path.chart, ...times, noise, items });
  }),
  on('get', '/api/v1/recommendations/from_likes', () => ok(beside([], 24))),
  on('post', '/api/v1/recommendations/from_likes', ({ body }) =>
    ok(
      beside(
        (body.heard ?? []).map((one) => one.track_id),
        10,
      ),
    ),
  ),
  on('put', '/api/v1/recommendations/from_likes/unwanted/{id}', ({ path }) => {
    unwantedBeside.add(path.id);
    return nothing;
  }),
  on('delete', '/api/v1/recommendations/from_likes/unwanted/{id}', ({ path }) => {
    unwantedBeside.delete(path.id);
    return nothing;
  }),
  on('get', '/api/v1/recommendations/today', ({ cookies }) => {
    const tracks = similarTracks(5, 30);
    return ok(
      answer(cookies, isMember(cookies) ? personal(tracks) : plain(tracks, ['popular', 'new', 'chance'])),
    );
  }),
  on('get', '/api/v1/recommendations/single', ({ cookies }) => {
    const tracks = similarTracks(26, 1);
    return ok(answer(cookies, isMember(cookies) ? personal(tracks) : plain(tracks, ['new'])));
  }),
  on('get', '/api/v1/recommendations/because', ({ cookies }) => {
    const rows = because ? [{ because, items: personal(similarTracks(3, 10)) }] : [];
    const body: BecauseRows = {
      personalised: personalised(cookies),
      items: isMember(cookies) ? rows : [],
    };
    return ok(body);
  }),
  on('get', '/api/v1/recommendations/on_repeat', ({ cookies }) =>
    ok(answer(cookies, isMember(cookies) ? plain(similarTracks(21, 16), ['on_repeat']) : [])),
  ),
  on('get', '/api/v1/recommendations/playlists', ({ cookies }) => {
    // All but one, which is left for the foot of the page.
    const items = nearPlaylists(cookies).slice(0, -1);
    const body: RecommendedPlaylists = { personalised: personalised(cookies), items };
    return ok(body);
  }),
  on('get', '/api/v1/recommendations/for_you', ({ cookies }) => {
    const tracks = similarTracks(5, 60).filter((one) => !unwanted.has(one.id));
    const after = [...tracks.slice(30), ...tracks.slice(0, 10).reverse()];
    const body: ForYou = {
      personalised: personalised(cookies),
      until: UNTIL,
      items: isMember(cookies) ? personal(after) : plain(after, ['new', 'popular', 'chance']),
      playlists: nearPlaylists(cookies).reverse(),
    };
    return ok(body);
  }),
  on('get', '/api/v1/recommendations/treasures', ({ cookies }) =>
    ok(answer(cookies, plain(similarTracks(9, 20), ['chance']))),
  ),
  on('get', '/api/v1/recommendations/different', ({ cookies }) =>
    ok(answer(cookies, plain(similarTracks(14, 20), ['unheard']))),
  ),
  on('post', '/api/v1/recommendations/radio', ({ cookies, body }) => {
    const heard = body.heard ?? [];
    const known = new Set(heard.map((one) => one.track_id));
    const next = similarTracks(2 + heard.length * 7, 30).filter((one) => !known.has(one.id));
    const tracks = next.slice(0, 10);
    return ok(answer(cookies, isMember(cookies) ? personal(tracks) : plain(tracks, ['popular', 'new'])));
  }),
  on('get', '/api/v1/recommendations/profile', ({ cookies }) => {
    const tracks = similarTracks(5, 60);
    const names = new Map(tracks.flatMap((one) => one.artists).map((artist) => [artist.id, artist.name]));
    const shares = [31.4, 22.7, 14.2, 9.8, 8.1, 6, 4.3, 3.5];
    const artists = [...names].slice(0, shares.length).map(([id, name], index) => {
      return { id, name, share_percent: shares[index] ?? 0 };
    });
    const body: ListeningProfile =
      isCleared || isMinor(cookies)
        ? {
            personalised: isMinor(cookies) ? 'minor' : 'learning',
            listens: 0,
            since: null,
            artists: [],
            not_interested: [],
          }
        : {
            personalised: 'on',
            listens: 412,
            since: '2026-03-02T11:20:00.000Z',
            artists,
            not_interested: tracks.filter((one) => unwanted.has(one.id)),
          };
    return ok(body);
  }),
  on('delete', '/api/v1/recommendations/profile', () => {
    isCleared = true;
    unwanted.clear();
    return nothing;
  }),
  on('put', '/api/v1/recommendations/not_interested/{id}', ({ path }) => {
    unwanted.add(path.id);
    return nothing;
  }),
  on('delete', '/api/v1/recommendations/not_interested/{id}', ({ path }) => {
    unwanted.delete(path.id);
    return nothing;
  }),
];
