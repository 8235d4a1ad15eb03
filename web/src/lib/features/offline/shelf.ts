/** The browser's Cache API as the place where music is stored; what the service worker answers from lies there. */
import type { Playback, Track } from '$lib/api/types';
import { EMPTY, parse, type Book, type Kept } from './book';
import { NotGiven, type Shelf } from './keeper.svelte';
import {
  albumPlace,
  audioPlace,
  BOOK,
  lyricsPlace,
  OFFLINE_CACHE,
  playbackPlace,
  QUALITY_HEADER,
  STORED_HEADER,
} from './places';

/** Side of the stored cover in pixels, as the service makes it: good for a phone's whole screen. */
const COVER_PX = 600;

/** What the shelf needs of the world. */
export interface World {
  caches: Pick<CacheStorage, 'open' | 'match' | 'delete'>;
  fetch(url: string, init?: RequestInit): Promise<Response>;
  /** Runs one thing at a time under a name, across all tabs. */
  lock<T>(name: string, run: () => Promise<T>): Promise<T>;
  /** Codecs that this browser plays, as the service wants them. */
  codecs: string;
}

const stored = (body: BodyInit, headers: Record<string, string>) =>
  new Response(body, { headers: { ...headers, [STORED_HEADER]: '1' } });

const coverPlace = (url: string) => `${url}?size=${COVER_PX}`;

/** The paths of everything that a book holds. */
function placesOf({ kept, tracks }: Book): Set<string> {
  const held = Object.values(tracks).map(({ track }) => track);
  const covers = [...held, ...kept].flatMap(({ cover }) => (cover ? [cover.url] : []));
  return new Set([
    BOOK,
    ...covers,
    ...kept.map(({ id }) => albumPlace(id)),
    ...held.flatMap(({ id }) => [audioPlace(id), playbackPlace(id), lyricsPlace(id)]),
  ]);
}

export class CacheShelf implements Shelf {
  constructor(private readonly world: World) {}

  #open = () => this.world.caches.open(OFFLINE_CACHE);

  async read(): Promise<Book> {
    // By name, because opening a cache that is not there would make it.
    const answer = await this.world.caches.match(BOOK, { cacheName: OFFLINE_CACHE });
    return answer ? parse(await answer.json()) : EMPTY;
  }

  change(change: (book: Book) => Book): Promise<Book> {
    return this.world.lock('qingyin.offline.book', async () => {
      const book = change(await this.read());
      const headers = { 'Content-Type': 'application/json' };
      await (await this.#open()).put(BOOK, stored(JSON.stringify(book), headers));
      return book;
    });
  }

  alone(run: () => Promise<void>): Promise<void> {
    return this.world.lock('qingyin.offline.storing', run);
  }

  async store(
    track: Track,
    kept: Kept,
    signal: AbortSignal,
    onPart: (fraction: number) => void,
  ): Promise<number> {
    const cache = await this.#open();
    const query = `codecs=${encodeURIComponent(this.world.codecs)}&quality=${kept.quality}`;
    const playback = (await (
      await this.#get(`${playbackPlace(track.id)}?${query}`, signal)
    ).json()) as Playback;
    let size_bytes = await this.#storeSound(cache, track, playback, signal, onPart);
    if (track.cover) size_bytes += await this.#storeFile(cache, coverPlace(track.cover.url), signal);
    if (track.has_lyrics) size_bytes += await this.#storeFile(cache, lyricsPlace(track.id), signal);
    // Last, because it makes the worker play from here.
    const here: Playback = { ...playback, url: audioPlace(track.id), seekable: true };
    const headers = { 'Content-Type': 'application/json', [QUALITY_HEADER]: kept.quality };
    await cache.put(playbackPlace(track.id), stored(JSON.stringify(here), headers));
    return size_bytes;
  }

  async storeHead(kept: Kept): Promise<void> {
    const cache = await this.#open();
    if (kept.kind === 'album') await this.#storeFile(cache, albumPlace(kept.id));
    if (kept.cover) await this.#storeFile(cache, coverPlace(kept.cover.url));
  }

  sweep(): Promise<void> {
    return this.world.lock('qingyin.offline.book', async () => {
      const book = await this.read();
      if (book.kept.length === 0) return this.clear();
      const cache = await this.#open();
      const held = placesOf(book);
      for (const { url } of await cache.keys()) {
        if (!held.has(new URL(url).pathname)) await cache.delete(url);
      }
    });
  }

  async clear(): Promise<void> {
    await this.world.caches.delete(OFFLINE_CACHE);
  }

  async #get(url: string, signal?: AbortSignal): Promise<Response> {
    const answer = await this.world.fetch(url, { signal, credentials: 'same-origin' });
    if (answer.ok) return answer;
    // What is refused for good is passed over; what may work later stops everything until then.
    if (answer.status >= 400 && answer.status < 500 && answer.status !== 429) throw new NotGiven(url);
    throw new TypeError(`${url} answered ${answer.status}`);
  }

  async #storeSound(
    cache: Cache,
    track: Track,
    playback: Playback,
    signal: AbortSignal,
    onPart: (fraction: number) => void,
  ): Promise<number> {
    const answer = await this.#get(playback.url, signal);
    const told = Number(answer.headers.get('Content-Length'));
    const expected = told > 0 ? told : ((playback.bitrate_kbps ?? 0) * playback.duration_ms) / 8;
    let size = 0;
    const counter = new TransformStream<Uint8Array, Uint8Array>({
      transform: (chunk, controller) => {
        size += chunk.byteLength;
        if (expected > 0) onPart(Math.min(1, size / expected));
        controller.enqueue(chunk);
      },
    });
    const type = answer.headers.get('Content-Type') ?? playback.mime_type;
    const body = answer.body?.pipeThrough(counter) ?? null;
    // Nothing is in the cache before the last byte is: a broken stream leaves no half of a song.
    await cache.put(audioPlace(track.id), new Response(body, { headers: { 'Content-Type': type } }));
    return size;
  }

  /** Stores an answer as it is, once; returns its bytes. What the service does not have is left out. */
  async #storeFile(cache: Cache, url: string, signal?: AbortSignal): Promise<number> {
    const known = await cache.match(url);
    if (known) return (await known.blob()).size;
    try {
      const answer = await this.#get(url, signal);
      const file = await answer.blob();
      await cache.put(url, stored(file, { 'Content-Type': answer.headers.get('Content-Type') ?? '' }));
      return file.size;
    } catch (thrown) {
      if (thrown instanceof NotGiven) return 0;
      throw thrown;
    }
  }
}
