/**
 * The invented API: enough of the real one to work on the app without a server.
 *
 * Its answers have the same types as the real ones; the library has 100,000 tracks, made from their number.
 * `GET /api/v1/session` answers a guest unless the cookie `mock_member=1` is set.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Consent, Page, Playback, Session } from '../src/lib/api/types.ts';
import { tone } from './audio.ts';
import { coverSvg } from './covers.ts';
import { memberRoutes } from './member.ts';
import {
  album,
  albumSummary,
  ALBUMS_TOTAL,
  artist,
  ARTISTS_TOTAL,
  artistSummary,
  DECADES,
  folder,
  GENRES,
  LANGUAGES,
  lyrics,
  number,
  search,
  shuffled,
  track,
  TRACKS_TOTAL,
} from './library.ts';

const CONSENTS: Consent[] = (['play_history', 'resume_playback'] as const).map((purpose) => ({
  purpose,
  title: purpose === 'play_history' ? '播放历史' : '跨设备续播',
  notice:
    purpose === 'play_history'
      ? '记录你听过的歌曲和时间，用来显示播放历史。'
      : '记录播放队列和进度，用来在另一台设备上接着听。',
  function: { id: purpose, title: purpose === 'play_history' ? '播放历史' : '续播', kind: 'extended' },
  basis: 'consent',
  sensitive: false,
  state: 'not_asked',
  changed_at: null,
  policy_version: null,
  text_hash: `mock-${purpose}`,
  items: [{ item: purpose, title: '播放记录', retention_text: '保存 180 天，之后匿名化' }],
  can_ask_again_at: null,
}));

for (const [purpose, title, state] of [
  ['profile_signature', '保存个性签名', 'granted'],
  ['profile_gender', '保存性别', 'not_asked'],
  ['profile_birthday', '保存生日', 'refused'],
  ['profile_region', '保存所在地区', 'not_asked'],
  ['account', '建立和管理你的账号', 'not_needed'],
] as const) {
  CONSENTS.push({
    ...CONSENTS[0]!,
    purpose,
    title,
    notice: `${title}，只用于显示在你自己的资料页。保存至你清空、撤回同意或注销账号。`,
    function: { id: 'profile', title: '个人资料', kind: 'extended' },
    state,
    changed_at: state === 'granted' || state === 'refused' ? '2026-11-02T08:00:00.000Z' : null,
    policy_version: '1',
    basis: state === 'not_needed' ? 'contract' : 'consent',
  });
}

const MEMBER: Session = {
  guest: false,
  member: { id: 'mem_1', nickname: '听雨', avatar: null, roles: ['listener', 'operator'] },
  policy: { current_version: '1', accepted_version: '1', review_needed: false },
  session_id: 'ses_1',
  signed_in_at: '2026-01-01T00:00:00.000Z',
};

type Answer = { status?: number; body?: unknown };
type Handler = (match: RegExpMatchArray, url: URL, request: IncomingMessage) => Answer;

const routes: [string, RegExp, Handler][] = [
  ['GET', /^\/session$/, (_, __, request) => ok(isMember(request) ? member(request) : { guest: true })],
  ['GET', /^\/artists$/, (_, url) => page(url, ARTISTS_TOTAL, artistSummary)],
  ['GET', /^\/artists\/(art_\w+)$/, ([, id]) => found(artist(number(id!)))],
  ['GET', /^\/albums$/, (_, url) => page(url, ALBUMS_TOTAL, albumSummary)],
  ['GET', /^\/albums\/(alb_\w+)$/, ([, id]) => found(album(number(id!)))],
  ['GET', /^\/tracks$/, (_, url) => tracks(url)],
  ['GET', /^\/tracks\/(trk_\w+)$/, ([, id]) => found(track(number(id!)))],
  ['GET', /^\/tracks\/(trk_\w+)\/lyrics$/, ([, id]) => found(lyrics(number(id!)))],
  ['GET', /^\/tracks\/(trk_\w+)\/playback$/, ([, id]) => found(playback(number(id!)))],
  ['GET', /^\/genres$/, () => ok({ items: GENRES, next: null })],
  ['GET', /^\/decades$/, () => ok({ items: DECADES, next: null })],
  ['GET', /^\/languages$/, () => ok({ items: LANGUAGES, next: null })],
  ['GET', /^\/folders$/, (_, url) => found(folder(url.searchParams.get('path') ?? ''))],
  ['GET', /^\/search$/, (_, url) => ok(search(url.searchParams.get('q') ?? ''))],
  ['GET', /^\/me\/play_state$/, () => ({ status: 204 })],
  ['PUT', /^\/me\/play_state$/, () => ({ status: 204 })],
  ['POST', /^\/listens$/, () => ({ status: 204 })],
  ['GET', /^\/me\/consents$/, () => ok({ items: CONSENTS, next: null })],
  ['PUT', /^\/me\/consents\/(\w+)$/, ([, purpose]) => answered(purpose!, 'granted')],
  ['DELETE', /^\/me\/consents\/(\w+)$/, ([, purpose]) => answered(purpose!, 'withdrawn', { erased_rows: 3 })],
  ['POST', /^\/me\/consents\/(\w+)\/refusal$/, ([, purpose]) => answered(purpose!, 'refused')],
];

export async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const path = url.pathname.replace(/^\/api\/v1/, '');

  const cover = path.match(/^\/covers\/cov_(\d+)$/);
  if (cover) return send(response, 200, 'image/svg+xml', Buffer.from(coverSvg(Number(cover[1]))));
  const stream = path.match(/^\/tracks\/trk_(\d+)\/stream$/);
  if (stream) return sendRange(request, response, tone(Number(stream[1])));

  for (const [method, pattern, handler] of routes) {
    const match = method === request.method ? path.match(pattern) : null;
    if (!match) continue;
    const { status = 200, body } = handler(match, url, request);
    const type = status >= 400 ? 'application/problem+json' : 'application/json';
    return send(response, status, type, body === undefined ? null : Buffer.from(JSON.stringify(body)));
  }
  for (const [method, pattern, handler] of memberRoutes) {
    const match = method === request.method ? path.match(pattern) : null;
    if (!match) continue;
    const { status = 200, body } = handler(match, url, await bodyOf(request));
    const type = status >= 400 ? 'application/problem+json' : 'application/json';
    return send(response, status, type, body === undefined ? null : Buffer.from(JSON.stringify(body)));
  }
  const problem = {
    type: 'urn:qingyin:problem:not_found',
    code: 'not_found',
    status: 404,
    title: '没有找到',
  };
  send(response, 404, 'application/problem+json', Buffer.from(JSON.stringify(problem)));
}

/** The member; by the cookie `mock_review=1` the policy has changed since it was accepted. */
function member(request: IncomingMessage): Session {
  if (!request.headers.cookie?.includes('mock_review=1')) return MEMBER;
  return { ...MEMBER, policy: { current_version: '2', accepted_version: '1', review_needed: true } };
}

/** The JSON of a request; nothing where it is none. */
async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function isMember(request: IncomingMessage): boolean {
  return request.headers.cookie?.includes('mock_member=1') ?? false;
}

function ok(body: unknown): Answer {
  return { body };
}

function found(body: unknown): Answer {
  if (body !== null) return { body };
  return {
    status: 404,
    body: { type: 'urn:qingyin:problem:not_found', code: 'not_found', status: 404, title: '没有找到' },
  };
}

function answered(purpose: string, state: Consent['state'], more: object = {}): Answer {
  const consent = CONSENTS.find((one) => one.purpose === purpose);
  if (!consent) return found(null);
  consent.state = state;
  return ok({ ...consent, ...more });
}

function page<T>(url: URL, total: number, make: (n: number) => T | null): Answer {
  const limit = Number(url.searchParams.get('limit') ?? 50);
  const start = Number(url.searchParams.get('cursor') ?? 0);
  const end = Math.min(total, start + limit);
  const random = url.searchParams.get('sort') === 'random';
  const seed = Number(url.searchParams.get('seed') ?? 1);
  const items: T[] = [];
  for (let n = start; n < end; n += 1) {
    const item = make(random ? shuffled(n, total, seed) : n);
    if (item) items.push(item);
  }
  const body: Page<T> = { items, next: end < total ? String(end) : null, total };
  return ok(body);
}

function tracks(url: URL): Answer {
  const ids = url.searchParams.get('ids');
  if (ids === null) return page(url, TRACKS_TOTAL, track);
  const items = ids.split(',').map((id) => track(number(id)));
  return ok({ items: items.filter((one) => one !== null), next: null, total: items.length });
}

function playback(n: number): Playback | null {
  const one = track(n);
  if (!one) return null;
  return {
    url: `/api/v1/tracks/${one.id}/stream`,
    mode: 'original',
    codec: 'pcm',
    mime_type: 'audio/wav',
    bitrate_kbps: 128,
    duration_ms: one.duration_ms,
    seekable: true,
    gain: one.gain,
    reason: 'original',
  };
}

function send(response: ServerResponse, status: number, type: string, body: Buffer | null) {
  response.statusCode = status;
  if (body === null) return void response.end();
  response.setHeader('Content-Type', type);
  response.setHeader('Content-Length', body.length);
  response.end(body);
}

function sendRange(request: IncomingMessage, response: ServerResponse, body: Buffer) {
  const range = request.headers.range?.match(/^bytes=(\d+)-(\d*)$/);
  response.setHeader('Accept-Ranges', 'bytes');
  if (!range) return send(response, 200, 'audio/wav', body);
  const start = Number(range[1]);
  const end = Math.min(body.length - 1, range[2] ? Number(range[2]) : body.length - 1);
  response.setHeader('Content-Range', `bytes ${start}-${end}/${body.length}`);
  send(response, 206, 'audio/wav', body.subarray(start, end + 1));
}
