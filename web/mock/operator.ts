/** The invented operation: scan, problems, members, jobs, health. */
import type {
  DuplicateGroup,
  Health,
  Job,
  ManagedMember,
  MergedTrack,
  Scan,
  ScanProblem,
} from '../src/lib/api/types.ts';
import { track } from './library.ts';
import { accepted, found, list, nothing, ok, on } from './routes.ts';
import { note, own, trained, trainingDue } from './staff.ts';

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
  {
    ...member('mem_1', '听＊＊'),
    roles: ['listener', 'operator', 'privacy_officer'],
    training: own.standing,
  },
  member('mem_2', '竹＊＊'),
  { ...member('mem_3', null), state: 'suspended' },
  { ...member('mem_4', '林＊＊'), roles: ['listener', 'operator'], training: trained('03-02', false) },
];

const NAMES: Record<string, string> = { mem_2: '竹林听风', mem_4: '林清' };

function member(id: string, masked_nickname: string | null): ManagedMember {
  return { id, masked_nickname, roles: ['listener'], created_at: AT, state: 'active', training: null };
}

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

/** Each song of the invented library that comes up twice, with a poorer and a shorter file. */
let duplicates: DuplicateGroup[] = [3, 21, 34].map((n) => {
  const best = { ...track(n)!, codec: 'flac', sample_rate_hz: 44_100, bit_depth: 16, bitrate_kbps: 910 };
  const poor = {
    ...best,
    id: `${best.id}9`,
    codec: 'mp3',
    bitrate_kbps: 128,
    bit_depth: null,
    has_lyrics: false,
    cover: null,
    file_name: 'track07.mp3',
    album: n === 21 ? { id: 'alb_9', title: '华语经典百首' } : best.album,
  };
  const differences: DuplicateGroup['differences'] = ['format', 'bitrate', 'folder', 'lyrics', 'cover'];
  return {
    keep_id: best.id,
    differences: n === 21 ? [...differences, 'album'] : differences,
    tracks: [
      { track: best, folder: '0/周云蓬/牛羊下山', similarity_permille: null },
      { track: poor, folder: '0/下载/从旧电脑搬来的', similarity_permille: 987 },
    ],
  };
});
let merged: MergedTrack[] = [];

export const operatorRoutes = [
  on('get', '/api/v1/operator/duplicates', () => list(duplicates)),
  on('post', '/api/v1/operator/duplicates/merge', ({ body }) => {
    const group = duplicates.find(({ tracks }) => tracks.some((one) => one.track.id === body.keep_id));
    if (!group) return found(null);
    const kept = group.tracks.find((one) => one.track.id === body.keep_id)!.track;
    const hidden = group.tracks.filter((one) => one.track.id !== body.keep_id);
    merged = [
      ...hidden.map((one) => ({
        track: one.track,
        kept,
        path: `${one.folder}/${one.track.file_name}`,
        is_there: true,
        merged_at: AT,
      })),
      ...merged,
    ];
    duplicates = duplicates.filter((one) => one !== group);
    return nothing;
  }),
  on('put', '/api/v1/operator/duplicates/apart', ({ body }) => {
    duplicates = duplicates.filter(({ tracks }) => !body.track_ids?.includes(tracks[0]!.track.id));
    return nothing;
  }),
  on('get', '/api/v1/operator/merged-tracks', () => list(merged)),
  on('delete', '/api/v1/operator/merged-tracks/{id}', ({ path }) => {
    merged = merged.filter(({ track }) => track.id !== path.id);
    return nothing;
  }),
  on('get', '/api/v1/operator/scan', () => ok(scan)),
  on('post', '/api/v1/operator/scan', () => ({ status: 202, body: scan })),
  on('get', '/api/v1/operator/problems', () => list(problems)),
  on('get', '/api/v1/operator/members', () => list(members)),
  on('patch', '/api/v1/operator/members/{id}', ({ path, body }) => {
    const member = members.find((one) => one.id === path.id) ?? null;
    return found(member && Object.assign(member, body));
  }),
  on('post', '/api/v1/operator/members/{id}/trainings', ({ path, body }) => {
    const standing = trained((body.trained_at ?? AT).slice(5, 10), path.id === 'mem_1');
    const member = members.find((one) => one.id === path.id);
    if (member) member.training = standing;
    if (path.id === 'mem_1') own.standing = standing;
    return { status: 201, body: standing };
  }),
  on('post', '/api/v1/operator/members/{id}/reveals', ({ path, body }) => {
    if (own.standing.is_due) return trainingDue();
    const access_number = note('account', body.ticket ?? '', body.words ?? '');
    return { status: 201, body: { id: path.id, nickname: NAMES[path.id] ?? null, access_number } };
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
