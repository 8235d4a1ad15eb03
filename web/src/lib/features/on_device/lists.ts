/**
 * The lists of recommendation, worked out in the browser from what was heard in it.
 *
 * They follow the service's own (`crates/recommend/src/lists.rs`), so that switching changes where the work is done
 * and not what comes of it; where the two differ, `docs/decisions/on-device.md` says why.
 * Everything is a pure function of the files, the taste and the clock.
 */
import type { Catalogue } from './catalogue';
import type { Companions, Together, Weighted } from './companions';
import { nearest, type Near } from './nearest';
import type { NearPlaylist, Square } from './square';
import { dayOf, dayStart, Dice, Taste } from './taste';

export type Reason =
  'heard_together' | 'sounds_like' | 'popular' | 'new' | 'chance' | 'on_repeat' | 'unheard';

/** A song, why it is there, and the song that is the reason. */
export interface Pick {
  row: number;
  reason: Reason;
  because: number | null;
}

export interface BecauseRow {
  because: number;
  picks: Pick[];
}

/** How a song of a radio session ended. */
export interface SessionSong {
  row: number;
  outcome: 'played' | 'skipped' | 'disliked';
}

interface Shape {
  limit: number;
  ofArtistMax: number;
}

/** Many more than are shown: a page leaves out what stands above on it. */
const FOR_YOU: Shape = { limit: 40, ofArtistMax: 2 };
const TODAY: Shape = { limit: 30, ofArtistMax: 3 };
const SINGLE: Shape = { limit: 1, ofArtistMax: 1 };
const BECAUSE: Shape = { limit: 10, ofArtistMax: 3 };
const ON_REPEAT: Shape = { limit: 40, ofArtistMax: 40 };
const TREASURES: Shape = { limit: 20, ofArtistMax: 2 };
const DIFFERENT: Shape = { limit: 20, ofArtistMax: 1 };
const NEXT: Shape = { limit: 10, ofArtistMax: 2 };
/** Candidates that are counted for a list. */
const CANDIDATES = 150;
const BECAUSE_ROWS_MAX = 4;
/** A row with fewer songs than this is left out. */
const BECAUSE_ROW_MIN = 3;
/** Songs of one's own for which others that sound alike are looked for. */
const SOUND_SEEDS_MAX = 6;
const ALIKE_OF_ONE = 10;
/** Tracks of one album, and of one artist, among those that sound alike, as long as there are others. */
const ALIKE_OF_ALBUM_MAX = 2;
const ALIKE_OF_ARTIST_MAX = 3;
/** Songs of a session, the last, that steer it. */
const STEERING_MAX = 8;
/** Neighbourhoods that are remembered: the songs somebody hears most are asked for again and again. */
const REMEMBERED_MAX = 256;

const plain = (row: number, reason: Reason): Pick => ({ row, reason, because: null });
const together = ({ row, because }: Together): Pick => ({ row, reason: 'heard_together', because });

export class Ranker {
  readonly #alike = new Map<number, Pick[]>();

  constructor(
    readonly catalogue: Catalogue,
    readonly companions: Companions | null,
    /** Drawn once in this browser, so that chance is its own. */
    private readonly seed: number,
  ) {}

  /** Songs of the day, stable until midnight in China. */
  today(taste: Taste, nowMs: number): Pick[] {
    const { picks, leftOut } = this.#ofTheDay(taste, dayOf(nowMs));
    return this.#choose(picks, leftOut, TODAY);
  }

  /** Songs for the foot of a page: first those that are not among today's, then today's from the end. */
  forYou(taste: Taste, nowMs: number): Pick[] {
    const { picks, leftOut } = this.#ofTheDay(taste, dayOf(nowMs));
    const today = this.#choose(picks, leftOut, TODAY);
    const ofToday = new Set(today.map(({ row }) => row));
    const after = picks.filter(({ row }) => !ofToday.has(row));
    return this.#choose([...after, ...today.reverse()], leftOut, FOR_YOU);
  }

  /** Playlists of the square, the nearest first and then the latest; as of the day's beginning where it is said. */
  playlists(taste: Taste, nowMs: number, square: Square, limit: number, ofTheDay = false): NearPlaylist[] {
    const instant = ofTheDay ? dayStart(dayOf(nowMs)) : nowMs;
    const known = ofTheDay ? taste.before(instant) : taste;
    const weights = known.weights(instant);
    const found = this.companions?.together(weights, known.unwanted, CANDIDATES) ?? [];
    return square.nearest(weights, found, known.unwanted, limit);
  }

  #ofTheDay(taste: Taste, day: number): { picks: Pick[]; leftOut: Set<number> } {
    if (taste.plays.length === 0) return { picks: this.#forEverybody(day), leftOut: new Set() };
    const before = taste.before(dayStart(day));
    const leftOut = before.leftOut();
    return { picks: [...this.#near(before, leftOut, day), ...this.#forEverybody(day)], leftOut };
  }

  /** One song of the day, if possible by somebody who was not heard. */
  single(taste: Taste, nowMs: number): Pick[] {
    const day = dayOf(nowMs);
    if (taste.plays.length === 0) return this.#choose(this.#forEverybody(day), new Set(), SINGLE);
    const before = taste.before(dayStart(day));
    const leftOut = before.leftOut();
    const known = this.#artists(before.heard());
    const near = this.#near(before, leftOut, day);
    const isFamiliar = ({ row }: Pick) => this.catalogue.artistsOf(row).some((artist) => known.has(artist));
    const strangersFirst = [...near.filter((pick) => !isFamiliar(pick)), ...near.filter(isFamiliar)];
    return this.#choose([...strangersFirst, ...this.#forEverybody(day)], leftOut, SINGLE);
  }

  /** For each of the songs that say most, others because of it. */
  because(taste: Taste, nowMs: number): BecauseRow[] {
    const rows: BecauseRow[] = [];
    const leftOut = taste.leftOut();
    for (const seed of taste.weights(nowMs)) {
      if (rows.length === BECAUSE_ROWS_MAX) break;
      const found = this.companions?.together([seed], leftOut, CANDIDATES) ?? [];
      const picks = this.#choose([...found.map(together), ...this.#soundsLike(seed[0])], leftOut, BECAUSE);
      if (picks.length < BECAUSE_ROW_MIN) continue;
      picks.forEach(({ row }) => leftOut.add(row));
      rows.push({ because: seed[0], picks });
    }
    return rows;
  }

  /** What is heard again and again, drawn anew each day, the stronger the habit the earlier. */
  onRepeat(taste: Taste, nowMs: number): Pick[] {
    const dice = new Dice(this.seed, dayOf(nowMs));
    const habits = this.#drawn(
      taste.onRepeat(nowMs),
      (weight, row) => weight * (0.5 + this.#share(dice, row)),
    );
    return this.#choose(
      habits.map((row) => plain(row, 'on_repeat')),
      new Set(),
      ON_REPEAT,
    );
  }

  /** Songs that few hear, near to the taste. */
  treasures(taste: Taste, nowMs: number): Pick[] {
    const day = dayOf(nowMs);
    const leftOut = new Set(this.companions?.popular);
    const picks: Pick[] = [];
    if (taste.plays.length > 0) {
      const before = taste.before(dayStart(day));
      before.leftOut().forEach((row) => leftOut.add(row));
      const weights = before.weights(dayStart(day));
      const isFew = ({ row }: { row: number }) => !this.companions?.isHeardByMany(row);
      picks.push(
        ...(this.companions?.together(weights, leftOut, CANDIDATES) ?? []).filter(isFew).map(together),
      );
      picks.push(...this.#alikeToSome(weights, day).filter(isFew));
    }
    picks.push(...this.#byChance(new Dice(this.seed, day), CANDIDATES).map((row) => plain(row, 'chance')));
    return this.#choose(picks, leftOut, TREASURES);
  }

  /** Something else, on purpose: of a hundred songs `strangeness` are by artists who were not heard. */
  different(taste: Taste, nowMs: number, strangeness: number): Pick[] {
    const day = dayOf(nowMs);
    const chance = this.#byChance(new Dice(this.seed, day), CANDIDATES);
    if (taste.plays.length === 0) {
      return this.#choose(
        chance.map((row) => plain(row, 'chance')),
        new Set(),
        DIFFERENT,
      );
    }
    const before = taste.before(dayStart(day));
    const known = this.#artists(before.heard());
    const strange = chance
      .filter((row) => !this.catalogue.artistsOf(row).some((artist) => known.has(artist)))
      .map((row) => plain(row, 'unheard'));
    const near = this.#alikeToSome(before.weights(dayStart(day)), day);
    return this.#choose(mixedLists(strange, near, strangeness), before.leftOut(), DIFFERENT);
  }

  /** The next songs of a radio: a skip takes the artists out, a dislike what sounds most like it as well. */
  next(taste: Taste, nowMs: number, session: readonly SessionSong[]): Pick[] {
    const day = dayOf(nowMs);
    const leftOut = new Set(session.map(({ row }) => row));
    taste.unwanted.forEach((row) => leftOut.add(row));
    const of = (outcome: SessionSong['outcome']) =>
      session.filter((song) => song.outcome === outcome).map(({ row }) => row);
    for (const disliked of of('disliked').slice(-STEERING_MAX)) {
      this.#soundsLike(disliked).forEach(({ row }) => leftOut.add(row));
    }
    const left = [...of('skipped'), ...of('disliked')];
    const unwantedArtists = this.#artists(left);
    // The session steers: its last song weighs as much as the whole taste's first.
    const weights = new Map(taste.weights(nowMs));
    const most = Math.max(1, ...weights.values());
    of('played')
      .slice(-STEERING_MAX)
      .reverse()
      .forEach((row, place) => weights.set(row, (weights.get(row) ?? 0) + (most * 2) / (place + 1)));
    left.forEach((row) => weights.delete(row));
    const ranked = [...weights].sort((one, other) => other[1] - one[1] || one[0] - other[0]);
    const unheard = new Set([...taste.leftOut(), ...leftOut]);
    const found = this.companions?.together(ranked, unheard, CANDIDATES) ?? [];
    // What was heard may come again on a radio, after what was not.
    const alike = this.#alikeToSome(ranked, day);
    const fresh = alike.filter(({ row }) => !unheard.has(row));
    const picks = [...found.map(together), ...fresh, ...alike, ...this.#forEverybody(day)];
    const isWanted = ({ row }: Pick) =>
      !this.catalogue.artistsOf(row).some((one) => unwantedArtists.has(one));
    return this.#choose(picks.filter(isWanted), leftOut, NEXT);
  }

  /** What is near to a taste, as it is drawn for a day: what goes best comes early more often, and not every day. */
  #near(taste: Taste, leftOut: ReadonlySet<number>, day: number): Pick[] {
    const weights = taste.weights(dayStart(day));
    const dice = new Dice(this.seed, day);
    const found = this.companions?.together(weights, leftOut, CANDIDATES) ?? [];
    const today = ({ row, score }: Together) => score * (0.4 + this.#share(dice, row));
    const drawn = found.map((one) => [today(one), one] as const);
    drawn.sort((left, right) => right[0] - left[0] || left[1].row - right[1].row);
    return [...drawn.map(([, one]) => together(one)), ...this.#alikeToSome(weights, day)];
  }

  /** What sounds like some of one's songs, in turn; which of them is drawn, and those that say most more often. */
  #alikeToSome(weights: readonly Weighted[], day: number): Pick[] {
    const dice = new Dice(this.seed, day);
    const seeds = this.#drawn(weights, (weight, row) => weight * this.#share(dice, row)).slice(
      0,
      SOUND_SEEDS_MAX,
    );
    const lists = seeds.map((row) => this.#soundsLike(row));
    const inTurn: Pick[] = [];
    for (let place = 0; place < ALIKE_OF_ONE; place += 1) {
      inTurn.push(...lists.flatMap((list) => list.slice(place, place + 1)));
    }
    return inTurn;
  }

  /** Songs that sound like one, fit to listen to: not one album over and over, and no recording twice. */
  #soundsLike(seed: number): Pick[] {
    const known = this.#alike.get(seed);
    if (known) return known;
    const rows = this.#varied(seed, nearest(this.catalogue, seed, ALIKE_OF_ONE * 8 + 64));
    const picks = rows.map(({ row }): Pick => ({ row, reason: 'sounds_like', because: seed }));
    if (this.#alike.size >= REMEMBERED_MAX) this.#alike.clear();
    this.#alike.set(seed, picks);
    return picks;
  }

  #varied(seed: number, near: readonly Near[]): Near[] {
    const { catalogue } = this;
    const titles = new Map<number, string>();
    const titleOf = (row: number) => {
      const known = titles.get(row) ?? catalogue.title(row).normalize('NFKC').toLowerCase();
      titles.set(row, known);
      return known;
    };
    const isSame = (row: number, other: number) => {
      const artists = catalogue.artistsOf(other);
      return titleOf(row) === titleOf(other) && catalogue.artistsOf(row).some((one) => artists.includes(one));
    };
    const chosen: Near[] = [];
    const later: Near[] = [];
    const [ofAlbum, ofArtist] = [new Map<number, number>(), new Map<number, number>()];
    const isTooMany = (counts: Map<number, number>, key: number, max: number) =>
      (counts.get(key) ?? 0) >= max;
    const isKnown = ({ row }: Near) => [{ row: seed }, ...chosen].some((other) => isSame(row, other.row));
    for (const one of near) {
      if (chosen.length >= ALIKE_OF_ONE) break;
      if (isKnown(one)) continue;
      const album = catalogue.albumOf[one.row]!;
      const artists = catalogue.artistsOf(one.row);
      if (
        isTooMany(ofAlbum, album, ALIKE_OF_ALBUM_MAX) ||
        artists.some((artist) => isTooMany(ofArtist, artist, ALIKE_OF_ARTIST_MAX))
      ) {
        later.push(one);
        continue;
      }
      ofAlbum.set(album, (ofAlbum.get(album) ?? 0) + 1);
      artists.forEach((artist) => ofArtist.set(artist, (ofArtist.get(artist) ?? 0) + 1));
      chosen.push(one);
    }
    for (const one of later) {
      if (chosen.length >= ALIKE_OF_ONE) break;
      if (!isKnown(one)) chosen.push(one);
    }
    return chosen.sort((left, right) => left.square - right.square || left.row - right.row);
  }

  /** Songs for whoever is not known yet: of three one that many hear, one that is new, and one by chance. */
  #forEverybody(day: number): Pick[] {
    const dice = new Dice(0, day);
    const shuffled = (rows: readonly number[]) =>
      this.#drawn(
        rows.map((row): Weighted => [row, 1]),
        (_, row) => this.#share(dice, row),
      );
    const kinds: [number[], Reason][] = [
      [shuffled(this.companions?.popular ?? []), 'popular'],
      [shuffled([...this.catalogue.newest]), 'new'],
      [this.#byChance(dice, this.catalogue.newest.length), 'chance'],
    ];
    const picks: Pick[] = [];
    const longest = Math.max(...kinds.map(([rows]) => rows.length));
    for (let place = 0; place < longest; place += 1) {
      for (const [rows, reason] of kinds) {
        if (place < rows.length) picks.push(plain(rows[place]!, reason));
      }
    }
    return picks;
  }

  /** So many different songs by chance, without looking at all of them. */
  #byChance(dice: Dice, limit: number): number[] {
    const { songs } = this.catalogue;
    const rows = new Set<number>();
    for (let drawn = 0; drawn < limit * 4 && rows.size < Math.min(limit, songs); drawn += 1) {
      rows.add(Math.floor(dice.share(drawn, 0) * songs));
    }
    return [...rows];
  }

  #drawn(weights: readonly Weighted[], draw: (weight: number, row: number) => number): number[] {
    const drawn = weights.map(([row, weight]): Weighted => [row, draw(weight, row)]);
    return drawn.sort((left, right) => right[1] - left[1] || left[0] - right[0]).map(([row]) => row);
  }

  #share(dice: Dice, row: number): number {
    const { idHalves } = this.catalogue;
    return dice.share(idHalves[row * 2]!, idHalves[row * 2 + 1]!);
  }

  #artists(rows: readonly number[]): Set<number> {
    return new Set(rows.flatMap((row) => [...this.catalogue.artistsOf(row)]));
  }

  /** The first of the picks that fit the shape, each song once. */
  #choose(picks: readonly Pick[], leftOut: ReadonlySet<number>, shape: Shape): Pick[] {
    const chosen: Pick[] = [];
    const seen = new Set<number>();
    const ofArtist = new Map<number, number>();
    for (const pick of picks) {
      if (chosen.length === shape.limit) break;
      if (leftOut.has(pick.row) || seen.has(pick.row)) continue;
      seen.add(pick.row);
      const artists = this.catalogue.artistsOf(pick.row);
      if (artists.some((artist) => (ofArtist.get(artist) ?? 0) >= shape.ofArtistMax)) continue;
      artists.forEach((artist) => ofArtist.set(artist, (ofArtist.get(artist) ?? 0) + 1));
      chosen.push(pick);
    }
    return chosen;
  }
}

/** Two lists as one, `strangeness` of a hundred from the first, evenly; the rest of either follows. */
export function mixedLists(strange: readonly Pick[], near: readonly Pick[], strangeness: number): Pick[] {
  const share = Math.min(100, Math.max(0, Math.round(strangeness)));
  const [first, second] = [[...strange], [...near]];
  const picks: Pick[] = [];
  for (let place = 0; first.length + second.length > 0; place += 1) {
    // The whole part of place × share / 100 grows by one where a strange song comes.
    const isStrange = Math.floor(((place + 1) * share) / 100) > Math.floor((place * share) / 100);
    const next = isStrange ? (first.shift() ?? second.shift()) : (second.shift() ?? first.shift());
    if (next) picks.push(next);
  }
  return picks;
}
