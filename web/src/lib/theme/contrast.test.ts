import { describe, expect, it } from 'vitest';
import { contrast, parseHex, TEXT_RATIO, tintOf, type Rgb } from './contrast';

const rgb = (css: string): Rgb => {
  const [r, g, b] = css.match(/\d+/g)!.map(Number);
  return { r: r!, g: g!, b: b! };
};

describe('contrast', () => {
  it('agrees with WCAG', () => {
    const white = parseHex('#ffffff');
    expect(contrast(white, parseHex('#000000'))).toBeCloseTo(21, 5);
    expect(contrast(parseHex('#767676'), white)).toBeCloseTo(4.54, 2);
  });

  it('of every pair reaches the ratio for text, whatever the cover', () => {
    const colours = ['#000000', '#ffffff', '#808080', 'nonsense'];
    for (const r of ['00', '7f', 'ff'])
      for (const g of ['00', '7f', 'ff'])
        for (const b of ['00', '7f', 'ff']) {
          colours.push(`#${r}${g}${b}`);
        }
    for (const colour of colours) {
      for (const scheme of ['light', 'dark'] as const) {
        const tint = tintOf(colour, scheme);
        for (const ground of [tint.background, tint.backgroundEnd]) {
          for (const text of [tint.ink, tint.soft, tint.accent]) {
            expect(contrast(rgb(text), rgb(ground)), `${colour} ${scheme}`).toBeGreaterThanOrEqual(
              TEXT_RATIO,
            );
          }
        }
        expect(contrast(rgb(tint.onAccent), rgb(tint.accent))).toBeGreaterThanOrEqual(TEXT_RATIO);
      }
    }
  });
});
