/** The invented staff: whether the operator is trained, and the log of what was opened. */
import type { StaffAccess, StaffTrainingStanding } from '../src/lib/api/types.ts';
import { list, ok, on, problem } from './routes.ts';

const HASH = '73432ae6c1e897eb7aeef3bbe987d24a1dc98a17caa6f1023827a9bd46da6678';
const AT = '2026-11-20T08:30:00.000Z';

const ITEMS = {
  account: '账号',
  rights_request_text: '请求的内容和我们的答复',
  incident_notice: '给您的安全事件通知',
} as const;

const log: StaffAccess[] = [];

/** Notes an entry, as the service does before it shows anything; its number. */
export function note(item: keyof typeof ITEMS, ticket: string, words: string): number {
  const ofOfficer = item !== 'account';
  log.unshift({
    number: log.length + 1,
    at: AT,
    role: ofOfficer ? 'privacy_officer' : 'operator',
    role_title: ofOfficer ? '个人信息保护负责人' : '运营人员',
    purpose: ofOfficer ? 'rights_request' : 'operation',
    purpose_title: ofOfficer ? '受理并答复您的请求' : '运营与授权管理',
    item,
    item_title: ITEMS[item],
    ticket,
    words,
  });
  return log.length;
}

note('rights_request_text', 'req_0c7k2m9p4q6r8', '办理并答复您提出的请求');
note('account', '工单 2026-118', '核对一条举报所指的成员');

export const untrained: StaffTrainingStanding = { is_due: true, latest: null };

export const trained = (day: string, isOwnWord: boolean): StaffTrainingStanding => ({
  is_due: false,
  latest: {
    trained_at: `2026-${day}T00:00:00.000Z`,
    due_at: `2027-${day}T00:00:00.000Z`,
    course: '数据安全与个人信息保护年度培训',
    is_own_word: isOwnWord,
  },
});

/** How the operator stands who uses the mock; nothing opens before a training is noted. */
export const own = { standing: untrained };

export const trainingDue = () =>
  problem(403, 'staff.training_due', '查看他人资料前，需要一年之内的数据安全培训记录');

export const staffRoutes = [
  on('get', '/api/v1/operator/training', () =>
    ok({ member: 'mem_1', standing: own.standing, may_note: true }),
  ),
  on('get', '/api/v1/operator/staff_accesses', () =>
    list(
      log.map((access) => ({
        ...access,
        staff_digest: 'd1'.repeat(32),
        is_own: access.purpose === 'operation',
        subject_digest: '5c'.repeat(32),
        hash: HASH,
      })),
    ),
  ),
  on('get', '/api/v1/operator/staff_accesses/verification', () =>
    ok({
      is_whole: true,
      entries: log.length,
      up_to: log.length,
      hash: HASH,
      fault: null,
      verified_at: AT,
    }),
  ),
  on('get', '/api/v1/me/staff_accesses', () => list(log)),
];
