/** The links of the one invented member, kept while the invented service runs. */
import type { Share } from '../src/lib/api/types.ts';
import { album, number, track } from './library.ts';
import { list, nothing, ok, on, problem } from './routes.ts';

const AT = '2026-11-20T08:30:00.000Z';
const ENDS = '2026-12-20T08:30:00.000Z';

/** A share with this secret opens by the password `sesame`. */
const LOCKED = 'locked';

const shares: (Share & { item: string })[] = [];
let made = 0;

const open = (id: string) => {
  const whole = id.startsWith('alb_') ? album(number(id)) : null;
  if (whole) {
    const tracks = whole.discs.flatMap((disc) => disc.tracks);
    return { id, title: whole.title, cover: whole.cover, tracks };
  }
  const one = id.startsWith('trk_') ? track(number(id)) : null;
  return one ? { id, title: one.title, cover: one.cover, tracks: [one] } : null;
};

export const shareRoutes = [
  on('get', '/api/v1/me/shares', () => list(shares)),
  on('post', '/api/v1/me/shares', ({ body }) => {
    const item = body.items?.[0] ?? '';
    made += 1;
    const share = {
      id: `shr_${made}`,
      path: `/share/${`${body.password ? LOCKED : 'demo'}${made}`.padEnd(32, '-')}`,
      title: open(item)?.title ?? null,
      item_count: body.items?.length ?? 0,
      description: body.description ?? '',
      has_password: Boolean(body.password),
      visit_count: 0,
      created_at: AT,
      expires_at: body.expires_at ?? ENDS,
    };
    shares.unshift({ ...share, item });
    return { status: 201 as const, body: share };
  }),
  on('delete', '/api/v1/me/shares/{id}', ({ path }) => {
    const at = shares.findIndex((share) => share.id === path.id);
    if (at < 0) return problem(404, 'not_found', '没有找到');
    shares.splice(at, 1);
    return nothing;
  }),
  on('post', '/api/v1/shares/{secret}/opening', ({ path, body }) => {
    const share = shares.find((share) => share.path === `/share/${path.secret}`);
    const part = share ? open(share.item) : null;
    if (!share || !part) return problem(404, 'not_found', '没有找到');
    if (share.has_password && !body.password)
      return problem(403, 'share.password_required', '这个分享需要密码');
    if (share.has_password && body.password !== 'sesame')
      return problem(403, 'share.password_wrong', '密码不正确');
    share.visit_count += 1;
    return ok({ description: share.description, expires_at: share.expires_at, parts: [part] });
  }),
];
