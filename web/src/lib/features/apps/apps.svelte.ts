/** What a member made for other apps to sign in with, and the two ways to make more. */
import { api, read, readOptional } from '$lib/api/client';
import type { AppAccess, MadeAppAccess } from '$lib/api/types';

/** `key` is an API key; `password` is a user name with an app password. */
export type Kind = 'key' | 'password';

/** One way in, with its kind. */
export interface Access extends AppAccess {
  kind: Kind;
}

/** What was made just now: the only moment in which its secret is here. */
export interface Made extends MadeAppAccess {
  kind: Kind;
}

/** What this state asks of the service. */
export interface Calls {
  list(kind: Kind): Promise<AppAccess[]>;
  make(kind: Kind, name: string): Promise<MadeAppAccess>;
  revoke(kind: Kind, id: string): Promise<void>;
}

export class Apps {
  items = $state.raw<Access[] | null>(null);
  /** Shown until it is put away; never kept anywhere else. */
  made = $state.raw<Made | null>(null);

  constructor(private readonly calls: Calls) {}

  /** Reads both lists; the newest comes first, whichever kind it is. */
  async load(): Promise<void> {
    const lists = await Promise.all(
      (['key', 'password'] as const).map(async (kind) =>
        (await this.calls.list(kind)).map((access) => ({ ...access, kind })),
      ),
    );
    this.items = lists.flat().sort((a, b) => b.made_at.localeCompare(a.made_at));
  }

  /** Makes one; what it is called has surrounding blanks taken off. */
  async make(kind: Kind, name: string): Promise<void> {
    const { secret, ...access } = await this.calls.make(kind, name.trim());
    this.made = { ...access, secret, kind };
    this.items = [{ ...access, last_used_at: null, kind }, ...(this.items ?? [])];
  }

  /** Ends one: its app is out at the next request. */
  async revoke({ kind, id }: Access): Promise<void> {
    await this.calls.revoke(kind, id);
    this.items = (this.items ?? []).filter((access) => access.id !== id);
    if (this.made?.id === id) this.made = null;
  }

  /** The secret is not needed on the page any more. */
  putAway = () => {
    this.made = null;
  };
}

export const serviceCalls: Calls = {
  list: async (kind) =>
    (await read(kind === 'key' ? api.GET('/api/v1/me/api_keys') : api.GET('/api/v1/me/app_passwords'))).items,
  make: (kind, name) =>
    read(
      kind === 'key'
        ? api.POST('/api/v1/me/api_keys', { body: { name } })
        : api.POST('/api/v1/me/app_passwords', { body: { name } }),
    ),
  revoke: async (kind, id) => {
    const at = { params: { path: { id } } };
    await readOptional<never>(
      kind === 'key'
        ? api.DELETE('/api/v1/me/api_keys/{id}', at)
        : api.DELETE('/api/v1/me/app_passwords/{id}', at),
    );
  },
};
