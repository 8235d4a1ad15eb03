/** What a radio needs of the player. */
import { player } from './instance';
import type { Deck } from './session-radio.svelte';

export const deck: Deck = {
  get track() {
    return player.track;
  },
  get upcoming() {
    return player.entries.length - player.index - 1;
  },
  play: (tracks) => player.play(tracks, 0, { shuffle: false }),
  append: (tracks) => player.append(tracks),
  clearUpcoming: () => player.clearUpcoming(),
  next: () => player.next(),
};
