/** The invented privacy centre: consents, what is held, what was disclosed, and leaving. */
import type { Certificate, Consent, DataRow, Disclosure, Held, HeldItem } from '../src/lib/api/types.ts';
import { found, list, ok, on } from './routes.ts';

const HASH = '8f1d3c5b7a9e0f2d4c6b8a1e3f5d7c9b0a2e4f6d8c1b3a5e7f9d0c2b4a6e8f10';
const AT = '2026-11-20T08:30:00.000Z';

/** How a consent stands of which a later policy asks for more. */
const ASKED_ANEW = { state: 'asked_anew', changed_at: AT, policy_version: '1' } as const;

/** What has no effect for minors. */
const PROFILING = ['personal_recommendation', 'helping_discovery', 'likes_recommendation', 'helping_search'];

export const CONSENTS: Consent[] = (['play_history', 'resume_playback'] as const).map((purpose) => ({
  purpose,
  title: purpose === 'play_history' ? '播放历史' : '跨设备续播',
  notice:
    purpose === 'play_history'
      ? '记录你听过的歌曲和时间，用来显示播放历史。'
      : '记录播放队列和进度，用来在另一台设备上接着听。',
  function: {
    id: purpose,
    title: purpose === 'play_history' ? '播放历史' : '续播',
    kind: 'extended',
    refusal: '不记录，音乐照常播放。',
  },
  basis: 'consent',
  sensitive: false,
  state: 'not_asked',
  changed_at: null,
  policy_version: null,
  text_hash: `mock-${purpose}`,
  items: [{ item: purpose, title: '播放记录', retention_text: '保存 180 天，之后匿名化' }],
  without_effect: null,
  can_ask_again_at: null,
}));

for (const [purpose, title, notice] of [
  [
    'download_history',
    '保存下载历史',
    '经您同意，我们记录您下载了什么、什么格式、什么时间，只用于让您自己查看下载历史。',
  ],
  [
    'search_history',
    '保存搜索历史',
    '经您同意，我们记录您选用过的搜索词和最近一次搜索的时间，只用于在搜索框里让您一点即搜；最多 200 条，每条在最后一次使用 90 天后删除。',
  ],
  [
    'monthly_letter',
    '每月来信',
    '经您同意，我们每月向您验证过的邮箱寄一封信，写上个月曲库里新增的专辑；内容对所有人相同。信里没有图片，没有统计打开和点击的东西；随时可以退订，不用登录。',
  ],
  [
    'helping_search',
    '将您的搜索计入「大家在搜」',
    '经您同意，我们在向所有人显示「大家在搜」时，数一数您的搜索历史里最近 30 天的搜索词；至少 20 位成员都搜过才会显示，并且不显示人数，也不显示是谁。',
  ],
  [
    'recognition_history',
    '保存识曲历史',
    '经您同意，我们记录听歌识曲为您认出了哪首曲目、听到的是曲中什么位置、什么时间，只用于让您自己再找到它。不记录声音。',
  ],
  [
    'publication',
    '在歌单广场公开您的歌单',
    '经您同意，您选定的歌单会公开在歌单广场，任何人不登录也能看到，但不显示您是谁。撤回同意时，您的全部歌单立即从广场消失。',
  ],
  [
    'publication_name',
    '在公开的歌单旁显示您的署名',
    '经您同意，我们保存您填写的署名，只用于显示在您公开的歌单旁边。',
  ],
] as const) {
  CONSENTS.push({
    ...CONSENTS[0]!,
    purpose,
    title,
    notice,
    function: {
      id: 'playlist_square',
      title: '歌单广场',
      kind: 'extended',
      refusal: '歌单不公开，其余功能不变。',
    },
    text_hash: `mock-${purpose}`,
    items: [{ item: purpose, title, retention_text: '保存至您撤回同意或注销账号' }],
  });
}

for (const [purpose, title, notice, state] of [
  [
    'personal_recommendation',
    '个性化推荐',
    '经您同意，我们读取您最近 180 天的播放历史，在您打开「首页」和「发现」时当场算出推荐给您的歌曲，每首都说明理由。',
    'granted',
  ],
  [
    'helping_discovery',
    '帮助他人发现音乐',
    '经您同意，推荐给别人时会数一数「听过这首的人还听过哪首」和「多少人在听」，榜单也计入您听得最多的歌，并加上随机噪声。',
    'not_asked',
  ],
  [
    'likes_recommendation',
    'AI听荐：从我喜欢的歌出发',
    '经您同意，您在「我的音乐」里看喜欢的歌曲时，我们读取您喜欢的歌曲，当场找出与它们相近的歌，每首都写明因为您喜欢哪一首。不读您的播放历史。',
    'not_asked',
  ],
] as const) {
  const isOfLikes = purpose === 'likes_recommendation';
  CONSENTS.push({
    ...CONSENTS[0]!,
    purpose,
    title,
    notice,
    function: {
      id: isOfLikes ? purpose : 'recommendation',
      title: isOfLikes ? 'AI听荐' : '个性化推荐',
      kind: 'extended',
      refusal: '音乐和其他功能照常。',
    },
    state,
    changed_at: state === 'granted' ? '2026-11-02T08:00:00.000Z' : null,
    policy_version: state === 'granted' ? '1' : null,
    text_hash: `mock-${purpose}`,
    items: isOfLikes
      ? [{ item: 'suggestion_dislike', title: 'AI听荐里不想听的歌曲', retention_text: '保存 180 天' }]
      : [],
  });
}

CONSENTS.push({
  ...CONSENTS[0]!,
  purpose: 'affiliate_sharing',
  title: '提供给您点名同意的关联公司',
  notice:
    '默认不向任何关联公司提供任何信息。打开这一项本身不提供任何东西，只让您可以在「隐私中心 → 关联公司」里一家一家、一项一项地单独同意。',
  function: {
    id: 'affiliates',
    title: '关联公司共享',
    kind: 'extended',
    refusal: '不同意就什么都不提供，音乐和其他功能照常。',
  },
  basis: 'separate_consent',
  text_hash: 'mock-affiliate_sharing',
  items: [{ item: 'affiliate_choice', title: '您对关联公司的单独同意', retention_text: '保存至您撤回' }],
});

CONSENTS.push({
  ...CONSENTS[0]!,
  purpose: 'voice_transcription',
  title: '把您的语音发给语音转文字服务',
  notice:
    '经您单独同意，您按下搜索框里的麦克风后说的话（每次最长 15 秒）会发给本服务的运营者选定的语音转文字服务，只用于转成文字来搜歌。',
  function: { id: 'voice_search', title: '语音搜索', kind: 'extended', refusal: '打字搜索照常可用。' },
  basis: 'separate_consent',
  sensitive: true,
  text_hash: 'mock-voice_transcription',
  items: [],
});

/** Whether the invented member agreed. */
export const isGranted = (purpose: string) =>
  CONSENTS.find((one) => one.purpose === purpose)?.state === 'granted';

CONSENTS.push({
  ...CONSENTS[0]!,
  purpose: 'app_access',
  title: '第三方应用登录',
  notice:
    '我们保存您给它起的名称、登录名、建立和最近使用的时间，以及密钥的摘要，只用于让那个应用以您的身份听歌。',
  function: {
    id: 'open_clients',
    title: '用第三方应用听歌',
    kind: 'extended',
    refusal: '不建立密钥和应用密码，别的应用就不能登录；网页照常使用。',
  },
  basis: 'contract',
  state: 'not_needed',
  text_hash: 'mock-app_access',
  items: [],
});

for (const [purpose, title, state] of [
  ['profile_signature', '保存个性签名', 'granted'],
  ['profile_gender', '保存性别', 'not_asked'],
  ['profile_birthday', '保存生日', 'refused'],
  ['profile_region', '保存所在地区', 'not_asked'],
  ['account', '建立和管理你的账号', 'not_needed'],
] as const) {
  CONSENTS.push({
    ...CONSENTS[0]!,
    purpose,
    title,
    notice: `${title}，只用于显示在你自己的资料页。保存至你清空、撤回同意或注销账号。`,
    function: { id: 'profile', title: '个人资料', kind: 'extended', refusal: '这一项留空，其余功能不变。' },
    state,
    changed_at: state === 'granted' || state === 'refused' ? '2026-11-02T08:00:00.000Z' : null,
    policy_version: '1',
    basis: state === 'not_needed' ? 'contract' : 'consent',
  });
}

export const held = (): Held => ({
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

function heldItem(item: string, title: string, count: number, correctable = false): HeldItem {
  return {
    item,
    title,
    count,
    oldest: count ? '2026-10-01T08:00:00.000Z' : null,
    newest: count ? AT : null,
    purpose: item,
    purpose_title: `保存${title}`,
    function_title: title,
    basis: 'consent',
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
    legal_basis: null,
  },
  {
    id: 'dsc_2',
    recipient: '杭州市公安局西湖区分局',
    recipient_title: '杭州市公安局西湖区分局',
    purpose_title: '依法提供给有权要求的人',
    fields: ['账号', '登录设备'],
    at: '2026-10-12T02:30:00.000Z',
    outcome: 'sent',
    legal_basis: '《刑事诉讼法》第五十四条',
  },
];

const erased = (table: string, item: string, title: string, rows: number): Certificate['tables'][number] => ({
  table,
  item,
  title,
  action: 'deleted',
  rows,
  kept_until: null,
  rule: null,
});

const certificate: Certificate = {
  id: 'cert_0c7k2m9p4q6r8',
  closed_at: AT,
  subject_digest: HASH,
  tables: [
    erased('accounts', 'account', '账号', 1),
    erased('account_phones', 'phone', '手机号', 1),
    erased('listens', 'listen', '播放历史', 128),
    erased('sessions', 'session', '登录设备', 2),
    {
      table: 'consent_events',
      item: 'consent_event',
      title: '同意记录',
      action: 'kept',
      rows: 6,
      kept_until: '2029-11-20T08:30:00.000Z',
      rule: '《个人信息保护法》第五十六条',
    },
  ],
  keys_destroyed: 1,
  files_removed: 1,
  policy_version: '1',
  digest: HASH,
};

export const privacyRoutes = [
  on('get', '/api/v1/me/consents', ({ cookies }) =>
    list(
      CONSENTS.map((one) => ({
        ...one,
        ...(cookies.includes('mock_asked_anew=1') && one.purpose === 'download_history' ? ASKED_ANEW : {}),
        without_effect: cookies.includes('mock_minor=1') && PROFILING.includes(one.purpose) ? 'minor' : null,
      })),
    ),
  ),
  on('get', '/api/v1/signal', ({ cookies }) => {
    const isMember = cookies !== '';
    const chosen = CONSENTS.filter((consent) => consent.basis === 'consent');
    return ok({
      gpc: true,
      dnt: false,
      gpc_seen_at: isMember ? AT : null,
      dnt_seen_at: null,
      purposes: chosen.map(({ purpose, title, state }) => ({
        purpose,
        title,
        on_signal: /^(publication|profile)/.test(purpose) ? ('own_act' as const) : ('rests' as const),
        ...(isMember ? { state } : {}),
      })),
    });
  }),
  on('put', '/api/v1/me/consents/{purpose}', ({ path }) => answered(path.purpose, 'granted')),
  on('delete', '/api/v1/me/consents/{purpose}', ({ path }) =>
    answered(path.purpose, 'withdrawn', { erased_rows: 3 }),
  ),
  on('post', '/api/v1/me/consents/{purpose}/refusal', ({ path }) => answered(path.purpose, 'refused')),
  on('get', '/api/v1/me/consent_events', () =>
    list(
      (['withdrawn', 'granted', 'refused'] as const).map((event, index) => ({
        id: `evt_${index}`,
        purpose: 'play_history',
        title: '保存播放历史',
        event,
        at: `2026-11-1${5 - index}T08:00:00.000Z`,
        policy_version: '1',
        text_hash: HASH,
      })),
    ),
  ),
  on('get', '/api/v1/me/data', () => ok(held())),
  on('get', '/api/v1/me/data/{item}', ({ path }) => list(rows(path.item))),
  on('delete', '/api/v1/me/data/{item}', ({ path }) => ok({ item: path.item, erased_rows: 128 })),
  on('get', '/api/v1/me/export', () => ok({ held: held() })),
  on('get', '/api/v1/me/disclosures', () => list(disclosures)),
  on('post', '/api/v1/me/agreement/termination', () => ok({ withdrawn: ['play_history'], signed_out: true })),
  on('post', '/api/v1/me/closure', () => ok(certificate)),
  on('get', '/api/v1/certificates/{id}', () => ok(certificate)),
];

function answered(purpose: string, state: Consent['state'], more: Partial<Consent> = {}) {
  const consent = CONSENTS.find((one) => one.purpose === purpose) ?? null;
  if (consent) consent.state = state;
  return found<Consent>(consent && { ...consent, ...more });
}

function rows(item: string): DataRow[] {
  return [1, 2, 3].map((n) => ({
    row_id: `row_${n}`,
    columns: [
      { name: 'nickname', title: '昵称', value: '听雨', sealed: false, correctable: item === 'account' },
      { name: 'phone', title: '手机号', value: '138****8000', sealed: true, correctable: false },
      { name: 'at', title: '时间', value: AT, sealed: false, correctable: false },
    ],
  }));
}
