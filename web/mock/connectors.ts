/** The invented connectors: some set up, some not, and settings that can be saved. */
import type {
  ConnectorState,
  ProviderState,
  Setting,
  SettingsSection,
  OneTapState,
  SmsState,
  Transcriber,
} from '../src/lib/api/types.ts';
import { found, list, nothing, ok, on, problem } from './routes.ts';

const AT = '2026-11-28T09:12:00.000Z';
const back = (id: string) => `https://music.example/api/v1/sign_in/providers/${id}/callback`;

function setting(name: string, about: string, more: Partial<Setting> = {}): Setting {
  return {
    name,
    kind: 'text',
    about,
    example: null,
    default: null,
    when_absent: '不提供这种登录',
    choices: [],
    min: null,
    max: null,
    is_set: false,
    source: 'default',
    place: null,
    value: null,
    is_hidden: false,
    changed_at: null,
    ...more,
  };
}

const stored = (value: string): Partial<Setting> => ({
  is_set: true,
  source: 'stored',
  value,
  changed_at: AT,
});
const secret: Partial<Setting> = { kind: 'secret', is_hidden: true };
const sealed: Partial<Setting> = { ...secret, is_set: true, source: 'stored', changed_at: AT };

function agreement(section: string, values?: [string, string, string, string]): Setting[] {
  const of = (at: number): Partial<Setting> => (values ? stored(values[at]!) : {});
  const rows: [string, string, Partial<Setting>][] = [
    [
      'country',
      '对方处理数据所在的国家或地区，须与政策中的接收方一致。',
      { default: 'CN', when_absent: null },
    ],
    [
      'agreement',
      '与对方的约定（例如平台的开发者协议）的名称或编号；由您自己运行时，写明内部制度的编号。',
      of(0),
    ],
    ['agreement_signed', '签署日期。', { kind: 'date', example: '2026-11-01', ...of(1) }],
    ['checked_at', '最近一次安全评估的日期。', { kind: 'date', example: '2026-11-01', ...of(2) }],
    [
      'expires_at',
      '到期日；此日之后不再向对方发送任何内容。',
      { kind: 'date', example: '2027-10-31', ...of(3) },
    ],
  ];
  return rows.map(([name, about, more]) => setting(`${section}.${name}`, about, more));
}

function section(name: string, tables: SettingsSection['tables']): SettingsSection {
  return { name, tables };
}

const SMS_ABSENT = '`sms.gateway = "aliyun"` 时必填';

const sections: SettingsSection[] = [
  section('sign_in.wechat', [
    {
      name: 'sign_in.wechat',
      about: '微信登录（微信开放平台的网站应用）；约定不全或过期，登录页便不再显示。',
      settings: [
        setting('sign_in.wechat.app_id', '网站应用的 AppID。', {
          example: 'wx1234567890abcdef',
          ...stored('wx8f2a7c11d09e4b35'),
        }),
        setting('sign_in.wechat.app_secret', '网站应用的 AppSecret。', sealed),
        setting(
          'sign_in.wechat.events_token',
          '消息推送的 Token。推送地址填写 `https://您的域名/api/v1/sign_in/providers/wechat/events/-`，须选安全模式。',
          { ...secret, when_absent: '没有' },
        ),
        ...agreement('sign_in.wechat', ['开发者协议 2026', '2026-01-01', '2026-06-01', '2027-12-31']),
      ],
    },
  ]),
  section('sign_in.qq', [
    {
      name: 'sign_in.qq',
      about: 'QQ 登录（QQ 互联的网站应用）。',
      settings: [
        setting('sign_in.qq.app_id', '应用的 APP ID。', { example: '101234567' }),
        setting('sign_in.qq.app_key', '应用的 APP Key。', secret),
        setting('sign_in.qq.union_id', '是否已获准取得 UnionID。', {
          kind: 'switch',
          default: 'false',
          when_absent: null,
        }),
        ...agreement('sign_in.qq'),
      ],
    },
  ]),
  section('sign_in.oidc', [
    {
      name: 'sign_in.oidc',
      about: '统一登录：任何支持 OpenID Connect 的服务，例如 Keycloak、Authentik。',
      settings: [
        setting('sign_in.oidc.name', '登录页上按钮的名称。', {
          is_set: true,
          source: 'file',
          place: '/var/lib/qingyin/qingyin.toml:12',
          value: '家庭账号',
        }),
        setting('sign_in.oidc.client_secret', '客户端密钥；公开客户端没有。', {
          ...secret,
          is_set: true,
          source: 'environment',
          place: 'QINGYIN_SIGN_IN_OIDC_CLIENT_SECRET',
        }),
      ],
    },
  ]),
  section('sign_in.simulator', [
    {
      name: 'sign_in',
      about: null,
      settings: [
        setting('sign_in.simulator', '仅供试用和测试：把微信、QQ、微博、Apple 换成本机上的模拟服务。', {
          kind: 'url',
          example: 'http://127.0.0.1:4650',
          when_absent: '使用真实的平台',
        }),
      ],
    },
  ]),
  section('sms', [
    {
      name: 'sms',
      about: '短信验证码的发送。',
      settings: [
        setting('sms.gateway', '`console`：验证码打印在终端，不离开本机；其余：交给同名小节中的服务商。', {
          kind: 'choice',
          choices: ['console', 'http', 'aliyun', 'tencent', 'cmpp'],
          default: 'console',
          when_absent: null,
        }),
      ],
    },
    {
      name: 'sms.aliyun',
      about: '阿里云短信服务。',
      settings: [
        setting('sms.aliyun.access_key_id', '只有短信权限的 RAM 用户的 AccessKey ID。', {
          example: 'LTAI5t…',
          when_absent: SMS_ABSENT,
        }),
        setting('sms.aliyun.access_key_secret', '它的密钥。', { ...secret, when_absent: SMS_ABSENT }),
        ...agreement('sms.aliyun'),
      ],
    },
  ]),
  section('one_tap', [
    {
      name: 'one_tap',
      about: '一键登录：手机应用里的运营商组件取得凭证，本站向认证服务核对本机号码。',
      settings: [
        setting('one_tap.provider', '由谁核对号码；`none` 表示不提供一键登录。', {
          kind: 'choice',
          choices: ['none', 'cmcc', 'aliyun'],
          default: 'none',
          when_absent: null,
        }),
      ],
    },
  ]),
  section('voice_search', [
    {
      name: 'voice_search',
      about: '语音搜索：浏览器能在本机转文字时不需要任何设置；否则可以配置一个语音转文字服务。',
      settings: [
        setting('voice_search.transcriber', '`off`：声音不离开听众的设备。', {
          kind: 'choice',
          choices: ['off', 'endpoint'],
          default: 'off',
          when_absent: null,
        }),
      ],
    },
  ]),
];

const of = (name: string) =>
  sections
    .flatMap(({ tables }) => tables.flatMap(({ settings }) => settings))
    .find((one) => one.name === name);

function providerState(id: string): ConnectorState {
  if (id === 'oidc') return 'expired';
  return of(`sign_in.${id}.app_id`)?.is_set ? 'open' : 'off';
}

function providers(): ProviderState[] {
  const quiet = { confirmed: 0, confirmed_at: null, failed: 0, failures: [], closed_because: null };
  const titles = { wechat: '微信', qq: 'QQ', oidc: '家庭账号' };
  return Object.entries(titles).map(([id, title]) => {
    const state = providerState(id);
    const plain = { ...quiet, id, title, state, set_up: state !== 'off', callback: back(id) };
    const receives = ['登录授权码（它自己刚刚发出的）', '它给您的编号（OpenID）'];
    if (id === 'oidc')
      return { ...plain, receives, closed_because: 'its agreement or security check has expired' };
    if (id !== 'wechat') return { ...plain, receives };
    const why = "recipient 'wechat' did not accept: no answer in time";
    const failures = ['2026-11-27T20:01:00.000Z', '2026-11-26T07:44:00.000Z'].map((at) => ({ at, why }));
    return { ...plain, receives, confirmed: 128, confirmed_at: AT, failed: 2, failures };
  });
}

function sms(): SmsState {
  const gateway = of('sms.gateway')?.value ?? 'console';
  return {
    gateway,
    state: 'open',
    closed_because: null,
    sent: 41,
    sent_at: AT,
    failed: 0,
    failures: [],
  };
}

const oneTap: OneTapState = {
  provider: null,
  state: 'off',
  closed_because: null,
  confirmed: 0,
  confirmed_at: null,
  failed: 0,
  failures: [],
};

const transcriber: Transcriber = { state: 'off', closed_because: null, provider: null, host: null };

/** What speaks against a value, as the server would say it. */
function fault(name: string, value: string | null): string | null {
  if (name.endsWith('.expires_at') && value !== null && !/^\d{4}-\d\d-\d\d$/.test(value))
    return '格式不对：应为日期，例如 "2026-11-23"；例如 "2027-10-31"';
  return null;
}

export const connectorRoutes = [
  on('get', '/api/v1/operator/settings', () => ok({ trouble: null, is_sealed: false, sections })),
  on('delete', '/api/v1/operator/settings', () => nothing),
  on('patch', '/api/v1/operator/settings/{section}', ({ path, body }) => {
    const changed = sections.find(({ name }) => name === path.section);
    const changes = Object.entries(body.changes ?? {});
    const fields = changes.flatMap(([name, value]) => {
      const message = fault(name, value);
      return message === null ? [] : [{ name, code: 'setting.refused', message }];
    });
    // Half a connector is refused, and each thing that is missing is named.
    const needed = path.section === 'sign_in.qq' ? ['app_key', 'agreement', 'expires_at'] : [];
    const will = (name: string) =>
      body.changes && name in body.changes ? body.changes[name] : of(name)?.is_set;
    for (const short of needed) {
      const name = `sign_in.qq.${short}`;
      if (will('sign_in.qq.app_id') && !will(name) && !fields.some((field) => field.name === name)) {
        fields.push({
          name,
          code: 'setting.refused',
          message: '没有这一项，谁也不能用它登录；请填写，或者清空这一组的全部设置',
        });
      }
    }
    if (fields.length > 0) {
      return problem(422, 'settings.refused', '没有保存：有的设置填写不正确，或者还不完整', { fields });
    }
    for (const [name, value] of changes) {
      const one = of(name);
      if (!one) continue;
      const shown = one.is_hidden ? null : value;
      Object.assign(
        one,
        value === null
          ? { is_set: false, source: 'default', value: null, changed_at: null }
          : { is_set: true, source: 'stored', value: shown, changed_at: AT },
      );
    }
    return found(changed ? structuredClone(changed) : null);
  }),
  on('get', '/api/v1/operator/sign_in_providers', () => list(providers())),
  on('post', '/api/v1/operator/sign_in_providers/{provider}/checks', () => nothing),
  on('get', '/api/v1/operator/sms', () => ok(sms())),
  on('post', '/api/v1/operator/sms/checks', () => nothing),
  on('get', '/api/v1/operator/one_tap', () => ok(oneTap)),
  on('post', '/api/v1/operator/one_tap/checks', () => nothing),
  on('get', '/api/v1/operator/transcriber', () => ok(transcriber)),
  on('post', '/api/v1/operator/transcriber/checks', () => nothing),
];
