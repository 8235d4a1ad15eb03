/** Keys and passwords of other apps, kept while the invented service runs. */
import type { AppAccess, MadeAppAccess } from '../src/lib/api/types.ts';
import { list, nothing, on, problem } from './routes.ts';

const AT = '2026-11-20T08:30:00.000Z';

const keys: AppAccess[] = [
  {
    id: 'key_1',
    name: 'Symfonium · 手机',
    user_name: 'app-7k2m9p4q',
    made_at: '2026-10-12T10:00:00.000Z',
    last_used_at: '2026-11-19T21:14:00.000Z',
  },
];
const passwords: AppAccess[] = [];
let made = 1;

function make(kept: AppAccess[], name = '') {
  if (name === '') return problem(422, 'invalid', '请检查填写的内容');
  made += 1;
  const access = { id: `acc_${made}`, name, user_name: `app-demo${made}`, made_at: AT };
  kept.unshift({ ...access, last_used_at: null });
  return { status: 201 as const, body: { ...access, secret: `qy_demo_${made}` } satisfies MadeAppAccess };
}

function revoke(kept: AppAccess[], id: string) {
  const at = kept.findIndex((access) => access.id === id);
  if (at < 0) return problem(404, 'not_found', '没有找到');
  kept.splice(at, 1);
  return nothing;
}

export const appRoutes = [
  on('get', '/api/v1/me/api_keys', () => list(keys)),
  on('post', '/api/v1/me/api_keys', ({ body }) => make(keys, body.name)),
  on('delete', '/api/v1/me/api_keys/{id}', ({ path }) => revoke(keys, path.id)),
  on('get', '/api/v1/me/app_passwords', () => list(passwords)),
  on('post', '/api/v1/me/app_passwords', ({ body }) => make(passwords, body.name)),
  on('delete', '/api/v1/me/app_passwords/{id}', ({ path }) => revoke(passwords, path.id)),
];
