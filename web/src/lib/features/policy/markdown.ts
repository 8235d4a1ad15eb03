/**
 * The part of Markdown that the policy is written in, read into a tree that components draw.
 *
 * There is no way from a text to HTML here: tags in a source are shown as the characters they are,
 * and a link leads only to this app, to https, to a mail or to a phone.
 */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'strong'; children: Inline[] }
  | { kind: 'emphasis'; children: Inline[] }
  | { kind: 'link'; href: string; children: Inline[] };

export type Block =
  | { kind: 'heading'; level: number; children: Inline[] }
  | { kind: 'paragraph'; children: Inline[] }
  | { kind: 'list'; ordered: boolean; start: number; items: Block[][] }
  | { kind: 'quote'; children: Block[] }
  | { kind: 'table'; head: Inline[][]; rows: Inline[][][] }
  | { kind: 'code'; text: string }
  | { kind: 'rule' };

/** How deep lists, quotes and emphasis may nest; what goes deeper is shown as plain text. */
const DEPTH_MAX = 8;

const LIST_ITEM = /^( {0,3})([-*+]|\d{1,9}[.)])\s+(.*)$/;

export function parseMarkdown(source: string): Block[] {
  return blocks(source.replace(/\r\n?/g, '\n').split('\n'), 0);
}

function blocks(lines: readonly string[], depth: number): Block[] {
  const found: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at]!;
    if (line.trim() === '') {
      at += 1;
      continue;
    }
    const heading = /^(#{1,6})\s+(.*?)\s*#*$/.exec(line);
    if (heading) {
      found.push({ kind: 'heading', level: heading[1]!.length, children: inline(heading[2]!) });
      at += 1;
      continue;
    }
    if (/^ {0,3}([-*_])( *\1){2,} *$/.test(line)) {
      found.push({ kind: 'rule' });
      at += 1;
      continue;
    }
    if (line.startsWith('```')) {
      const end = indexFrom(lines, at + 1, (one) => one.startsWith('```'));
      found.push({ kind: 'code', text: lines.slice(at + 1, end).join('\n') });
      at = end + 1;
      continue;
    }
    if (line.startsWith('>') && depth < DEPTH_MAX) {
      const end = indexFrom(lines, at, (one) => !one.startsWith('>'));
      const inner = lines.slice(at, end).map((one) => one.replace(/^> ?/, ''));
      found.push({ kind: 'quote', children: blocks(inner, depth + 1) });
      at = end;
      continue;
    }
    if (isTable(lines, at)) {
      const end = indexFrom(lines, at, (one) => !one.includes('|'));
      found.push({
        kind: 'table',
        head: cells(line),
        rows: lines.slice(at + 2, end).map((row) => cells(row)),
      });
      at = end;
      continue;
    }
    if (LIST_ITEM.test(line) && depth < DEPTH_MAX) {
      const [list, end] = listAt(lines, at, depth);
      found.push(list);
      at = end;
      continue;
    }
    const end = indexFrom(lines, at + 1, (one, index) => one.trim() === '' || startsBlock(lines, index));
    found.push({ kind: 'paragraph', children: inline(joinLines(lines.slice(at, end))) });
    at = end;
  }
  return found;
}

function startsBlock(lines: readonly string[], at: number): boolean {
  const line = lines[at]!;
  return /^(#{1,6}\s|>|```)/.test(line) || LIST_ITEM.test(line) || isTable(lines, at);
}

function isTable(lines: readonly string[], at: number): boolean {
  const rule = lines[at + 1] ?? '';
  return lines[at]!.includes('|') && rule.includes('-') && /^ *\|?( *:?-+:? *\|?)+ *$/.test(rule);
}

function listAt(lines: readonly string[], from: number, depth: number): [Block, number] {
  const first = LIST_ITEM.exec(lines[from]!)!;
  const ordered = /\d/.test(first[2]!);
  const items: string[][] = [];
  let at = from;
  while (at < lines.length) {
    const line = lines[at]!;
    const item = LIST_ITEM.exec(line);
    if (item && item[1]!.length <= first[1]!.length && /\d/.test(item[2]!) === ordered) {
      items.push([item[3]!]);
    } else if (line.trim() === '') {
      // A blank line stays inside the list only when what follows is indented or a further item.
      const next = lines[at + 1] ?? '';
      const item = LIST_ITEM.exec(next);
      const goesOn = /^\s{2,}\S/.test(next) || (item !== null && /\d/.test(item[2]!) === ordered);
      if (!goesOn) break;
      items.at(-1)!.push('');
    } else if (/^\s{2,}/.test(line)) {
      items.at(-1)!.push(line.replace(/^ {1,4}/, ''));
    } else if (startsBlock(lines, at)) {
      break;
    } else {
      items.at(-1)!.push(line);
    }
    at += 1;
  }
  const start = ordered ? Number.parseInt(first[2]!, 10) : 1;
  return [{ kind: 'list', ordered, start, items: items.map((item) => blocks(item, depth + 1)) }, at];
}

function indexFrom(
  lines: readonly string[],
  from: number,
  holds: (line: string, index: number) => boolean,
): number {
  for (let index = from; index < lines.length; index += 1) if (holds(lines[index]!, index)) return index;
  return lines.length;
}

function cells(row: string): Inline[][] {
  return row
    .trim()
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => inline(cell.trim().replace(/\\\|/g, '|')));
}

// Ideographs and full-width punctuation.
const WIDE = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\u2018-\u201d\u2026\u2014]/;

/** Sources have one sentence a line; Chinese sentences are joined without a space. */
export function joinLines(lines: readonly string[]): string {
  return lines
    .map((line) => line.trim())
    .reduce((text, line) => {
      if (text === '') return line;
      const wide = WIDE.test(text.at(-1) ?? '') || WIDE.test(line[0] ?? '');
      return text + (wide ? '' : ' ') + line;
    }, '');
}

const INLINE =
  /\\([\\`*_{}[\]()#+\-.!|<>])|(`+)(.+?)\2(?!`)|\*\*(.+?)\*\*|\*(?!\s)([^*]+?)\*|\[([^\]]+)\]\(([^()\s]*)\)|<(https:\/\/[^\s<>]+|mailto:[^\s<>]+)>/;

export function inline(text: string, depth = 0): Inline[] {
  const found: Inline[] = [];
  let rest = text;
  while (rest !== '') {
    const match = depth < DEPTH_MAX ? INLINE.exec(rest) : null;
    if (!match) {
      found.push({ kind: 'text', text: rest });
      break;
    }
    if (match.index > 0) found.push({ kind: 'text', text: rest.slice(0, match.index) });
    found.push(mark(match, depth));
    rest = rest.slice(match.index + match[0].length);
  }
  return merge(found);
}

function mark(match: RegExpExecArray, depth: number): Inline {
  const [whole, escaped, , code, strong, emphasis, label, target, address] = match;
  if (escaped !== undefined) return { kind: 'text', text: escaped };
  if (code !== undefined) return { kind: 'code', text: code };
  if (strong !== undefined) return { kind: 'strong', children: inline(strong, depth + 1) };
  if (emphasis !== undefined) return { kind: 'emphasis', children: inline(emphasis, depth + 1) };
  if (address !== undefined)
    return { kind: 'link', href: address, children: [{ kind: 'text', text: address }] };
  const href = safeHref(target ?? '');
  if (href === null) return { kind: 'text', text: label ?? whole };
  return { kind: 'link', href, children: inline(label ?? '', depth + 1) };
}

/** An address that a link may lead to, or null. */
export function safeHref(href: string): string | null {
  if (/^(https:\/\/|mailto:|tel:)/i.test(href)) return href;
  return /^(#|\/(?![/\\]))/.test(href) ? href : null;
}

function merge(all: Inline[]): Inline[] {
  const merged: Inline[] = [];
  for (const one of all) {
    const last = merged.at(-1);
    if (one.kind === 'text' && last?.kind === 'text') last.text += one.text;
    else merged.push(one);
  }
  return merged;
}
