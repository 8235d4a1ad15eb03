/** Accounts elsewhere: where one can sign in with them, what waits to be linked, and what is linked. */
import { api, read } from '$lib/api/client';
import type { LinkedIdentity, SignInProvider, WaitingIdentity } from '$lib/api/types';

/** The accounts elsewhere with which one can sign in here. */
export async function providers(signal?: AbortSignal): Promise<SignInProvider[]> {
  return (await read(api.GET('/api/v1/sign_in/providers', { ...(signal ? { signal } : {}) }))).items;
}

/** Leaves for a provider's page; the browser comes back to `returnTo`. */
export async function leaveFor(
  provider: string,
  returnTo: string,
  go: (address: string) => void,
): Promise<void> {
  const path = { params: { path: { provider } }, body: { return_to: returnTo } };
  go((await read(api.POST('/api/v1/sign_in/providers/{provider}/attempts', path))).address);
}

/** Leaves for a provider's page to link an account there with the member's own. */
export async function leaveToLink(
  provider: string,
  returnTo: string,
  go: (address: string) => void,
): Promise<void> {
  const path = { params: { path: { provider } }, body: { return_to: returnTo } };
  go((await read(api.POST('/api/v1/me/linked_identities/{provider}/attempts', path))).address);
}

/** What waits in this browser to be linked. */
export function waiting(signal?: AbortSignal): Promise<WaitingIdentity> {
  return read(api.GET('/api/v1/sign_in/waiting_identity', { ...(signal ? { signal } : {}) }));
}

/** Links what waits with the member's account. */
export async function link(): Promise<void> {
  await read(api.POST('/api/v1/me/linked_identities'));
}

/** Forgets what waits. */
export async function drop(): Promise<void> {
  await read(api.DELETE('/api/v1/sign_in/waiting_identity'));
}

/** The member's linked accounts, and what else could be linked. */
export class Linked {
  items = $state.raw<LinkedIdentity[]>([]);
  offered = $state.raw<SignInProvider[]>([]);

  /** Platforms of which no account is linked yet. */
  get free(): SignInProvider[] {
    return this.offered.filter((offer) => !this.items.some((item) => item.provider === offer.id));
  }

  async load(signal?: AbortSignal): Promise<void> {
    const [linked, offered] = await Promise.all([
      read(api.GET('/api/v1/me/linked_identities', { ...(signal ? { signal } : {}) })),
      providers(signal),
    ]);
    this.items = linked.items;
    this.offered = offered;
  }

  async remove(provider: string): Promise<void> {
    await read(api.DELETE('/api/v1/me/linked_identities/{provider}', { params: { path: { provider } } }));
    this.items = this.items.filter((item) => item.provider !== provider);
  }
}
