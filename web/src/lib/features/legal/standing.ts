/** In which colour a standing is shown. */
import type { LegalDemand } from '$lib/api/types';

export const COLOURS = {
  waiting: 'warning',
  approved: 'good',
  refused: 'bad',
  withdrawn: 'plain',
  expired: 'plain',
} as const satisfies Record<LegalDemand['standing'], 'plain' | 'good' | 'warning' | 'bad'>;
