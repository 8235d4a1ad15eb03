/** The invented policy's versions and lists, around the project's own texts. */
import { readdirSync, readFileSync } from 'node:fs';
import type {
  Holder,
  PolicyChanges,
  PolicyDocument,
  PolicyVersion,
  StoredList,
} from '../src/lib/api/types.ts';
import { held } from './privacy.ts';
import { list, ok, on } from './routes.ts';

const HASH = '8f1d3c5b7a9e0f2d4c6b8a1e3f5d7c9b0a2e4f6d8c1b3a5e7f9d0c2b4a6e8f10';

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
function policy(language: string | null): PolicyDocument {
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
      title: '文字改动',
      widening: false,
      subject: '第三章',
      before: '五日内',
      after: '三日内',
      purpose: null,
    },
    {
      kind: 'retention_longer',
      title: '保存更久',
      widening: true,
      subject: '播放历史',
      before: '90 天',
      after: '180 天',
      purpose: 'play_history',
    },
  ],
};

const stored = (title: string, names: string[]): StoredList => ({
  title,
  items: names.map((name) => ({
    name,
    title: name.split('.').at(-1)!,
    purpose_title: '记住这台设备的设置。',
    max_age_text: name.includes('.') ? '直到您清除' : '90 天',
    required: !name.includes('.'),
  })),
});

export const HOLDERS: Holder[] = [
  {
    name: '青山音乐有限公司',
    change: 'taken_over',
    keeps_consents: false,
    since: '2026-11-20T02:00:00.000Z',
    current: true,
  },
  {
    name: '清音音乐工作室',
    change: 'first',
    keeps_consents: true,
    since: '2026-10-01T02:00:00.000Z',
    current: false,
  },
];

export const policyRoutes = [
  on('get', '/api/v1/policy/holders', () => list(HOLDERS)),
  on('get', '/api/v1/policy', ({ query }) => ok(policy(query('language')))),
  on('get', '/api/v1/policy/versions', () => list(versions)),
  on('get', '/api/v1/policy/versions/{version}', ({ path, query }) =>
    ok({ ...policy(query('language')), version: path.version }),
  ),
  on('get', '/api/v1/policy/changes', () => ok(changes)),
  on('get', '/api/v1/policy/lists/collection', () =>
    ok({
      title: '个人信息收集清单',
      items: held().categories.map(({ category, title, sensitivity, items }) => ({
        category,
        title,
        sensitivity,
        items: items.map((item) => ({
          item: item.item,
          title: item.title,
          function_title: item.function_title,
          purpose_title: item.purpose_title,
          basis: item.basis,
          basis_title: item.basis_title,
          retention_text: item.retention_text,
          columns: [
            { name: 'x', title: item.title },
            { name: 'at', title: '时间' },
          ],
          required: item.item === 'phone',
        })),
      })),
    }),
  ),
  on('get', '/api/v1/policy/lists/permissions', () =>
    ok({
      title: '应用权限说明',
      items: [
        {
          permission: 'photos',
          title: '相册与文件',
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
  ),
  on('get', '/api/v1/policy/lists/recipients', () =>
    ok({
      title: '第三方 SDK 与接收方目录',
      items: [
        {
          recipient: 'sms_gateway',
          title: '短信服务',
          class: 'processor' as const,
          class_title: '受托处理者',
          country: 'CN',
          function_title: '注册与登录',
          fields: [
            { name: 'phone', title: '手机号' },
            { name: 'code', title: '验证码' },
          ],
          purpose_title: '验证您的手机号',
          hosts: [],
          agreement: null,
          enabled: false,
        },
      ],
    }),
  ),
  on('get', '/api/v1/policy/lists/sharing', () =>
    ok({
      title: '第三方共享信息清单',
      items: [
        {
          recipient_title: '短信服务',
          item_title: '手机号',
          fields: [{ name: 'phone', title: '手机号' }],
          purpose_title: '验证您的手机号',
          transform: 'TLS 加密传输',
        },
      ],
    }),
  ),
  on('get', '/api/v1/policy/lists/cookies', () => ok(stored('Cookie 清单', ['qingyin_session']))),
  on('get', '/api/v1/policy/lists/storage', () =>
    ok(stored('浏览器存储清单', ['qingyin.theme', 'qingyin.volume'])),
  ),
];
