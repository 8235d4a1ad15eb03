/** Invented podcasts and stations. */
import type {
  Podcast,
  PodcastEpisode,
  PodcastSubscription,
  PublicHost,
  RadioStation,
} from '../src/lib/api/types.ts';
import { accepted, found, list, nothing, ok, on, problem } from './routes.ts';

const AT = '2026-11-20T08:30:00.000Z';
const NAMES = [
  ['夜航船', '张岱与朋友们'],
  ['城南旧事：一座城的声音', '城南电台'],
  ['The Long Way Home', 'A. Walker'],
  ['器乐笔记', null],
] as const;

const podcasts: Podcast[] = NAMES.map(([title, author], index) => ({
  id: `pod_${index + 1}`,
  title,
  author,
  description: '每周一晚，聊一段旧闻、一首曲子，和它们走过的路。\n\n欢迎来信。',
  language: index === 2 ? 'en' : 'zh-CN',
  site_url: 'https://pod.example/',
  feed_url: `https://pod.example/${index + 1}/feed.xml`,
  has_picture: index !== 3,
  episode_count: 12,
  refreshed_at: AT,
}));

const STATES = ['downloaded', 'downloaded', 'new', 'failed', 'downloading', 'downloaded'] as const;

const episodes: PodcastEpisode[] = podcasts.flatMap((podcast, at) =>
  Array.from({ length: 12 }, (_, index) => {
    const state = STATES[index % STATES.length] ?? 'new';
    return {
      id: `epi_${at * 12 + index + 1}`,
      podcast_id: podcast.id,
      podcast_title: podcast.title,
      has_picture: podcast.has_picture,
      title: index === 1 ? '' : `第 ${12 - index} 集：江南的雨声与一支没有写完的笛子曲`,
      description: '这一集从一场雨说起。\n02:10 笛子\n15:40 来信',
      published_at: index === 2 ? null : `2026-11-${String(20 - index).padStart(2, '0')}T08:00:00.000Z`,
      duration_ms: 2_520_000 + index * 61_000,
      season: 1,
      number: 12 - index,
      state,
      media_type: state === 'downloaded' ? 'audio/mpeg' : null,
      size_bytes: state === 'downloaded' ? 48_234_496 : null,
      fault: state === 'failed' ? '主机 cdn.example 还没有获得允许' : null,
    };
  }),
);

const subscriptions: PodcastSubscription[] = podcasts.map((podcast, index) => ({
  podcast,
  download_latest: index === 0 ? 3 : 0,
  added_at: AT,
  checked_at: AT,
  fault:
    index === 1
      ? { kind: 'host_not_allowed', message: '主机 feeds.example 还没有获得允许', host: 'feeds.example' }
      : index === 3
        ? { kind: 'malformed', message: '订阅源格式有误：line 12, column 5: ill-formed document', host: null }
        : null,
}));

const hosts: PublicHost[] = [
  {
    host: 'cdn.example',
    reason: 'podcast 夜航船',
    named_at: AT,
    allowed: false,
    requests: 0,
    requested_at: null,
  },
  {
    host: 'pod.example',
    reason: 'podcast 夜航船',
    named_at: AT,
    allowed: true,
    requests: 41,
    requested_at: AT,
  },
];

let stations: RadioStation[] = [
  {
    id: 'rad_1',
    name: '音乐之声',
    stream_url: 'https://radio.example/live/high/stereo.mp3',
    site_url: 'https://radio.example/',
  },
  { id: 'rad_2', name: 'Night Jazz', stream_url: 'http://jazz.example:8000/stream', site_url: null },
];

const byId = <T extends { id: string }>(items: T[], id: string) => items.find((one) => one.id === id) ?? null;

export const podcastRoutes = [
  on('get', '/api/v1/podcasts', () => list(podcasts)),
  on('get', '/api/v1/podcasts/{id}', ({ path }) => found(byId(podcasts, path.id))),
  on('get', '/api/v1/podcasts/{id}/episodes', ({ path }) =>
    list(episodes.filter((one) => one.podcast_id === path.id)),
  ),
  on('get', '/api/v1/podcast_episodes', () => list(episodes.slice(0, 14))),
  on('get', '/api/v1/podcast_episodes/{id}', ({ path }) => found(byId(episodes, path.id))),
  on('get', '/api/v1/operator/podcasts', () => list(subscriptions)),
  on('post', '/api/v1/operator/podcasts', () =>
    problem(409, 'podcast.subscribed_already', '已经订阅了这个播客'),
  ),
  on('post', '/api/v1/operator/podcasts/{id}/refresh', ({ path }) =>
    found(subscriptions.find((one) => one.podcast.id === path.id) ?? null),
  ),
  on('delete', '/api/v1/operator/podcasts/{id}', () => nothing),
  on('get', '/api/v1/operator/podcast_downloads', () =>
    ok({ enabled: true, stored_bytes: 1_734_003_200, stored_bytes_max: 21_474_836_480, waiting: 2 }),
  ),
  on('put', '/api/v1/operator/podcast_episodes/{id}/download', () => accepted),
  on('delete', '/api/v1/operator/podcast_episodes/{id}/download', () => nothing),
  on('get', '/api/v1/operator/public_hosts', () => list(hosts)),
  on('put', '/api/v1/operator/public_hosts/{host}', () => nothing),
  on('get', '/api/v1/radio_stations', () => list(stations)),
  on('post', '/api/v1/operator/radio_stations', ({ body }) => {
    const made: RadioStation = {
      id: `rad_${stations.length + 1}`,
      name: body.name ?? '',
      stream_url: body.stream_url ?? '',
      site_url: body.site_url ?? null,
    };
    stations = [...stations, made];
    return { status: 201, body: made };
  }),
  on('put', '/api/v1/operator/radio_stations/{id}', ({ path, body }) => {
    const station = byId(stations, path.id);
    return found(station && Object.assign(station, body));
  }),
  on('delete', '/api/v1/operator/radio_stations/{id}', ({ path }) => {
    stations = stations.filter((one) => one.id !== path.id);
    return nothing;
  }),
];
