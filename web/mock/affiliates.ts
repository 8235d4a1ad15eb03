/** Invented affiliates: none, as almost everywhere, unless the cookie `mock_affiliates=1` is set. */
import type { AffiliateCompany, AffiliateRegistration, OwnAffiliateUse } from '../src/lib/api/types.ts';
import { CONSENTS } from './privacy.ts';
import { list, nothing, on, problem } from './routes.ts';

const AT = '2026-11-20T08:30:00.000Z';
const PROOF = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

type Field = OwnAffiliateUse['values'][number]['field'];
const TITLES: Record<Field, string> = {
  phone: '手机号',
  nickname: '昵称',
  avatar: '头像',
  content_used: '使用的内容：最近 30 天听得最多的 20 首歌和次数',
  interactions: '互动：喜欢、评分、关注、歌单和公开歌单各有多少',
};
/** A small gradient, as JPEG. */
const PICTURE =
  '/9j/4AAQSkZJRgABAgAAAQABAAD//gAQTGF2YzU5LjM3LjEwMAD/2wBDAAgoKC8oLzc3Nzc3N0E8QUNDQ0FBQUFDQ0NISEhVVVVISEhDQ0hIUFBVVVxfXFdXVVdfX2RkZHh4c3OMjJGsrM//xABXAAEBAQEAAAAAAAAAAAAAAAAABAYHAQEBAQEBAAAAAAAAAAAAAAAAAwUEBhABAQEBAAAAAAAAAAAAAAAAAAECAxEBAQEBAAAAAAAAAAAAAAAAAAERAv/AABEIACAAIAMBEgACEgADEgD/2gAMAwEAAhEDEQA/AOhjz47wAAQ3cgpghbi5ht9k2lOV2Le2ru5HKru1w428aduPM261W+zDuKctFp3tjLru1Cnii1uogAP/2Q==';
const VALUES: Record<Field, string> = {
  phone: '+8613800138000',
  nickname: '林间听雨',
  avatar: PICTURE,
  content_used: '茉莉花 — 民歌合唱团 ×12\n二泉映月 — 阿炳 ×7\n平湖秋月 — 吕文成 ×3',
  interactions: 'likes: 42\nratings: 8\nfollows: 5\nplaylists: 6\nplaylists_on_square: 1',
};

const YUNSHANG: AffiliateCompany = {
  id: 'aff_0c7k2m9p4q6r8',
  name: '云上演出文化有限公司',
  control: 'same_parent',
  proof_title: '国家企业信用信息公示系统股权穿透图',
  proof_sha256: PROOF,
  proof_dated_at: '2026-10-30T16:00:00.000Z',
  expires_at: '2027-10-31T15:59:59.999Z',
  registered_at: AT,
};

interface Use {
  id: string;
  company: string;
  purpose: string;
  fields: Field[];
  stands: boolean;
  agreed_at: string | null;
}

const companies: AffiliateRegistration[] = [];
const uses: Use[] = [];
let isFilled = false;

/** What there is, with what the cookie asks for. */
function filled(cookies: string): boolean {
  if (cookies.includes('mock_affiliates=1') && !isFilled) {
    isFilled = true;
    companies.push({
      company: YUNSHANG,
      standing: 'living',
      endpoint: 'https://partner.example/qingyin',
      agreement: '关联-2026-03',
      agreement_signed_at: '2026-11-01T16:00:00.000Z',
      security_check: '安检-2026-11',
      checked_at: '2026-11-10T16:00:00.000Z',
      ended_at: null,
      uses: [],
      to_erase: 1,
    });
    const use = (id: string, purpose: string, fields: Field[]) =>
      uses.push({ id, company: YUNSHANG.id, purpose, fields, stands: true, agreed_at: null });
    use('afu_1', '向你推荐附近的现场演出', ['nickname', 'avatar', 'content_used']);
    use('afu_2', '购票时免去重复填写手机号', ['phone']);
    use('afu_3', '统计乐迷的活跃程度', ['interactions']);
  }
  return isFilled;
}

const fields = (of: Use) => of.fields.map((field) => ({ field, title: TITLES[field] }));
const view = (of: Use) => ({ id: of.id, purpose: of.purpose, fields: fields(of), added_at: AT });
const living = (cookies: string) =>
  filled(cookies) || companies.length > 0 ? companies.filter((one) => one.standing === 'living') : [];
const standing = (company: string) => uses.filter((use) => use.company === company && use.stands);
const isOpen = () => CONSENTS.find((one) => one.purpose === 'affiliate_sharing')?.state === 'granted';

function own(of: Use, company: AffiliateCompany): OwnAffiliateUse {
  const titles = of.fields.map((field) => TITLES[field]).join('、');
  return {
    id: of.id,
    purpose: of.purpose,
    values: of.fields.map((field) => ({ field, title: TITLES[field], value: VALUES[field] })),
    text: `我单独同意把我的这些信息提供给${company.name}（与运营者同属一家母公司）：${titles}。只用于：${of.purpose}。`,
    text_hash: `hash-${of.id}`,
    agreed_at: isOpen() ? of.agreed_at : null,
    told_at: null,
  };
}

export const affiliateRoutes = [
  on('get', '/api/v1/affiliates', ({ cookies }) =>
    list(living(cookies).map(({ company }) => ({ company, uses: standing(company.id).map(view) }))),
  ),
  on('get', '/api/v1/me/affiliates', ({ cookies }) =>
    list(
      living(cookies).map(({ company }) => ({
        company,
        uses: standing(company.id).map((of) => own(of, company)),
      })),
    ),
  ),
  on('put', '/api/v1/me/affiliates/uses/{id}', ({ path, body }) => {
    const use = uses.find((one) => one.id === path.id);
    if (!use) return problem(404, 'not_found', '没有找到');
    if (!isOpen()) return problem(403, 'consent.required', '需要您的同意', { purpose: 'affiliate_sharing' });
    if (body.text_hash !== `hash-${use.id}`) {
      return problem(409, 'affiliates.text_changed', '这一项的说明已经变了，请重新看过再决定');
    }
    use.agreed_at = AT;
    return nothing;
  }),
  on('delete', '/api/v1/me/affiliates/uses/{id}', ({ path }) => {
    for (const use of uses) if (use.id === path.id) use.agreed_at = null;
    return nothing;
  }),
  on('get', '/api/v1/operator/affiliates', ({ cookies }) => {
    filled(cookies);
    return list(
      companies.map((one) => ({
        ...one,
        uses: uses
          .filter((use) => use.company === one.company.id)
          .map((use) => ({ use: view(use), stands: use.stands, people: use.agreed_at ? 1 : 0 })),
      })),
    );
  }),
  on('post', '/api/v1/operator/affiliates', ({ body }) => {
    if (!body.endpoint?.startsWith('https://')) {
      const message = '请填写以 https:// 开头的完整网址，不含用户名和 # 之后的部分';
      return problem(400, 'validation.invalid', '请求中有填写不正确的内容', {
        fields: [{ name: 'endpoint', code: 'affiliates.endpoint', message }],
      });
    }
    const made: AffiliateRegistration = {
      company: {
        id: `aff_${companies.length + 1}`,
        name: body.name ?? '',
        control: body.control ?? 'same_parent',
        proof_title: body.proof_title ?? '',
        proof_sha256: body.proof_sha256 ?? PROOF,
        proof_dated_at: body.proof_dated_at ?? AT,
        expires_at: body.expires_at ?? AT,
        registered_at: AT,
      },
      standing: 'living',
      endpoint: body.endpoint,
      agreement: body.agreement ?? '',
      agreement_signed_at: body.agreement_signed_at ?? AT,
      security_check: body.security_check ?? '',
      checked_at: body.checked_at ?? AT,
      ended_at: null,
      uses: [],
      to_erase: 0,
    };
    companies.unshift(made);
    return { status: 201, body: made };
  }),
  on('delete', '/api/v1/operator/affiliates/{id}', ({ path }) => {
    const one = companies.find((registration) => registration.company.id === path.id);
    if (!one) return problem(404, 'not_found', '没有找到');
    one.standing = 'ended';
    one.ended_at = AT;
    for (const use of uses) if (use.company === path.id) use.stands = false;
    return nothing;
  }),
  on('post', '/api/v1/operator/affiliates/{id}/uses', ({ path, body }) => {
    const use: Use = {
      id: `afu_${uses.length + 1}`,
      company: path.id,
      purpose: body.purpose_zh ?? '',
      fields: body.fields ?? [],
      stands: true,
      agreed_at: null,
    };
    uses.push(use);
    return { status: 201, body: view(use) };
  }),
  on('delete', '/api/v1/operator/affiliates/uses/{id}', ({ path }) => {
    for (const use of uses) if (use.id === path.id) [use.stands, use.agreed_at] = [false, null];
    return nothing;
  }),
];
