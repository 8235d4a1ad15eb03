/** The invented library: every artist, album and track is made from its number, so nothing is stored. */
import type {
  Album,
  AlbumSummary,
  Artist,
  ArtistSummary,
  Cover,
  Decade,
  Folder,
  Genre,
  LanguageCount,
  Lyrics,
  Track,
} from '../src/lib/api/types.ts';
import { MELODY_MS } from './audio.ts';
import { coverColor } from './covers.ts';

export const TRACKS_TOTAL = 100_000;
const TRACKS_PER_ALBUM = 10;
const ALBUMS_PER_ARTIST = 4;
export const ALBUMS_TOTAL = TRACKS_TOTAL / TRACKS_PER_ALBUM;
export const ARTISTS_TOTAL = ALBUMS_TOTAL / ALBUMS_PER_ARTIST;

const SONGS = [
  '茉莉花',
  '渔舟唱晚',
  '彩云追月',
  '小河淌水',
  '平湖秋月',
  '月牙五更',
  '康定情歌',
  '夜来香',
  'Clear Water',
  'Paper Lantern',
  '送别',
  '在那遥远的地方',
];
const SINGERS = [
  '林间',
  '沈清和',
  'The River Quartet',
  '白露',
  '江南丝竹社',
  'Mei & the Lanterns',
  '周知音',
  '石榴树下',
];
const TITLES = ['听泉', '山居', '雨巷', 'Still Water', '四季', '夜航船', '旧梦新声', 'Northern Light'];
const CODECS = ['flac', 'mp3', 'opus', 'aac', 'vorbis'];

export const GENRES: Genre[] = ['民谣', '古典', '流行', '爵士', '电子', '民乐', 'Rock', '原声'].map(
  (name, i) => ({
    name,
    album_count: 1250,
    track_count: 12_500 - i * 900,
  }),
);
export const DECADES: Decade[] = [2020, 2010, 2000, 1990, 1980, 1970].map((decade) => ({
  decade,
  album_count: 1500,
  track_count: 15_000,
}));
export const LANGUAGES: LanguageCount[] = ['zho', 'yue', 'eng', 'jpn'].map((language) => ({
  language,
  album_count: 2500,
  track_count: 25_000,
}));

const pick = <T>(list: readonly T[], n: number) => list[n % list.length]!;
const name = (list: readonly string[], n: number) => {
  const round = Math.floor(n / list.length);
  return round === 0 ? pick(list, n) : `${pick(list, n)} ${round + 1}`;
};

/** The number in an id such as `trk_17`, or in one as the service writes them; -1 when there is none. */
export function number(id: string): number {
  const digits = id.match(/_([0-9a-hjkmnp-tv-z]{13})$/)?.[1];
  if (digits) {
    const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
    return [...digits].reduce((sum, digit) => sum * 32 + alphabet.indexOf(digit), 0);
  }
  return Number(id.match(/_(\d+)$/)?.[1] ?? -1);
}

/** A fixed order that looks shuffled: a step coprime to any total that is a power of ten times a small number. */
export function shuffled(n: number, total: number, seed: number): number {
  return (n * 7919 + seed * 104_729) % total;
}

function cover(n: number): Cover | null {
  return n % 9 === 8 ? null : { id: `cov_${n}`, color: coverColor(n), url: `/api/v1/covers/cov_${n}` };
}

const named = (n: number) => ({ id: `art_${n}`, name: name(SINGERS, n) });

export function artistSummary(n: number): ArtistSummary {
  return {
    ...named(n),
    sort_letter: pick(['L', 'S', 'R', 'B', 'J', 'M', 'Z', 'S'], n),
    album_count: ALBUMS_PER_ARTIST,
    track_count: ALBUMS_PER_ARTIST * TRACKS_PER_ALBUM,
    cover: cover(n * ALBUMS_PER_ARTIST),
  };
}

export function albumSummary(n: number): AlbumSummary {
  return {
    id: `alb_${n}`,
    title: name(TITLES, n),
    artists: [named(Math.floor(n / ALBUMS_PER_ARTIST))],
    year: 1970 + (n % 55),
    track_count: TRACKS_PER_ALBUM,
    duration_ms: TRACKS_PER_ALBUM * MELODY_MS,
    compilation: n % 50 === 0,
    cover: cover(n),
  };
}

export function track(n: number): Track | null {
  if (!(n >= 0 && n < TRACKS_TOTAL)) return null;
  const albumNumber = Math.floor(n / TRACKS_PER_ALBUM);
  const singer = named(Math.floor(albumNumber / ALBUMS_PER_ARTIST));
  return {
    id: `trk_${n}`,
    title: name(SONGS, n),
    artists: n % 7 === 6 ? [singer, named(n % 8)] : [singer],
    album: { id: `alb_${albumNumber}`, title: name(TITLES, albumNumber) },
    album_artists: [singer],
    disc_number: 1 + Math.floor((n % TRACKS_PER_ALBUM) / 5),
    track_number: 1 + (n % 5),
    year: 1970 + (albumNumber % 55),
    genres: [GENRES[n % GENRES.length]!.name],
    language: 'zho',
    composers: ['民歌'],
    duration_ms: MELODY_MS,
    codec: pick(CODECS, n),
    container: 'wav',
    bitrate_kbps: 128,
    sample_rate_hz: 8000,
    channels: 1,
    bit_depth: 16,
    size_bytes: 320_044,
    kind: 'audio',
    gain: { track_db: -4.2, track_peak: 0.6, album_db: -3.5, album_peak: 0.7 },
    has_lyrics: n % 3 !== 2,
    cover: cover(albumNumber),
    playable: n % 97 !== 96,
    added_at: '2026-01-01T00:00:00.000Z',
    file_name: `${name(SONGS, n)}.wav`,
    advisory: null,
  };
}

export const range = (start: number, length: number) => Array.from({ length }, (_, i) => start + i);
export const tracksOf = (numbers: number[]) => numbers.map(track).filter((one) => one !== null);

export function artist(n: number): Artist | null {
  if (!(n >= 0 && n < ARTISTS_TOTAL)) return null;
  return {
    ...artistSummary(n),
    albums: range(n * ALBUMS_PER_ARTIST, ALBUMS_PER_ARTIST).map(albumSummary),
    appears_on: n < 8 ? range(40, 3).map(albumSummary) : [],
    top_tracks: tracksOf(range(n * ALBUMS_PER_ARTIST * TRACKS_PER_ALBUM, 20)),
  };
}

/** Far apart in the library, so that they are of other albums and artists. */
const apart = (n: number, count: number, total: number) =>
  range(1, count).map((step) => (n + step * 7_919) % total);

export const similarTracks = (n: number, count: number) => tracksOf(apart(n, count, TRACKS_TOTAL));

export const similarArtists = (n: number, count: number) =>
  apart(n, Math.min(count, ARTISTS_TOTAL - 1), ARTISTS_TOTAL).map(artistSummary);

export function album(n: number): Album | null {
  if (!(n >= 0 && n < ALBUMS_TOTAL)) return null;
  const first = n * TRACKS_PER_ALBUM;
  return {
    ...albumSummary(n),
    release_date: null,
    genres: ['民乐', '原声'],
    labels: ['清音唱片'],
    discs: [
      { number: 1, title: null, tracks: tracksOf(range(first, 5)) },
      { number: 2, title: '现场', tracks: tracksOf(range(first + 5, 5)) },
    ],
    added_at: '2026-01-01T00:00:00.000Z',
  };
}

const VERSE: [string, string, string][] = [
  ['好一朵美丽的茉莉花', 'What a beautiful jasmine flower', 'hǎo yī duǒ měi lì de mò lì huā'],
  ['好一朵美丽的茉莉花', 'What a beautiful jasmine flower', 'hǎo yī duǒ měi lì de mò lì huā'],
  ['芬芳美丽满枝桠', 'Fragrant and lovely, the branches full of bloom', 'fēn fāng měi lì mǎn zhī yā'],
  ['又香又白人人夸', 'Sweet and white, praised by all', 'yòu xiāng yòu bái rén rén kuā'],
  ['让我来将你摘下', 'Let me pick one', 'ràng wǒ lái jiāng nǐ zhāi xià'],
  ['送给别人家', 'And give it to someone dear', 'sòng gěi bié rén jiā'],
  ['茉莉花呀茉莉花', 'Jasmine, oh jasmine', 'mò lì huā ya mò lì huā'],
];

/** What the operator of the invented service set, by track. */
const offsets = new Map<number, number>();

export function setLyricsOffset(n: number, offsetMs: number): boolean {
  if (lyrics(n) === null) return false;
  offsets.set(n, offsetMs);
  return true;
}

/** A duet with the times of its words, or plain text, or nothing. */
export function lyrics(n: number): Lyrics | null {
  if (track(n)?.has_lyrics !== true) return null;
  const synced = n % 3 === 0;
  const words = (text: string, start: number) => {
    const letters = [...text];
    return letters.map((letter, at) => ({
      start_ms: start + Math.round((at * 2_300) / letters.length),
      end_ms: start + Math.round(((at + 1) * 2_300) / letters.length),
      text: letter,
    }));
  };
  return {
    synced,
    source: 'sidecar',
    form: synced ? 'ttml' : 'plain',
    language: 'zho',
    translation_language: 'en',
    romanisation_language: 'zh-Latn',
    offset_ms: offsets.get(n) ?? 0,
    agents: synced
      ? [
          { id: 'v1', kind: 'person', name: '采花人' },
          { id: 'v2', kind: 'person', name: '赏花人' },
        ]
      : [],
    lines: VERSE.map(([text, translation, romanisation], i) => {
      const start = 1_000 + i * 2_600;
      return {
        start_ms: synced ? start : null,
        end_ms: synced ? start + 2_500 : null,
        text,
        words: synced ? words(text, start) : null,
        translation,
        romanisation,
        agent: synced ? (i % 2 === 0 ? 'v1' : 'v2') : null,
        background:
          synced && i === 6
            ? {
                text: '（茉莉花）',
                words: words('（茉莉花）', start),
                translation: '(jasmine)',
                romanisation: null,
              }
            : null,
      };
    }),
    problems: synced ? [{ line_number: 12, reason_code: 'bad_time', reason: '看不懂这里的时间' }] : [],
  };
}

export function folder(path: string): Folder | null {
  const parts = path === '' ? [] : path.split('/');
  if (parts.length === 0) {
    return {
      path,
      parent: null,
      name: '',
      folders: [{ name: '音乐', path: '0', track_count: TRACKS_TOTAL }],
      tracks: [],
      next: null,
    };
  }
  const parent = parts.slice(0, -1).join('/');
  const below = (names: string[], count: number) =>
    names.map((one) => ({ name: one, path: `${path}/${one}`, track_count: count }));
  const one = { path, parent, name: parts.at(-1)!, folders: [], tracks: [], next: null };
  if (parts.length === 1) return { ...one, name: '音乐', folders: below(SINGERS, 40) };
  if (parts.length === 2) return { ...one, folders: below(TITLES, 10) };
  return { ...one, tracks: tracksOf(range(0, 10)) };
}
