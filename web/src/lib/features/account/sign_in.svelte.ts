/**
 * Signing in by SMS code: a number, then the code that was sent to it.
 *
 * What the server says about attempts, locks and expiry is kept as it said it, so that the page shows the truth.
 */
import { api, read } from '$lib/api/client';
import { asProblem, type ProblemError } from '$lib/api/problem';
import type { SignedIn } from '$lib/api/types';
import { Countdown, type Now } from './countdown.svelte';

/** The policy that a person accepts by signing up: its version and the digest of the text that was shown. */
export interface AcceptedPolicy {
  policy_version: string;
  text_hash: string;
}

/** A phone number as typed, without the spaces and dashes that people put into it. */
export function tidyPhone(typed: string): string {
  return typed.replace(/[\s\-()]/g, '');
}

/** A number with its middle hidden, for showing where a code went. */
export function maskPhone(phone: string): string {
  const digits = tidyPhone(phone);
  return digits.length < 8 ? digits : `${digits.slice(0, -8)}****${digits.slice(-4)}`;
}

/** A name for this device that tells it from others and says no more: system and browser. */
export function deviceName(userAgent: string): string {
  const system =
    /iPhone|iPad/.exec(userAgent)?.[0] ??
    (/Android/.test(userAgent) ? 'Android' : null) ??
    (/Windows/.test(userAgent) ? 'Windows' : null) ??
    (/Mac OS X/.test(userAgent) ? 'macOS' : null) ??
    (/Linux/.test(userAgent) ? 'Linux' : null);
  const browser =
    (/MicroMessenger/.test(userAgent) ? '微信' : null) ??
    (/Edg\//.test(userAgent) ? 'Edge' : null) ??
    (/Firefox\//.test(userAgent) ? 'Firefox' : null) ??
    (/Chrome\//.test(userAgent) ? 'Chrome' : null) ??
    (/Safari\//.test(userAgent) ? 'Safari' : null);
  return [browser, system].filter(Boolean).join(' · ') || 'Web';
}

export class CodeRequest {
  phone = $state('');
  /** Where the last code went; null before one was asked for. */
  sentTo = $state<string | null>(null);
  busy = $state(false);
  problem = $state.raw<ProblemError | null>(null);

  /** Until a new code may be asked for. */
  readonly resend: Countdown;
  /** Until the sent code expires. */
  readonly validity: Countdown;
  /** Until a lock or a rate limit ends. */
  readonly wait: Countdown;

  constructor(now: Now = Date.now) {
    this.resend = new Countdown(now);
    this.validity = new Countdown(now);
    this.wait = new Countdown(now);
  }

  /** Moves all countdowns on; to be called each second while the form is shown. */
  tick = () => {
    this.resend.tick();
    this.validity.tick();
    this.wait.tick();
  };

  get canAsk(): boolean {
    return tidyPhone(this.phone).length > 0 && !this.busy && !this.resend.running && !this.wait.running;
  }

  /** Asks for a code; true when one was sent. */
  async ask(): Promise<boolean> {
    if (!this.canAsk) return false;
    const phone = tidyPhone(this.phone);
    return this.#run(async () => {
      const challenge = await read(api.POST('/api/v1/sign_in/sms_codes', { body: { phone } }));
      this.sentTo = phone;
      this.resend.start(challenge.resend_after_seconds);
      this.validity.start(challenge.expires_in_seconds);
    });
  }

  /** Goes back to typing a number. */
  restart() {
    this.sentTo = null;
    this.problem = null;
    this.validity.stop();
  }

  /** Signs in by the code; null when refused, then `problem` tells why. */
  async signIn(code: string, accepted: AcceptedPolicy, device: string): Promise<SignedIn | null> {
    let signedIn: SignedIn | null = null;
    await this.#run(async () => {
      signedIn = await read(
        api.POST('/api/v1/sign_in/sms', {
          body: { phone: this.sentTo ?? tidyPhone(this.phone), code, ...accepted, device_name: device },
        }),
      );
    });
    return signedIn;
  }

  /** Sets a new password by the code; true when it is set. */
  async resetPassword(code: string, newPassword: string): Promise<boolean> {
    return this.#run(async () => {
      await read(
        api.POST('/api/v1/sign_in/password_reset', {
          body: { phone: this.sentTo ?? tidyPhone(this.phone), code, new_password: newPassword },
        }),
      );
    });
  }

  /** Runs one request, keeping what went wrong. */
  async #run(request: () => Promise<void>): Promise<boolean> {
    this.busy = true;
    this.problem = null;
    try {
      await request();
      return true;
    } catch (thrown) {
      this.problem = asProblem(thrown);
      if (this.problem.code === 'sign_in.code_expired') this.validity.stop();
      const seconds = this.problem.problem.retry_after_seconds;
      if (seconds) this.wait.start(seconds);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
