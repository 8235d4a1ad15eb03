/** Invented minors and guardians: which of them the member is, cookies say. */
import type {
  MinorsMode,
  MinorsModeChanges,
  MinorsModeLimits,
  MinorStanding,
  MinorsStatement,
  Ward,
} from '../src/lib/api/types.ts';
import { CONSENTS } from './privacy.ts';
import { found, list, ok, on, problem } from './routes.ts';

const STATEMENT: MinorsStatement = {
  version: '1',
  title: '我们如何处理未成年人的个人信息',
  body_markdown:
    '本章也是《未成年人声明》：监护人读过并同意的，就是这一章的全文。\n\n### 未满十八周岁：先请监护人同意\n\n未满十八周岁的，请先请监护人阅读本章并同意。\n\n### 十四周岁以下（含十四周岁）\n\n每一项需要同意的信息，都由监护人在自己的账号里逐项替孩子选择。',
  text_hash: '9f2c4d1e8b7a60535c1d2e3f4a5b6c7d8e9f0a1b2c3d4e5f60718293a4b5c6d7',
};

const WARDS: Ward[] = [
  {
    id: 'gua_0c7k2m9p4q6r8',
    nickname: '小竹',
    age: 'child',
    agreed_at: '2026-11-18T03:00:00.000Z',
    statement_version: '1',
  },
  {
    id: 'gua_1d8m3n0q5r7s9',
    nickname: null,
    age: 'youth',
    agreed_at: '2026-11-10T03:00:00.000Z',
    statement_version: '1',
  },
];
const wards = new Map(WARDS.map((ward) => [ward.id, ward]));
const agreed = new Set<string>();

/** What an invented guardian can choose; minors are left out of what profiles. */
const consents = () =>
  CONSENTS.filter((one) => one.state !== 'not_needed').map((one) => ({
    ...one,
    state: agreed.has(one.purpose) ? ('granted' as const) : ('not_asked' as const),
    without_effect: /recommendation|helping|voice/.test(one.purpose) ? ('minor' as const) : null,
  }));

let invitedUntil: string | null = null;

const NOBODY: MinorStanding = {
  state: 'not_known',
  age: null,
  found_at: null,
  erased_at: null,
  certificate: null,
  invited_until: null,
  agreed_at: null,
  statement_version: null,
};

const LIMITS: MinorsModeLimits = {
  limit_minutes: null,
  pause_from_minute: 22 * 60,
  pause_to_minute: 6 * 60,
  allows_explicit: false,
  allows_podcasts: false,
  allows_others: false,
};
const OFF: MinorsMode = {
  state: 'off',
  turned_on_at: null,
  kept_by: null,
  limits: null,
  limit_ms: 0,
  played_ms: 0,
  left_ms: 0,
  rest_every_ms: 30 * 60_000,
  goes_on_at: null,
  days: [],
};
const ON: MinorsMode = {
  ...OFF,
  state: 'open',
  turned_on_at: '2026-11-18T03:00:00.000Z',
  limits: LIMITS,
  limit_ms: 60 * 60_000,
  played_ms: 42 * 60_000,
  left_ms: 18 * 60_000,
  days: [25, 60, 0, 38, 52, 14, 42].map((minutes, day) => ({
    began_at: `2026-11-${14 + day}T16:00:00.000Z`,
    played_ms: minutes * 60_000,
  })),
};
/** The invented account's own mode, and its password; a cookie lets its time be over. */
let own: MinorsMode = OFF;
let password = '';
let ofWard: MinorsMode = { ...ON, kept_by: 'guardian' };

const changed = (mode: MinorsMode, changes: Partial<MinorsModeChanges>): MinorsMode => {
  const given = Object.entries(changes).filter(([name, value]) => name in LIMITS && value !== undefined);
  const limits = { ...(mode.limits ?? LIMITS), ...Object.fromEntries(given) } as MinorsModeLimits;
  if (limits.limit_minutes === 0) limits.limit_minutes = null;
  return { ...mode, limits, limit_ms: (limits.limit_minutes ?? 60) * 60_000 };
};

const wrongPassword = () => problem(403, 'minors_mode.password_wrong', '密码不正确');

const resting = (state: 'time_over' | 'pause'): MinorsMode => ({
  ...ON,
  state,
  kept_by: 'guardian',
  played_ms: 60 * 60_000,
  left_ms: 0,
  goes_on_at: '2026-11-20T22:00:00.000Z',
});

const standing = (more: Partial<MinorStanding>) => ok<MinorStanding>({ ...NOBODY, ...more });

export const minorsRoutes = [
  on('get', '/api/v1/policy/minors_statement', () => ok(STATEMENT)),
  on('get', '/api/v1/me/minor', ({ cookies }) => {
    if (cookies.includes('mock_guarded=1')) {
      return standing({
        state: 'guarded',
        age: 'youth',
        agreed_at: '2026-11-18T03:00:00.000Z',
        statement_version: '1',
      });
    }
    if (!cookies.includes('mock_unguarded=1')) return standing({});
    return standing({
      state: 'guardian_needed',
      age: 'child',
      found_at: '2026-11-20T08:30:00.000Z',
      erased_at: '2026-11-21T07:30:00.000Z',
      certificate: 'cert_0c7k2m9p4q6r8',
      invited_until: invitedUntil,
    });
  }),
  on('post', '/api/v1/me/minor/invitation', () => {
    invitedUntil = '2026-11-27T08:30:00.000Z';
    return { status: 201, body: { token: 'q3t6w9z2b5e8h1k4n7r0u3x6A9C2F5I8', expires_at: invitedUntil } };
  }),
  on('post', '/api/v1/guardian_invitations/preview', ({ body }) =>
    body.token === 'gone'
      ? problem(404, 'not_found', '没有找到')
      : ok({ nickname: '小竹', expires_at: '2026-11-27T08:30:00.000Z', statement: STATEMENT }),
  ),
  on('post', '/api/v1/guardian_invitations/acceptance', () => {
    const ward = WARDS[0]!;
    wards.set(ward.id, ward);
    return { status: 201, body: ward };
  }),
  on('get', '/api/v1/me/wards', ({ cookies }) =>
    list(cookies.includes('mock_guardian=1') ? [...wards.values()] : []),
  ),
  on('delete', '/api/v1/me/wards/{id}', ({ path }) => {
    wards.delete(path.id);
    return { status: 204, body: undefined };
  }),
  on('get', '/api/v1/me/wards/{id}/consents', () => list(consents())),
  on('put', '/api/v1/me/wards/{id}/consents/{purpose}', ({ path }) => {
    agreed.add(path.purpose);
    return found(consents().find((one) => one.purpose === path.purpose) ?? null);
  }),
  on('delete', '/api/v1/me/wards/{id}/consents/{purpose}', ({ path }) => {
    agreed.delete(path.purpose);
    return found(consents().find((one) => one.purpose === path.purpose) ?? null);
  }),
  on('get', '/api/v1/me/minors_mode', ({ cookies }) => {
    if (cookies.includes('mock_time_over=1')) return ok(resting('time_over'));
    if (cookies.includes('mock_pause=1')) return ok(resting('pause'));
    return ok(own);
  }),
  on('put', '/api/v1/me/minors_mode', ({ body }) => {
    if ((body.password ?? '').length < 4) {
      const refused = problem(400, 'validation.invalid', '请求中有填写不正确的内容');
      refused.body.fields = [
        { name: 'password', code: 'password.length', message: '密码需要 4 到 128 个字符，四位数字也可以' },
      ];
      return refused;
    }
    password = body.password ?? '';
    own = { ...ON, kept_by: 'password' };
    return ok(own);
  }),
  on('post', '/api/v1/me/minors_mode/end', ({ body }) => {
    if (body.password !== password) return wrongPassword();
    own = OFF;
    return ok(own);
  }),
  on('patch', '/api/v1/me/minors_mode', ({ body }) => {
    if (body.password !== password) return wrongPassword();
    own = changed(own, body);
    return ok(own);
  }),
  on('get', '/api/v1/me/wards/{id}/minors_mode', () => ok(ofWard)),
  on('put', '/api/v1/me/wards/{id}/minors_mode', () => {
    ofWard = { ...ON, kept_by: 'guardian' };
    return ok(ofWard);
  }),
  on('delete', '/api/v1/me/wards/{id}/minors_mode', () => {
    ofWard = OFF;
    return ok(ofWard);
  }),
  on('patch', '/api/v1/me/wards/{id}/minors_mode', ({ body }) => {
    ofWard = changed(ofWard, body);
    return ok(ofWard);
  }),
];
