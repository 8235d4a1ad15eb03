/** What this browser knows, as it is shown and as it is taken along. */
import type { Play, Unwanted } from './memory';

const DAY_MS = 86_400_000;
/** As recommending weighs them: after so long a hearing says half as much. */
const HALF_LIFE_MS = 45 * DAY_MS;
const ARTISTS_MAX = 10;

export interface ArtistShare {
  id: string;
  name: string;
  /** From 0 to 1, of all that was heard. */
  share: number;
}

/** The artists heard most, by how often and how lately; the most first. */
export function shares(plays: readonly Play[], nowMs: number): ArtistShare[] {
  const artists = new Map<string, ArtistShare>();
  let whole = 0;
  for (const play of plays) {
    const weight = 0.5 ** (Math.max(0, nowMs - play.at) / HALF_LIFE_MS);
    for (const { id, name } of play.artists) {
      const known = artists.get(id) ?? { id, name, share: 0 };
      known.share += weight;
      whole += weight;
      artists.set(id, known);
    }
  }
  const ranked = [...artists.values()].sort((left, right) => right.share - left.share);
  return ranked.slice(0, ARTISTS_MAX).map((one) => ({ ...one, share: one.share / whole }));
}

export interface Exported {
  format: 'qingyin.on_device';
  version: 1;
  exported_at: string;
  plays: { track_id: string; title: string; artists: Play['artists']; started_at: string }[];
  not_interested: Unwanted[];
}

/** All of it as one document, the latest play first. */
export function exported(
  known: { plays: readonly Play[]; unwanted: readonly Unwanted[] },
  now: Date,
): Exported {
  return {
    format: 'qingyin.on_device',
    version: 1,
    exported_at: now.toISOString(),
    plays: known.plays.map(({ track_id, title, artists, at }) => {
      return { track_id, title, artists, started_at: new Date(at).toISOString() };
    }),
    not_interested: [...known.unwanted],
  };
}
