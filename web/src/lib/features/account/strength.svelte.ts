/** How strong the server finds a password, asked a moment after the typing pauses. */
import { api, read } from '$lib/api/client';
import type { PasswordStrength } from '$lib/api/types';

const PAUSE_MS = 350;

export class Strength {
  answer = $state.raw<PasswordStrength | null>(null);

  /** Follows a password that is typed; to be made while a component is set up. */
  constructor(password: () => string) {
    $effect(() => {
      const text = password();
      if (text === '') {
        this.answer = null;
        return;
      }
      const abort = new AbortController();
      const timer = setTimeout(() => void this.#ask(text, abort.signal), PAUSE_MS);
      return () => {
        clearTimeout(timer);
        abort.abort();
      };
    });
  }

  async #ask(password: string, signal: AbortSignal) {
    try {
      this.answer = await read(api.POST('/api/v1/password_strength', { body: { password }, signal }));
    } catch {
      // Advice that does not come is no obstacle; the server judges again when the password is set.
      if (!signal.aborted) this.answer = null;
    }
  }
}
