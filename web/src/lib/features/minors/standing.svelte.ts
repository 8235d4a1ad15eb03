/** Whether the member is a minor for whom a guardian has to agree: the one copy in the app. */
import { api, read } from '$lib/api/client';
import type { MinorStanding } from '$lib/api/types';
import { session } from '$lib/features/session/session.svelte';

class Standing {
  value = $state.raw<MinorStanding | null>(null);

  /** Asks again; guests are nobody's ward. */
  async refresh(signal?: AbortSignal): Promise<MinorStanding | null> {
    this.value = session.member === null ? null : await read(api.GET('/api/v1/me/minor', { signal }));
    return this.value;
  }
}

export const standing = new Standing();
