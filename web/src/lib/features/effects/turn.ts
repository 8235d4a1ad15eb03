/** What the components do with the one set of effects, beyond changing a value. */
import { effects, listen } from './instance';

/** Switches everything on or off. Follows a press, so the sound may be sent through Web Audio. */
export function switchAll(on: boolean) {
  effects.on = on;
  if (on) listen();
}

/** Runs a change that the listener wants to hear: it switches the effects on. */
export function heard(change: () => void) {
  change();
  if (!effects.on) switchAll(true);
}
