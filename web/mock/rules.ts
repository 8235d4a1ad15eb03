/** Rules of the invented service: a few fields, and refusals that name their place as the real one's do. */
import type { Track } from '../src/lib/api/types.ts';
import { track } from './library.ts';

/** How many tracks of the invented library rules choose from. */
const LOOKED_THROUGH = 400;
const LIMIT = 500;

interface Node {
  all?: Node[];
  any?: Node[];
  not?: Node;
  field?: string;
  operator?: string;
  value?: unknown;
}

/** The tracks that rules choose, by id. */
export function chosen(rules: unknown): string[] {
  const { match, limit } = rules as { match: Node; limit?: number };
  const tracks = Array.from({ length: LOOKED_THROUGH }, (_, n) => track(n)!);
  return tracks
    .filter((one) => fits(one, match))
    .slice(0, limit ?? LIMIT)
    .map((one) => one.id);
}

function fits(one: Track, node: Node): boolean {
  if (node.all) return node.all.every((inner) => fits(one, inner));
  if (node.any) return node.any.some((inner) => fits(one, inner));
  if (node.not) return !fits(one, node.not);
  const { operator = '', value } = node;
  const [low, high] = Array.isArray(value) ? value.map(Number) : [Number(value), Number(value)];
  const texts = textsOf(one, node.field ?? '');
  const written = String(value);
  if (texts.length > 0) {
    if (operator === 'contains') return texts.some((text) => text.includes(written));
    if (operator === 'not_contains') return !texts.some((text) => text.includes(written));
    if (operator === 'starts_with') return texts.some((text) => text.startsWith(written));
    return texts.includes(written) === (operator === 'is');
  }
  const have = node.field === 'year' ? (one.year ?? 0) : node.field === 'duration_ms' ? one.duration_ms : 0;
  if (operator === 'at_least') return have >= low!;
  if (operator === 'at_most') return have <= low!;
  if (operator === 'between') return have >= low! && have <= high!;
  return (have === low) === (operator === 'is');
}

function textsOf(one: Track, field: string): string[] {
  if (field === 'title') return [one.title];
  if (field === 'album') return [one.album?.title ?? ''];
  if (field === 'artist') return one.artists.map((artist) => artist.name);
  return field === 'genre' ? one.genres : [];
}

/** The first thing that is wrong with rules, by its place. */
export function fault(rules: unknown) {
  const at = placeOfFault((rules as { match: Node }).match, 'rules.match');
  return at ? { name: at, code: 'field.malformed', message: '这里应是 0 到 9999 的整数' } : null;
}

function placeOfFault(node: Node, place: string): string | null {
  if (node.not) return placeOfFault(node.not, `${place}.not`);
  const join = node.all ? 'all' : 'any';
  for (const [n, inner] of (node[join] ?? []).entries()) {
    const found = placeOfFault(inner, `${place}.${join}[${n}]`);
    if (found) return found;
  }
  const number = [node.value]
    .flat()
    .every((value) => typeof value === 'number' && value >= 0 && value <= 9_999);
  return node.field === 'year' && !number ? `${place}.value` : null;
}
