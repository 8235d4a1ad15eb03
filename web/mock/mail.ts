/** An invented mail address: proved with `mock_mail=1`, refused by its post office with `mock_unreached=1`. */
import type { Mail } from '../src/lib/api/types.ts';
import { nothing, ok, on, problem } from './routes.ts';

let own: Mail | null = null;

function of(cookies: string): Mail {
  if (own) return own;
  if (!cookies.includes('mock_mail=1')) return { offered: true, address: null, waiting: null };
  return {
    offered: true,
    address: {
      address: 'l***g@music.example',
      language: 'zh-CN',
      verified_at: '2026-11-02T09:00:00.000Z',
      unreached_at: cookies.includes('mock_unreached=1') ? '2026-11-20T08:30:00.000Z' : null,
    },
    waiting: null,
  };
}

export const mailRoutes = [
  on('get', '/api/v1/me/mail', ({ cookies }) => ok(of(cookies))),
  on('post', '/api/v1/me/mail/proof', ({ body, cookies }) => {
    const [name, host] = (body.address ?? '').trim().split('@');
    if (!name || !host) {
      return problem(422, 'request.invalid', '请求内容不正确', {
        fields: [
          { name: 'address', code: 'mail.no_address', message: '请填写邮箱地址，例如 lin@music.example' },
        ],
      });
    }
    own = {
      ...of(cookies),
      waiting: { address: `${name[0]}***@${host}`, expires_at: new Date(Date.now() + 600_000).toISOString() },
    };
    return ok(own);
  }),
  on('put', '/api/v1/me/mail', ({ body }) => {
    if (body.code !== '123456' || !own?.waiting) {
      return problem(400, 'mail.code_wrong', '验证码不正确', { attempts_left: 4 });
    }
    own = {
      offered: true,
      address: {
        address: own.waiting.address,
        language: 'zh-CN',
        verified_at: new Date().toISOString(),
        unreached_at: null,
      },
      waiting: null,
    };
    return ok(own);
  }),
  on('delete', '/api/v1/me/mail', () => {
    own = { offered: true, address: null, waiting: null };
    return nothing;
  }),
  on('post', '/api/v1/letter/unsubscription/{token}', ({ path }) =>
    path.token === 'broken' ? problem(404, 'not_found', '没有这个页面或内容') : nothing,
  ),
];
