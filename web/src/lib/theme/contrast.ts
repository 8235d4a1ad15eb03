/**
 * Colours of a page that a cover tints, with the contrast computed rather than hoped for.
 *
 * Contrast follows WCAG 2.2: 4.5:1 for text. Lightness is changed in OKLCH, which keeps the hue's look.
 */

export interface Rgb {
  r: number;
  g: number;
  b: number;
}

/** A page's colours as CSS values. */
export interface Tint {
  background: string;
  /** The far end of the background's gradient. */
  backgroundEnd: string;
  ink: string;
  soft: string;
  accent: string;
  /** Ink on the accent. */
  onAccent: string;
}

/** WCAG's ratio for text. */
export const TEXT_RATIO = 4.5;

const NEUTRAL: Rgb = { r: 110, g: 125, b: 120 };

/** Reads `#rrggbb`; anything else is a neutral grey. Components run from 0 to 255. */
export function parseHex(text: string): Rgb {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text);
  if (!match) return NEUTRAL;
  const [r, g, b] = match.slice(1).map((part) => Number.parseInt(part, 16));
  return { r: r!, g: g!, b: b! };
}

/** Relative luminance from 0 to 1 (WCAG 2.2). */
export function luminance({ r, g, b }: Rgb): number {
  const [lr, lg, lb] = [r, g, b].map(linear);
  return 0.2126 * lr! + 0.7152 * lg! + 0.0722 * lb!;
}

/** Contrast from 1 to 21 (WCAG 2.2). */
export function contrast(one: Rgb, other: Rgb): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
}

/** The colours for a page tinted by `color`, light or dark; every pair of text and ground reaches `TEXT_RATIO`. */
export function tintOf(color: string, scheme: 'light' | 'dark'): Tint {
  const { c, h } = toOklch(parseHex(color));
  const dark = scheme === 'dark';
  const background = fromOklch({ l: dark ? 0.27 : 0.93, c: Math.min(c, dark ? 0.06 : 0.035), h });
  const backgroundEnd = fromOklch({ l: dark ? 0.17 : 0.975, c: Math.min(c, dark ? 0.03 : 0.012), h });
  const grounds = [background, backgroundEnd];
  const towards = dark ? 1 : -1;
  const ink = readable({ l: dark ? 0.96 : 0.2, c: Math.min(c, 0.015), h }, grounds, towards, 7);
  const soft = readable({ l: dark ? 0.7 : 0.5, c: Math.min(c, 0.03), h }, grounds, towards, TEXT_RATIO);
  const accent = readable(
    { l: dark ? 0.78 : 0.45, c: Math.min(Math.max(c, 0.05), 0.11), h },
    grounds,
    towards,
    TEXT_RATIO,
  );
  const onAccent = readable({ l: dark ? 0.2 : 0.98, c: 0.01, h }, [accent], -towards, TEXT_RATIO);
  return {
    background: css(background),
    backgroundEnd: css(backgroundEnd),
    ink: css(ink),
    soft: css(soft),
    accent: css(accent),
    onAccent: css(onAccent),
  };
}

interface Oklch {
  /** Lightness from 0 to 1. */
  l: number;
  c: number;
  /** Hue in radians. */
  h: number;
}

/** Moves the lightness until the colour reads on all grounds; black or white at the end of the way. */
function readable(color: Oklch, grounds: readonly Rgb[], towards: number, ratio: number): Rgb {
  for (let l = color.l; l >= 0 && l <= 1; l += towards * 0.01) {
    const rgb = fromOklch({ ...color, l });
    if (grounds.every((ground) => contrast(rgb, ground) >= ratio)) return rgb;
  }
  return towards > 0 ? { r: 255, g: 255, b: 255 } : { r: 0, g: 0, b: 0 };
}

function css({ r, g, b }: Rgb): string {
  return `rgb(${r} ${g} ${b})`;
}

function linear(component: number): number {
  const s = component / 255;
  return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
}

function gamma(value: number): number {
  const s = value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055;
  return Math.round(Math.min(1, Math.max(0, s)) * 255);
}

/** Björn Ottosson's Oklab, in polar form. */
function toOklch({ r, g, b }: Rgb): Oklch {
  const [lr, lg, lb] = [linear(r), linear(g), linear(b)];
  const l = Math.cbrt(0.4122214708 * lr + 0.5363325363 * lg + 0.0514459929 * lb);
  const m = Math.cbrt(0.2119034982 * lr + 0.6806995451 * lg + 0.1073969566 * lb);
  const s = Math.cbrt(0.0883024619 * lr + 0.2817188376 * lg + 0.6299787005 * lb);
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const bb = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  return {
    l: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    c: Math.hypot(a, bb),
    h: Math.atan2(bb, a),
  };
}

function fromOklch({ l, c, h }: Oklch): Rgb {
  const a = c * Math.cos(h);
  const b = c * Math.sin(h);
  const lc = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const mc = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const sc = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return {
    r: gamma(4.0767416621 * lc - 3.3077115913 * mc + 0.2309699292 * sc),
    g: gamma(-1.2684380046 * lc + 2.6097574011 * mc - 0.3413193965 * sc),
    b: gamma(-0.0041960863 * lc - 0.7034186147 * mc + 1.707614701 * sc),
  };
}
