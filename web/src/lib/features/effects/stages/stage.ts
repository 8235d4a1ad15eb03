/** One effect as a piece of the audio graph. */
import type { EffectSettings } from '../settings';

export interface Stage {
  readonly input: AudioNode;
  readonly output: AudioNode;
  /** Takes new numbers over without a click. */
  update(settings: EffectSettings): void;
  /** Stops what runs by itself. */
  dispose?(): void;
}

/** Time constant of a change while music plays, in seconds. */
const GLIDE_S = 0.015;

/** Sets a parameter: at once before any sound has passed, in a glide while it plays. */
export function set(parameter: AudioParam, value: number, context: BaseAudioContext) {
  if (context.currentTime === 0) {
    parameter.value = value;
    return;
  }
  parameter.cancelScheduledValues(context.currentTime);
  parameter.setTargetAtTime(value, context.currentTime, GLIDE_S);
}

/** Connects nodes one after the other. */
export function chain(...nodes: AudioNode[]) {
  for (let i = 1; i < nodes.length; i += 1) nodes[i - 1]!.connect(nodes[i]!);
}
