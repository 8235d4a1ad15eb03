/** The invented inspections of the safety of data. */
import type { Inspection } from '../src/lib/api/types.ts';
import { found, ok, on } from './routes.ts';

const CHECKS = [
  ['reports', '以往的检查报告没有被改动', 59],
  ['schema', '数据库里的每一列都写在政策里', 431],
  ['terms', '没有超期一天还留着的数据', 63],
  ['keys', '没有无主的密钥', 128],
  ['erased', '已经删除的人没有回来', 128],
  ['staff_log', '运营人员的访问记录完整、未被改动', 2],
  ['recipients', '每个第三方的协议和安全检查都在有效期内', 3],
  ['places', '数据和备份都在政策承诺的国家', 2],
  ['policy', '发布过的政策版本没有被改动', 1],
  ['files', '数据和密钥文件只有服务自己能读', 2],
  ['deadlines', '请求和安全事件都没有过期未办', 4],
] as const;

const KEY = '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c';
const LAST = Date.UTC(2026, 10, 20, 3, 10);

function inspection(number: number, at: number): Inspection {
  const isFaulty = number === 9 || number === 10;
  return {
    number,
    begun_at: new Date(at).toISOString(),
    ended_at: new Date(at + 900).toISOString(),
    program: '0.1.0',
    policy_version: '1',
    failed_count: isFaulty ? 1 : 0,
    checks: CHECKS.map(([name, title, looked_at]) => ({
      name,
      title,
      looked_at,
      fault_count: isFaulty && name === 'files' ? 1 : 0,
      faults: isFaulty && name === 'files' ? ['其他用户能读 data，请去掉他们的权限：chmod go-rwx'] : [],
    })),
  };
}

const items = Array.from({ length: 24 }, (_, back) => inspection(24 - back, LAST - back * 86_400_000));

export const inspectionRoutes = [
  on('get', '/api/v1/operator/inspections', () => ok({ items, is_late: false, public_key: KEY })),
  on('post', '/api/v1/operator/inspections', () => {
    const made = inspection(items[0]!.number + 1, LAST + 5 * 3_600_000);
    items.unshift(made);
    return { status: 201 as const, body: made };
  }),
  on('get', '/api/v1/operator/inspections/{number}', ({ path }) => {
    const inspection = items.find((one) => one.number === Number(path.number));
    return found(inspection ? { inspection, text: '{}', signature: '0'.repeat(128), public_key: KEY } : null);
  }),
  on('get', '/api/v1/policy/inspection', () =>
    ok({ begun_at: items[0]!.begun_at, check_count: CHECKS.length, failed_count: 0, is_late: false }),
  ),
];
