/** Invented covers: hills in mist under a sun, in a colour of their own. */

const HUES = [168, 8, 215, 40, 280, 130, 330, 195, 25, 90];

export function coverColor(n: number): string {
  const hue = HUES[n % HUES.length]! / 60;
  const part = (k: number) => {
    const x = (k + hue) % 6;
    return Math.round(255 * (0.45 - 0.18 * Math.max(-1, Math.min(x - 2, 4 - x, 1))));
  };
  return `#${[5, 3, 1].map((k) => part(k).toString(16).padStart(2, '0')).join('')}`;
}

export function coverSvg(n: number): string {
  const hue = HUES[n % HUES.length]!;
  const sun = 30 + ((n * 37) % 60);
  const hill = (height: number, light: number, shift: number) =>
    `<path d="M0 ${height} C ${20 + shift} ${height - 24}, ${45 + shift} ${height + 10}, 70 ${height - 12} S 110 ${height - 16}, 120 ${height - 4} V 120 H 0 Z" fill="hsl(${hue} 34% ${light}%)"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 120"><rect width="120" height="120" fill="hsl(${hue} 40% 84%)"/><circle cx="${sun}" cy="${26 + (n % 4) * 5}" r="${9 + (n % 5)}" fill="hsl(${(hue + 350) % 360} 62% 58%)"/>${hill(74, 66, n % 20)}${hill(90, 48, (n * 7) % 25)}${hill(106, 30, (n * 3) % 30)}</svg>`;
}
