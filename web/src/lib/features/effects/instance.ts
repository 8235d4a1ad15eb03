/** The app's one set of effects, on the app's one player. */
import { mixer } from '$lib/features/player/instance';
import { settings } from '$lib/features/settings/settings.svelte';
import { storage } from '$lib/storage';
import { Effects } from './effects.svelte';
import { Insertion } from './insertion';

let insertion: Insertion | null = null;

/** The place of the effects in the player's sound; none before the sound goes through Web Audio. */
export function placeOfEffects(): Insertion | null {
  const outlet = mixer.outlet();
  if (outlet) insertion ??= new Insertion(outlet);
  return insertion;
}

export const effects = new Effects(storage, settings, placeOfEffects);

/** Lets the sound go through Web Audio, which has to follow a gesture, and puts the effects in. */
export function listen() {
  mixer.route();
  void mixer.wake();
  void effects.apply();
}
