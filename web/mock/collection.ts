/** The invented collection: likes, ratings, follows, bookmarks and playlists of the one member, kept while it runs. */
import type {
  Annotation,
  Bookmark,
  Follow,
  Like,
  Playlist,
  PlaylistItem,
  Rating,
  RulesPreview,
  Track,
} from '../src/lib/api/types.ts';
import { matchLines, isList } from './files.ts';
import { album, albumSummary, artist, artistSummary, number, track } from './library.ts';
import { list, nothing, ok, on, problem, type Failure } from './routes.ts';
import { chosen, fault } from './rules.ts';

const AT = '2026-11-20T08:30:00.000Z';

interface Kept extends Playlist {
  tracks: { id: string; track: string }[];
}

const liked = new Map<string, string>();
const rated = new Map<string, number>();
const followed = new Set<string>();
const bookmarks = new Map<string, Bookmark>();
const playlists = new Map<string, Kept>();
const editors = [
  { id: 'edt_1', name: '阿芷', joined_at: AT, is_me: false },
  { id: 'edt_2', name: null, joined_at: AT, is_me: false },
];
const invitations = [
  { id: 'inv_1', playlist_name: '夏夜乘凉', invited_at: AT, expires_at: '2026-12-04T08:30:00.000Z' },
];
let squareName: string | null = null;
let numbers = 0;
let changes = 0;
const next = (prefix: string) => `${prefix}_${(numbers += 1)}`;
/** A moment later than every one before. */
const now = () => new Date(Date.parse(AT) + (changes += 1) * 1_000).toISOString();

function make(name: string, ids: string[], more: Partial<Kept> = {}): Kept {
  const made: Kept = {
    id: next('pls'),
    name,
    description: '',
    visibility: 'private',
    role: 'owner',
    rules: null,
    version: 1,
    track_count: ids.length,
    duration_ms: null,
    cover: null,
    tags: [],
    owner_name: null,
    created_at: now(),
    changed_at: now(),
    published_at: null,
    tracks: ids.map((id) => ({ id: next('itm'), track: id })),
    ...more,
  };
  playlists.set(made.id, made);
  return made;
}

const range = (from: number, count: number) => Array.from({ length: count }, (_, n) => `trk_${from + n}`);
const open = { visibility: 'public', role: 'viewer', published_at: AT } as const;
make('雨天听的民谣', range(20, 12), {
  ...open,
  description: '窗外下雨，泡一壶茶，慢慢听。',
  tags: ['民谣', '雨天'],
  owner_name: '听泉人',
});
make('一个人的夜航', range(300, 30), { ...open, tags: ['夜晚', '纯音乐'] });
make('清晨六点', range(640, 8), { ...open, tags: ['纯音乐'], owner_name: '早起的鸟' });
make('院子里的歌', range(90, 6), { role: 'editor', visibility: 'private' });

/** What is shown of a playlist; its totals follow from its entries. */
function view({ tracks, ...playlist }: Kept): Playlist {
  const those = tracksOf(playlist.rules ? chosen(playlist.rules) : tracks.map((one) => one.track));
  const cover = those.find((one) => one.cover)?.cover;
  return {
    ...playlist,
    track_count: those.length,
    duration_ms: those.reduce((sum, one) => sum + one.duration_ms, 0),
    cover: playlist.cover ?? (cover ? { url: cover.url, is_own: false } : null),
    owner_name:
      playlist.role === 'owner' && playlist.visibility === 'public' ? squareName : playlist.owner_name,
  };
}

/** Playlists on the square. */
export const publicPlaylists = (): Playlist[] =>
  [...playlists.values()].filter((kept) => kept.visibility === 'public').map(view);

const tracksOf = (ids: string[]): Track[] => ids.map((id) => track(number(id))).filter((one) => one !== null);

function subject(id: string) {
  const n = number(id);
  const kept = playlists.get(id);
  if (id.startsWith('trk_')) return track(n) ? { track: track(n)! } : null;
  if (id.startsWith('alb_')) return album(n) ? { album: albumSummary(n) } : null;
  if (id.startsWith('art_')) return artist(n) ? { artist: artistSummary(n) } : null;
  return kept ? { playlist: view(kept) } : null;
}

const PREFIX: Record<string, string> = { track: 'trk_', album: 'alb_', artist: 'art_', playlist: 'pls_' };
const latestFirst = <T>(items: T[]) => list(items.toReversed());

/** Everything of the collection is a member's own. */
const member = (cookies: string) => cookies.includes('mock_member=1');
const guest = () => problem(401, 'auth.required', '请先登录');
const missing = () => problem(404, 'not_found', '没有找到');

function seen(id: string, cookies: string): Kept | null {
  const kept = playlists.get(id) ?? null;
  return kept && (member(cookies) || kept.visibility === 'public') ? kept : null;
}

/** Changes the entries of a playlist, on the version it was asked for. */
function changed(
  id: string,
  cookies: string,
  version: number | null | undefined,
  act: (tracks: Kept['tracks']) => Kept['tracks'],
): Failure | { status: 200; body: { version: number } } {
  const kept = seen(id, cookies);
  if (!member(cookies)) return guest();
  if (!kept) return missing();
  if (kept.role === 'viewer') return problem(403, 'playlist.not_allowed', '您不能这样修改这个歌单');
  if (version !== undefined && version !== null && version !== kept.version) {
    return problem(409, 'playlist.changed_meanwhile', '歌单已被修改，请重新读取后再试');
  }
  kept.tracks = act(kept.tracks);
  return ok({ version: touch(kept) });
}

function touch(kept: Kept): number {
  kept.changed_at = now();
  return (kept.version += 1);
}

/** The member's own playlist for a change of the playlist itself. */
function owned(id: string, cookies: string, act: (kept: Kept) => void) {
  const kept = seen(id, cookies);
  if (!member(cookies)) return guest();
  if (!kept) return missing();
  if (kept.role !== 'owner') return problem(403, 'playlist.not_allowed', '您不能这样修改这个歌单');
  act(kept);
  touch(kept);
  return ok(view(kept));
}

const wrongRules = (rules: unknown): Failure | null => {
  const field = fault(rules);
  return field ? problem(400, 'request.invalid', '请求有误', { fields: [field] }) : null;
};

export const collectionRoutes = [
  on('get', '/api/v1/me/likes', ({ query, cookies }) => {
    if (!member(cookies)) return guest();
    const of = [...liked].filter(([id]) => id.startsWith(PREFIX[query('kind') ?? 'track']!));
    return latestFirst(of.map(([id, liked_at]) => ({ liked_at, ...subject(id) }) as Like));
  }),
  on('put', '/api/v1/me/likes/{id}', ({ path, cookies }) => {
    if (!member(cookies)) return guest();
    if (!subject(path.id)) return missing();
    if (!liked.has(path.id)) liked.set(path.id, now());
    return ok({ liked_at: liked.get(path.id)! });
  }),
  on('delete', '/api/v1/me/likes/{id}', ({ path }) => (liked.delete(path.id), nothing)),
  on('get', '/api/v1/me/ratings', ({ query }) => {
    const of = [...rated].filter(([id]) => id.startsWith(PREFIX[query('kind') ?? 'track']!));
    return latestFirst(of.map(([id, stars]) => ({ stars, rated_at: AT, ...subject(id) }) as Rating));
  }),
  on('put', '/api/v1/me/ratings/{id}', ({ path, body }) => (rated.set(path.id, body.stars ?? 1), nothing)),
  on('delete', '/api/v1/me/ratings/{id}', ({ path }) => (rated.delete(path.id), nothing)),
  on('get', '/api/v1/me/annotations', ({ query, cookies }) => {
    if (!member(cookies)) return guest();
    const ids = (query('ids') ?? '').split(',').filter((id) => liked.has(id) || rated.has(id));
    return list(
      ids.map((id): Annotation => ({ id, liked_at: liked.get(id) ?? null, stars: rated.get(id) ?? null })),
    );
  }),
  on('get', '/api/v1/me/follows', ({ cookies }) =>
    member(cookies)
      ? latestFirst(
          [...followed].map((id): Follow => ({ artist: artistSummary(number(id)), followed_at: AT })),
        )
      : guest(),
  ),
  on('put', '/api/v1/me/follows/{id}', ({ path, cookies }) =>
    member(cookies) ? (followed.add(path.id), ok({ followed_at: AT })) : guest(),
  ),
  on('delete', '/api/v1/me/follows/{id}', ({ path }) => (followed.delete(path.id), nothing)),
  on('get', '/api/v1/me/bookmarks', () => latestFirst([...bookmarks.values()])),
  on('put', '/api/v1/me/bookmarks/{id}', ({ path, body, cookies }) => {
    const one = track(number(path.id));
    if (!member(cookies)) return guest();
    if (!one) return missing();
    const { position_ms = 0, comment = '' } = body;
    const made = { track_id: one.id, track: one, position_ms, comment, created_at: AT, changed_at: now() };
    bookmarks.set(one.id, made);
    return ok(made);
  }),
  on('delete', '/api/v1/me/bookmarks/{id}', ({ path }) => (bookmarks.delete(path.id), nothing)),

  on('get', '/api/v1/playlists', ({ query, cookies }) => {
    if (!member(cookies)) return guest();
    const scope = query('scope') ?? 'own';
    const fits = (kept: Kept) =>
      scope === 'own'
        ? kept.role === 'owner'
        : scope === 'shared'
          ? kept.role === 'editor'
          : kept.visibility === 'members' && kept.role !== 'owner';
    return latestFirst([...playlists.values()].filter(fits).map(view));
  }),
  on('post', '/api/v1/playlists', ({ body, cookies }) => {
    if (!member(cookies)) return guest();
    const { name = '', description = '', tags = [], tracks = [], rules = null } = body;
    const wrong = rules === null ? null : wrongRules(rules);
    if (wrong) return wrong;
    if (name.trim() === '') {
      const fields = [{ name: 'name', code: 'field.missing', message: '请填写这一项' }];
      return problem(400, 'request.invalid', '请求有误', { fields });
    }
    return { status: 201, body: view(make(name, tracks, { description, tags, rules })) };
  }),
  on('post', '/api/v1/playlists/rules/preview', ({ body }) => {
    const wrong = wrongRules(body.rules);
    if (wrong) return wrong;
    const tracks = tracksOf(chosen(body.rules));
    return ok({
      track_count: tracks.length,
      duration_ms: tracks.reduce((sum, one) => sum + one.duration_ms, 0),
      tracks: tracks.slice(0, 50),
      history_is_missing: /play_count|last_played/.test(JSON.stringify(body.rules)),
    } satisfies RulesPreview);
  }),
  on('post', '/api/v1/playlists/import', ({ text, query, cookies }) => {
    if (!member(cookies)) return guest();
    if (!isList(text)) return problem(400, 'playlist.unreadable', '这不是能读的歌单文件');
    const { name, matched, unmatched } = matchLines(text);
    const playlist = matched.length > 0 ? view(make(query('name') ?? name, matched)) : null;
    const report = { playlist, matched: matched.length, unmatched };
    return playlist ? { status: 201, body: report } : ok(report);
  }),
  on('get', '/api/v1/playlists/{id}', ({ path, cookies }) => {
    const kept = seen(path.id, cookies);
    return kept ? ok(view(kept)) : missing();
  }),
  on('patch', '/api/v1/playlists/{id}', ({ path, body, cookies }) => {
    const wrong = body.rules === undefined ? null : wrongRules(body.rules);
    if (wrong) return wrong;
    return owned(path.id, cookies, (kept) => {
      Object.assign(kept, { ...body, version: kept.version });
      if (body.visibility && body.visibility !== 'public') kept.published_at = null;
    });
  }),
  on('delete', '/api/v1/playlists/{id}', ({ path }) => (playlists.delete(path.id), nothing)),
  on('put', '/api/v1/playlists/{id}/cover', ({ path, cookies }) =>
    owned(path.id, cookies, (kept) => {
      kept.cover = { url: `/api/v1/covers/cov_${number(kept.id)}?v=${kept.version}`, is_own: true };
    }),
  ),
  on('delete', '/api/v1/playlists/{id}/cover', ({ path }) => {
    const kept = playlists.get(path.id);
    if (kept) kept.cover = null;
    return nothing;
  }),
  on('get', '/api/v1/playlists/{id}/items', ({ path, query, cookies }) => {
    const kept = seen(path.id, cookies);
    if (!kept) return missing();
    const all = kept.rules ? chosen(kept.rules).map((id) => ({ id: null, track: id })) : kept.tracks;
    const from = Number(query('cursor') ?? 0);
    const to = Math.min(all.length, from + Number(query('limit') ?? 50));
    const items = all.slice(from, to).map((entry, n): PlaylistItem => ({
      id: entry.id,
      index: from + n,
      track_id: entry.track,
      track: track(number(entry.track)),
      added_at: entry.id === null ? null : AT,
    }));
    return ok({ items, next: to < all.length ? String(to) : null, total: all.length });
  }),
  on('post', '/api/v1/playlists/{id}/items', ({ path, body, cookies }) =>
    changed(path.id, cookies, body.version, (tracks) => {
      const place = body.at ?? tracks.length;
      const added = (body.tracks ?? []).map((id) => ({ id: next('itm'), track: id }));
      return tracks.toSpliced(place, 0, ...added);
    }),
  ),
  on('post', '/api/v1/playlists/{id}/items/move', ({ path, body, cookies }) =>
    changed(path.id, cookies, body.version, (tracks) => {
      const { from = 0, to = 0, count = 1 } = body;
      return tracks.toSpliced(from, count).toSpliced(to, 0, ...tracks.slice(from, from + count));
    }),
  ),
  on('post', '/api/v1/playlists/{id}/items/remove', ({ path, body, cookies }) =>
    changed(path.id, cookies, body.version, (tracks) => tracks.filter((_, n) => !body.indexes?.includes(n))),
  ),
  on('put', '/api/v1/playlists/{id}/publication', ({ path, cookies }) =>
    owned(path.id, cookies, (kept) => Object.assign(kept, { visibility: 'public', published_at: now() })),
  ),
  on('delete', '/api/v1/playlists/{id}/publication', ({ path, cookies }) =>
    owned(path.id, cookies, (kept) => Object.assign(kept, { visibility: 'private', published_at: null })),
  ),
  on('get', '/api/v1/playlists/{id}/editors', () => list(editors)),
  on('delete', '/api/v1/playlists/{id}/editors/{editor}', ({ path }) => {
    editors.splice(0, editors.length, ...editors.filter((one) => one.id !== path.editor));
    return nothing;
  }),
  on('delete', '/api/v1/playlists/{id}/editorship', ({ path }) => (playlists.delete(path.id), nothing)),
  on('post', '/api/v1/playlists/{id}/links', () => ({
    status: 201,
    body: { token: 'mockMOCKmockMOCKmockMOCKmockMOCK', expires_at: '2026-12-04T08:30:00.000Z' },
  })),
  on('delete', '/api/v1/playlists/{id}/links', () => nothing),
  on('post', '/api/v1/playlist_links/preview', ({ body }) =>
    body.token?.startsWith('mock') ? ok({ playlist_name: '夏夜乘凉' }) : missing(),
  ),
  on('post', '/api/v1/playlist_links/acceptance', () =>
    ok(view(make('夏夜乘凉', range(500, 5), { role: 'editor' }))),
  ),
  on('get', '/api/v1/me/invitations', () => list(invitations)),
  on('post', '/api/v1/me/invitations/{id}/acceptance', () => {
    invitations.length = 0;
    return ok(view(make('夏夜乘凉', range(500, 5), { role: 'editor' })));
  }),
  on('delete', '/api/v1/me/invitations/{id}', () => ((invitations.length = 0), nothing)),
  on('get', '/api/v1/square', ({ query }) => {
    const tag = query('tag');
    const open = [...playlists.values()].filter((kept) => kept.visibility === 'public');
    return latestFirst(open.filter((kept) => tag === null || kept.tags.includes(tag)).map(view));
  }),
  on('get', '/api/v1/square/tags', () => {
    const counts = new Map<string, number>();
    for (const kept of playlists.values()) {
      if (kept.visibility !== 'public') continue;
      for (const tag of kept.tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
    }
    return list([...counts].map(([tag, playlist_count]) => ({ tag, playlist_count })));
  }),
  on('get', '/api/v1/me/square_name', () => ok({ name: squareName })),
  on('put', '/api/v1/me/square_name', ({ body }) => ok({ name: (squareName = body.name ?? null) })),
  on('delete', '/api/v1/me/square_name', () => ((squareName = null), nothing)),
];
