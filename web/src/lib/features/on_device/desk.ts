/** Answers questions about what to hear next, from what this browser remembers; runs in a worker, and in tests. */
import type { RecommendedTrack } from '$lib/api/types';
import { rankingFiles, squareFile, type Fetch, type Progress } from './fetching';
import { Ranker, type Pick, type SessionSong } from './lists';
import type { Files, Listening } from './memory';
import { Taste } from './taste';

/** A song of a radio session, by its id. */
export interface SessionHeard {
  track_id: string;
  outcome: SessionSong['outcome'];
}

export type Question =
  | { list: 'today' | 'single' | 'on_repeat' | 'treasures' | 'for_you' | 'playlists' }
  | { list: 'different'; strangeness: number }
  | { list: 'because' }
  | { list: 'radio'; heard: readonly SessionHeard[] }
  | { list: 'state' };

/** A playlist of the square. */
export interface AnsweredPlaylist {
  id: string;
  name: string;
  songs: number;
  /** How many of its songs were heard here. */
  known: number;
  /** The one of them that is heard most. */
  because: { id: string; title: string } | null;
}

/** Songs with their reasons; in `because` one row for each song that is the reason. */
export interface Answer {
  rows: { because: { id: string; title: string } | null; items: RecommendedTrack[] }[];
  /** Playlists, where they were asked for. */
  playlists: AnsweredPlaylist[];
  /** How many hearings it rests on. */
  plays: number;
  /** Songs that could be recommended. */
  songs: number;
  /** Whether it is known what others heard together. */
  hasCompanions: boolean;
}

export interface World {
  listening: Listening;
  files: Files;
  fetch: Fetch;
  now: () => number;
  /** Drawn once for this browser. */
  seed: number;
  progress: Progress;
}

/** As many as the page of all lists shows, and a few more for its foot. */
const PLAYLISTS = { playlists: 12, for_you: 15 } as const;
/** So long files that were looked at are taken for what they were. */
const LOOKED_AT_MS = 60_000;

export class Desk {
  readonly #world: World;
  #ranker: { tags: string; ranker: Ranker; openedAt: number } | null = null;
  #opening: Promise<Ranker> | null = null;

  constructor(world: World) {
    this.#world = world;
  }

  async answer(question: Question): Promise<Answer> {
    // Questions that come together open the files once.
    const ranker = await (this.#opening ??= this.#open().finally(() => (this.#opening = null)));
    const taste = await this.#taste(ranker);
    const now = this.#world.now();
    const rows = this.#rows(ranker, taste, now, question);
    const { list } = question;
    const playlists =
      list === 'playlists' || list === 'for_you' ? await this.#playlists(ranker, taste, now, list) : [];
    return {
      rows,
      playlists,
      plays: taste.plays.length,
      songs: ranker.catalogue.songs,
      hasCompanions: ranker.companions !== null,
    };
  }

  #rows(ranker: Ranker, taste: Taste, now: number, question: Question): Answer['rows'] {
    const { catalogue } = ranker;
    const named = (row: number) => ({ id: catalogue.track(row).id, title: catalogue.title(row) });
    const items = (picks: readonly Pick[]) =>
      picks.map(({ row, reason, because }): RecommendedTrack => ({
        track: catalogue.track(row),
        reason,
        because: because === null ? null : named(because),
      }));
    const one = (picks: readonly Pick[]) => [{ because: null, items: items(picks) }];
    switch (question.list) {
      case 'today':
        return one(ranker.today(taste, now));
      case 'single':
        return one(ranker.single(taste, now));
      case 'on_repeat':
        return one(ranker.onRepeat(taste, now));
      case 'treasures':
        return one(ranker.treasures(taste, now));
      case 'different':
        return one(ranker.different(taste, now, question.strangeness));
      case 'because':
        return ranker
          .because(taste, now)
          .map(({ because, picks }) => ({ because: named(because), items: items(picks) }));
      case 'radio': {
        const session = question.heard.map(({ track_id, outcome }) => ({
          row: catalogue.row(track_id),
          outcome,
        }));
        return one(
          ranker.next(
            taste,
            now,
            session.filter(({ row }) => row >= 0),
          ),
        );
      }
      case 'for_you':
        return one(ranker.forYou(taste, now));
      case 'playlists':
      case 'state':
        return [];
    }
  }

  async #playlists(
    ranker: Ranker,
    taste: Taste,
    now: number,
    list: keyof typeof PLAYLISTS,
  ): Promise<AnsweredPlaylist[]> {
    const { catalogue } = ranker;
    const { files, fetch } = this.#world;
    const square = await squareFile(files, catalogue, { fetch, nowMs: now });
    if (!square) return [];
    const near = ranker.playlists(taste, now, square, PLAYLISTS[list], list === 'for_you');
    return near.map(({ place, known, because }) => ({
      id: square.id(place),
      name: square.name(place),
      songs: square.songs(place),
      known,
      because: because === null ? null : { id: catalogue.track(because).id, title: catalogue.title(because) },
    }));
  }

  async #open(): Promise<Ranker> {
    const { files, fetch, now, progress, seed } = this.#world;
    const known = this.#ranker;
    if (known && Math.abs(now() - known.openedAt) < LOOKED_AT_MS) return known.ranker;
    const { catalogue, companions, tags } = await rankingFiles(files, { fetch, nowMs: now(), progress });
    // The neighbourhoods that were found stay with the files they were found in.
    const ranker = known?.tags === tags ? known.ranker : new Ranker(catalogue, companions, seed);
    this.#ranker = { tags, ranker, openedAt: now() };
    return ranker;
  }

  /** What was heard and is in the library; what left it says nothing. */
  async #taste({ catalogue }: Ranker): Promise<Taste> {
    const { listening } = this.#world;
    const [plays, unwanted] = await Promise.all([listening.plays(), listening.unwanted()]);
    const heard = plays.map(({ track_id, at }) => ({ row: catalogue.row(track_id), at }));
    const rows = unwanted.map(({ track_id }) => catalogue.row(track_id));
    return new Taste(
      heard.filter(({ row }) => row >= 0),
      new Set(rows.filter((row) => row >= 0)),
    );
  }
}
