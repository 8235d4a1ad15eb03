/** The member's passkeys, and what is done with them. */
import { api, read } from '$lib/api/client';
import { asProblem, type ProblemError } from '$lib/api/problem';
import type { Passkey, SignedIn } from '$lib/api/types';
import { askPasskey, makePasskey, type NoAnswer } from './ceremony';

/** What became of one attempt. */
type Ended<T> = { done: T } | { none: NoAnswer } | { problem: ProblemError };

export class Passkeys {
  items = $state.raw<Passkey[]>([]);

  async load(signal?: AbortSignal): Promise<void> {
    this.items = (await read(api.GET('/api/v1/me/passkeys', { ...(signal ? { signal } : {}) }))).items;
  }

  /** Adds one that this browser or a device beside it makes. */
  add(name: string): Promise<Ended<Passkey>> {
    return attempt(async () => {
      const order = await read(api.POST('/api/v1/me/passkeys/challenges'));
      const made = await makePasskey(order);
      if ('none' in made) return made;
      const added = await read(api.POST('/api/v1/me/passkeys', { body: { name, ...made.answer } }));
      this.items = [added, ...this.items];
      return { done: added };
    });
  }

  rename(id: string, name: string): Promise<Ended<null>> {
    return attempt(async () => {
      await read(api.PATCH('/api/v1/me/passkeys/{id}', { params: { path: { id } }, body: { name } }));
      this.items = this.items.map((passkey) => (passkey.id === id ? { ...passkey, name } : passkey));
      return { done: null };
    });
  }

  remove(id: string): Promise<Ended<null>> {
    return attempt(async () => {
      await read(api.DELETE('/api/v1/me/passkeys/{id}', { params: { path: { id } } }));
      this.items = this.items.filter((passkey) => passkey.id !== id);
      return { done: null };
    });
  }
}

/** Signs in with whichever of the person's passkeys they choose. */
export function signInByPasskey(deviceName: string): Promise<Ended<SignedIn>> {
  return attempt(async () => {
    const found = await askPasskey(await read(api.POST('/api/v1/sign_in/passkey_challenges')));
    if ('none' in found) return found;
    const body = { answer: found.answer, device_name: deviceName };
    return { done: await read(api.POST('/api/v1/sign_in/passkey', { body })) };
  });
}

/** Shows once more that it is the member who is at this device. */
export function proveByPasskey(): Promise<Ended<string>> {
  return attempt(async () => {
    const found = await askPasskey(await read(api.POST('/api/v1/me/proof/passkey_challenges')));
    if ('none' in found) return found;
    return { done: (await read(api.POST('/api/v1/me/proof/passkey', { body: found.answer }))).proved_at };
  });
}

async function attempt<T>(act: () => Promise<Ended<T>>): Promise<Ended<T>> {
  try {
    return await act();
  } catch (thrown) {
    return { problem: asProblem(thrown) };
  }
}
