/** The items of an export that are read elsewhere. */
const READ = [
  'like',
  'rating',
  'follow',
  'bookmark',
  'playlist',
  'playlist_item',
  'playlist_tag',
  'listen',
] as const;

/**
 * What is sent of an export: how it is made, the items that are read, and what their ids mean.
 * Everything else, such as phone numbers, consents and pictures, stays in the browser.
 *
 * Throws a `SyntaxError` where the text is no JSON object.
 */
export function slim(text: string): string {
  const file: unknown = JSON.parse(text);
  if (typeof file !== 'object' || file === null || Array.isArray(file)) throw new SyntaxError('no object');
  const { format, format_version, items, music } = file as Record<string, unknown>;
  const held = typeof items === 'object' && items !== null ? (items as Record<string, unknown>) : {};
  const read = Object.fromEntries(READ.filter((item) => item in held).map((item) => [item, held[item]]));
  return JSON.stringify({ format, format_version, items: read, music });
}
