/** Numbers, dates and durations in the listener's language. */
import { i18n } from './i18n.svelte';

/** A duration as `m:ss` or `h:mm:ss`; minutes are not padded. Takes milliseconds. */
export function clock(durationMs: number): string {
  const seconds = Math.max(0, Math.floor((Number.isFinite(durationMs) ? durationMs : 0) / 1000));
  const h = Math.floor(seconds / 3600);
  const m = Math.floor((seconds % 3600) / 60);
  const s = String(seconds % 60).padStart(2, '0');
  return h > 0 ? `${h}:${String(m).padStart(2, '0')}:${s}` : `${m}:${s}`;
}

/** A duration in words, such as 「1 小时 4 分钟」. Takes milliseconds. */
export function spoken(durationMs: number): string {
  const minutes = Math.max(1, Math.round(durationMs / 60_000));
  const h = Math.floor(minutes / 60);
  const m = minutes % 60;
  if (i18n.language === 'en') {
    return [h > 0 ? `${h} hr` : '', m > 0 ? `${m} min` : ''].filter(Boolean).join(' ');
  }
  return [h > 0 ? `${h} 小时` : '', m > 0 ? `${m} 分钟` : ''].filter(Boolean).join(' ');
}

/** A whole number with the language's grouping. */
export function count(n: number): string {
  return new Intl.NumberFormat(i18n.language).format(n);
}

/** A share from 0 to 1 in percent, with a decimal. */
export function percent(share: number): string {
  return new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 1 }).format(share);
}

/** A size in bytes as KB, MB or GB (powers of 1024). */
export function size(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value >= 100 || unit === 0 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

/** A moment (RFC 3339 text) as a local date. */
export function date(moment: string): string {
  return new Intl.DateTimeFormat(i18n.language, { dateStyle: 'long' }).format(new Date(moment));
}

/** A moment (RFC 3339 text) as a local date and time, to the minute. */
export function dateTime(moment: string): string {
  return new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(moment),
  );
}

/** A language code from a tag (ISO 639, two or three letters) as the web writes it; undefined for nonsense. */
export function languageTag(code: string | null): string | undefined {
  if (!code) return undefined;
  try {
    return Intl.getCanonicalLocales(code)[0];
  } catch {
    return undefined;
  }
}
