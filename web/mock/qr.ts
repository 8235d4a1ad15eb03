/**
 * The invented sign-in by QR code: `mock_qr=scanned` (or another state) in the cookies says how it stands,
 * for the screen that follows it and for the phone that scans; without it, it waits.
 */
import type { ServerResponse } from 'node:http';
import { MEMBER } from './account.ts';
import { nothing, ok, on, problem } from './routes.ts';

const LIVES_S = 120;
const TICKET = 'AbCdEfGhIjKlMnOpQrStUv';

/** The state that the cookies name. */
function stateOf(cookies: string): string {
  return /mock_qr=(\w+)/.exec(cookies)?.[1] ?? 'new';
}

export const qrRoutes = [
  on('post', '/api/v1/sign_in/qr', ({ cookies }) =>
    stateOf(cookies) === 'failed'
      ? problem(429, 'rate.limited', '请求太频繁，请稍后再试', { retry_after_seconds: 60 })
      : {
          status: 201,
          body: {
            address: `/q/${TICKET}`,
            poll_token: 'p'.repeat(43),
            expires_in_seconds: LIVES_S,
            match_code: '42',
          },
        },
  ),
  on('post', '/api/v1/sign_in/qr/session', () => ok({ created: false, member: MEMBER })),
  on('post', '/api/v1/sign_in/qr/{ticket}/scan', ({ cookies }) => {
    const state = stateOf(cookies);
    if (state === 'expired') return problem(410, 'qr.expired', '二维码已失效，请在要登录的设备上刷新后再扫');
    if (state === 'used')
      return problem(409, 'qr.used', '这个二维码已经被扫过了，请在要登录的设备上刷新后再扫');
    return ok({
      device_name: '客厅的电视',
      device_kind: 'Chrome · Android',
      network: cookies.includes('mock_away=1') ? ('other' as const) : ('same' as const),
      made_seconds_ago: 12,
      expires_in_seconds: LIVES_S - 12,
      choices: ['17', '42', '93'],
    });
  }),
  on('post', '/api/v1/sign_in/qr/{ticket}/confirm', ({ body }) =>
    body.match_code === '42'
      ? nothing
      : problem(409, 'qr.match_wrong', '选的数字与屏幕上的不一致，这次登录已取消。'),
  ),
  on('post', '/api/v1/sign_in/qr/{ticket}/reject', () => nothing),
];

/** Tells the screen its state; the connection stays open while there is something to wait for. */
export function followQr(cookies: string, response: ServerResponse) {
  const state = stateOf(cookies);
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  response.write(`event: state\ndata: {"state":"${state}","expires_in_seconds":${LIVES_S}}\n\n`);
  if (state !== 'new' && state !== 'scanned') response.end();
}
