/**
 * The invented accounts, privacy centre, policy documents and operation.
 *
 * One member lives here, signed in by the cookie `mock_member=1`; `mock_review=1` makes the policy change.
 */
import { readdirSync, readFileSync } from 'node:fs';
import type {
  Certificate,
  Device,
  Disclosure,
  Health,
  Held,
  Job,
  ManagedMember,
  Me,
  PolicyChanges,
  PolicyDocument,
  PolicyVersion,
  Scan,
  ScanProblem,
} from '../src/lib/api/member.ts';

export type Answer = { status?: number; body?: unknown };
export type MemberHandler = (match: RegExpMatchArray, url: URL, body: Record<string, unknown>) => Answer;

const ok = (body: unknown): Answer => ({ body });
const list = <T>(items: T[]): Answer => ({ body: { items, next: null } });
const HASH = '8f1d3c5b7a9e0f2d4c6b8a1e3f5d7c9b0a2e4f6d8c1b3a5e7f9d0c2b4a6e8f10';
const AT = '2026-11-20T08:30:00.000Z';

const me: Me = {
  id: 'mem_1',
  nickname: '听雨',
  avatar: null,
  phone_masked: '138****8000',
  has_password: false,
  roles: ['listener', 'operator'],
  created_at: '2026-10-01T08:00:00.000Z',
  signature: '留得枯荷听雨声',
  gender: null,
  birthday: null,
  region: null,
};

const devices: Device[] = [
  {
    id: 'ses_1',
    device_name: 'Chrome · Android',
    created_at: '2026-11-01T10:00:00.000Z',
    last_used_at: AT,
    current: true,
  },
  {
    id: 'ses_2',
    device_name: 'Firefox · Linux',
    created_at: '2026-10-12T10:00:00.000Z',
    last_used_at: '2026-11-18T21:14:00.000Z',
    current: false,
  },
];

const held = (): Held => ({
  generated_at: AT,
  categories: [
    {
      category: 'network_identity',
      title: '网络身份标识',
      sensitivity: 'ordinary',
      items: [heldItem('account', '账号', 1, true), heldItem('avatar', '头像', 0, true)],
    },
    {
      category: 'contact',
      title: '联系方式',
      sensitivity: 'ordinary',
      items: [heldItem('phone', '手机号', 1)],
    },
    {
      category: 'usage',
      title: '浏览使用信息',
      sensitivity: 'ordinary',
      items: [heldItem('listen', '播放历史', 128), heldItem('play_state', '续播进度', 1)],
    },
    {
      category: 'device',
      title: '设备信息',
      sensitivity: 'ordinary',
      items: [heldItem('session', '登录设备', 2)],
    },
    {
      category: 'record_keeping',
      title: '记录编号与时间',
      sensitivity: 'ordinary',
      items: [{ ...heldItem('consent_event', '同意记录', 6), ...byLaw }],
    },
  ],
});

const byLaw = {
  basis: 'law' as const,
  basis_title: '法律要求',
  erasable: false,
  why_kept: '法律要求能够证明你的选择得到了尊重。',
};

function heldItem(item: string, title: string, count: number, correctable = false) {
  return {
    item,
    title,
    count,
    oldest: count ? '2026-10-01T08:00:00.000Z' : null,
    newest: count ? AT : null,
    purpose: item,
    purpose_title: `保存${title}`,
    function_title: title,
    basis: 'consent' as const,
    basis_title: '你的同意',
    retention_text: item === 'listen' ? '保存 180 天，到期删除' : '账号存续期间',
    erase_after: item === 'listen' ? '2027-03-30T08:00:00.000Z' : null,
    erasable: true,
    correctable,
    exportable: true,
    why_kept: null,
  };
}

const disclosures: Disclosure[] = [
  {
    id: 'dsc_1',
    recipient: 'sms_gateway',
    recipient_title: '短信服务',
    purpose_title: '验证您的手机号',
    fields: ['手机号', '验证码'],
    at: '2026-11-01T10:00:00.000Z',
    outcome: 'sent',
  },
];

const certificate: Certificate = {
  id: 'cert_0c7k2m9p4q6r8',
  closed_at: AT,
  subject_digest: HASH,
  tables: [
    ['accounts', '账号', 'deleted', 1],
    ['account_phones', '手机号', 'deleted', 1],
    ['listens', '播放历史', 'deleted', 128],
    ['sessions', '登录设备', 'deleted', 2],
    ['consent_events', '同意记录', 'kept', 6],
  ].map(([table, title, action, rows]) => ({
    table: table as string,
    title: title as string,
    action: action as 'deleted' | 'kept',
    rows: rows as number,
    kept_until: action === 'kept' ? '2029-11-20T08:30:00.000Z' : null,
    rule: action === 'kept' ? '《个人信息保护法》第五十六条' : null,
  })),
  keys_destroyed: 1,
  files_removed: 1,
  policy_version: '1',
  digest: HASH,
};

const versions: PolicyVersion[] = [
  {
    version: '2',
    published_at: '2026-11-10T00:00:00.000Z',
    effective_at: '2026-11-10T00:00:00.000Z',
    text_hash: HASH,
    previous_hash: '11aa',
    current: true,
  },
  {
    version: '1',
    published_at: '2026-10-01T00:00:00.000Z',
    effective_at: '2026-10-01T00:00:00.000Z',
    text_hash: '11aa',
    previous_hash: null,
    current: false,
  },
];

/** The project's own texts, so that reading them here is reading the real thing; lists stay unfilled. */
function policy(language: string): PolicyDocument {
  const folder = new URL(`../../policy/texts/${language === 'en' ? 'en' : 'zh-CN'}/`, import.meta.url);
  const texts = readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }));
  const titled = texts.map(({ name, text }) => {
    const [first, ...rest] = text.split('\n');
    return {
      id: name.replace(/\.md$/, ''),
      title: first!.replace(/^#+\s*/, ''),
      body_markdown: rest.join('\n'),
    };
  });
  const [summary, ...chapters] = titled;
  return {
    version: '2',
    title: language === 'en' ? 'Privacy policy of Qingyin' : '清音隐私政策',
    published_at: '2026-11-10T00:00:00.000Z',
    effective_at: '2026-11-10T00:00:00.000Z',
    text_hash: HASH,
    summary: summary ? [{ title: summary.title, body_markdown: summary.body_markdown }] : [],
    chapters: chapters.map((chapter, index) => ({ ...chapter, number: index + 1 })),
  };
}

const changes: PolicyChanges = {
  from: '1',
  to: '2',
  widening: true,
  changes: [
    {
      kind: 'text_changed',
      widening: false,
      subject: '第三章',
      before: '五日内',
      after: '三日内',
      purpose: null,
    },
    {
      kind: 'retention_longer',
      widening: true,
      subject: '播放历史',
      before: '90 天',
      after: '180 天',
      purpose: 'play_history',
    },
  ],
};

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
  cache: { bytes: 734_003_200, limit_bytes: 2_147_483_648, entries: 212 },
  ffmpeg: { found: false, version: null },
  transcodes: { running: 1, limit: 4 },
  overdue_rows: 0,
  disk_free_bytes: 214_748_364_800,
};

const stored = (names: string[]) => ({
  items: names.map((name) => ({
    name,
    title: name.split('.').at(-1)!,
    purpose_title: '记住这台设备的设置。',
    max_age_text: name.includes('.') ? null : '90 天',
    required: !name.includes('.'),
  })),
});

export const memberRoutes: [string, RegExp, MemberHandler][] = [
  [
    'GET',
    /^\/server$/,
    () =>
      ok({
        name: '清音',
        version: '0.1.0',
        edition: 'full',
        policy_version: '2',
        languages: ['zh-CN', 'en'],
        sign_in: { sms: true, password: true },
        setup_needed: false,
        operator: {
          company: '清音示例有限公司',
          contact_email: 'hello@qingyin.example',
          hotline: '400-000-0000',
          officer_name: '林清',
          officer_email: 'privacy@qingyin.example',
          court: '上海市浦东新区人民法院',
        },
      }),
  ],
  [
    'POST',
    /^\/sign_in\/sms_codes$/,
    () => ({ status: 202, body: { challenge_id: 'c', expires_in_seconds: 300, resend_after_seconds: 60 } }),
  ],
  [
    'POST',
    /^\/sign_in\/sms$/,
    (_, __, body) => (body['code'] === '123456' ? ok({ created: false, member: me }) : wrongCode()),
  ],
  ['POST', /^\/sign_in\/password$/, () => wrongCode('sign_in.password_wrong')],
  ['POST', /^\/sign_in\/password_reset$/, () => ({ status: 204 })],
  ['POST', /^\/password_strength$/, (_, __, body) => ok(strength(String(body['password'] ?? '')))],
  ['POST', /^\/sign_out$/, () => ({ status: 204 })],
  ['POST', /^\/operator\/claim$/, () => ok({ guest: false })],
  ['GET', /^\/me$/, () => ok(me)],
  ['PATCH', /^\/me$/, (_, __, body) => ok(Object.assign(me, body))],
  ['PUT', /^\/me\/password$/, () => ({ status: 204 })],
  ['GET', /^\/me\/sessions$/, () => list(devices)],
  ['DELETE', /^\/me\/sessions$/, () => ok({ signed_out: devices.splice(1).length })],
  [
    'GET',
    /^\/me\/consent_events$/,
    () =>
      list(
        (['withdrawn', 'granted', 'refused'] as const).map((event, index) => ({
          purpose: 'play_history',
          title: '保存播放历史',
          event,
          at: `2026-11-1${5 - index}T08:00:00.000Z`,
          policy_version: '1',
          text_hash: HASH,
        })),
      ),
  ],
  ['GET', /^\/me\/data$/, () => ok(held())],
  ['GET', /^\/me\/data\/(\w+)$/, ([, item]) => list(rows(item!))],
  ['DELETE', /^\/me\/data\/(\w+)$/, ([, item]) => ok({ item, erased_rows: 128 })],
  ['GET', /^\/me\/export$/, () => ok({ me, held: held() })],
  ['GET', /^\/me\/disclosures$/, () => list(disclosures)],
  ['POST', /^\/me\/agreement\/termination$/, () => ok({ withdrawn: ['play_history'], signed_out: true })],
  ['POST', /^\/me\/closure$/, () => ok(certificate)],
  ['POST', /^\/me\/policy_acceptance$/, () => ({ status: 204 })],
  ['GET', /^\/certificates\/(\w+)$/, () => ok(certificate)],
  ['GET', /^\/policy$/, (_, url) => ok(policy(url.searchParams.get('language') ?? 'zh-CN'))],
  ['GET', /^\/policy\/versions$/, () => list(versions)],
  [
    'GET',
    /^\/policy\/versions\/(\w+)$/,
    ([, version], url) => ok({ ...policy(url.searchParams.get('language') ?? 'zh-CN'), version }),
  ],
  ['GET', /^\/policy\/changes$/, () => ok(changes)],
  [
    'GET',
    /^\/policy\/lists\/collection$/,
    () =>
      ok({
        title: '个人信息收集清单',
        groups: held().categories.map((group) => ({
          ...group,
          items: group.items.map((item) => ({
            ...item,
            columns: [
              { name: 'x', title: item.title },
              { name: 'at', title: '时间' },
            ],
            required: item.item === 'phone',
          })),
        })),
      }),
  ],
  [
    'GET',
    /^\/policy\/lists\/permissions$/,
    () =>
      ok({
        title: '应用权限说明',
        items: [
          {
            permission: 'storage',
            title: '相册与存储',
            functions: [{ id: 'profile', title: '个人资料' }],
            notice: '更换头像时，由系统的文件选择器打开。',
            used_by_this_edition: true,
          },
          {
            permission: 'camera',
            title: '相机',
            functions: [],
            notice: '本版本没有需要它的功能，因此从不申请。',
            used_by_this_edition: false,
          },
        ],
      }),
  ],
  [
    'GET',
    /^\/policy\/lists\/recipients$/,
    () =>
      ok({
        title: '第三方SDK目录',
        items: [
          {
            recipient: 'sms_gateway',
            title: '短信服务',
            class: 'processor',
            country: 'CN',
            function_title: '注册与登录',
            fields: [{ title: '手机号' }, { title: '验证码' }],
            purpose_title: '验证您的手机号',
            hosts: [],
            agreement: null,
            enabled: false,
          },
        ],
      }),
  ],
  [
    'GET',
    /^\/policy\/lists\/sharing$/,
    () =>
      ok({
        title: '第三方共享信息清单',
        items: [
          {
            recipient_title: '短信服务',
            item_title: '手机号',
            fields: [{ title: '手机号' }],
            purpose_title: '验证您的手机号',
            transform: 'TLS 加密传输',
          },
        ],
      }),
  ],
  ['GET', /^\/policy\/lists\/cookies$/, () => ok(stored(['qingyin_session']))],
  ['GET', /^\/policy\/lists\/storage$/, () => ok(stored(['qingyin.theme', 'qingyin.volume']))],
  ['GET', /^\/operator\/scan$/, () => ok(scan)],
  ['POST', /^\/operator\/scan$/, () => ({ status: 202 })],
  ['GET', /^\/operator\/problems$/, () => list(problems)],
  ['GET', /^\/operator\/members$/, () => list(members)],
  [
    'PATCH',
    /^\/operator\/members\/(\w+)$/,
    ([, id], __, body) =>
      ok(
        Object.assign(
          members.find((one) => one.id === id)!,
          body,
        ),
      ),
  ],
  ['GET', /^\/operator\/jobs$/, () => list(jobs)],
  ['POST', /^\/operator\/jobs\/(\w+)\/run$/, () => ({ status: 202 })],
  ['GET', /^\/operator\/health$/, () => ok(health)],
  [
    'GET',
    /^\/operator\/policy$/,
    () =>
      ok({
        promises: { held: 62, pending: 116, total: 178 },
        recipients: [{ recipient: 'sms_gateway', title: '短信服务', enabled: false }],
      }),
  ],
];

function wrongCode(code = 'sign_in.code_wrong'): Answer {
  const title = code === 'sign_in.code_wrong' ? '验证码不正确' : '手机号或密码不正确';
  return {
    status: 401,
    body: { type: `urn:qingyin:problem:${code}`, code, status: 401, title, attempts_left: 4 },
  };
}

function strength(password: string) {
  const score = Math.min(4, Math.floor(password.length / 4));
  return {
    score,
    acceptable: score >= 2,
    warning: score < 2 ? '太短，容易被猜到。' : null,
    suggestions: score < 3 ? ['再加一个不相干的词。'] : [],
  };
}

function rows(item: string) {
  return [1, 2, 3].map((n) => ({
    row_id: `row_${n}`,
    columns: [
      { name: 'nickname', title: '昵称', value: '听雨', sealed: false, correctable: item === 'account' },
      { name: 'phone', title: '手机号', value: '138****8000', sealed: true, correctable: false },
      { name: 'at', title: '时间', value: AT, sealed: false, correctable: false },
    ],
  }));
}
