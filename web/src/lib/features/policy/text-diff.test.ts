import { describe, expect, it } from 'vitest';
import { diffText, type Piece } from './text-diff';

/** As `[-removed-]{+added+}`. */
const shown = (pieces: Piece[]) =>
  pieces
    .map(({ kind, text }) => (kind === 'same' ? text : kind === 'removed' ? `[-${text}-]` : `{+${text}+}`))
    .join('');

describe('what changed within a text', () => {
  it('is shown where it stands, in both scripts', () => {
    expect(shown(diffText('每条保存 180 天后删除。', '每条保存 90 天后删除。'))).toBe(
      '每条保存 [-180-]{+90+} 天后删除。',
    );
    expect(shown(diffText('kept for 180 days', 'kept for 90 days'))).toBe('kept for [-180-]{+90+} days');
    expect(shown(diffText('只用于显示。', '只用于显示和推荐。'))).toBe('只用于显示{+和推荐+}。');
    expect(shown(diffText('您可以随时撤回。', '您可以撤回。'))).toBe('您可以[-随时-]撤回。');
  });

  it('is nothing between equal texts, and all of it from or to nothing', () => {
    expect(diffText('同', '同')).toEqual([{ kind: 'same', text: '同' }]);
    expect(diffText('', '')).toEqual([]);
    expect(diffText('', '新')).toEqual([{ kind: 'added', text: '新' }]);
    expect(diffText('旧', '')).toEqual([{ kind: 'removed', text: '旧' }]);
  });

  it('loses and invents nothing, whatever the texts', () => {
    let seed = 7;
    const next = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
    const words = ['我们', '保存', '您', '的', ' ', 'days', '180', '。', '\n', '𝄞'];
    const text = () => Array.from({ length: next(40) }, () => words[next(words.length)]).join('');
    for (let round = 0; round < 500; round += 1) {
      const [before, after] = [text(), text()];
      const pieces = diffText(before, after);
      const without = (kind: Piece['kind']) =>
        pieces
          .filter((piece) => piece.kind !== kind)
          .map((piece) => piece.text)
          .join('');
      expect(without('added')).toBe(before);
      expect(without('removed')).toBe(after);
    }
  });

  it('does not make anybody wait for texts that have little in common', () => {
    const [before, after] = ['甲'.repeat(5_000), '乙'.repeat(5_000)];
    expect(diffText(before, after).map(({ kind }) => kind)).toEqual(['removed', 'added']);
  });
});
