/**
 * What a scanned text leads to: a page of this very service, or nowhere.
 *
 * A code can hold anything; only addresses of this host with a path from a closed list are opened,
 * and everything else is shown as the text it is.
 */

export type Scanned =
  /** A page of this app: path, query and fragment. */
  | { kind: 'page'; path: string }
  /** Any other text. */
  | { kind: 'text'; text: string };

/** Pages that a code may lead to: to be looked at, and none that acts when it is opened. */
const PAGES: readonly RegExp[] = [
  /^\/$/,
  // A screen that asks to be let in.
  /^\/q\/[\w-]{22}$/,
  /^\/share\/[\w-]{32}$/,
  /^\/(?:albums|artists|playlists|podcasts)\/[\w-]{1,64}$/,
  /^\/(?:charts|podcasts|radio|square)$/,
];

/** A text of a code may be this long (ISO/IEC 18004: 7,089 digits at most). */
const CHARACTERS_MAX = 7_089;

/** Judges a scanned text; `origin` is this service's own address. */
export function judge(text: string, origin: string): Scanned {
  const other: Scanned = { kind: 'text', text: text.slice(0, CHARACTERS_MAX) };
  // Only a whole address: what a browser would take for one after some mending is none.
  if (!/^https?:\/\/[\x21-\x7e]+$/i.test(text) || text.includes('\\')) return other;
  const url = URL.canParse(text) ? new URL(text) : null;
  const own = new URL(origin);
  // A code may say http where the service has moved to https since; the page is opened as this one was.
  if (!url || url.host !== own.host || url.username !== '' || url.password !== '') return other;
  if (!PAGES.some((page) => page.test(url.pathname))) return other;
  return { kind: 'page', path: url.pathname + url.search + url.hash };
}
