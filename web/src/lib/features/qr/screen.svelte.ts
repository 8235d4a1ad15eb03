/**
 * A screen that shows a code and waits for a phone to let it in.
 *
 * The states are the server's; the time is an argument, and whoever owns the timer calls `tick`.
 */
import { api, read } from '$lib/api/client';
import { asProblem, isAbort, type ProblemError } from '$lib/api/problem';
import type { QrProgress, SignedIn } from '$lib/api/types';
import { Countdown, type Now } from '$lib/features/account/countdown.svelte';
import { draw, type Drawing } from './drawing';
import { eventsOf } from './events';

/** How the screen stands: `making` before there is a code, `failed` when there is none to be had. */
export type ScreenState = 'making' | 'failed' | QrProgress['state'];

/** After a connection broke it is asked again this much later. */
const AGAIN_MS = 2_000;

export class QrScreen {
  state = $state<ScreenState>('making');
  drawing = $state.raw<Drawing | null>(null);
  /** The number that the phone asks for. */
  number = $state('');
  problem = $state.raw<ProblemError | null>(null);
  readonly left: Countdown;
  #abort: AbortController | null = null;
  #token = '';

  constructor(
    private readonly device: string,
    private readonly signedIn: (signedIn: SignedIn) => void | Promise<void>,
    now: Now = Date.now,
    private readonly origin: string = globalThis.location?.origin ?? '',
    private readonly pause: (ms: number) => Promise<void> = (ms) =>
      new Promise((done) => setTimeout(done, ms)),
  ) {
    this.left = new Countdown(now);
  }

  /** Moves the time on. A code whose time is up is no longer shown, whatever the connection does. */
  tick = () => {
    this.left.tick();
    if (this.left.over && (this.state === 'new' || this.state === 'scanned')) this.#end('expired');
  };

  /** Asks for a fresh code, and follows what becomes of it until it is decided or `stop` is called. */
  async start(): Promise<void> {
    this.stop();
    const abort = (this.#abort = new AbortController());
    this.state = 'making';
    this.problem = null;
    try {
      const body = { device_name: this.device };
      const code = await read(api.POST('/api/v1/sign_in/qr', { body, signal: abort.signal }));
      this.drawing = draw(addressOf(code.address, this.origin));
      this.number = code.match_code;
      this.#token = code.poll_token;
      this.left.start(code.expires_in_seconds);
      this.state = 'new';
      await this.#follow(abort.signal);
    } catch (thrown) {
      if (isAbort(thrown) || abort.signal.aborted) return;
      this.problem = asProblem(thrown);
      this.#end(this.problem.code === 'qr.expired' ? 'expired' : 'failed');
    }
  }

  /** Follows nothing any more. */
  stop() {
    this.#abort?.abort();
    this.#abort = null;
  }

  #end(state: ScreenState) {
    this.state = state;
    this.left.stop();
    this.stop();
  }

  async #follow(signal: AbortSignal): Promise<void> {
    const params = { header: { 'qingyin-poll-token': this.#token } };
    while (!signal.aborted) {
      try {
        const stream = await read(api.GET('/api/v1/sign_in/qr/state', { params, parseAs: 'stream', signal }));
        for await (const { name, data } of eventsOf(stream as unknown as ReadableStream<Uint8Array>)) {
          if (name !== 'state' || signal.aborted) continue;
          const { state } = JSON.parse(data) as QrProgress;
          if (state === 'new' || state === 'scanned') this.state = state;
          else if (state === 'confirmed') return await this.#open(signal);
          else return this.#end(state);
        }
      } catch (thrown) {
        // Only a broken connection is worth another try: what the server says is final.
        if (asProblem(thrown).code !== 'network' || signal.aborted) throw thrown;
      }
      await this.pause(AGAIN_MS);
    }
  }

  /** Comes for the session. */
  async #open(signal: AbortSignal): Promise<void> {
    this.state = 'confirmed';
    this.left.stop();
    const params = { header: { 'qingyin-poll-token': this.#token } };
    const opened = await read(
      api.POST('/api/v1/sign_in/qr/session', { params, body: { bearer: false }, signal }),
    );
    await this.signedIn(opened);
  }
}

/** The address as this page was reached, where it is the same host: behind a proxy the service may not know how. */
export function addressOf(address: string, origin: string): string {
  const url = new URL(address, origin);
  return url.host === new URL(origin).host ? origin + url.pathname : url.href;
}
