/** The member's own profile, and changing it. */
import { api, read } from '$lib/api/client';
import type { Me, MeChange } from '$lib/api/types';
import { consents } from '$lib/features/consent/consents.svelte';
import { standing } from '$lib/features/minors/standing.svelte';
import { session } from '$lib/features/session/session.svelte';

/** The details that each need their own consent, with the purpose that asks for it. */
export const EXTRAS = {
  signature: 'profile_signature',
  gender: 'profile_gender',
  birthday: 'profile_birthday',
  region: 'profile_region',
} as const;
export type Extra = keyof typeof EXTRAS;

export class Profile {
  me = $state.raw<Me | null>(null);

  async load(signal?: AbortSignal): Promise<Me> {
    this.me = await read(api.GET('/api/v1/me', { signal }));
    return this.me;
  }

  /** Changes some fields; null clears one. */
  async change(change: MeChange): Promise<void> {
    this.me = await read(api.PATCH('/api/v1/me', { body: change }));
    if ('nickname' in change) await session.refresh();
    // What is shown for a minor follows at once.
    if ('birthday' in change) await Promise.all([standing.refresh(), consents.refresh()]);
  }

  /** Agrees to the shown notice and then saves: in this order, so nothing is kept without a grant. */
  async agreeAndSave(extra: Extra, value: string): Promise<void> {
    const consent = consents.of(EXTRAS[extra]);
    if (consent && consent.state !== 'granted') await consents.grant(consent);
    await this.change({ [extra]: value });
  }

  async setAvatar(picture: Blob): Promise<void> {
    await read(
      api.PUT('/api/v1/me/avatar', {
        body: picture,
        bodySerializer: (body: Blob) => body,
        headers: { 'Content-Type': picture.type },
      }),
    );
    await Promise.all([this.load(), session.refresh()]);
  }

  async removeAvatar(): Promise<void> {
    await read(api.DELETE('/api/v1/me/avatar'));
    await Promise.all([this.load(), session.refresh()]);
  }
}
