/** Rows of filters: the equaliser, and loudness compensation on the same ten bands. */
import { BAND_COUNT, bandFilters, fromDb, headroomDb, type Filter } from '../bands';
import { compensationDb } from '../loudness';
import type { EffectSettings } from '../settings';
import { bassShelf } from './bass';
import { chain, set, type Stage } from './stage';

/** What equaliser and bass shelf do together, for the curve and for the headroom they need. */
export function linearFilters(settings: EffectSettings, sampleRateHz: number): Filter[] {
  return [
    ...(settings.equaliser.on ? bandFilters(settings.equaliser.gainsDb, sampleRateHz) : []),
    ...(settings.bass.on ? [bassShelf(settings)] : []),
  ];
}

/** Lowers the signal by what the filters behind it may raise. */
export function headroomStage(context: BaseAudioContext, settings: EffectSettings): Stage {
  const factor = (of: EffectSettings) =>
    fromDb(headroomDb(linearFilters(of, context.sampleRate), context.sampleRate));
  const node = new GainNode(context, { gain: factor(settings) });
  return { input: node, output: node, update: (next) => set(node.gain, factor(next), context) };
}

export function equaliserStage(context: BaseAudioContext, settings: EffectSettings): Stage {
  const row = new FilterRow(context, settings.equaliser.gainsDb);
  return { ...row.ends, update: (next) => row.set(next.equaliser.gainsDb) };
}

/** `volume` is asked at every update; it is the amplitude from 0 to 1 at which the music plays. */
export function loudnessStage(
  context: BaseAudioContext,
  settings: EffectSettings,
  volume: () => number,
): Stage {
  const gains = (of: EffectSettings) => compensationDb(volume(), of.loudness.strength);
  const row = new FilterRow(context, gains(settings));
  return { ...row.ends, update: (next) => row.set(gains(next)) };
}

class FilterRow {
  readonly #context: BaseAudioContext;
  readonly #nodes: BiquadFilterNode[];

  constructor(context: BaseAudioContext, gainsDb: readonly number[]) {
    this.#context = context;
    this.#nodes = bandFilters(gainsDb, context.sampleRate).map(
      ({ type, frequencyHz, gainDb, q }) =>
        new BiquadFilterNode(context, { type, frequency: frequencyHz, gain: gainDb, Q: q }),
    );
    chain(...this.#nodes);
  }

  get ends() {
    return { input: this.#nodes[0]!, output: this.#nodes[BAND_COUNT - 1]! };
  }

  set(gainsDb: readonly number[]) {
    bandFilters(gainsDb, this.#context.sampleRate).forEach(({ gainDb }, i) =>
      set(this.#nodes[i]!.gain, gainDb, this.#context),
    );
  }
}
