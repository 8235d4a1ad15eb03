/**
 * What follows in a radio that began with a song or an artist, by sound alone.
 *
 * The dial says how far it may go: near its end every song is looked for from where the radio began, and the closest
 * are taken; far from it the radio walks on from what was heard last, in longer steps. Nothing is known of the listener
 * but this session, and that stays in the page.
 */
import type { NamedArtist, RadioSession, RecommendedList, RecommendedTrack, Track } from '$lib/api/types';

type Heard = RadioSession['heard'];

/** Where a radio began. */
export interface Seed {
  kind: 'track' | 'artist';
  id: string;
  name: string;
}

/** Songs that follow at a time. */
const NEXT = 8;
/** Of one artist so many at a time, where there are others. */
const OF_ARTIST_MAX = 2;

/** From where the next songs are looked for: 0 is always the beginning, 100 always what was heard last. */
export function anchorOf(
  seed: Seed,
  heard: Heard,
  reach: number,
  titleOf: (id: string) => string | null,
): Seed {
  const played = heard.filter((one) => one.outcome === 'played');
  const last = played.at(-1);
  if (!last) return seed;
  // Evenly: of a hundred steps `reach` go on from the last song.
  const walks = Math.floor(((played.length + 1) * reach) / 100) > Math.floor((played.length * reach) / 100);
  const title = titleOf(last.track_id);
  return walks && title !== null ? { kind: 'track', id: last.track_id, name: title } : seed;
}

/** Songs of a list whose closest come first, as far apart as the dial says; none that was heard, none by whom was skipped. */
export function chosen(
  candidates: readonly Track[],
  heard: Heard,
  artistsOf: (id: string) => readonly NamedArtist[],
  reach: number,
): Track[] {
  const known = new Set(heard.map((one) => one.track_id));
  const refused = new Set(
    heard
      .filter((one) => one.outcome !== 'played')
      .flatMap((one) => artistsOf(one.track_id).map((artist) => artist.id)),
  );
  const left = candidates.filter(
    (track) =>
      track.playable && !known.has(track.id) && !track.artists.some((artist) => refused.has(artist.id)),
  );
  const step = 1 + Math.floor(reach / 25);
  const apart = [
    ...left.filter((_, at) => (at + 1) % step === 0),
    ...left.filter((_, at) => (at + 1) % step !== 0),
  ];
  const counts = new Map<string, number>();
  const varied: Track[] = [];
  const others: Track[] = [];
  for (const track of apart) {
    const isMany = track.artists.some((artist) => (counts.get(artist.id) ?? 0) >= OF_ARTIST_MAX);
    for (const artist of track.artists) counts.set(artist.id, (counts.get(artist.id) ?? 0) + 1);
    (isMany ? others : varied).push(track);
  }
  return [...varied, ...others].slice(0, NEXT);
}

/** Songs as a radio takes them, each because of where it was looked for. */
export function because(tracks: readonly Track[], { id, name }: Seed): RecommendedList {
  const items = tracks.map((track): RecommendedTrack => ({
    track,
    reason: 'sounds_like',
    because: { id, title: name },
  }));
  return { personalised: 'guest', until: null, items };
}
