/** Downloads of the invented service, and their history. */
import type { Download } from '../src/lib/api/types.ts';
import { list, nothing, ok, on, problem } from './routes.ts';

const AT = '2026-11-20T08:30:00.000Z';

let downloads: Download[] = [
  {
    id: 'dwn_1',
    kind: 'album',
    target_id: 'alb_3',
    title: 'Still Water',
    format: 'original',
    downloaded_at: AT,
  },
  { id: 'dwn_2', kind: 'track', target_id: 'trk_7', title: null, format: 'opus', downloaded_at: AT },
];

export const downloadRoutes = [
  on('post', '/api/v1/downloads', ({ body }) => {
    const id = body.id ?? '';
    const kind = id.startsWith('alb_') ? 'album' : id.startsWith('trk_') ? 'track' : 'playlist';
    const download = {
      id: `dwn_${downloads.length + 3}`,
      kind,
      target_id: id,
      title: id,
      format: body.codec ?? 'original',
      downloaded_at: AT,
    };
    downloads = [download, ...downloads];
    return { status: 201, body: download };
  }),
  on('get', '/api/v1/me/downloads', () => list(downloads)),
  on('delete', '/api/v1/me/downloads', () => {
    const erased = downloads.length;
    downloads = [];
    return ok({ erased });
  }),
  on('delete', '/api/v1/me/downloads/{id}', ({ path }) => {
    if (!downloads.some((download) => download.id === path.id)) return problem(404, 'not_found', '没有找到');
    downloads = downloads.filter((download) => download.id !== path.id);
    return nothing;
  }),
];
