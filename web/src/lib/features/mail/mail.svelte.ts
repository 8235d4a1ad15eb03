/** The member's own mail address: adding it, proving it by a code, taking it away. */
import { api, read } from '$lib/api/client';
import type { Mail } from '$lib/api/types';

export class OwnMail {
  now = $state.raw<Mail | null>(null);

  async load(signal?: AbortSignal): Promise<Mail> {
    this.now = await read(api.GET('/api/v1/me/mail', { signal }));
    return this.now;
  }

  /** Mails a code to an address, in the language of the interface. */
  async begin(address: string): Promise<void> {
    this.now = await read(api.POST('/api/v1/me/mail/proof', { body: { address } }));
  }

  /** Proves the address that waits; mail is written in the language of the interface from then on. */
  async prove(code: string): Promise<void> {
    this.now = await read(api.PUT('/api/v1/me/mail', { body: { code } }));
  }

  async remove(): Promise<void> {
    await read(api.DELETE('/api/v1/me/mail'));
    await this.load();
  }
}

/** Unsubscribes from the monthly letter by the secret of one. */
export async function unsubscribe(token: string): Promise<void> {
  await read(api.POST('/api/v1/letter/unsubscription/{token}', { params: { path: { token } } }));
}
