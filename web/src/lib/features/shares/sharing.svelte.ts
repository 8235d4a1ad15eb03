/** What waits to be shared; the dialog is fetched when it is first needed. */
import { canCollect } from '$lib/features/library/collection';

/** Something that can be shared: an id with what it is called. */
export interface Shareable {
  id: string;
  title: string;
}

class Sharing {
  item = $state.raw<Shareable | null>(null);

  /** Asks how to share it. */
  ask(item: Shareable) {
    if (canCollect()) this.item = item;
  }

  close = () => {
    this.item = null;
  };
}

export const sharing = new Sharing();
