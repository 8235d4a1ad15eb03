/** Invented incidents: the desk of the officer, a member's own notice, and a public one; what is done stays until the mock ends. */
import type { Incident, IncidentNotice, IncidentWords } from '../src/lib/api/types.ts';
import { found, list, ok, on, problem } from './routes.ts';
import { note, own as training, trainingDue } from './staff.ts';

const NOTICED = '2026-11-19T02:10:00.000Z';
const TOLD = '2026-11-19T09:30:00.000Z';

const WORDS: IncidentWords = {
  happened:
    '11 月 19 日上午，我们的短信服务商告知：它的一台服务器被人闯入，其中有 11 月 17 日发送过的验证码短信记录。',
  cause: '服务商的一个管理账号没有开启两步验证，密码被他人得到。',
  harm: '手机号可能已被他人得知，你可能会收到冒充客服的短信或电话。验证码早已过期，不能用来登录。',
  measures: '我们已停止向这家服务商发送短信，改用另一家；服务商已停用该账号并开启两步验证。',
  advice: '不要点短信里的链接，不要把验证码告诉任何人。我们不会打电话向你要验证码。',
  remedies: '如果你因此收到诈骗信息或有损失，请联系我们，我们协助报警并承担相应责任。',
  contact: '个人信息保护负责人 林清 · 400-000-0000 · privacy@example.org',
};

let isRead = false;
function notice(): IncidentNotice {
  return {
    id: 'inc_0c7k2m9p4q6r8',
    kind: 'leak',
    title: '个人信息泄露',
    items: [{ item: 'account_phone', title: '手机号' }],
    noticed_at: NOTICED,
    writing: { language: 'zh-CN', words: WORDS, written_at: '2026-11-19T09:00:00.000Z' },
    notified_at: TOLD,
    read_at: isRead ? '2026-11-20T08:30:00.000Z' : null,
  };
}

/** The member of the invented API has a notice when this cookie is set, so that no other test meets it. */
const concerned = (cookies: string) => cookies.includes('mock_incident=1');

const clock = (kind: Incident['clocks'][number]['kind'], due_at: string, done_at: string | null) => ({
  kind,
  due_at,
  done_at,
  state:
    done_at === null ? ('running' as const) : done_at <= due_at ? ('done' as const) : ('done_late' as const),
});

function incident(id: string, more: Partial<Incident> = {}): Incident {
  return {
    id,
    name: '短信服务商泄露',
    kind: 'leak',
    grade: 'general',
    items: [{ item: 'account_phone', title: '手机号' }],
    noticed_at: NOTICED,
    opened_at: '2026-11-19T02:25:00.000Z',
    closed_at: null,
    closed_words: null,
    announced_at: TOLD,
    published_at: TOLD,
    published_until: '2027-05-18T09:30:00.000Z',
    is_public: true,
    clocks: [
      clock('first_report', '2026-11-19T06:10:00.000Z', '2026-11-19T07:00:00.000Z'),
      clock('people', '2026-11-20T02:10:00.000Z', TOLD),
    ],
    counts: { people: 1280, notified: 1280, shown: 930, read: 871, unreachable: 14 },
    writings: [{ language: 'zh-CN', words: WORDS, written_at: '2026-11-19T09:00:00.000Z' }],
    searches: [
      {
        source: 'ledger',
        detail: 'sms_gateway',
        from: '2026-11-16T16:00:00.000Z',
        to: '2026-11-17T16:00:00.000Z',
        found: 1280,
        added: 1280,
        unreachable: 14,
        searched_at: '2026-11-19T03:00:00.000Z',
      },
    ],
    reports: [
      {
        kind: 'first',
        authority: '省网信办',
        reference: '2026-119',
        filed_at: '2026-11-19T07:00:00.000Z',
      },
    ],
    days: [
      { day: 0, shown: 520, read: 498 },
      { day: 1, shown: 290, read: 270 },
      { day: 2, shown: 120, read: 103 },
    ],
    ...more,
  };
}

const incidents: Incident[] = [incident('inc_0c7k2m9p4q6r8')];
const byId = (id: string) => incidents.find((one) => one.id === id) ?? null;

function missing(code: string, title: string) {
  return problem(409, code, title);
}

export const incidentRoutes = [
  on('get', '/api/v1/incident_notices', ({ cookies }) => list(concerned(cookies) ? [notice()] : [])),
  on('get', '/api/v1/me/incident_notices', ({ cookies, query }) =>
    list(concerned(cookies) && !(query('unread') === 'true' && isRead) ? [notice()] : []),
  ),
  on('put', '/api/v1/me/incident_notices/{id}/reading', () => {
    isRead = true;
    return { status: 204, body: undefined };
  }),
  on('get', '/api/v1/operator/incidents', () => list(incidents)),
  on('post', '/api/v1/operator/incidents', ({ body }) => {
    const noticed = body.noticed_at ?? NOTICED;
    const after = (hours: number) => new Date(Date.parse(noticed) + hours * 3_600_000).toISOString();
    const made = incident(`inc_${incidents.length + 1}`, {
      name: body.name ?? '',
      kind: body.kind ?? 'leak',
      grade: body.grade ?? 'general',
      items: (body.items ?? []).map((item) => ({ item, title: item })),
      noticed_at: noticed,
      announced_at: null,
      published_at: null,
      published_until: null,
      is_public: false,
      clocks: [clock('first_report', after(4), null), clock('people', after(24), null)],
      counts: { people: 0, notified: 0, shown: 0, read: 0, unreachable: 0 },
      writings: [],
      searches: [],
      reports: [],
      days: [],
    });
    incidents.unshift(made);
    return { status: 201, body: made };
  }),
  on('get', '/api/v1/operator/incidents/{id}', ({ path }) => found(byId(path.id))),
  on('put', '/api/v1/operator/incidents/{id}', ({ path, body }) => {
    const one = byId(path.id);
    if (one) {
      one.name = body.name ?? one.name;
      one.items = (body.items ?? []).map((item) => ({
        item,
        title: item === 'account_phone' ? '手机号' : item,
      }));
    }
    return found(one);
  }),
  on('put', '/api/v1/operator/incidents/{id}/words/{language}', ({ path, body }) => {
    const one = byId(path.id);
    one?.writings.push({
      language: path.language,
      words: { ...WORDS, ...body },
      written_at: '2026-11-20T08:30:00.000Z',
    });
    return found(one);
  }),
  on('post', '/api/v1/operator/incidents/{id}/searches', ({ path, body }) => {
    const search = {
      source: body.source ?? 'everybody',
      detail: null,
      from: null,
      to: null,
      found: 42,
      added: 42,
      unreachable: 2,
      searched_at: '2026-11-20T08:30:00.000Z',
    };
    const one = byId(path.id);
    one?.searches.push(search);
    if (one) one.counts = { ...one.counts, people: one.counts.people + 42, unreachable: 2 };
    return { status: 201, body: search };
  }),
  on('post', '/api/v1/operator/incidents/{id}/notices', ({ path }) => {
    const one = byId(path.id);
    if (!one || one.writings.length === 0) {
      return missing('incident.no_words', '先写好中文通知：七个部分都要有');
    }
    if (one.searches.length === 0) return missing('incident.nobody_sought', '先查找受影响的人');
    one.announced_at = TOLD;
    one.published_at = TOLD;
    one.published_until = '2027-05-18T09:30:00.000Z';
    one.is_public = true;
    one.counts = { ...one.counts, notified: one.counts.people };
    one.clocks = one.clocks.map((of) => (of.kind === 'people' ? clock('people', of.due_at, TOLD) : of));
    return { status: 201, body: { people: one.counts.people, is_public: one.counts.unreachable > 0 } };
  }),
  on('put', '/api/v1/operator/incidents/{id}/publication', ({ path }) => {
    const one = byId(path.id);
    if (one) one.is_public = true;
    return found(one);
  }),
  on('delete', '/api/v1/operator/incidents/{id}/publication', ({ path }) => {
    const one = byId(path.id);
    if (one) one.is_public = false;
    return found(one);
  }),
  on('post', '/api/v1/operator/incidents/{id}/reports', ({ path, body }) => {
    const one = byId(path.id);
    if (!one) return problem(404, 'not_found', '没有这个内容');
    const filed = body.filed_at ?? TOLD;
    one.reports.push({
      kind: body.kind ?? 'first',
      authority: body.authority ?? '',
      reference: body.reference ?? null,
      filed_at: filed,
    });
    one.clocks = one.clocks.map((of) =>
      of.kind === 'first_report' && of.done_at === null ? clock('first_report', of.due_at, filed) : of,
    );
    return { status: 201, body: one };
  }),
  on('put', '/api/v1/operator/incidents/{id}/closing', ({ path, body }) => {
    const one = byId(path.id);
    if (one) {
      one.closed_at = '2026-11-20T08:30:00.000Z';
      one.closed_words = body.words ?? '';
      one.clocks.push(clock('final_report', '2026-12-20T08:30:00.000Z', null));
    }
    return found(one);
  }),
  on('get', '/api/v1/operator/incidents/{id}/people/{member}', ({ path }) => {
    if (training.standing.is_due) return trainingDue();
    const number = note('incident_notice', path.id, '核对您是否受安全事件影响');
    return ok({
      member: path.member,
      is_concerned: true,
      notified_at: TOLD,
      shown_at: null,
      read_at: null,
      access_number: number,
    });
  }),
];
