import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { eventsOf } from './events';
import { PhoneAnswer } from './phone.svelte';
import { addressOf, QrScreen } from './screen.svelte';

// The client takes the global when it is made, and a request needs an absolute address outside of a browser.
vi.hoisted(() => {
  const Original = globalThis.Request;
  globalThis.Request = class extends Original {
    constructor(input: RequestInfo | URL, init?: RequestInit) {
      super(typeof input === 'string' ? new URL(input, 'http://qingyin.test') : input, init);
    }
  };
});

const ORIGIN = 'https://music.example';
const CODE = {
  address: `${ORIGIN}/q/AbCdEfGhIjKlMnOpQrStUv`,
  poll_token: 'p'.repeat(43),
  expires_in_seconds: 120,
  match_code: '42',
};
const SIGNED_IN = { created: false, member: { id: 'mem_1', nickname: null, avatar: null, roles: [] } };

const event = (state: string) => `event: state\ndata: {"state":"${state}","expires_in_seconds":60}\n\n`;

/** A stream of these pieces; it stays open after the last one, unless it is told to end or break. */
function stream(pieces: string[], then: 'wait' | 'end' | 'break' = 'wait'): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(encoder.encode(piece));
      if (then === 'end') controller.close();
      if (then === 'break') controller.error(new TypeError('the connection broke'));
    },
  });
  return new Response(body, { headers: { 'Content-Type': 'text/event-stream' } });
}

const json = (status: number, body: unknown) =>
  new Response(status === 204 ? null : JSON.stringify(body), {
    status,
    headers: { 'Content-Type': status >= 400 ? 'application/problem+json' : 'application/json' },
  });
const problem = (code: string, status = 409) =>
  json(status, { type: `urn:qingyin:problem:${code}`, code, status, title: code });

interface Asked {
  method: string;
  path: string;
  token: string | null;
  body: unknown;
}

/** Answers the next requests in order and keeps what was asked. */
function server(...answers: (Response | Error)[]): Asked[] {
  const asked: Asked[] = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    const text = await request.text();
    const url = new URL(request.url);
    const token = request.headers.get('qingyin-poll-token');
    asked.push({
      method: request.method,
      path: url.pathname + url.search,
      token,
      body: text ? JSON.parse(text) : null,
    });
    const answer = answers.shift()!;
    if (answer instanceof Error) throw answer;
    return answer;
  });
  return asked;
}

let now = 1_000_000;
beforeEach(() => (now = 1_000_000));
afterEach(() => vi.unstubAllGlobals());

describe('events', () => {
  const read = async (...pieces: string[]) => {
    const found: string[] = [];
    for await (const { name, data } of eventsOf(stream(pieces, 'end').body!)) found.push(`${name} ${data}`);
    return found;
  };

  it('are read whole, however the connection cuts them', async () => {
    const whole = ': keep-alive\n\nevent: state\ndata: {"a":"清"}\n\nevent: state\r\ndata: b\r\n\r\n';
    const bytes = [...whole];
    expect(await read(whole)).toEqual(['state {"a":"清"}', 'state b']);
    expect(await read(...bytes)).toEqual(['state {"a":"清"}', 'state b']);
  });

  it('that did not end are none', async () => {
    expect(await read('event: state\ndata: a\n\nevent: state\ndata: b\n')).toEqual(['state a']);
    expect(await read('')).toEqual([]);
  });
});

describe('a screen', () => {
  const screen = (signedIn = vi.fn()) =>
    new QrScreen(
      'Firefox · Linux',
      signedIn,
      () => now,
      ORIGIN,
      async () => {},
    );

  it('shows a code, follows it, and comes for its session once it is confirmed', async () => {
    const signedIn = vi.fn();
    const asked = server(
      json(201, CODE),
      stream([event('new'), event('scanned'), event('confirmed')], 'end'),
      json(200, SIGNED_IN),
    );
    const one = screen(signedIn);
    await one.start();
    expect(one.state).toBe('confirmed');
    expect(one.drawing!.path.length).toBeGreaterThan(1_000);
    expect(one.number).toBe('42');
    expect(signedIn).toHaveBeenCalledWith(SIGNED_IN);
    expect(asked).toEqual([
      { method: 'POST', path: '/api/v1/sign_in/qr', token: null, body: { device_name: 'Firefox · Linux' } },
      { method: 'GET', path: '/api/v1/sign_in/qr/state', token: CODE.poll_token, body: null },
      { method: 'POST', path: '/api/v1/sign_in/qr/session', token: CODE.poll_token, body: { bearer: false } },
    ]);
    // The secret is in no address, where proxies would write it down, and not in the code.
    expect(asked.some(({ path }) => path.includes(CODE.poll_token))).toBe(false);
  });

  it.each(['rejected', 'expired', 'used'] as const)(
    'stops when it is %s, and starts anew when asked',
    async (state) => {
      const asked = server(
        json(201, CODE),
        stream([event(state)], 'end'),
        json(201, CODE),
        stream([event('scanned')]),
      );
      const one = screen();
      await one.start();
      expect(one.state).toBe(state);
      void one.start();
      await vi.waitFor(() => expect(one.state).toBe('scanned'));
      expect(asked).toHaveLength(4);
      one.stop();
    },
  );

  it('asks again when the connection breaks', async () => {
    const asked = server(
      json(201, CODE),
      stream([event('new')], 'break'),
      new TypeError('no network'),
      stream([event('scanned')], 'end'),
      stream([event('rejected')], 'end'),
    );
    const one = screen();
    await one.start();
    expect(one.state).toBe('rejected');
    expect(asked).toHaveLength(5);
  });

  it('whose time is up shows no code, whatever the connection does', async () => {
    server(json(201, CODE), stream([event('new')]));
    const one = screen();
    void one.start();
    await vi.waitFor(() => expect(one.state).toBe('new'));
    now += 119_000;
    one.tick();
    expect([one.state, one.left.secondsLeft]).toEqual(['new', 1]);
    now += 1_000;
    one.tick();
    expect(one.state).toBe('expired');
  });

  it('says why there is no code', async () => {
    server(problem('rate.limited', 429));
    const one = screen();
    await one.start();
    expect([one.state, one.problem?.code]).toEqual(['failed', 'rate.limited']);
    server(json(201, CODE), problem('qr.expired', 410));
    await one.start();
    expect([one.state, one.problem?.code]).toEqual(['expired', 'qr.expired']);
  });
});

describe('the address in a code', () => {
  it('is the one by which this page was reached, where that is the same host', () => {
    expect(addressOf('http://music.example/q/x', ORIGIN)).toBe(`${ORIGIN}/q/x`);
    expect(addressOf('/q/x', ORIGIN)).toBe(`${ORIGIN}/q/x`);
    expect(addressOf('https://public.example/q/x', 'http://192.168.1.2:4633')).toBe(
      'https://public.example/q/x',
    );
  });
});

describe('a phone', () => {
  const ASKING = {
    device_name: '电视',
    device_kind: 'Chrome · Linux',
    network: 'same',
    made_seconds_ago: 5,
    expires_in_seconds: 100,
    choices: ['17', '42', '93'],
  };
  const phone = () => new PhoneAnswer('ticket', () => now);

  it('confirms by the number that was chosen, and not without one', async () => {
    const asked = server(json(200, ASKING), json(204, null));
    const one = phone();
    await one.scan();
    expect(one.asking).toEqual(ASKING);
    await one.confirm();
    expect(asked).toHaveLength(1);
    one.chosen = '42';
    await one.confirm();
    expect(one.ended).toBe('confirmed');
    expect(asked.at(-1)).toMatchObject({
      path: '/api/v1/sign_in/qr/ticket/confirm',
      body: { match_code: '42' },
    });
  });

  it.each([
    ['qr.expired', 'expired'],
    ['qr.used', 'rejected'],
    ['qr.match_wrong', 'rejected'],
    ['rate.limited', null],
  ])('told %s is %s', async (code, ended) => {
    server(json(200, ASKING), problem(code));
    const one = phone();
    await one.scan();
    one.chosen = '17';
    await one.confirm();
    expect([one.ended, one.problem?.code]).toEqual([ended, code]);
  });

  it('rejects, and runs out of time', async () => {
    server(json(200, ASKING), json(204, null), json(200, ASKING));
    const one = phone();
    await one.scan();
    await one.reject();
    expect(one.ended).toBe('rejected');
    const other = phone();
    await other.scan();
    now += 100_000;
    other.tick();
    expect(other.ended).toBe('expired');
  });
});
