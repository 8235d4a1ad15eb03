import type { Quality } from '$lib/features/settings/settings.svelte';
import type { Wanted } from './downloading.svelte';

/** Where a download comes from; `original` is the file as it is, anything else is made into Opus. */
export function addressOf({ kind, id }: Pick<Wanted, 'kind' | 'id'>, quality: Quality): string {
  const path = `/api/v1/${kind}s/${encodeURIComponent(id)}/download`;
  return quality === 'original' ? path : `${path}?codec=opus&quality=${quality}`;
}
