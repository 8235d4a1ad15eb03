import { spoken } from '$lib/i18n/format';
import { t } from './mode-messages';

/** How long was listened, or is left, in words: less than a minute is none. */
export function amount(durationMs: number): string {
  return durationMs < 60_000 ? t().minutes(0) : spoken(durationMs);
}
