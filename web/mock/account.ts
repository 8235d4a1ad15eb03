/**
 * The invented account: one member, signed in by the cookie `mock_member=1`; `mock_review=1` makes the policy change,
 * and `mock_new_device=1` has somebody sign in elsewhere.
 */
import type {
  Device,
  LinkedIdentity,
  Me,
  Passkey,
  PasswordStrength,
  Session,
  SignInProvider,
} from '../src/lib/api/types.ts';
import { HOLDERS } from './policy.ts';
import { list, nothing, ok, on, problem } from './routes.ts';

const AT = '2026-11-20T08:30:00.000Z';

export const MEMBER = {
  id: 'mem_1',
  nickname: '听雨',
  avatar: null,
  roles: ['listener', 'operator', 'privacy_officer'],
} satisfies Session['member'];

const me: Me = {
  id: 'mem_1',
  nickname: '听雨',
  avatar: null,
  phone_masked: '138****8000',
  has_password: false,
  roles: ['listener', 'operator', 'privacy_officer'],
  created_at: '2026-10-01T08:00:00.000Z',
  signature: '留得枯荷听雨声',
  gender: null,
  birthday: null,
  region: null,
};

const devices: Device[] = [
  {
    id: 'ses_1',
    device_name: '我的手机',
    device_kind: 'Chrome · Android',
    known: true,
    created_at: '2026-11-01T10:00:00.000Z',
    last_used_at: AT,
    current: true,
  },
  {
    id: 'ses_2',
    device_name: 'Firefox · Linux',
    device_kind: 'Firefox · Linux',
    known: true,
    created_at: '2026-10-12T10:00:00.000Z',
    last_used_at: '2026-11-18T21:14:00.000Z',
    current: false,
  },
];

const passkeys: Passkey[] = [
  { id: 'psk_1', name: '我的手机', created_at: '2026-11-01T10:05:00.000Z', last_used_at: AT },
];

const PROVIDERS: SignInProvider[] = [
  { id: 'wechat', title: '微信', host: 'open.weixin.qq.com', is_simulated: true, is_abroad: false },
  { id: 'qq', title: 'QQ', host: 'graph.qq.com', is_simulated: true, is_abroad: false },
  { id: 'weibo', title: '微博', host: 'api.weibo.com', is_simulated: true, is_abroad: false },
  { id: 'apple', title: 'Apple', host: 'appleid.apple.com', is_simulated: true, is_abroad: true },
  { id: 'oidc', title: '家庭账号', host: 'id.example', is_simulated: false, is_abroad: false },
];

const linked: LinkedIdentity[] = [
  {
    provider: 'wechat',
    title: '微信',
    nickname: '小鹿',
    linked_at: '2026-11-02T09:00:00.000Z',
    last_used_at: AT,
  },
];

export const accountRoutes = [
  on('get', '/api/v1/server', () =>
    ok({
      name: '清音',
      version: '0.1.0',
      edition: 'full',
      policy_version: '2',
      languages: ['zh-CN', 'en'],
      sign_in: { sms: true, password: true, proxy: false, passkey: true, one_tap: false },
      setup_needed: false,
      operator: {
        configured: true,
        company: '清音示例有限公司',
        address: '上海市浦东新区',
        contact_email: 'hello@qingyin.example',
        hotline: '400-000-0000',
        officer_name: '林清',
        officer_email: 'privacy@qingyin.example',
        court: '上海市浦东新区人民法院',
      },
    }),
  ),
  on('get', '/api/v1/session', ({ cookies }) => ok(session(cookies))),
  on('get', '/api/v1/sign_in/providers', () => list(PROVIDERS)),
  on('post', '/api/v1/sign_in/providers/{provider}/attempts', ({ path }) => ({
    status: 201,
    body: { address: `/sign-in/link?from=${path.provider}` },
  })),
  on('get', '/api/v1/sign_in/waiting_identity', ({ cookies }) =>
    cookies.includes('mock_waiting=1')
      ? ok({
          provider: 'wechat',
          title: '微信',
          nickname: '小鹿',
          return_to: '/albums',
          expires_at: '2030-01-01T00:00:00.000Z',
        })
      : problem(400, 'identity.expired', '这次登录已过期'),
  ),
  on('delete', '/api/v1/sign_in/waiting_identity', () => nothing),
  on('get', '/api/v1/me/linked_identities', () => list(linked)),
  on('post', '/api/v1/me/linked_identities', () => nothing),
  on('delete', '/api/v1/me/linked_identities/{provider}', ({ path }) => {
    const at = linked.findIndex(({ provider }) => provider === path.provider);
    if (at >= 0) linked.splice(at, 1);
    return nothing;
  }),
  on('post', '/api/v1/sign_in/sms_codes', () => ({
    status: 202,
    body: { challenge_id: 'chl_1', expires_in_seconds: 300, resend_after_seconds: 60 },
  })),
  on('post', '/api/v1/sign_in/sms', ({ body }) =>
    body.code === '123456'
      ? ok({ created: false, member: MEMBER })
      : problem(401, 'sign_in.code_wrong', '验证码不正确', { attempts_left: 4 }),
  ),
  on('post', '/api/v1/sign_in/password', () =>
    problem(401, 'sign_in.password_wrong', '手机号或密码不正确', { attempts_left: 4 }),
  ),
  on('post', '/api/v1/sign_in/password_reset', () => nothing),
  on('post', '/api/v1/password_strength', ({ body }) => ok(strength(body.password ?? ''))),
  on('post', '/api/v1/sign_out', () => nothing),
  on('post', '/api/v1/operator/claim', () => ok(session('mock_member=1'))),
  on('get', '/api/v1/me', () => ok(me)),
  on('patch', '/api/v1/me', ({ body }) => ok(Object.assign(me, body))),
  on('put', '/api/v1/me/password', () => nothing),
  on('get', '/api/v1/me/sessions', ({ cookies }) => list(devicesOf(cookies))),
  on('delete', '/api/v1/me/sessions', () => ok({ signed_out: devices.splice(1).length })),
  on('get', '/api/v1/me/passkeys', () => list(passkeys)),
  on('patch', '/api/v1/me/sessions/{id}', ({ path, body }) => {
    const device = devices.find(({ id }) => id === path.id);
    if (device) Object.assign(device, body);
    return nothing;
  }),
  on('post', '/api/v1/me/policy_acceptance', () => nothing),
];

/** With `mock_new_device=1` one of the devices is not known yet. */
function devicesOf(cookies: string): Device[] {
  const known = !cookies.includes('mock_new_device=1');
  return devices.map((device) => (device.current ? device : { ...device, known }));
}

function session(cookies: string): Session {
  if (!cookies.includes('mock_member=1')) return { guest: true };
  const changed = cookies.includes('mock_review=1');
  return {
    guest: false,
    member: MEMBER,
    policy: { current_version: changed ? '2' : '1', accepted_version: '1', review_needed: changed },
    session_id: 'ses_1',
    unknown_devices: devicesOf(cookies).filter(({ known }) => !known).length,
    signed_in_at: '2026-01-01T00:00:00.000Z',
    ...(cookies.includes('mock_new_holder=1')
      ? { new_holder: { name: HOLDERS[0]!.name, since: HOLDERS[0]!.since, keeps_consents: false } }
      : {}),
  };
}

function strength(password: string): PasswordStrength {
  const score = Math.min(4, Math.floor(password.length / 4));
  return {
    score,
    acceptable: score >= 2,
    warning: score < 2 ? '太短，容易被猜到。' : null,
    suggestions: score < 3 ? ['再加一个不相干的词。'] : [],
  };
}
