import { count } from '$lib/i18n/format';
import { i18n } from '$lib/i18n/i18n.svelte';

/** The day of an instant in China, where the days of charts begin and end, wherever the listener is. */
export function day(instant: string | number): string {
  const form = { dateStyle: 'long', timeZone: 'Asia/Shanghai' } as const;
  return new Intl.DateTimeFormat(i18n.language, form).format(new Date(instant));
}

/** The last day of a time that ends at midnight. */
export function lastDay(before: string): string {
  return day(Date.parse(before) - 1);
}

/** By how much an ε changes odds at most. */
export function factor(epsilon: number): string {
  return new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 2 }).format(Math.exp(epsilon));
}

/** So many songs, as a sentence says it. */
export function songsText(songs: number): string {
  if (i18n.language !== 'en') return count(songs);
  return songs === 1 ? 'one song' : `${count(songs)} songs`;
}
