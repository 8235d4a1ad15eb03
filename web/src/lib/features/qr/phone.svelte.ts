/** A phone that scanned a code: what it is told of the screen, and what its owner says. */
import { api, read } from '$lib/api/client';
import { asProblem, type ProblemError } from '$lib/api/problem';
import type { QrAsking } from '$lib/api/types';
import { Countdown, type Now } from '$lib/features/account/countdown.svelte';

export class PhoneAnswer {
  asking = $state.raw<QrAsking | null>(null);
  /** How it ended; null while it is open. */
  ended = $state<'confirmed' | 'rejected' | 'expired' | null>(null);
  problem = $state.raw<ProblemError | null>(null);
  busy = $state(false);
  /** The number that was chosen. */
  chosen = $state<string | null>(null);
  readonly left: Countdown;

  constructor(
    private readonly ticket: string,
    now: Now = Date.now,
  ) {
    this.left = new Countdown(now);
  }

  tick = () => {
    this.left.tick();
    if (this.left.over && this.ended === null && !this.busy) this.ended = 'expired';
  };

  /** Asks which screen it is; from then on nobody else can let it in. */
  scan(): Promise<void> {
    return this.#attempt(async () => {
      const params = { path: { ticket: this.ticket } };
      this.asking = await read(api.POST('/api/v1/sign_in/qr/{ticket}/scan', { params }));
      this.left.start(this.asking.expires_in_seconds);
    });
  }

  /** Lets the screen in by the number that was chosen. */
  confirm(): Promise<void> {
    const { chosen } = this;
    if (chosen === null) return Promise.resolve();
    return this.#attempt(async () => {
      const params = { path: { ticket: this.ticket } };
      await read(api.POST('/api/v1/sign_in/qr/{ticket}/confirm', { params, body: { match_code: chosen } }));
      this.ended = 'confirmed';
    });
  }

  /** Keeps the screen out. */
  reject(): Promise<void> {
    return this.#attempt(async () => {
      await read(
        api.POST('/api/v1/sign_in/qr/{ticket}/reject', { params: { path: { ticket: this.ticket } } }),
      );
      this.ended = 'rejected';
    });
  }

  /** Runs one act; a refusal that nothing can be done about ends it. */
  async #attempt(act: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.problem = null;
    try {
      await act();
    } catch (thrown) {
      this.problem = asProblem(thrown);
      if (this.problem.code === 'qr.expired') this.ended = 'expired';
      else if (this.problem.code.startsWith('qr.')) this.ended = 'rejected';
    } finally {
      this.busy = false;
    }
  }
}
