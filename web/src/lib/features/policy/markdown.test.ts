import { describe, expect, it } from 'vitest';
import { inline, joinLines, parseMarkdown, safeHref } from './markdown';

const words = (text: string) => JSON.stringify(parseMarkdown(text));

describe('markdown', () => {
  it('reads headings, paragraphs and rules', () => {
    expect(parseMarkdown('## 一\n\n正文。\n\n---').map((block) => block.kind)).toEqual([
      'heading',
      'paragraph',
      'rule',
    ]);
  });

  it('joins Chinese sentences without a space and English ones with one', () => {
    expect(joinLines(['第一句。', '第二句。'])).toBe('第一句。第二句。');
    expect(joinLines(['One.', 'Two.'])).toBe('One. Two.');
  });

  it('nests lists', () => {
    const [list] = parseMarkdown('- 甲\n  - 乙\n- 丙');
    expect(list).toMatchObject({ kind: 'list', ordered: false });
    if (list?.kind !== 'list') throw new Error('no list');
    expect(list.items).toHaveLength(2);
    expect(list.items[0]!.map((block) => block.kind)).toEqual(['paragraph', 'list']);
  });

  it('keeps the number that an ordered list begins with', () => {
    expect(parseMarkdown('3. 三\n4. 四')).toMatchObject([{ kind: 'list', ordered: true, start: 3 }]);
  });

  it('reads tables with and without outer bars', () => {
    for (const source of ['| 甲 | 乙 |\n|---|---|\n| 1 | 2 |', '甲 | 乙\n--- | ---\n1 | 2']) {
      expect(parseMarkdown(source)).toMatchObject([
        { kind: 'table', rows: [[[{ text: '1' }], [{ text: '2' }]]] },
      ]);
    }
  });

  it('reads strong, emphasis, code and links', () => {
    expect(inline('**重** *轻* `x` [链](/policy)').map((one) => one.kind)).toEqual([
      'strong',
      'text',
      'emphasis',
      'text',
      'code',
      'text',
      'link',
    ]);
  });

  it('shows tags as the characters they are', () => {
    expect(inline('<script>alert(1)</script>')).toEqual([
      { kind: 'text', text: '<script>alert(1)</script>' },
    ]);
    expect(words('<img src=x onerror=alert(1)>')).not.toContain('"kind":"html"');
  });

  it('leads nowhere dangerous', () => {
    for (const href of [
      'javascript:alert(1)',
      'data:text/html,x',
      '//evil.example',
      '/\\evil',
      'http://x',
      ' javascript:x',
    ]) {
      expect(safeHref(href)).toBeNull();
    }
    expect(inline('[x](javascript:alert)')).toEqual([{ kind: 'text', text: 'x' }]);
    for (const href of ['/privacy', '#two', 'https://example.org', 'mailto:a@b.cn', 'tel:+86']) {
      expect(safeHref(href)).toBe(href);
    }
  });

  it('bounds its depth', () => {
    const deep = '>'.repeat(500) + ' x';
    expect(words(deep).length).toBeLessThan(5_000);
    expect(parseMarkdown('- '.repeat(300) + 'x')).toHaveLength(1);
  });
});
