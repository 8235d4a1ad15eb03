/** Bringing an export along: the invented library knows every second piece of music in it. */
import type { ImportedKind, ImportReport } from '../src/lib/api/types.ts';
import { ok, on, problem } from './routes.ts';

const ITEMS = {
  likes: 'like',
  ratings: 'rating',
  follows: 'follow',
  bookmarks: 'bookmark',
  playlists: 'playlist',
  playlist_entries: 'playlist_item',
  listens: 'listen',
} as const satisfies Record<ImportedKind['kind'], string>;

interface Export {
  format?: string;
  items?: Record<string, { rows?: unknown[] }>;
  music?: Record<string, { title: string; artists?: string[] }>;
}

/** What was brought in while it runs. */
const brought = new Set<string>();

function tally(kind: ImportedKind['kind'], found: number): ImportedKind {
  const [hasConsent, isThere] = [kind !== 'listens', brought.has(kind)];
  const matched = Math.ceil(found / 2);
  const fresh = hasConsent && !isThere ? matched : 0;
  const left_out: ImportedKind['left_out'] = [];
  if (!hasConsent && found > 0) {
    left_out.push({ reason: 'no_consent', reason_text: '这里没有开启“播放历史”', count: found });
  } else if (found > matched) {
    left_out.push({ reason: 'not_in_library', reason_text: '这里的曲库没有', count: found - matched });
  }
  return { kind, found, matched, already_there: isThere ? matched : 0, brought_in: fresh, left_out };
}

export const importRoutes = [
  on('post', '/api/v1/me/imports', ({ text, query, cookies }) => {
    if (!cookies.includes('mock_member')) return problem(401, 'sign_in.required', '请先登录');
    let file: Export;
    try {
      file = JSON.parse(text) as Export;
    } catch {
      file = {};
    }
    if (file.format !== 'qingyin-export') {
      const fields = [{ name: 'format', code: 'export_file.unknown', message: '这不是清音导出的文件' }];
      return problem(400, 'validation.invalid', '请求中有填写不正确的内容', { fields });
    }
    const kinds = (Object.keys(ITEMS) as ImportedKind['kind'][]).map((kind) =>
      tally(kind, file.items?.[ITEMS[kind]]?.rows?.length ?? 0),
    );
    const music = Object.values(file.music ?? {}).filter((_, at) => at % 2 === 1);
    const dry_run = query('dry_run') === 'true';
    if (!dry_run) for (const kind of kinds) if (kind.brought_in > 0) brought.add(kind.kind);
    return ok({
      dry_run,
      kinds,
      missing: music.map(({ title, artists = [] }) => ({ kind: 'track' as const, title, artists })),
      missing_total: music.length,
    } satisfies ImportReport);
  }),
];
