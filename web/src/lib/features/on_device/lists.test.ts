import { describe, expect, it } from 'vitest';
import { Catalogue } from './catalogue';
import { Companions } from './companions';
import { catalogueBytes, companionsBytes, drawing, inventedLibrary } from './fakes';
import { mixedLists, Ranker, type Pick } from './lists';
import { nearest } from './nearest';
import { dayOf, dayStart, Dice, Taste } from './taste';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Noon in China. */
const NOW = Date.UTC(2026, 10, 25, 4);
const SONGS = 1_200;

const library = inventedLibrary(SONGS, 32);
const catalogue = new Catalogue(catalogueBytes(library));
const nobody = new Taste([], new Set());
const taste = (...plays: [row: number, agoMs: number][]) =>
  new Taste(
    plays.map(([row, ago]) => ({ row, at: NOW - ago })),
    new Set(),
  );
const artistOf = (row: number) => catalogue.artistsOf(row)[0]!;
const albumOf = (row: number) => catalogue.albumOf[row]!;

/** Song 10 goes with 500, 501 and 502. */
const companions = new Companions(
  companionsBytes({
    ids: [10, 500, 501, 502].map((row) => library.songs[row]!.id),
    pairs: [
      [
        [1, 15],
        [2, 14],
        [3, 13],
      ],
      [[0, 15]],
      [],
      [],
    ],
    popular: [1, 0],
    many: new Set([1]),
  }),
  catalogue,
);
const ranker = (seed = 1, pairs: Companions | null = companions) => new Ranker(catalogue, pairs, seed);

describe('the foot of a page', () => {
  const isOn = (list: readonly Pick[], row: number) => list.some((pick) => pick.row === row);

  it('goes on where today ends, with reasons, the same all day, and ends with what today has', () => {
    const known = taste([10, 2 * DAY], [77, 3 * DAY]);
    const [today, foot] = [ranker().today(known, NOW), ranker().forYou(known, NOW)];
    expect(foot).toHaveLength(40);
    expect(foot.slice(0, 10).some(({ row }) => isOn(today, row))).toBe(false);
    expect(
      foot.slice(0, 10).every(({ reason }) => ['sounds_like', 'popular', 'new', 'chance'].includes(reason)),
    ).toBe(true);
    expect(ranker().forYou(known, NOW + 11 * HOUR)).toEqual(foot);
    expect(ranker().forYou(known, NOW + DAY)).not.toEqual(foot);
    expect([10, 77].some((row) => isOn(foot, row))).toBe(false);
    const unwanted = new Taste(known.plays, new Set([foot[0]!.row]));
    expect(isOn(ranker().forYou(unwanted, NOW), foot[0]!.row)).toBe(false);
  });

  it("is everybody's for whoever is not known, and has songs in the smallest library", () => {
    expect(ranker(1).forYou(nobody, NOW)).toEqual(ranker(2).forYou(nobody, NOW));
    const few = new Catalogue(catalogueBytes(inventedLibrary(12, 16)));
    const small = new Ranker(few, null, 1);
    expect(small.forYou(nobody, NOW).length).toBeGreaterThan(0);
  });
});

describe('the nearest', () => {
  it('are what a look at every number finds, in its order', () => {
    const draw = drawing(9);
    for (let time = 0; time < 25; time += 1) {
      const seed = Math.floor(draw() * SONGS);
      const limit = 1 + Math.floor(draw() * 40);
      const squareTo = (row: number) => {
        let sum = 0;
        for (let at = 0; at < 32; at += 1) {
          sum += (catalogue.sounds[row * 32 + at]! - catalogue.sounds[seed * 32 + at]!) ** 2;
        }
        return sum;
      };
      const all = Array.from({ length: SONGS }, (_, row) => ({ row, square: squareTo(row) }))
        .filter(({ row }) => row !== seed)
        .sort((left, right) => left.square - right.square || left.row - right.row);
      expect(nearest(catalogue, seed, limit)).toEqual(all.slice(0, limit));
    }
  });

  it('come of equals the first, and of what was not measured nothing', () => {
    const songs = library.songs.slice(0, 40).map((song, at) => ({
      ...song,
      sound: at === 5 ? null : new Int8Array(16).fill(at === 0 ? 3 : 1),
    }));
    const flat = new Catalogue(catalogueBytes({ ...library, songs, newest: [], numbersEach: 16 }));
    expect(nearest(flat, 0, 6).map(({ row }) => row)).toEqual([1, 2, 3, 4, 6, 7]);
    expect(nearest(flat, 5, 6)).toEqual([]);
    expect(nearest(flat, 0, 0)).toEqual([]);
  });
});

describe('a taste', () => {
  it('weighs what was heard often and lately most, as the service does', () => {
    const known = taste([3, 0], [1, DAY], [1, 2 * DAY], [2, 90 * DAY], [1, 100 * DAY]);
    expect(known.weights(NOW).map(([row]) => row)).toEqual([1, 3, 2]);
    expect(known.weights(NOW)[1]![1]).toBe(1);
    expect(new Taste(known.plays, new Set([1])).weights(NOW).map(([row]) => row)).toEqual([3, 2]);
    const habits = taste([3, 0], [1, DAY], [1, 2 * DAY], [2, 30 * DAY], [2, 31 * DAY], [2, 32 * DAY]);
    expect(habits.onRepeat(NOW).map(([row]) => row)).toEqual([1, 2]);
  });

  it('draws the same all day, and another day something else', () => {
    const day = dayOf(NOW);
    expect(dayOf(dayStart(day))).toBe(day);
    expect(dayOf(dayStart(day) - 1)).toBe(day - 1);
    expect(new Dice(1, day).share(5, 6)).toBe(new Dice(1, day).share(5, 6));
    const drawn = Array.from({ length: 2_000 }, (_, at) => new Dice(7, day).share(at, 0));
    expect(drawn.every((share) => share >= 0 && share < 1)).toBe(true);
    expect(drawn.reduce((sum, share) => sum + share, 0) / 2_000).toBeGreaterThan(0.45);
    expect(new Set(drawn.map((share) => Math.floor(share * 10))).size).toBe(10);
    expect(new Dice(2, day).share(5, 6)).not.toBe(new Dice(1, day).share(5, 6));
  });
});

describe('the lists', () => {
  it('are the same for all while nothing was heard', () => {
    const list = ranker(1).today(nobody, NOW);
    expect(list).toEqual(ranker(2).today(nobody, NOW));
    expect(list).toHaveLength(30);
    expect(new Set(list.map(({ reason }) => reason))).toEqual(new Set(['popular', 'new', 'chance']));
    expect(ranker().because(nobody, NOW)).toEqual([]);
    expect(ranker().onRepeat(nobody, NOW)).toEqual([]);
    expect(ranker().single(nobody, NOW)).toHaveLength(1);
  });

  it('follow what was heard, say why, and never show it again', () => {
    const heard = taste([10, DAY], [11, DAY], [12, 2 * DAY]);
    const list = ranker().today(heard, NOW);
    expect(
      list
        .slice(0, 3)
        .map(({ row }) => row)
        .sort(),
    ).toEqual([500, 501, 502]);
    expect(
      list.filter(({ reason }) => reason === 'heard_together').every(({ because }) => because === 10),
    ).toBe(true);
    const alike = list.filter(({ reason }) => reason === 'sounds_like');
    expect(alike.length).toBeGreaterThan(5);
    expect(alike.every(({ because }) => [10, 11, 12].includes(because!))).toBe(true);
    expect(list.some(({ row }) => [10, 11, 12].includes(row))).toBe(false);
    const rows = ranker().because(heard, NOW);
    expect(rows[0]!.because).toBe(10);
    expect(rows[0]!.picks.slice(0, 3).map(({ row }) => row)).toEqual([500, 501, 502]);
    const shown = rows.flatMap(({ picks }) => picks.map(({ row }) => row));
    expect(new Set(shown).size).toBe(shown.length);
  });

  it('stay through the day, and change with the next', () => {
    const before = taste([10, DAY], [300, DAY]);
    const later = new Taste([{ row: 700, at: NOW - HOUR }, ...before.plays], new Set());
    expect(ranker().today(later, NOW)).toEqual(ranker().today(before, NOW));
    expect(ranker().today(later, NOW + DAY)).not.toEqual(ranker().today(before, NOW + DAY));
    expect(ranker().because(later, NOW)).not.toEqual(ranker().because(before, NOW));
  });

  it('show few of an artist and none that is not wanted', () => {
    const heard = taste([10, DAY], [300, DAY], [700, DAY]);
    const count = (picks: readonly Pick[]) => {
      const counts = new Map<number, number>();
      picks.forEach(({ row }) => counts.set(artistOf(row), (counts.get(artistOf(row)) ?? 0) + 1));
      return Math.max(...counts.values());
    };
    expect(count(ranker().today(heard, NOW))).toBeLessThanOrEqual(3);
    expect(count(ranker().different(heard, NOW, 50))).toBe(1);
    const unwanted = ranker().today(heard, NOW)[0]!.row;
    const without = new Taste(heard.plays, new Set([unwanted]));
    for (const list of [
      ranker().today(without, NOW),
      ranker().treasures(without, NOW),
      ranker().different(without, NOW, 50),
      ranker().next(without, NOW, []),
      ranker()
        .because(without, NOW)
        .flatMap(({ picks }) => picks),
    ]) {
      expect(list.some(({ row }) => row === unwanted)).toBe(false);
    }
  });

  it('hold treasures that few hear, and as many strangers as the dial says', () => {
    const heard = taste([10, DAY]);
    const treasures = ranker()
      .treasures(heard, NOW)
      .map(({ row }) => row);
    expect(treasures).toHaveLength(20);
    expect(treasures).not.toContain(500);
    expect(treasures).toContain(501);
    const wide = taste(...Array.from({ length: 6 }, (_, at): [number, number] => [at * 40, DAY]));
    const reasons = (dial: number) =>
      ranker()
        .different(wide, NOW, dial)
        .map(({ reason }) => reason);
    expect(reasons(0)[0]).toBe('sounds_like');
    expect(new Set(reasons(100))).toEqual(new Set(['unheard']));
    // Few songs near a taste are by different artists, so strangers may fill up.
    expect(reasons(50).filter((reason) => reason === 'unheard').length).toBeGreaterThanOrEqual(10);
    expect(reasons(50)).toContain('sounds_like');
    const mixed = mixedLists(
      Array.from({ length: 50 }, (_, row): Pick => ({ row, reason: 'unheard', because: null })),
      Array.from({ length: 50 }, (_, at): Pick => ({ row: 100 + at, reason: 'sounds_like', because: 10 })),
      25,
    );
    expect(mixed.slice(0, 20).filter(({ reason }) => reason === 'unheard')).toHaveLength(5);
    expect(mixed).toHaveLength(100);
  });

  it('name one song of the day, by somebody new where there is one', () => {
    const [one] = ranker(1, null).single(taste([10, DAY]), NOW);
    expect(one!.reason).toBe('sounds_like');
    expect(artistOf(one!.row)).not.toBe(artistOf(10));
  });

  it('go on as a radio that turns from what is skipped', () => {
    const heard = taste([10, DAY]);
    const first = ranker().next(heard, NOW, []);
    expect(first).toHaveLength(10);
    expect(first[0]!.row).toBe(500);
    const skipped = first[0]!.row;
    const next = ranker().next(heard, NOW, [{ row: skipped, outcome: 'skipped' }]);
    expect(next.some(({ row }) => row === skipped || artistOf(row) === artistOf(skipped))).toBe(false);
    const disliked = ranker().next(heard, NOW, [{ row: 10, outcome: 'disliked' }]);
    const alike = nearest(catalogue, 10, 2).map(({ row }) => row);
    expect(disliked.some(({ row }) => alike.includes(row))).toBe(false);
    const steered = ranker(1, null).next(nobody, NOW, [{ row: 900, outcome: 'played' }]);
    expect(steered[0]).toMatchObject({ reason: 'sounds_like', because: 900 });
  });

  it('need nobody else: without companions what sounds alike carries them', () => {
    const list = ranker(1, null).today(taste([10, DAY]), NOW);
    expect(list.some(({ reason }) => reason === 'heard_together' || reason === 'popular')).toBe(false);
    expect(list.filter(({ reason }) => reason === 'sounds_like').length).toBeGreaterThan(5);
  });

  it('find the songs of an invented listener again: what they held back is near the top', () => {
    // A listener of two artists hears half of what they made; the lists shall know the rest from random songs.
    const draw = drawing(21);
    let found = 0;
    let random = 0;
    for (let listener = 0; listener < 40; listener += 1) {
      const artists = [0, 0].map(() => Math.floor((draw() * SONGS) / 20));
      const own = artists.flatMap((artist) => Array.from({ length: 20 }, (_, at) => artist * 20 + at));
      const heard = own.filter((_, at) => at % 2 === 0);
      const held = new Set(own.filter((_, at) => at % 2 === 1));
      const known = taste(...heard.map((row): [number, number] => [row, DAY]));
      const alike = ranker(listener + 1, null)
        .today(known, NOW)
        .filter(({ reason }) => reason === 'sounds_like');
      found += alike.filter(({ row }) => held.has(row)).length / Math.max(1, alike.length);
      random += held.size / SONGS;
    }
    expect(found / 40).toBeGreaterThan((random / 40) * 5);
  });

  it('have of one album no more than is good to hear', () => {
    const list = ranker(1, null).next(taste([10, DAY]), NOW, []);
    const ofAlbum = list.filter(({ row }) => albumOf(row) === albumOf(10));
    expect(ofAlbum.length).toBeLessThanOrEqual(2);
  });
});
