/**
 * What changed within a text, piece by piece, so that a reader sees the words and not two walls of text.
 *
 * Chinese is compared character by character, other scripts word by word. Pieces that are only changed between two
 * short sames are joined, because confetti is harder to read than a phrase.
 */
export interface Piece {
  kind: 'same' | 'removed' | 'added';
  text: string;
}

/** Beyond this many comparisons the texts are shown whole, old and new, rather than made to wait for. */
const CELLS_MAX = 4_000_000;

function tokens(text: string): string[] {
  return text.match(/[A-Za-z0-9À-ÿ]+|\s+|./gsu) ?? [];
}

export function diffText(before: string, after: string): Piece[] {
  const [old, fresh] = [tokens(before), tokens(after)];
  let head = 0;
  while (head < old.length && head < fresh.length && old[head] === fresh[head]) head += 1;
  let tail = 0;
  while (
    tail < Math.min(old.length, fresh.length) - head &&
    old[old.length - 1 - tail] === fresh[fresh.length - 1 - tail]
  ) {
    tail += 1;
  }
  const pieces: Piece[] = [];
  const push = (kind: Piece['kind'], text: string) => {
    if (text === '') return;
    const last = pieces.at(-1);
    if (last?.kind === kind) last.text += text;
    else pieces.push({ kind, text });
  };
  push('same', old.slice(0, head).join(''));
  for (const { kind, text } of middle(
    old.slice(head, old.length - tail),
    fresh.slice(head, fresh.length - tail),
  )) {
    push(kind, text);
  }
  push('same', old.slice(old.length - tail).join(''));
  return pieces;
}

/** The longest common subsequence, read off forwards. */
function middle(old: string[], fresh: string[]): Piece[] {
  const width = fresh.length + 1;
  if (old.length * width > CELLS_MAX || old.length === 0 || fresh.length === 0) {
    return [
      { kind: 'removed', text: old.join('') },
      { kind: 'added', text: fresh.join('') },
    ];
  }
  const common = new Uint32Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = fresh.length - 1; j >= 0; j -= 1) {
      common[i * width + j] =
        old[i] === fresh[j]
          ? common[(i + 1) * width + j + 1]! + 1
          : Math.max(common[(i + 1) * width + j]!, common[i * width + j + 1]!);
    }
  }
  const pieces: Piece[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < fresh.length) {
    if (i < old.length && j < fresh.length && old[i] === fresh[j]) {
      pieces.push({ kind: 'same', text: old[i]! });
      i += 1;
      j += 1;
    } else if (
      j >= fresh.length ||
      (i < old.length && common[(i + 1) * width + j]! >= common[i * width + j + 1]!)
    ) {
      pieces.push({ kind: 'removed', text: old[i]! });
      i += 1;
    } else {
      pieces.push({ kind: 'added', text: fresh[j]! });
      j += 1;
    }
  }
  return pieces;
}
