/**
 * Recognises a share of this service in a text, on the device: its link, or its code (口令) for where links do not open.
 *
 * What comes out is the share's secret and nothing else of the text, so whoever reads the clipboard through this
 * can learn nothing that is not a share of ours.
 */

/** The secret of a share: 32 letters, digits, `-` and `_`. */
export type ShareCode = string & { readonly share: unique symbol };

const SECRET = '([\\w-]{32})(?![\\w-])';
/** Both languages' words for it, with either colon. */
const CODE = new RegExp(`(?:清音口令|Qingyin code)\\s?[:：]\\s?${SECRET}`, 'i');

/** A text is looked at up to here; longer ones are no message that somebody sent. */
const CHARACTERS_MAX = 4_000;

const link = (origin: string) =>
  new RegExp(`${origin.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}/share/${SECRET}`);

/** The share that a text leads to, or null. `origin` is this service's own address: links elsewhere are none. */
export function shareIn(text: string, origin: string): ShareCode | null {
  if (text.length > CHARACTERS_MAX) return null;
  return ((link(origin).exec(text) ?? CODE.exec(text))?.[1] as ShareCode | undefined) ?? null;
}

/** Whether a text is a share's link or code and nothing beside it. */
export function isShareAlone(text: string, origin: string): boolean {
  return [link(origin), CODE].some((pattern) => pattern.exec(text)?.[0] === text);
}
