/** The app's one personal radio; it goes on when its page is left. */
import { api, read } from '$lib/api/client';
import { player } from '$lib/features/player/instance';
import { PersonalRadio } from './personal-radio.svelte';

export const personalRadio = new PersonalRadio(
  {
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
  },
  (session) => read(api.POST('/api/v1/recommendations/radio', { body: session })),
);

$effect.root(() => {
  $effect(() => personalRadio.observe(player.track, player.positionMs));
});
