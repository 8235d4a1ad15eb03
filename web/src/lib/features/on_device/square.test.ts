import { describe, expect, it } from 'vitest';
import { Catalogue } from './catalogue';
import { Damaged } from './columns';
import { catalogueBytes, drawing, inventedLibrary, squareBytes } from './fakes';
import { idText } from './ids';
import { Square } from './square';

const library = inventedLibrary(120, 16);
const catalogue = new Catalogue(catalogueBytes(library));
const songs = (...rows: number[]) => rows.map((row) => library.songs[row]!.id);
const bytes = () =>
  squareBytes({
    playlists: [
      { id: 9n, name: '陌生', songs: songs(50, 51, 52) },
      { id: 4n, name: '知己', songs: songs(1, 2, 60) },
      { id: 7n, name: '邻近', songs: songs(30, 31) },
      { id: 8n, name: '长', songs: songs(...Array.from({ length: 100 }, (_, row) => row)) },
      { id: 5n, name: '不在曲库', songs: [1n] },
    ],
  });
const square = new Square(bytes(), catalogue);
const heard = [
  [1, 1],
  [2, 0.5],
] as const;
const together = [{ row: 30, score: 2, because: 1 }];
const names = (near: readonly { place: number }[]) => near.map(({ place }) => square.name(place));

describe('the square', () => {
  it('says of each playlist what the service wrote', () => {
    expect(square.count).toBe(5);
    expect([square.id(1), square.name(1), square.songs(1)]).toEqual([idText('pls', 4n), '知己', 3]);
    expect(square.songs(3)).toBe(100);
  });

  it('puts the nearest first, with what is known of it, and long ones are not near by being long', () => {
    const near = square.nearest(heard, together, new Set(), 9);
    expect(names(near)).toEqual(['知己', '邻近', '长', '陌生', '不在曲库']);
    expect(near[0]).toMatchObject({ known: 2, because: 1 });
    expect(near[1]).toMatchObject({ known: 0, because: null });
    expect(square.nearest(heard, together, new Set(), 2)).toHaveLength(2);
  });

  it('stays in its order for whoever is not known, and goes away from what is not wanted', () => {
    expect(names(square.nearest([], [], new Set(), 9))).toEqual(['陌生', '知己', '邻近', '长', '不在曲库']);
    const away = square.nearest([], [], new Set([50, 51, 60]), 9);
    expect(names(away).at(-1)).toBe('陌生');
    expect(away.every(({ because }) => because === null)).toBe(true);
  });

  it('is refused whole when it is cut off, goes on, or says anything that it does not hold', () => {
    const good = new Uint8Array(bytes());
    for (const length of [0, 3, 11, 31, 32, 100, good.length - 1]) {
      expect(() => new Square(good.slice(0, length).buffer, catalogue)).toThrow(Damaged);
    }
    for (let at = 4; at < 28; at += 4) {
      const other = good.slice();
      new DataView(other.buffer).setUint32(at, 0xffff_fff0, true);
      expect(() => new Square(other.buffer, catalogue), `count at ${at}`).toThrow(Damaged);
    }
    const twice = squareBytes({ playlists: [1, 1].map(() => ({ id: 3n, name: '同', songs: songs(1) })) });
    expect(() => new Square(twice, catalogue)).toThrow(Damaged);
  });

  it('never breaks in another way, whichever bytes are changed', () => {
    const good = new Uint8Array(bytes());
    const draw = drawing(12);
    let refused = 0;
    for (let round = 0; round < 2_000; round += 1) {
      const other = good.slice();
      for (let change = 0; change < 3; change += 1)
        other[Math.floor(draw() * other.length)] = Math.floor(draw() * 256);
      try {
        const read = new Square(other.buffer, catalogue);
        for (const { place } of read.nearest(heard, together, new Set([3]), 9))
          expect(`${read.id(place)} ${read.name(place)}`).toContain('pls_');
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(Damaged);
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(500);
  });
});
