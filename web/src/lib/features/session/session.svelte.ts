/**
 * Who is listening: a guest, of whom nothing is known, or a member.
 *
 * The music needs none of this; while the answer is awaited, or when it fails, the listener is a guest.
 */
import { api, read } from '$lib/api/client';
import type { Session } from '$lib/api/types';
import { forgetOffline } from '$lib/storage';

const GUEST: Session = { guest: true };

class SessionState {
  #session = $state.raw<Session>(GUEST);
  /** Whether the server has answered once. */
  loaded = $state(false);
  /** Whether the last answer was the server's; without a connection a member is taken for a guest. */
  reached = $state(false);

  /** The member, or null for a guest. */
  member = $derived(this.#session.member ?? null);
  /** Whether a member has to look at a changed policy. */
  reviewNeeded = $derived(this.#session.policy?.review_needed ?? false);
  policy = $derived(this.#session.policy ?? null);
  /** How many devices signed in that the member has not said to know. */
  unknownDevices = $derived(this.#session.unknown_devices ?? 0);

  /** Who took the service over not long ago. */
  newHolder = $derived(this.#session.new_holder ?? null);

  isOperator = $derived(this.#session.member?.roles.includes('operator') ?? false);
  /** Whether the member answers requests about personal information. */
  isOfficer = $derived(this.#session.member?.roles.includes('privacy_officer') ?? false);

  /** Asks the server again: at start, and after signing in or out. */
  async refresh(): Promise<void> {
    try {
      const session = await read(api.GET('/api/v1/session'));
      const left = this.member !== null && session.member?.id !== this.member.id;
      this.#session = session;
      this.reached = true;
      if (left) await forgetOffline();
    } catch {
      // A member whose connection goes while the app is open stays one; at the start nobody is known.
      this.reached = false;
    } finally {
      this.loaded = true;
    }
  }

  /** Ends the session on the server and here. */
  async signOut(): Promise<void> {
    await api.POST('/api/v1/sign_out');
    this.#session = GUEST;
    // What a member stored on this device is not left to whoever comes next.
    await forgetOffline();
  }
}

export const session = new SessionState();
