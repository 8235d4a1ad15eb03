/**
 * Files as the service would write them, for tests, measurements and the invented API.
 *
 * Written from the description alone and apart from the reader, so that one mistake in both is unlikely.
 */
import type { FileName, Files, KeptFile, Listening, Play, Unwanted } from './memory';

export interface InventedSong {
  id: bigint;
  title: string;
  artists: readonly number[];
  album: number | null;
  durationMs: number;
  /** How it sounds; null when it was not measured. */
  sound: readonly number[] | Int8Array | null;
}

export interface InventedCatalogue {
  /** In the order of their ids. */
  songs: readonly InventedSong[];
  artists: readonly { id: bigint; name: string }[];
  albums: readonly { id: bigint; title: string; cover: bigint; color: number }[];
  newest: readonly number[];
  numbersEach: number;
}

export function catalogueBytes(invented: InventedCatalogue): ArrayBuffer {
  const { songs, artists, albums, newest, numbersEach } = invented;
  const texts = [
    ...songs.map((song) => song.title),
    ...artists.map((artist) => artist.name),
    ...albums.map((album) => album.title),
  ].map((text) => new TextEncoder().encode(text));
  const textBytes = texts.reduce((sum, text) => sum + text.length, 0);
  const credits = songs.flatMap((song) => song.artists);
  const eight = songs.length + artists.length + albums.length * 2;
  const four =
    songs.length * 2 + (songs.length + 1) + credits.length + texts.length + albums.length + newest.length;
  const total = 48 + eight * 8 + four * 4 + songs.length * (2 + 2 + 1 + numbersEach) + textBytes;
  const bytes = new ArrayBuffer(total);
  const view = new DataView(bytes);
  'QYSO'.split('').forEach((letter, at) => view.setUint8(at, letter.charCodeAt(0)));
  view.setUint16(4, 1, true);
  view.setUint16(6, numbersEach, true);
  [total, songs.length, artists.length, albums.length, credits.length, newest.length, textBytes].forEach(
    (count, at) => view.setUint32(8 + at * 4, count, true),
  );
  view.setFloat32(36, 1_000, true);
  view.setFloat32(40, 0.05, true);
  let at = 48;
  const put8 = (value: bigint) => (view.setBigInt64(at, value, true), (at += 8));
  const put4 = (value: number) => (view.setUint32(at, value, true), (at += 4));
  const put2 = (value: number) => (view.setInt16(at, value, true), (at += 2));
  songs.forEach((song) => put8(song.id));
  artists.forEach((artist) => put8(artist.id));
  albums.forEach((album) => put8(album.id));
  albums.forEach((album) => put8(album.cover));
  songs.forEach((song) => put4(song.album ?? 0xffff_ffff));
  let start = 0;
  for (const song of songs) {
    put4(start);
    start += song.artists.length;
  }
  put4(start);
  credits.forEach(put4);
  let end = 0;
  for (const text of texts) put4((end += text.length));
  songs.forEach((song) => put4(song.durationMs));
  albums.forEach((album) => put4(album.color));
  newest.forEach(put4);
  songs.forEach(() => put2(-700));
  songs.forEach(() => put2(9_000));
  songs.forEach((song) => view.setUint8(at++, song.sound === null ? 0 : 1));
  const numbers = new Int8Array(bytes);
  for (const song of songs) {
    if (song.sound) numbers.set(song.sound, at);
    at += numbersEach;
  }
  const all = new Uint8Array(bytes);
  for (const text of texts) {
    all.set(text, at);
    at += text.length;
  }
  return bytes;
}

export interface InventedCompanions {
  /** In order. */
  ids: readonly bigint[];
  /** For each id the places of the others, with how close they are in 15ths of the root. */
  pairs: readonly (readonly (readonly [place: number, level: number])[])[];
  popular: readonly number[];
  many: ReadonlySet<number>;
}

export function companionsBytes({ ids, pairs, popular, many }: InventedCompanions): ArrayBuffer {
  const flat = pairs.flat();
  const total = 32 + ids.length * 13 + 4 + flat.length * 5 + popular.length * 4;
  const bytes = new ArrayBuffer(total);
  const view = new DataView(bytes);
  'QYCO'.split('').forEach((letter, at) => view.setUint8(at, letter.charCodeAt(0)));
  view.setUint16(4, 1, true);
  [total, ids.length, flat.length, popular.length].forEach((count, at) =>
    view.setUint32(8 + at * 4, count, true),
  );
  let at = 32;
  const put4 = (value: number) => (view.setUint32(at, value, true), (at += 4));
  ids.forEach((id) => (view.setBigInt64(at, id, true), (at += 8)));
  let start = 0;
  for (const of of pairs) {
    put4(start);
    start += of.length;
  }
  put4(start);
  flat.forEach(([place]) => put4(place));
  popular.forEach(put4);
  ids.forEach((_, place) => view.setUint8(at++, many.has(place) ? 1 : 0));
  flat.forEach(([, level]) => view.setUint8(at++, level));
  return bytes;
}

export interface InventedSquare {
  /** Published last first. */
  playlists: readonly { id: bigint; name: string; songs: readonly bigint[] }[];
}

export function squareBytes({ playlists }: InventedSquare): ArrayBuffer {
  const songs = [...new Set(playlists.flatMap((one) => one.songs))].sort((one, other) =>
    one < other ? -1 : 1,
  );
  const names = playlists.map((one) => new TextEncoder().encode(one.name));
  const entries = playlists.flatMap((one) => one.songs.map((song) => songs.indexOf(song)));
  const text = names.reduce((sum, name) => sum + name.length, 0);
  const starts = playlists.map((_, at) =>
    playlists.slice(0, at).reduce((sum, one) => sum + one.songs.length, 0),
  );
  const ends = names.map((_, at) => names.slice(0, at + 1).reduce((sum, name) => sum + name.length, 0));
  const fours = [...starts, entries.length, ...entries, ...playlists.map((one) => one.songs.length), ...ends];
  const total = 32 + (playlists.length + songs.length) * 8 + fours.length * 4 + text;
  const bytes = new ArrayBuffer(total);
  const view = new DataView(bytes);
  'QYSQ'.split('').forEach((letter, at) => view.setUint8(at, letter.charCodeAt(0)));
  view.setUint16(4, 1, true);
  [total, playlists.length, songs.length, entries.length, text].forEach((count, at) =>
    view.setUint32(8 + at * 4, count, true),
  );
  let at = 32;
  [...playlists.map((one) => one.id), ...songs].forEach((id) => (view.setBigInt64(at, id, true), (at += 8)));
  fours.forEach((value) => (view.setUint32(at, value, true), (at += 4)));
  for (const name of names) {
    new Uint8Array(bytes).set(name, at);
    at += name.length;
  }
  return bytes;
}

/** Numbers that look random and are always the same: xorshift. */
export function drawing(seed: number): () => number {
  let state = seed | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 0x1_0000_0000;
  };
}

/** Songs in albums of ten and artists of two albums, whose sounds lie near the album's, which lies near the artist's. */
export function inventedLibrary(songs: number, numbersEach: number, seed = 7): InventedCatalogue {
  const draw = drawing(seed);
  const near = () => draw() + draw() + draw() - 1.5;
  // As the service turns the space: the first numbers vary most.
  const spread = Array.from({ length: numbersEach }, (_, at) => 40 * 0.93 ** at);
  const middles = (count: number, of: (at: number) => readonly number[], share: number) =>
    Array.from({ length: count }, (_, at) => spread.map((size, n) => of(at)[n]! + near() * size * share));
  const albums = Math.ceil(songs / 10);
  const artists = Math.ceil(albums / 2);
  const nowhere = spread.map(() => 0);
  const ofArtists = middles(artists, () => nowhere, 1);
  const ofAlbums = middles(albums, (at) => ofArtists[at >> 1]!, 0.6);
  const level = (value: number) => Math.max(-127, Math.min(127, Math.round(value)));
  return {
    songs: Array.from({ length: songs }, (_, at) => {
      const album = Math.floor(at / 10);
      return {
        id: BigInt(at) * 7_919n + 11n,
        title: `歌 ${at}`,
        artists: [album >> 1],
        album,
        durationMs: 180_000 + (at % 60) * 1_000,
        sound: Int8Array.from(ofAlbums[album]!.map((value, n) => level(value + near() * spread[n]! * 0.5))),
      };
    }),
    artists: Array.from({ length: artists }, (_, at) => ({ id: BigInt(at + 1), name: `歌手 ${at}` })),
    albums: Array.from({ length: albums }, (_, at) => ({
      id: BigInt(at + 1),
      title: `专辑 ${at}`,
      cover: BigInt(at % 9 === 8 ? 0 : at + 1),
      color: (at * 2_654_435) % 0xff_ff_ff,
    })),
    newest: Array.from({ length: Math.min(60, songs) }, (_, at) => songs - 1 - at),
    numbersEach,
  };
}

/** What a browser would remember, in this process's memory. */
export class MemoryListening implements Listening {
  readonly kept = new Map<number, Play>();
  readonly marked = new Map<string, Unwanted>();
  #next = 1;

  async plays() {
    const plays = [...this.kept].map(([key, play]) => ({ ...play, key }));
    return plays.sort((left, right) => right.at - left.at || right.key - left.key);
  }
  async addPlay(play: Play) {
    this.kept.set(this.#next++, play);
  }
  async removePlay(key: number) {
    this.kept.delete(key);
  }
  async unwanted() {
    return [...this.marked.values()];
  }
  async setUnwanted(one: Unwanted, on: boolean) {
    if (on) this.marked.set(one.track_id, one);
    else this.marked.delete(one.track_id);
  }
  async clear() {
    this.kept.clear();
    this.marked.clear();
  }
}

export class MemoryFiles implements Files {
  readonly kept = new Map<FileName, KeptFile>();

  async get(name: FileName) {
    return this.kept.get(name) ?? null;
  }
  async put(file: KeptFile) {
    this.kept.set(file.name, file);
  }
  async remove(name: FileName) {
    this.kept.delete(name);
  }
}
