/** A shelf in memory, and tracks to put on it; for tests. */
import type { Track } from '$lib/api/types';
import { EMPTY, type Book, type Kept } from './book';
import type { Shelf } from './keeper.svelte';

export const track = (id: string, cover: string | null = null): Track =>
  ({
    id,
    title: id,
    artists: [],
    playable: true,
    duration_ms: 1000,
    has_lyrics: false,
    cover: cover && { id: cover, color: '#000', url: `/api/v1/covers/${cover}` },
  }) as unknown as Track;

export const album = (id: string, ...tracks: string[]): Kept => ({
  kind: 'album',
  id,
  title: id,
  artists: '',
  cover: null,
  quality: 'high',
  kept_at: '2026-01-01T00:00:00.000Z',
  track_ids: tracks,
});

export class MemoryShelf implements Shelf {
  book: Book = EMPTY;
  readonly stored: string[] = [];
  sweeps = 0;
  /** How storing a track ends; by default well. */
  ending: (track: Track, signal: AbortSignal) => Promise<void> = async () => {};

  async read() {
    return this.book;
  }
  async change(change: (book: Book) => Book) {
    return (this.book = change(this.book));
  }
  async store(track: Track, _kept: Kept, signal: AbortSignal, onPart: (fraction: number) => void) {
    onPart(0.5);
    await this.ending(track, signal);
    this.stored.push(track.id);
    return 10;
  }
  async storeHead() {}
  async sweep() {
    this.sweeps += 1;
  }
  async clear() {
    this.book = EMPTY;
  }
  alone(run: () => Promise<void>) {
    return run();
  }
}
