/**
 * The rules of a smart playlist as a person edits them, and as the server reads them.
 *
 * The lists of fields, operators and orders are the server's closed ones. Each part of the tree has a number of its
 * own, so that what the server says of a place such as `rules.match.all[1].value` is shown at that part.
 */

export const TEXT_FIELDS = ['title', 'artist', 'album', 'genre'] as const;
export const NUMBER_FIELDS = ['year', 'duration_ms', 'bitrate_kbps', 'rating', 'play_count'] as const;
export const MOMENT_FIELDS = ['added', 'last_played'] as const;
export const FIELDS = [...TEXT_FIELDS, ...NUMBER_FIELDS, ...MOMENT_FIELDS, 'liked', 'playlist'] as const;
export type Field = (typeof FIELDS)[number];
export type Sort = 'text' | 'number' | 'moment' | 'liked' | 'playlist';

export const OPERATORS = {
  text: ['contains', 'not_contains', 'is', 'is_not', 'starts_with'],
  number: ['is', 'is_not', 'at_least', 'at_most', 'between'],
  moment: ['in_last_days', 'not_in_last_days', 'after', 'before'],
  liked: ['is'],
  playlist: ['in', 'not_in'],
} as const satisfies Record<Sort, readonly string[]>;
export type Operator = (typeof OPERATORS)[Sort][number];

export const ORDERS = [
  'added',
  'title',
  'artist',
  'album',
  'year',
  'duration_ms',
  'bitrate_kbps',
  'rating',
  'play_count',
  'last_played',
  'random',
] as const;
export type OrderField = (typeof ORDERS)[number];

/** Groups within groups, conditions, orders and tracks at most; the server's own limits. */
export const DEPTH_MAX = 6;
export const CONDITIONS_MAX = 50;
export const ORDERS_MAX = 2;
export const LIMIT_MAX = 5_000;

export interface Condition {
  kind: 'condition';
  uid: number;
  field: Field;
  operator: Operator;
  /** As it is written in the form; lengths in seconds. */
  value: string;
  /** The upper end of `between`. */
  upper: string;
}

export interface Group {
  kind: 'group';
  uid: number;
  join: 'all' | 'any';
  /** Whether the opposite is meant. */
  not: boolean;
  children: RuleNode[];
}

export type RuleNode = Condition | Group;

export interface Draft {
  root: Group;
  order: { by: OrderField; descending: boolean }[];
  /** As it is written in the form; empty for the usual number. */
  limit: string;
}

let last = 0;
const uid = () => (last += 1);

export function sortOf(field: Field): Sort {
  if ((TEXT_FIELDS as readonly string[]).includes(field)) return 'text';
  if ((NUMBER_FIELDS as readonly string[]).includes(field)) return 'number';
  if ((MOMENT_FIELDS as readonly string[]).includes(field)) return 'moment';
  return field as 'liked' | 'playlist';
}

export function newCondition(field: Field = 'artist'): Condition {
  const sort = sortOf(field);
  const value = sort === 'liked' ? 'true' : sort === 'moment' ? '30' : '';
  return { kind: 'condition', uid: uid(), field, operator: OPERATORS[sort][0], value, upper: '' };
}

export function newGroup(children: RuleNode[] = [newCondition()], join: Group['join'] = 'any'): Group {
  return { kind: 'group', uid: uid(), join, not: false, children };
}

export const newDraft = (): Draft => ({
  root: newGroup([newCondition()], 'all'),
  order: [{ by: 'added', descending: true }],
  limit: '',
});

/** The condition on another field; what is written stays where it still means something. */
export function withField(condition: Condition, field: Field): Condition {
  if (sortOf(field) === sortOf(condition.field)) return { ...condition, field };
  return { ...newCondition(field), uid: condition.uid };
}

/** The condition with another operator; a number of days is no date, and the other way round. */
export function withOperator(condition: Condition, operator: Operator): Condition {
  const days = (name: Operator) => name.endsWith('_days');
  const changed = sortOf(condition.field) === 'moment' && days(operator) !== days(condition.operator);
  return { ...condition, operator, value: changed ? (days(operator) ? '30' : '') : condition.value };
}

/** Whether everything that has to be written is written. */
export function isWhole(node: RuleNode): boolean {
  if (node.kind === 'group') return node.children.length > 0 && node.children.every(isWhole);
  return node.value.trim() !== '' && (node.operator !== 'between' || node.upper.trim() !== '');
}

export function conditionsOf(node: RuleNode): number {
  return node.kind === 'condition' ? 1 : node.children.reduce((sum, child) => sum + conditionsOf(child), 0);
}

/** The rules for the server, and which part of the form stands at which place of them. */
export interface Written {
  json: unknown;
  places: ReadonlyMap<string, number>;
}

export function write({ root, order, limit }: Draft): Written {
  const places = new Map<string, number>();
  const json = {
    match: writeNode(root, 'rules.match', places),
    ...(order.length > 0 ? { order: order.map(({ by, descending }) => ({ by, descending })) } : {}),
    ...(limit.trim() === '' ? {} : { limit: wholeNumber(limit) }),
  };
  return { json, places };
}

function writeNode(node: RuleNode, place: string, places: Map<string, number>): unknown {
  places.set(place, node.uid);
  if (node.kind === 'condition') {
    return { field: node.field, operator: node.operator, value: writeValue(node) };
  }
  if (node.not) {
    const inner = writeGroup(node, `${place}.not`, places);
    return { not: inner };
  }
  return writeGroup(node, place, places);
}

function writeGroup(group: Group, place: string, places: Map<string, number>): unknown {
  const list = group.children.map((child, n) => writeNode(child, `${place}.${group.join}[${n}]`, places));
  return { [group.join]: list };
}

function writeValue({ field, operator, value, upper }: Condition): unknown {
  switch (sortOf(field)) {
    case 'liked':
      return value === 'true';
    case 'number': {
      const times = field === 'duration_ms' ? 1_000 : 1;
      const number = (text: string) => scaled(text, times);
      return operator === 'between' ? [number(value), number(upper)] : number(value);
    }
    case 'moment':
      return operator.endsWith('_days') ? wholeNumber(value) : value;
    default:
      return value;
  }
}

/** A whole number, or the text as it stands, so that the server says what is wrong with it. */
function wholeNumber(text: string): number | string {
  return /^-?\d+$/.test(text.trim()) ? Number(text) : text;
}

function scaled(text: string, times: number): number | string {
  const number = wholeNumber(text);
  return typeof number === 'number' ? number * times : number;
}

/** The messages about rules by the part of the form that each belongs to; what has no part is in `other`. */
export function placed(
  fields: readonly { name: string; message: string }[],
  places: ReadonlyMap<string, number>,
): { at: Map<number, string>; other: string[] } {
  const at = new Map<number, string>();
  const other: string[] = [];
  for (const { name, message } of fields) {
    let place = name;
    while (place !== '' && !places.has(place))
      place = place.slice(0, Math.max(0, place.search(/[.[][^.[]*$/)));
    const part = places.get(place);
    if (part === undefined) other.push(message);
    else at.set(part, message);
  }
  return { at, other };
}

/** Reads rules that the server keeps; null when they are none that this form can show. */
export function parse(json: unknown): Draft | null {
  const rules = record(json);
  if (!rules) return null;
  const root = parseNode(rules['match']);
  if (!root) return null;
  const order = Array.isArray(rules['order']) ? rules['order'].map(parseOrder) : [];
  if (order.includes(null)) return null;
  return {
    root: root.kind === 'group' ? root : { ...newGroup([root], 'all') },
    order: order as Draft['order'],
    limit: typeof rules['limit'] === 'number' ? String(rules['limit']) : '',
  };
}

function parseOrder(json: unknown): Draft['order'][number] | null {
  const order = record(json);
  const by = ORDERS.find((one) => one === order?.['by']);
  return by ? { by, descending: order?.['descending'] === true } : null;
}

function parseNode(json: unknown): RuleNode | null {
  const node = record(json);
  if (!node) return null;
  if ('field' in node) return parseCondition(node);
  if ('not' in node) {
    const inner = parseNode(node['not']);
    if (!inner) return null;
    const group = inner.kind === 'group' && !inner.not ? inner : newGroup([inner], 'all');
    return { ...group, not: true };
  }
  const join = (['all', 'any'] as const).find((one) => Array.isArray(node[one]));
  if (!join) return null;
  const children = (node[join] as unknown[]).map(parseNode);
  return children.includes(null) ? null : newGroup(children as RuleNode[], join);
}

function parseCondition(json: Record<string, unknown>): Condition | null {
  const field = FIELDS.find((one) => one === json['field']);
  if (!field) return null;
  const sort = sortOf(field);
  const operator = (OPERATORS[sort] as readonly Operator[]).find((one) => one === json['operator']);
  if (!operator) return null;
  const [low, high] = (Array.isArray(json['value']) ? json['value'] : [json['value'], '']) as unknown[];
  const text = (value: unknown) =>
    field === 'duration_ms' && typeof value === 'number' ? String(value / 1_000) : String(value ?? '');
  const value = sort === 'moment' ? text(low).slice(0, 10) : text(low);
  return { kind: 'condition', uid: uid(), field, operator, value, upper: text(high) };
}

function record(json: unknown): Record<string, unknown> | null {
  return typeof json === 'object' && json !== null && !Array.isArray(json)
    ? (json as Record<string, unknown>)
    : null;
}
