import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Countdown } from './countdown.svelte';
import { drag, square } from './crop';
import { nextPage } from './next';
import { CodeRequest, deviceName, maskPhone, tidyPhone } from './sign_in.svelte';

// The client takes the global when it is made, and a request needs an absolute address outside of a browser.
vi.hoisted(() => {
  const Original = globalThis.Request;
  globalThis.Request = class extends Original {
    constructor(input: RequestInfo | URL, init?: RequestInit) {
      super(typeof input === 'string' ? new URL(input, 'http://qingyin.test') : input, init);
    }
  };
});

let now = 1_000_000;
const clock = () => now;
const accepted = { policy_version: '1', text_hash: 'h' };

/** Answers the next requests in order and keeps what was asked. */
function server(...answers: { status: number; body?: unknown }[]) {
  const asked: { path: string; body: unknown }[] = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    asked.push({ path: new URL(request.url).pathname, body: await request.json() });
    const { status, body } = answers.shift()!;
    return new Response(body === undefined ? null : JSON.stringify(body), {
      status,
      headers: { 'Content-Type': status >= 400 ? 'application/problem+json' : 'application/json' },
    });
  });
  return asked;
}

const problem = (code: string, more: object = {}) => ({
  status: 401,
  body: { type: `urn:qingyin:problem:${code}`, code, status: 401, title: code, ...more },
});

const sent = { status: 202, body: { challenge_id: 'c', expires_in_seconds: 300, resend_after_seconds: 60 } };

beforeEach(() => {
  now = 1_000_000;
});
afterEach(() => vi.unstubAllGlobals());

describe('countdown', () => {
  it('rounds up, ends, and knows that it ended', () => {
    const countdown = new Countdown(clock);
    expect(countdown.over).toBe(false);
    countdown.start(2);
    now += 1_001;
    countdown.tick();
    expect(countdown.secondsLeft).toBe(1);
    now += 1_000;
    countdown.tick();
    expect([countdown.running, countdown.over]).toEqual([false, true]);
    countdown.stop();
    expect(countdown.over).toBe(false);
  });
});

describe('signing in by code', () => {
  it('asks once, then waits before a further code', async () => {
    const asked = server(sent, sent);
    const request = new CodeRequest(clock);
    request.phone = '138 0013-8000';
    expect(await request.ask()).toBe(true);
    expect(asked[0]).toEqual({ path: '/api/v1/sign_in/sms_codes', body: { phone: '13800138000' } });
    expect(await request.ask()).toBe(false);
    now += 60_000;
    request.tick();
    expect(request.canAsk).toBe(true);
    expect(await request.ask()).toBe(true);
  });

  it('sends the accepted policy with the code', async () => {
    const asked = server(sent, { status: 200, body: { created: true, member: { id: 'm' } } });
    const request = new CodeRequest(clock);
    request.phone = '13800138000';
    await request.ask();
    expect(await request.signIn('123456', accepted, 'web')).toMatchObject({ created: true });
    expect(asked[1]?.body).toEqual({ phone: '13800138000', code: '123456', ...accepted, device_name: 'web' });
  });

  it('keeps how many attempts are left', async () => {
    server(sent, problem('sign_in.code_wrong', { attempts_left: 3 }));
    const request = new CodeRequest(clock);
    request.phone = '13800138000';
    await request.ask();
    expect(await request.signIn('000000', accepted, 'web')).toBeNull();
    expect(request.problem?.problem.attempts_left).toBe(3);
  });

  it('counts down a lock', async () => {
    server(sent, problem('sign_in.locked', { retry_after_seconds: 900 }));
    const request = new CodeRequest(clock);
    request.phone = '13800138000';
    await request.ask();
    await request.signIn('000000', accepted, 'web');
    expect(request.wait.secondsLeft).toBe(900);
    now += 60_000;
    request.tick();
    expect(request.canAsk).toBe(false);
    now += 840_000;
    request.tick();
    expect(request.canAsk).toBe(true);
  });

  it('shows that a code expired, by the clock or by the server', async () => {
    server(sent, problem('sign_in.code_expired'));
    const request = new CodeRequest(clock);
    request.phone = '13800138000';
    await request.ask();
    now += 300_000;
    request.tick();
    expect(request.validity.over).toBe(true);
    await request.signIn('123456', accepted, 'web');
    expect(request.problem?.code).toBe('sign_in.code_expired');
  });
});

describe('small things', () => {
  it('tidies and masks numbers', () => {
    expect(tidyPhone(' +86 138-0013 8000 ')).toBe('+8613800138000');
    expect(maskPhone('13800138000')).toBe('138****8000');
  });

  it('names a device by system and browser only', () => {
    const chrome =
      'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/126.0.0.0 Mobile Safari/537.36';
    expect(deviceName(chrome)).toBe('Chrome · Android');
    expect(deviceName('')).toBe('Web');
  });

  it('goes on to pages of this app only', () => {
    expect(nextPage('/privacy')).toBe('/privacy');
    for (const asked of [null, '', 'https://evil', '//evil', '/\\evil', 'javascript:x']) {
      expect(nextPage(asked)).toBe('/');
    }
  });

  it('keeps the crop inside of the picture', () => {
    const picture = { width: 400, height: 200 };
    expect(square(picture, { x: 0, y: 0, zoom: 1 })).toEqual({ left: 0, top: 0, side: 200 });
    expect(square(picture, { x: 1, y: 1, zoom: 2 })).toEqual({ left: 300, top: 100, side: 100 });
    expect(square(picture, { x: 0.5, y: 0.5, zoom: 99 }).side).toBe(50);
    const moved = drag(picture, { x: 0.5, y: 0.5, zoom: 1 }, -10, 0);
    expect(square(picture, moved)).toEqual({ left: 200, top: 0, side: 200 });
  });
});
