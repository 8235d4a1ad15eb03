/**
 * The audio graph of all effects that are on.
 *
 * Headroom → equaliser → bass → loudness → surround → room → volume → limiter; what is off is not built.
 * The volume stands before the limiter, so that quiet listening leaves the limiter nothing to do,
 * and after the room, so that muting silences its tail.
 */
import { bassStage } from './stages/bass';
import { equaliserStage, headroomStage, loudnessStage } from './stages/filters';
import { limiterStage, loadLimiter } from './stages/limit';
import { roomStage, surroundStage } from './stages/space';
import { chain, set, type Stage } from './stages/stage';
import { shapeOf, type EffectSettings } from './settings';

export interface EffectGraph {
  readonly input: AudioNode;
  readonly output: AudioNode;
  /** Where the sound is whole but its volume not yet applied: what a spectrum shows. */
  readonly tap: AudioNode;
  /** Takes other settings over; effects that come or go are put in or taken out at once. */
  update(settings: EffectSettings): void;
  /** Amplitude from 0 to 1; loudness compensation follows it. */
  setVolume(amplitude: number): void;
  /** How much the limiter has lowered the sound lately, in decibels, zero or less. */
  onReduction(listener: (reductionDb: number) => void): void;
  dispose(): void;
}

/** Loads what `buildEffects` needs in a context's audio thread. */
export function loadEffects(context: BaseAudioContext, settings: EffectSettings): Promise<void> {
  return settings.limiter.on ? loadLimiter(context) : Promise.resolve();
}

/** Builds the graph; with a limiter in the settings `loadEffects` has to have been awaited. */
export function buildEffects(context: BaseAudioContext, settings: EffectSettings, volume = 1): EffectGraph {
  // Two channels from here on, whatever the file has.
  const input = new GainNode(context, { channelCount: 2, channelCountMode: 'explicit' });
  const loud = new GainNode(context, { gain: volume });
  const tap = new GainNode(context);
  const output = new GainNode(context);
  let stages: Stage[] = [];
  let shape = '';
  let current = settings;
  let level = volume;
  let told: (reductionDb: number) => void = () => {};

  const build = () => {
    const on = <T>(is: boolean, make: () => T): T[] => (is ? [make()] : []);
    const { equaliser, bass, loudness, surround, room, limiter } = current;
    const shaping = [
      ...on(equaliser.on || bass.on, () => headroomStage(context, current)),
      ...on(equaliser.on, () => equaliserStage(context, current)),
      ...on(bass.on, () => bassStage(context, current)),
      ...on(loudness.on, () => loudnessStage(context, current, () => level)),
      ...on(surround.on, () => surroundStage(context, current)),
      ...on(room.on, () => roomStage(context, current)),
    ];
    const last = on(limiter.on, () => limiterStage(context, current, (db) => told(db)));
    let end: AudioNode = input;
    for (const stage of shaping) end = (end.connect(stage.input), stage.output);
    chain(end, tap, loud);
    end = loud;
    for (const stage of last) end = (end.connect(stage.input), stage.output);
    end.connect(output);
    stages = [...shaping, ...last];
    shape = shapeOf(current);
  };
  const clear = () => {
    input.disconnect();
    tap.disconnect();
    loud.disconnect();
    for (const stage of stages) {
      stage.output.disconnect();
      stage.dispose?.();
    }
  };

  build();
  return {
    input,
    output,
    tap,
    update(next) {
      current = next;
      if (shapeOf(next) === shape) {
        for (const stage of stages) stage.update(next);
      } else {
        clear();
        build();
      }
    },
    setVolume(amplitude) {
      level = amplitude;
      set(loud.gain, amplitude, context);
      if (current.loudness.on) for (const stage of stages) stage.update(current);
    },
    onReduction(listener) {
      told = listener;
    },
    dispose() {
      clear();
      output.disconnect();
    },
  };
}
