/** Invented requests to the privacy officer; what is sent stays until the mock ends. */
import type { DeskStatistics, RightsKind, RightsRequest } from '../src/lib/api/types.ts';
import { found, list, ok, on } from './routes.ts';
import { note, own, trainingDue } from './staff.ts';

const KINDS = [
  'access',
  'copy',
  'transfer',
  'correction',
  'deletion',
  'explanation',
  'complaint',
] as const satisfies readonly RightsKind[];

const LETTER = [
  '关于您的请求（编号 req_2）',
  '您于 2026-11-02 提出：查阅个人信息。',
  '我们已经按您的请求办理。',
  '- 账号: 1\n- 播放历史: 128',
  '如果您不满意这一答复，可以向网信、公安等主管部门投诉，也可以向杭州互联网法院提起诉讼。',
].join('\n\n');

function request(id: number, kind: RightsKind, more: Partial<RightsRequest> = {}): RightsRequest {
  return {
    id: `req_${id}`,
    member: 'mem_0c7k2m9p4q6r8',
    kind,
    ground: null,
    item: null,
    item_title: null,
    received_at: '2026-11-10T08:00:00.000Z',
    due_at: '2026-11-25T08:00:00.000Z',
    urgency: 'due_soon',
    outcome: null,
    answered_at: null,
    erased_rows: null,
    message: '我不再用这台设备了，请把那里的播放记录删掉。',
    letter: null,
    ...more,
  };
}

const requests: RightsRequest[] = [
  request(1, 'deletion', { ground: 'left', item: 'listen', item_title: '播放历史' }),
  request(2, 'access', {
    urgency: 'answered',
    outcome: 'done',
    received_at: '2026-11-02T08:00:00.000Z',
    answered_at: '2026-11-04T08:00:00.000Z',
    message: '你们存了我什么？',
    letter: LETTER,
  }),
];

function statistics(): DeskStatistics {
  const of = (kind: RightsKind) => requests.filter((one) => one.kind === kind);
  return {
    kinds: KINDS.map((kind) => ({
      kind,
      received: of(kind).length,
      done: of(kind).filter((one) => one.outcome === 'done').length,
      refused: of(kind).filter((one) => one.outcome === 'refused').length,
    })),
    waiting: requests.filter((one) => one.outcome === null).length,
    due_soon: requests.filter((one) => one.urgency === 'due_soon').length,
    overdue: 0,
    answered_late: 0,
    answer_median_ms: 172_800_000,
    answer_longest_ms: 172_800_000,
  };
}

const contact = {
  company: '清音示例',
  officer_name: '林清',
  officer_email: 'privacy@example.org',
  hotline: '400-000-0000',
  contact_email: 'hello@example.org',
};

export const requestRoutes = [
  on('get', '/api/v1/policy/contact', () => ok(contact)),
  on('get', '/api/v1/me/requests', () => list(requests)),
  on('post', '/api/v1/me/requests', ({ body }) => {
    const made = request(requests.length + 1, body.kind ?? 'complaint', {
      urgency: 'on_time',
      message: body.message ?? '',
      ground: body.ground ?? null,
    });
    requests.unshift(made);
    return { status: 201, body: made };
  }),
  on('get', '/api/v1/operator/request_statistics', () => ok(statistics())),
  on('get', '/api/v1/operator/requests', ({ query }) =>
    list(
      requests
        .filter((one) => (one.outcome !== null) === (query('answered') === 'true'))
        .map((one) => ({ ...one, member: null, message: null, letter: null })),
    ),
  ),
  on('get', '/api/v1/operator/requests/{id}', ({ path }) => {
    if (own.standing.is_due) return trainingDue();
    note('rights_request_text', path.id, '办理并答复您提出的请求');
    return found(requests.find((one) => one.id === path.id) ?? null);
  }),
  on('put', '/api/v1/operator/requests/{id}/answer', ({ path, body }) => {
    if (own.standing.is_due) return trainingDue();
    const one = requests.find((known) => known.id === path.id);
    if (one) {
      one.outcome = body.outcome ?? 'done';
      one.urgency = 'answered';
      one.answered_at = '2026-11-20T08:30:00.000Z';
      one.letter = `${body.words ?? ''}\n\n${LETTER}`;
    }
    return found(one ?? null);
  }),
];
