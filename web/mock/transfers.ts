/** Invented transfers: what an officer sees of them, and what a member is asked where the cookie `mock_transfer=1` is set. */
import type { OwnTransfer, Transfer, TransferChoices } from '../src/lib/api/types.ts';
import { found, list, ok, on, problem } from './routes.ts';

const FILED = '2026-11-20T02:10:00.000Z';
const ANNOUNCED = '2026-11-21T02:10:00.000Z';
const ENDS = '2026-12-21T02:10:00.000Z';
const digest = (letter: string) => letter.repeat(64);

const TITLES: Record<string, string> = {
  account: '账号',
  account_phone: '手机号',
  account_avatar: '头像',
  listen: '播放历史',
  playlist: '歌单',
  playlist_item: '歌单里的歌',
  like: '喜欢',
  rating: '评分',
};
const itemsOf = (ids: string[]): TransferChoices['items'] =>
  ids.map((item) => ({ item, title: TITLES[item] ?? item }));

function transfer(id: string, more: Partial<Transfer> = {}): Transfer {
  return {
    id,
    standing: 'waiting',
    receiver: '山谷音乐有限公司',
    contact: 'privacy@valley.example · 杭州市西湖区文三路 1 号',
    reason_zh: '两家的曲库服务合并，让您的歌单和喜欢的歌在那里接着用。',
    reason_en: 'The two services join, so that your playlists and likes go on there.',
    items: itemsOf(['account', 'playlist', 'playlist_item', 'like']),
    agreement: '山谷-2026-07',
    agreement_on: '2026-11-18',
    answer_days: 30,
    filed_by_digest: digest('a'),
    is_own: false,
    filed_at: FILED,
    announced_at: null,
    ends_at: null,
    lapses_at: null,
    approvals: [{ by_digest: digest('b'), is_own: false, at: '2026-11-20T03:00:00.000Z' }],
    called_off: null,
    counts: { asked: 0, agreed: 0, refused: 0, unanswered: 0 },
    handovers: [],
    ...more,
  };
}

const APPROVED: Transfer['approvals'] = [
  { by_digest: digest('b'), is_own: false, at: '2026-11-20T03:00:00.000Z' },
  { by_digest: digest('c'), is_own: true, at: ANNOUNCED },
];

const transfers: Transfer[] = [
  transfer('trf_0c7k2m9p4q6r8'),
  transfer('trf_1d8m3n0q5r7s9', {
    standing: 'due',
    receiver: '青山音乐合作社',
    announced_at: '2026-10-20T02:10:00.000Z',
    ends_at: '2026-11-19T02:10:00.000Z',
    lapses_at: '2026-12-19T02:10:00.000Z',
    approvals: APPROVED,
    counts: { asked: 100, agreed: 60, refused: 25, unanswered: 15 },
    handovers: [
      {
        id: 'trh_0c7k2m9p4q6r8',
        by_digest: digest('c'),
        began_at: '2026-11-19T08:00:00.000Z',
        people: 23,
        finished_at: null,
        sha256: null,
        items: [],
      },
    ],
  }),
  transfer('trf_2e9n4p1r6s8t0', {
    standing: 'called_off',
    receiver: '某某数据科技',
    called_off: { words: '对方不肯写明用途。', at: '2026-11-18T03:00:00.000Z' },
    approvals: [],
  }),
];
const byId = (id: string) => transfers.find((one) => one.id === id) ?? null;

const NOTICE =
  '我们要把成员的信息转让给另一家公司或者个人时，先由两个没有登记它的人批准，再逐次征求您的单独同意：写明接收方是谁、怎么联系、为了什么、哪几类信息、答复到哪天为止，至少给您 30 天。您不答复就是不同意；不同意，服务照常。';
const own: OwnTransfer = {
  id: 'trf_3f0p5q2s7t9v1',
  standing: 'open',
  receiver: '山谷音乐有限公司',
  contact: 'privacy@valley.example · 杭州市西湖区文三路 1 号',
  reason: '两家的曲库服务合并，让您的歌单和喜欢的歌在那里接着用。',
  items: itemsOf(['account', 'playlist', 'playlist_item', 'like']),
  announced_at: ANNOUNCED,
  ends_at: ENDS,
  notice: NOTICE,
  text_hash: 'c5b7a9e08f1d3f2d4c6b8a1e3f5d7c9b0a2e4f6d8c1b3a5e7f9d0c2b4a6e8f10',
  answer: 'none',
  answered_at: null,
  handed_over_at: null,
};

export const transferRoutes = [
  on('get', '/api/v1/me/transfers', ({ cookies }) => list(cookies.includes('mock_transfer=1') ? [own] : [])),
  on('put', '/api/v1/me/transfers/{id}/consent', ({ body }) => {
    if (body.text_hash !== own.text_hash) {
      return problem(400, 'validation.invalid', '请求中有填写不正确的内容', {
        fields: [
          {
            name: 'text_hash',
            code: 'transfers.text_changed',
            message: '说明文字已更新，请重新阅读后再选择',
          },
        ],
      });
    }
    Object.assign(own, { answer: 'agreed', answered_at: ANNOUNCED });
    return ok(own);
  }),
  on('post', '/api/v1/me/transfers/{id}/refusal', () => {
    Object.assign(own, { answer: 'refused', answered_at: ANNOUNCED });
    return ok(own);
  }),
  on('get', '/api/v1/operator/transfers/choices', () =>
    ok({ items: itemsOf(Object.keys(TITLES)), answer_days_min: 30, answer_days_max: 180 }),
  ),
  on('get', '/api/v1/operator/transfers', () => list(transfers)),
  on('post', '/api/v1/operator/transfers', ({ body }) => {
    if ((body.answer_days ?? 0) < 30) {
      const message = '答复期限请填 30 到 180 天；少于 30 天的，成员来不及看到';
      return problem(400, 'validation.invalid', '请求中有填写不正确的内容', {
        fields: [{ name: 'answer_days', code: 'transfers.answer_days', message }],
      });
    }
    const { items, ...rest } = body;
    const made = transfer(`trf_${transfers.length + 1}`, {
      ...rest,
      items: itemsOf(items ?? []),
      filed_by_digest: digest('c'),
      is_own: true,
      approvals: [],
    });
    transfers.unshift(made);
    return { status: 201, body: made };
  }),
  on('get', '/api/v1/operator/transfers/{id}', ({ path }) => found(byId(path.id))),
  on('post', '/api/v1/operator/transfers/{id}/approvals', ({ path }) => {
    const one = byId(path.id);
    one?.approvals.push({ by_digest: digest('c'), is_own: true, at: ANNOUNCED });
    if (one && one.approvals.length === 2) {
      Object.assign(one, {
        standing: 'open',
        announced_at: ANNOUNCED,
        ends_at: ENDS,
        lapses_at: '2027-01-20T02:10:00.000Z',
        counts: { asked: 100, agreed: 0, refused: 0, unanswered: 100 },
      } satisfies Partial<Transfer>);
    }
    return found(one);
  }),
  on('post', '/api/v1/operator/transfers/{id}/calling_off', ({ path, body }) => {
    const one = byId(path.id);
    if (one) {
      one.standing = 'called_off';
      one.called_off = { words: body.words ?? '', at: ANNOUNCED };
    }
    return found(one);
  }),
  on('post', '/api/v1/operator/transfers/{id}/handovers', ({ path }) => {
    const one = byId(path.id);
    if (!one) return problem(404, 'not_found', '没有找到');
    one.standing = 'handed_over';
    one.handovers.push({
      id: `trh_${one.handovers.length + 1}`,
      by_digest: digest('c'),
      began_at: ANNOUNCED,
      people: one.counts.agreed,
      finished_at: ANNOUNCED,
      sha256: digest('9'),
      items: one.items.map((item) => ({ item, records: one.counts.agreed })),
    });
    return ok({ format: 'qingyin-transfer', people: [], certificate: { people: one.counts.agreed } });
  }),
];
