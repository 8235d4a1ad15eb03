/** The app's radios that choose by themselves; they go on when their page is left. */
import { api, read } from '$lib/api/client';
import type { RadioSession, RecommendedList } from '$lib/api/types';
import { onDevice } from '$lib/features/on_device/mode.svelte';
import { player } from '$lib/features/player/instance';
import { deck } from '$lib/features/player/deck';
import { SessionRadio } from '$lib/features/player/session-radio.svelte';

export const personalRadio = new SessionRadio(deck, (session) =>
  onDevice.on ? nextHere(session.heard) : read(api.POST('/api/v1/recommendations/radio', { body: session })),
);

/** AI听荐 as a radio: it goes on from the songs a member likes, under the switch of its own. */
export const likesRadio = new SessionRadio(deck, async (session) => {
  // What is heard is told to nobody while this device recommends by itself; the radio then ends.
  if (onDevice.on) return { personalised: 'off', until: null, items: [] };
  const { on, items } = await read(api.POST('/api/v1/recommendations/from_likes', { body: session }));
  return { personalised: on ? 'on' : 'off', until: null, items };
});

/** The next songs, chosen in this browser: the session is told to nobody. */
async function nextHere(heard: RadioSession['heard']): Promise<RecommendedList> {
  const { rows, plays } = await (await import('$lib/features/on_device/work')).ask({ list: 'radio', heard });
  return { personalised: plays > 0 ? 'on' : 'learning', until: null, items: rows[0]?.items ?? [] };
}

$effect.root(() => {
  $effect(() => personalRadio.observe(player.track, player.positionMs));
  $effect(() => likesRadio.observe(player.track, player.positionMs));
});
