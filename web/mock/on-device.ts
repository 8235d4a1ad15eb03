/** The three files for recommending in the browser, over the invented library; its ids are written as the service writes them. */
import { createHash } from 'node:crypto';
import {
  catalogueBytes,
  companionsBytes,
  drawing,
  squareBytes,
} from '../src/lib/features/on_device/fakes.ts';
import {
  albumSummary,
  artistSummary,
  ALBUMS_TOTAL,
  ARTISTS_TOTAL,
  number,
  range,
  track,
  TRACKS_TOTAL,
} from './library.ts';

const NUMBERS_EACH = 16;
/** Every so many songs one has companions. */
const EVERY = 5;

/** Songs of an album lie near each other, and albums of an artist not far away. */
function catalogue(): ArrayBuffer {
  const draw = drawing(17);
  const place = (size: number) => range(0, NUMBERS_EACH).map((at) => (draw() - 0.5) * size * 0.9 ** at);
  const artists = range(0, ARTISTS_TOTAL).map(() => place(160));
  const albums = range(0, ALBUMS_TOTAL).map(() => place(50));
  const sound = (n: number) => {
    const album = Math.floor(n / 10);
    const own = place(25);
    const sum = own.map((value, at) => value + albums[album]![at]! + artists[Math.floor(album / 4)]![at]!);
    return Int8Array.from(sum, (value) => Math.max(-127, Math.min(127, Math.round(value))));
  };
  return catalogueBytes({
    songs: range(0, TRACKS_TOTAL).map((n) => {
      const one = track(n)!;
      return {
        id: BigInt(n),
        title: one.title,
        artists: one.artists.map((artist) => number(artist.id)),
        album: Math.floor(n / 10),
        durationMs: one.duration_ms,
        sound: sound(n),
      };
    }),
    artists: range(0, ARTISTS_TOTAL).map((n) => ({ id: BigInt(n), name: artistSummary(n).name })),
    albums: range(0, ALBUMS_TOTAL).map((n) => {
      const { title, cover } = albumSummary(n);
      return {
        id: BigInt(n),
        title,
        cover: cover ? BigInt(n) : 0n,
        color: cover ? Number.parseInt(cover.color.slice(1), 16) : 0xffff_ffff,
      };
    }),
    newest: range(0, 60).map((n) => TRACKS_TOTAL - 1 - n * 11),
    numbersEach: NUMBERS_EACH,
  });
}

function companions(): ArrayBuffer {
  const count = TRACKS_TOTAL / EVERY;
  return companionsBytes({
    ids: range(0, count).map((place) => BigInt(place * EVERY)),
    pairs: range(0, count).map((place) =>
      range(1, 8).map((step): [number, number] => [(place + step * 797) % count, 15 - step]),
    ),
    popular: range(0, 60).map((n) => (n * 331) % count),
    many: new Set(range(0, 60).map((n) => (n * 331) % count)),
  });
}

function square(): ArrayBuffer {
  const names = [
    '雨天听的民谣',
    '一个人的夜航',
    '清晨六点',
    '山里的夏天',
    '旧唱片',
    '散步时',
    '写作业的晚上',
    '海边',
    '慢火车',
    '小满',
    '冬天的面',
    '远处的灯',
    '午后',
    '窗台',
  ];
  return squareBytes({
    playlists: names.map((name, at) => ({
      id: BigInt(at + 1),
      name,
      songs: range(at * 40, 8 + at).map((n) => BigInt(n)),
    })),
  });
}

const made = new Map<string, { body: Buffer; tag: string }>();

/** A file and its tag, made when it is first asked for; null for any other address. */
export function onDeviceFile(pathname: string): { body: Buffer; tag: string } | null {
  const name = /^\/api\/v1\/on_device\/(catalogue|companions|square)$/.exec(pathname)?.[1];
  if (!name) return null;
  const known = made.get(name);
  if (known) return known;
  const body = Buffer.from(
    { catalogue, companions, square }[name as 'catalogue' | 'companions' | 'square'](),
  );
  const file = { body, tag: `"${createHash('sha256').update(body).digest('hex').slice(0, 32)}"` };
  made.set(name, file);
  return file;
}
