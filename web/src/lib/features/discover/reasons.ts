import type { RecommendedTrack } from '$lib/api/types';
import { t } from './messages';

/** Why a song is there, in words. */
export function reasonOf({ reason, because }: RecommendedTrack): string {
  return t().reasons[reason](because?.title ?? '');
}
