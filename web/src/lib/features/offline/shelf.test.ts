import { describe, expect, it } from 'vitest';
import type { Playback } from '$lib/api/types';
import { withKept, withoutKept } from './book';
import { album, track } from './fakes';
import { NotGiven } from './keeper.svelte';
import { audioPlace, BOOK, playbackPlace, QUALITY_HEADER } from './places';
import { CacheShelf, type World } from './shelf';

/** A cache as the browser's: what is put is read to its end first. */
class MemoryCache {
  readonly kept = new Map<string, { bytes: Uint8Array<ArrayBuffer>; headers: Headers }>();
  async put(url: string, answer: Response) {
    const bytes = new Uint8Array(await answer.arrayBuffer());
    this.kept.set(url, { bytes, headers: answer.headers });
  }
  async match(url: string) {
    const one = this.kept.get(url);
    return one && new Response(one.bytes, { headers: one.headers });
  }
  async keys() {
    return [...this.kept.keys()].map((path) => ({ url: `https://music.example${path}` }));
  }
  async delete(url: string) {
    return this.kept.delete(url.replace('https://music.example', ''));
  }
}

function world(answers: Record<string, () => Response>) {
  const cache = new MemoryCache();
  const asked: string[] = [];
  const around: World = {
    caches: {
      open: async () => cache as unknown as Cache,
      match: async (url) => cache.match(String(url)),
      delete: async () => {
        cache.kept.clear();
        return true;
      },
    },
    fetch: async (url) => {
      asked.push(url);
      return answers[url.split('?')[0]!]?.() ?? new Response(null, { status: 404 });
    },
    lock: (_, run) => run(),
    codecs: 'opus,mp3',
  };
  return { cache, asked, shelf: new CacheShelf(around) };
}

const playback = {
  url: '/api/v1/tracks/1/stream',
  duration_ms: 1000,
  seekable: false,
  mime_type: 'audio/ogg',
};
const answers = (): Record<string, () => Response> => ({
  [playbackPlace('1')]: () => Response.json(playback),
  '/api/v1/tracks/1/stream': () => new Response('sound'),
  '/api/v1/covers/c': () => new Response('picture'),
});
const never = new AbortController().signal;

describe('the shelf', () => {
  it('holds sound, cover and how to play it, and counts the bytes', async () => {
    const { cache, asked, shelf } = world(answers());
    const parts: number[] = [];
    expect(await shelf.store(track('1', 'c'), album('A', '1'), never, (part) => parts.push(part))).toBe(12);
    expect(asked[0]).toBe(`${playbackPlace('1')}?codecs=opus%2Cmp3&quality=high`);
    const how = cache.kept.get(playbackPlace('1'))!;
    expect(how.headers.get(QUALITY_HEADER)).toBe('high');
    const here = JSON.parse(new TextDecoder().decode(how.bytes)) as Playback;
    expect(here).toMatchObject({ url: audioPlace('1'), seekable: true });
    expect([...cache.kept.keys()]).toEqual([
      audioPlace('1'),
      '/api/v1/covers/c?size=600',
      playbackPlace('1'),
    ]);
  });

  it('holds nothing to play from when the stream breaks', async () => {
    const broken = new ReadableStream({
      pull: (controller) => controller.error(new TypeError('connection lost')),
    });
    const { cache, shelf } = world({
      ...answers(),
      '/api/v1/tracks/1/stream': () => new Response(broken),
    });
    await expect(shelf.store(track('1'), album('A', '1'), never, () => {})).rejects.toThrow();
    expect(cache.kept.size).toBe(0);
  });

  it.each([
    [404, true],
    [409, true],
    [429, false],
    [503, false],
  ])('takes status %i for final: %s', async (status, final) => {
    const { shelf } = world({ [playbackPlace('1')]: () => new Response(null, { status }) });
    const thrown = await shelf.store(track('1'), album('A', '1'), never, () => {}).catch((error) => error);
    expect(thrown instanceof NotGiven).toBe(final);
  });

  it('sweeps out what the book does not hold, and leaves what is shared', async () => {
    const { cache, shelf } = world(answers());
    await shelf.change((book) => withKept(book, album('A', '1'), [track('1', 'c')]));
    await shelf.store(track('1', 'c'), album('A', '1'), never, () => {});
    await shelf.sweep();
    expect(cache.kept.size).toBe(4);
    await shelf.change((book) =>
      withoutKept(withKept(book, album('B', '2'), [track('2', 'c')]), 'album', 'A'),
    );
    await shelf.sweep();
    expect([...cache.kept.keys()].sort()).toEqual(['/api/v1/covers/c?size=600', BOOK]);
    await shelf.change((book) => withoutKept(book, 'album', 'B'));
    await shelf.sweep();
    expect(cache.kept.size).toBe(0);
  });

  it('writes its book down at every change', async () => {
    const { cache, shelf } = world({});
    await shelf.change((book) => withKept(book, album('A', '1'), [track('1')]));
    expect((await shelf.read()).kept).toHaveLength(1);
    expect([...cache.kept.keys()]).toEqual([BOOK]);
  });
});
