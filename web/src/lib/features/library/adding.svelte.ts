/** Which tracks wait to be put into a playlist; the dialog that asks where is fetched when it is first needed. */
import type { Track } from '$lib/api/types';
import { canCollect } from './collection';

class Adding {
  tracks = $state.raw<readonly Track[]>([]);

  /** Asks into which playlist these go. */
  ask(tracks: readonly Track[]) {
    if (tracks.length > 0 && canCollect()) this.tracks = tracks;
  }

  close = () => {
    this.tracks = [];
  };
}

export const adding = new Adding();
