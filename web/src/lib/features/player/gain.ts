import type { Gain } from '$lib/api/types';

/** No track is made louder than this, whatever its tag says. */
const BOOST_DB_MAX = 12;

/**
 * The factor by which a track is made louder or quieter, from its ReplayGain tags.
 *
 * A boost never drives the track's own peak over full scale; without a known peak there is no boost.
 * Each mode falls back to the other's value when its own is missing; without any, the factor is 1.
 */
export function normalisationFactor(gain: Gain, mode: 'off' | 'track' | 'album'): number {
  if (mode === 'off') return 1;
  const album = mode === 'album' && gain.album_db !== null;
  const db = album ? gain.album_db : (gain.track_db ?? gain.album_db);
  if (db === null || !Number.isFinite(db)) return 1;
  const peak = album || gain.track_db === null ? gain.album_peak : gain.track_peak;
  const factor = 10 ** (Math.min(db, BOOST_DB_MAX) / 20);
  const ceiling = peak !== null && peak > 0 ? 1 / peak : 1;
  return factor > 1 ? Math.max(1, Math.min(factor, ceiling)) : factor;
}

/** The amplitude for a slider position from 0 to 1; squared, because loudness is heard that way. */
export function amplitude(volume: number): number {
  return volume * volume;
}
