/** How numbers of the effects are written. */
import { i18n } from '$lib/i18n/i18n.svelte';

/** A gain with its sign, and a true minus: `+3.5`, `−2`, `0`. */
export function signed(db: number): string {
  const rounded = Math.round(db * 10) / 10;
  const size = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 }).format(Math.abs(rounded));
  return rounded > 0 ? `+${size}` : rounded < 0 ? `−${size}` : '0';
}

/** A frequency as on the front of an equaliser: `63`, `1k`. */
export function shortHz(hz: number): string {
  return hz >= 1_000 ? `${hz / 1_000}k` : String(Math.round(hz));
}
