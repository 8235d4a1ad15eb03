/** Invented demands by law: one that waits, one that two people approved, and what is done until the mock ends. */
import type { ExemptUses, LegalChoices, LegalDemand } from '../src/lib/api/types.ts';
import { found, list, ok, on, problem } from './routes.ts';
import { own as training, trainingDue } from './staff.ts';

const FILED = '2026-11-20T02:10:00.000Z';
const digest = (letter: string) => letter.repeat(64);
/** The SHA-256 of an empty file, which a test can choose. */
const DOCUMENT = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

const EXEMPTIONS: LegalChoices['exemptions'] = [
  {
    code: 'E2',
    title: '订立、履行与您的合同所必需',
    citation: '《个人信息保护法》第十三条第一款第二项',
  },
  {
    code: 'E3',
    title: '履行法定职责或者法定义务所必需',
    citation: '《个人信息保护法》第十三条第一款第三项',
  },
  {
    code: 'E4',
    title: '应对突发公共卫生事件，或者紧急情况下保护生命健康和财产安全所必需',
    citation: '《个人信息保护法》第十三条第一款第四项',
  },
  {
    code: 'E5',
    title: '为公共利益实施新闻报道、舆论监督，在合理范围内处理',
    citation: '《个人信息保护法》第十三条第一款第五项',
  },
  {
    code: 'E6',
    title: '在合理范围内处理您自行公开或者已经合法公开的信息',
    citation: '《个人信息保护法》第十三条第一款第六项',
  },
  { code: 'E7', title: '法律、行政法规规定的其他情形', citation: '《个人信息保护法》第十三条第一款第七项' },
];

const TITLES: Record<string, string> = {
  account: '账号',
  account_phone: '手机号',
  session: '登录设备',
  linked_identity: '别处的账号',
  listen: '播放历史',
  search_query: '搜索历史',
  playlist: '歌单',
  chat_message: '聊天消息',
  disclosure: '对外提供记录',
};
const itemsOf = (ids: string[]) => ids.map((item) => ({ item, title: TITLES[item] ?? item }));

function demand(id: string, more: Partial<LegalDemand> = {}): LegalDemand {
  return {
    id,
    standing: 'waiting',
    kind: 'compulsory_order',
    exemption: 'E3',
    article: '《刑事诉讼法》第五十四条',
    case_number: '杭西公调证〔2026〕119号',
    addressee: '杭州市公安局西湖区分局',
    document_sha256: DOCUMENT,
    items: itemsOf(['account', 'account_phone', 'session']),
    subject_digest: digest('7'),
    filed_by_digest: digest('a'),
    is_own: false,
    filed_at: FILED,
    valid_until: '2026-12-20T15:59:59.999Z',
    silence: null,
    approvals: [{ by_digest: digest('b'), is_own: false, at: '2026-11-20T03:00:00.000Z' }],
    ended: null,
    disclosures: [],
    ...more,
  };
}

const demands: LegalDemand[] = [
  demand('lgd_0c7k2m9p4q6r8'),
  demand('lgd_1d8m3n0q5r7s9', {
    standing: 'approved',
    kind: 'public_disclosure',
    article: '《民事诉讼法》第七十条',
    case_number: '（2026）浙0106民初1182号',
    addressee: '杭州市西湖区人民法院',
    items: itemsOf(['account']),
    silence: {
      silent_until: '2027-02-20T15:59:59.999Z',
      silence_article: '《个人信息保护法》第十八条第一款',
    },
    approvals: [
      { by_digest: digest('b'), is_own: false, at: '2026-11-20T03:00:00.000Z' },
      { by_digest: digest('c'), is_own: true, at: '2026-11-20T04:00:00.000Z' },
    ],
    disclosures: [
      {
        id: 'dsc_0c7k2m9p4q6r8',
        by_digest: digest('c'),
        records: 1,
        at: '2026-11-21T01:00:00.000Z',
        told_at: null,
      },
    ],
  }),
  demand('lgd_2e9n4p1r6s8t0', {
    standing: 'refused',
    case_number: '协查 2026-07',
    addressee: '某调查公司',
    approvals: [],
    ended: { kind: 'refused', words: '不是有权机关，文书没有法律依据。', at: '2026-11-18T03:00:00.000Z' },
  }),
];
const byId = (id: string) => demands.find((one) => one.id === id) ?? null;

/** All uses, as the report has them. */
function uses(): ExemptUses {
  const latest = demands.flatMap((one) =>
    one.disclosures.map((disclosure) => ({
      demand: one.id,
      kind: one.kind,
      exemption: one.exemption,
      article: one.article,
      case_number: one.case_number,
      addressee: one.addressee,
      disclosure,
    })),
  );
  const counts = EXEMPTIONS.map((exemption) => {
    const of = latest.filter((used) => used.exemption === exemption.code);
    return {
      exemption,
      uses: of.length,
      records: of.reduce((sum, used) => sum + used.disclosure.records, 0),
    };
  });
  return { counts, latest };
}

export const legalRoutes = [
  on('get', '/api/v1/operator/legal/choices', () =>
    ok({
      exemptions: EXEMPTIONS,
      items: itemsOf(Object.keys(TITLES)),
      valid_days_max: 365,
      silent_days_max: 730,
    }),
  ),
  on('get', '/api/v1/operator/legal/uses', () => ok(uses())),
  on('get', '/api/v1/operator/legal/demands', () => list(demands)),
  on('post', '/api/v1/operator/legal/demands', ({ body }) => {
    if (!body.member?.startsWith('mem_')) {
      const message = '没有这个账号；请核对账号编号';
      return problem(400, 'validation.invalid', '请求中有填写不正确的内容', {
        fields: [{ name: 'member', code: 'legal.member', message }],
      });
    }
    const made = demand(`lgd_${demands.length + 1}`, {
      kind: body.kind ?? 'compulsory_order',
      exemption: body.exemption ?? 'E3',
      article: body.article ?? '',
      case_number: body.case_number ?? '',
      addressee: body.addressee ?? '',
      document_sha256: body.document_sha256 ?? DOCUMENT,
      items: itemsOf(body.items ?? []),
      filed_by_digest: digest('c'),
      is_own: true,
      valid_until: body.valid_until ?? FILED,
      silence: body.silence ?? null,
      approvals: [],
    });
    demands.unshift(made);
    return { status: 201, body: made };
  }),
  on('get', '/api/v1/operator/legal/demands/{id}', ({ path }) => found(byId(path.id))),
  on('post', '/api/v1/operator/legal/demands/{id}/approvals', ({ path, body }) => {
    const one = byId(path.id);
    if (one && body.document_sha256 !== one.document_sha256) {
      const message = '这不是登记的那份文书；请核对文件，确有出入的请拒绝';
      return problem(400, 'validation.invalid', '请求中有填写不正确的内容', {
        fields: [{ name: 'document_sha256', code: 'legal.other_document', message }],
      });
    }
    one?.approvals.push({ by_digest: digest('c'), is_own: true, at: FILED });
    if (one && one.approvals.length === 2) one.standing = 'approved';
    return found(one);
  }),
  on('post', '/api/v1/operator/legal/demands/{id}/refusal', ({ path, body }) =>
    found(ended(path.id, 'refused', body.words)),
  ),
  on('post', '/api/v1/operator/legal/demands/{id}/withdrawal', ({ path, body }) =>
    found(ended(path.id, 'withdrawn', body.words)),
  ),
  on('post', '/api/v1/operator/legal/demands/{id}/disclosures', ({ path, body }) => {
    const one = byId(path.id);
    if (one && body.addressee?.trim() !== one.addressee) {
      const message = '与登记的接收方不一致：只给文书写明的那一方，一字不差地填写其名称';
      return problem(400, 'validation.invalid', '请求中有填写不正确的内容', {
        fields: [{ name: 'addressee', code: 'legal.other_addressee', message }],
      });
    }
    if (training.standing.is_due) return trainingDue();
    if (!one) return problem(404, 'not_found', '没有找到');
    one.disclosures.push({
      id: `dsc_${one.disclosures.length + 1}`,
      by_digest: digest('c'),
      records: one.items.length,
      at: FILED,
      told_at: one.silence ? null : FILED,
    });
    return ok({ format: 'qingyin-legal-disclosure', addressee: one.addressee, items: {} });
  }),
];

function ended(id: string, kind: 'refused' | 'withdrawn', words: string | undefined): LegalDemand | null {
  const one = byId(id);
  if (one) {
    one.standing = kind;
    one.ended = { kind, words: words ?? '', at: FILED };
  }
  return one;
}
