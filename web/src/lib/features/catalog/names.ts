/** How things of the catalogue are called in the listener's language. */
import type { AlbumSummary, NamedArtist, Track } from '$lib/api/types';
import { i18n } from '$lib/i18n/i18n.svelte';
import { t } from './messages';

/** Artists in one line. */
export function artistNames(artists: readonly NamedArtist[]): string {
  return artists.map((artist) => artist.name).join(' / ') || t().unknownArtist;
}

export function albumArtists(album: AlbumSummary): string {
  return album.artists.length === 0 && album.compilation ? t().variousArtists : artistNames(album.artists);
}

export function albumTitle(album: { title: string } | null): string {
  return album === null ? t().unknownAlbum : album.title || t().untitledAlbum;
}

/** A language code (ISO 639, two or three letters) as a word. */
export function languageName(code: string): string {
  if (code === '' || code === 'und') return t().otherLanguage;
  try {
    const names = new Intl.DisplayNames([i18n.language], { type: 'language' });
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}

/** The kind of file in a word, such as `FLAC 96 kHz / 24 bit` or `MP3 320 kbps`. */
export function formatName(track: Track): string {
  const codec = track.codec.toUpperCase();
  const lossless = ['flac', 'alac', 'pcm'].includes(track.codec);
  if (lossless && track.sample_rate_hz !== null) {
    const depth = track.bit_depth === null ? '' : ` / ${track.bit_depth} bit`;
    return `${codec} ${track.sample_rate_hz / 1000} kHz${depth}`;
  }
  return track.bitrate_kbps === null ? codec : `${codec} ${track.bitrate_kbps} kbps`;
}
