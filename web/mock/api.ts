/**
 * The invented API: enough of the real one to work on the app without a server.
 *
 * Its answers are held to the description of the real ones; the library has 100,000 tracks, made from their number.
 * `GET /api/v1/session` answers a guest unless the cookie `mock_member=1` is set.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { accountRoutes } from './account.ts';
import { affiliateRoutes } from './affiliates.ts';
import { appRoutes } from './apps.ts';
import { shareRoutes } from './shares.ts';
import { tone } from './audio.ts';
import { catalogRoutes } from './catalog.ts';
import { collectionRoutes } from './collection.ts';
import { connectorRoutes } from './connectors.ts';
import { coverSvg } from './covers.ts';
import { downloadRoutes } from './downloads.ts';
import { importRoutes } from './imports.ts';
import { incidentRoutes } from './incidents.ts';
import { inspectionRoutes } from './inspections.ts';
import { usageRoutes } from './usage.ts';
import { legalRoutes } from './legal.ts';
import { transferRoutes } from './transfers.ts';
import { mailRoutes } from './mail.ts';
import { minorsRoutes } from './minors.ts';
import { number } from './library.ts';
import { onDeviceFile } from './on-device.ts';
import { operatorRoutes } from './operator.ts';
import { followQr, qrRoutes } from './qr.ts';
import { podcastRoutes } from './podcasts.ts';
import { policyRoutes } from './policy.ts';
import { privacyRoutes } from './privacy.ts';
import { recognitionRoutes } from './recognition.ts';
import { recommendRoutes } from './recommend.ts';
import { statisticsRoutes } from './statistics.ts';
import { requestRoutes } from './requests.ts';
import { searchRoutes } from './search.ts';
import { staffRoutes } from './staff.ts';
import { voiceRoutes } from './voice.ts';
import { problem } from './routes.ts';

const routes = [
  ...catalogRoutes,
  ...searchRoutes,
  ...mailRoutes,
  ...collectionRoutes,
  ...importRoutes,
  ...accountRoutes,
  ...qrRoutes,
  ...appRoutes,
  ...downloadRoutes,
  ...shareRoutes,
  ...privacyRoutes,
  ...requestRoutes,
  ...incidentRoutes,
  ...legalRoutes,
  ...transferRoutes,
  ...affiliateRoutes,
  ...minorsRoutes,
  ...recommendRoutes,
  ...statisticsRoutes,
  ...policyRoutes,
  ...operatorRoutes,
  ...connectorRoutes,
  ...staffRoutes,
  ...inspectionRoutes,
  ...usageRoutes,
  ...podcastRoutes,
  ...recognitionRoutes,
  ...voiceRoutes,
];

export async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const cover = url.pathname.match(/^\/api\/v1\/covers\/(cov_\w+)$/);
  if (cover) return send(response, 200, 'image/svg+xml', Buffer.from(coverSvg(number(cover[1]!))));
  const stream = url.pathname.match(/^\/api\/v1\/(?:tracks|podcast_episodes)\/((?:trk|epi)_\w+)\/stream$/);
  const picture = url.pathname.match(/^\/api\/v1\/podcasts\/pod_(\d+)\/picture$/);
  if (picture) return send(response, 200, 'image/svg+xml', Buffer.from(coverSvg(Number(picture[1]) + 40)));
  if (stream) return sendRange(request, response, tone(number(stream[1]!)));

  const file = onDeviceFile(url.pathname);
  if (file) {
    response.setHeader('ETag', file.tag);
    if (request.headers['if-none-match'] === file.tag) return send(response, 304, '', null);
    return send(response, 200, 'application/octet-stream', file.body);
  }

  const download = url.pathname.match(/^\/api\/v1\/(track|album|playlist)s\/\w+\/download$/);
  if (download) {
    const name = download[1] === 'track' ? 'song.wav' : 'music.zip';
    response.setHeader('Content-Disposition', `attachment; filename="${name}"`);
    return send(response, 200, 'application/octet-stream', tone(0));
  }

  if (/^\/api\/v1\/playlists\/\w+\/file$/.test(url.pathname)) {
    response.setHeader('Content-Disposition', 'attachment; filename="playlist.m3u8"');
    return send(response, 200, 'audio/x-mpegurl', Buffer.from('#EXTM3U\n'));
  }

  if (url.pathname === '/api/v1/sign_in/qr/state') return followQr(request.headers.cookie ?? '', response);

  for (const route of routes) {
    const match = route.method === request.method ? url.pathname.match(route.pattern) : null;
    if (!match) continue;
    const text = await textOf(request);
    const asked = { url, body: jsonOf(text), text, cookies: request.headers.cookie ?? '' };
    const { status, body } = route.answer(asked, { ...match.groups });
    return sendJson(response, status, body);
  }
  const { status, body } = problem(404, 'not_found', '没有找到');
  sendJson(response, status, body);
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** The JSON of a request; nothing where it is none. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function sendJson(response: ServerResponse, status: number, body: unknown) {
  const type = status >= 400 ? 'application/problem+json' : 'application/json';
  send(response, status, type, body === undefined ? null : Buffer.from(JSON.stringify(body)));
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
