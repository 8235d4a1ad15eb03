import { describe, expect, it } from 'vitest';
import { Catalogue } from './catalogue';
import { Damaged } from './columns';
import { Companions } from './companions';
import { catalogueBytes, companionsBytes, drawing, inventedLibrary } from './fakes';
import { idNumber, idText } from './ids';

const library = inventedLibrary(40, 16);
const bytes = () => catalogueBytes(library);

describe('the catalogue', () => {
  it('says of each song what the service wrote', () => {
    const catalogue = new Catalogue(bytes());
    expect(catalogue.songs).toBe(40);
    const row = catalogue.row(idText('trk', library.songs[33]!.id));
    expect(row).toBe(33);
    expect(catalogue.track(row)).toMatchObject({
      title: '歌 33',
      artists: [{ name: '歌手 1' }],
      album: { title: '专辑 3' },
      duration_ms: 213_000,
      gain: { track_db: -7, track_peak: 0.9 },
      cover: {
        url: expect.stringMatching(/^\/api\/v1\/covers\/cov_/),
        color: expect.stringMatching(/^#[0-9a-f]{6}$/),
      },
    });
    expect([...catalogue.sounds.subarray(33 * 16, 34 * 16)]).toEqual([...library.songs[33]!.sound!]);
    expect(catalogue.isMeasured(row)).toBe(true);
    expect(catalogue.row('trk_0000000000000')).toBe(-1);
    expect(catalogue.row('alb_0000000000000')).toBe(-1);
  });

  it('is read when it is empty', () => {
    const empty = new Catalogue(
      catalogueBytes({ songs: [], artists: [], albums: [], newest: [], numbersEach: 0 }),
    );
    expect(empty.songs).toBe(0);
  });

  it('is refused whole when it is cut off, goes on, or says anything that it does not hold', () => {
    const good = new Uint8Array(bytes());
    for (const length of [0, 3, 11, 47, 48, 200, good.length - 1]) {
      expect(() => new Catalogue(good.slice(0, length).buffer)).toThrow(Damaged);
    }
    const longer = new Uint8Array(good.length + 1);
    longer.set(good);
    expect(() => new Catalogue(longer.buffer)).toThrow(Damaged);
    // Every count of the header, far too large: nothing is read or reserved for it.
    for (let at = 4; at < 36; at += 4) {
      const other = good.slice();
      new DataView(other.buffer).setUint32(at, 0xffff_fff0, true);
      expect(() => new Catalogue(other.buffer), `count at ${at}`).toThrow(Damaged);
    }
  });

  it('never breaks in another way, whichever bytes are changed', () => {
    const good = new Uint8Array(bytes());
    const draw = drawing(11);
    let refused = 0;
    for (let time = 0; time < 3_000; time += 1) {
      const other = good.slice();
      for (let change = 0; change <= time % 4; change += 1) {
        other[Math.floor(draw() * other.length)] = Math.floor(draw() * 256);
      }
      try {
        const catalogue = new Catalogue(other.buffer);
        for (let row = 0; row < catalogue.songs; row += 1) catalogue.track(row);
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(Damaged);
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(100);
  });
});

describe('companions', () => {
  const catalogue = new Catalogue(bytes());
  const id = (row: number) => library.songs[row]!.id;
  /** Songs 3, 7 and 20, and one that the catalogue does not have. */
  const invented = {
    ids: [id(3), id(7), id(7) + 1n, id(20)],
    pairs: [
      [
        [3, 15],
        [1, 6],
      ],
      [
        [0, 6],
        [2, 15],
      ],
      [],
      [[0, 12]],
    ] as const,
    popular: [1, 2, 0],
    many: new Set([1]),
  };

  it('are joined to the catalogue, and what it does not have is left out', () => {
    const companions = new Companions(companionsBytes(invented), catalogue);
    expect(companions.popular).toEqual([7, 3]);
    expect([companions.isHeardByMany(7), companions.isHeardByMany(3), companions.isHeardByMany(0)]).toEqual([
      true,
      false,
      false,
    ]);
    const list = companions.together([[3, 1]], new Set(), 10);
    expect(list.map(({ row, because }) => [row, because])).toEqual([
      [20, 3],
      [7, 3],
    ]);
    expect(list[0]!.score).toBeCloseTo(1);
    expect(list[1]!.score).toBeCloseTo((6 / 15) ** 2);
  });

  it('add up, name what weighed most, and leave out the seeds and what is not wanted', () => {
    const companions = new Companions(companionsBytes(invented), catalogue);
    const both = companions.together(
      [
        [20, 0.5],
        [7, 1],
      ],
      new Set(),
      10,
    );
    expect(both.map(({ row, because }) => [row, because])).toEqual([[3, 20]]);
    expect(both[0]!.score).toBeCloseTo(0.5 * (12 / 15) ** 2 + (6 / 15) ** 2);
    expect(companions.together([[3, 1]], new Set([20]), 10).map(({ row }) => row)).toEqual([7]);
    expect(companions.together([[39, 1]], new Set(), 10)).toEqual([]);
  });

  it('are refused when they name what is not there', () => {
    const good = new Uint8Array(companionsBytes(invented));
    const draw = drawing(5);
    for (let time = 0; time < 3_000; time += 1) {
      const other = good.slice();
      other[Math.floor(draw() * other.length)] = Math.floor(draw() * 256);
      try {
        const companions = new Companions(other.buffer, catalogue);
        companions.together([[3, 1]], new Set(), 10);
        companions.isHeardByMany(3);
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(Damaged);
      }
    }
    expect(() => new Companions(good.slice(0, 40).buffer, catalogue)).toThrow(Damaged);
    expect(() => new Companions(bytes(), catalogue)).toThrow(Damaged);
  });
});

describe('ids', () => {
  it('are written as the service writes them', () => {
    expect(idText('trk', 0n)).toBe('trk_0000000000000');
    expect(idText('trk', 2n ** 63n - 1n)).toBe('trk_7zzzzzzzzzzzz');
    for (const number of [1n, 31n, 32n, 123_456_789_012_345n]) {
      expect(idNumber('trk', idText('trk', number))).toBe(number);
    }
    expect(idNumber('trk', 'trk_000000000000u')).toBeNull();
    expect(idNumber('trk', 'art_0000000000000')).toBeNull();
    expect(idNumber('trk', 'trk_1')).toBeNull();
  });
});
