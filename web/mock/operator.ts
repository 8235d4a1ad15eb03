/** The invented operation: scan, problems, members, jobs, health. */
import type { Health, Job, ManagedMember, Scan, ScanProblem } from '../src/lib/api/types.ts';
import { accepted, found, list, ok, on } from './routes.ts';

const AT = '2026-11-20T08:30:00.000Z';

const scan: Scan = {
  state: 'running',
  folders: [
    { path: '/srv/music', reachable: true },
    { path: '/mnt/nas/音乐', reachable: false },
  ],
  started_at: AT,
  finished_at: null,
  found: 20_000,
  read: 8_214,
  unchanged: 3_000,
  added: 7_900,
  changed: 300,
  moved: 14,
  missing: 2,
  problems: 3,
  current: '周云蓬/牛羊下山/01 牛羊下山.flac',
  tracks_total: 19_200,
};

const problems: ScanProblem[] = [
  ['损坏/半首歌.mp3', 'truncated', '文件不完整，末尾缺失', true],
  ['空/空.flac', 'empty', '文件是空的', false],
].map(([path, reason_code, reason, playable]) => ({
  path: path as string,
  reason_code: reason_code as string,
  reason: reason as string,
  seen_at: AT,
  playable: playable as boolean,
}));

const members: ManagedMember[] = [
  { id: 'mem_1', nickname: '听雨', roles: ['listener', 'operator'], created_at: AT, state: 'active' },
  { id: 'mem_2', nickname: '竹林', roles: ['listener'], created_at: AT, state: 'active' },
  { id: 'mem_3', nickname: null, roles: ['listener'], created_at: AT, state: 'suspended' },
];

const jobs: Job[] = [
  {
    name: 'retention',
    title: '到期删除',
    interval_text: '每小时',
    last_run_at: AT,
    last_outcome: 'ok',
    last_message: null,
    next_run_at: '2026-11-20T09:30:00.000Z',
    runs: 412,
    rows_last: 17,
  },
];

const health: Health = {
  version: '0.1.0',
  engine: 'sqlite',
  engine_version: '3.50',
  uptime_seconds: 93_784,
  tracks: 19_200,
  albums: 1_604,
  artists: 890,
  members: 3,
  database_bytes: 48_234_496,
  cache: { bytes: 734_003_200, limit_bytes: 2_147_483_648, entries: 212, evicted: 9, served: 1834 },
  ffmpeg: { found: false, version: null },
  transcodes: { running: 1, limit: 4, made: 312, refused: 3 },
  overdue_rows: 0,
  disk_free_bytes: 214_748_364_800,
};

export const operatorRoutes = [
  on('get', '/api/v1/operator/scan', () => ok(scan)),
  on('post', '/api/v1/operator/scan', () => ({ status: 202, body: scan })),
  on('get', '/api/v1/operator/problems', () => list(problems)),
  on('get', '/api/v1/operator/members', () => list(members)),
  on('patch', '/api/v1/operator/members/{id}', ({ path, body }) => {
    const member = members.find((one) => one.id === path.id) ?? null;
    return found(member && Object.assign(member, body));
  }),
  on('get', '/api/v1/operator/jobs', () => list(jobs)),
  on('post', '/api/v1/operator/jobs/{name}/run', () => accepted),
  on('get', '/api/v1/operator/health', () => ok(health)),
  on('get', '/api/v1/operator/recognition', () =>
    ok({ songs: 98_412, songs_total: 100_000, index_bytes: 471_859_200, parts: 4 }),
  ),
  on('get', '/api/v1/operator/policy', () =>
    ok({
      promises: { held: 62, pending: 116, total: 178 },
      recipients: [{ recipient: 'sms_gateway', title: '短信服务', enabled: false }],
    }),
  ),
];
