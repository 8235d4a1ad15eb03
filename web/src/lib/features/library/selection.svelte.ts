/** Several tracks chosen together, from one page or from many. */
import { SvelteMap } from 'svelte/reactivity';
import type { Track } from '$lib/api/types';

class Selection {
  active = $state(false);
  readonly #tracks = new SvelteMap<string, Track>();

  get tracks(): Track[] {
    return [...this.#tracks.values()];
  }
  get size(): number {
    return this.#tracks.size;
  }

  has(id: string): boolean {
    return this.#tracks.has(id);
  }

  /** Begins to choose, with this one. */
  begin(track: Track) {
    this.active = true;
    this.#tracks.set(track.id, track);
  }

  toggle(track: Track) {
    if (!this.#tracks.delete(track.id)) this.#tracks.set(track.id, track);
  }

  end = () => {
    this.active = false;
    this.#tracks.clear();
  };
}

export const selection = new Selection();
