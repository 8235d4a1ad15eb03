/**
 * Bass: a low shelf, and beside it harmonics of what lies below it.
 *
 * The ear hears a low note in its overtones even when the note itself is missing, so a small loudspeaker
 * that plays the harmonics of 50 Hz at 100 and 150 Hz seems to play 50 Hz.
 */
import type { Filter } from '../bands';
import type { EffectSettings } from '../settings';
import { chain, set, type Stage } from './stage';

export const BASS_SHELF_HZ = 110;
/** Harmonics are made of what lies below the first, and kept from the first to the second. */
const SOURCE_HZ = 100;
const HARMONICS_FROM_HZ = 85;
const HARMONICS_TO_HZ = 420;
const CURVE_POINTS = 4_097;
/** Butterworth's two sections of a fourth-order filter. */
const BUTTERWORTH_Q_DB = [-5.33, 2.32] as const;

export function bassShelf({ bass }: EffectSettings): Filter {
  return { type: 'lowshelf', frequencyHz: BASS_SHELF_HZ, gainDb: bass.gainDb, q: 1 };
}

/**
 * The curve that makes harmonics: `|x|` gives the even ones at a level that follows the note,
 * `x |x|` the odd ones, more of them the louder it is.
 */
export function harmonicCurve(): Float32Array<ArrayBuffer> {
  const curve = new Float32Array(CURVE_POINTS);
  for (let i = 0; i < CURVE_POINTS; i += 1) {
    const x = (2 * i) / (CURVE_POINTS - 1) - 1;
    curve[i] = 0.8 * Math.abs(x) + 0.6 * x * Math.abs(x);
  }
  return curve;
}

export function bassStage(context: BaseAudioContext, settings: EffectSettings): Stage {
  const { frequencyHz, gainDb } = bassShelf(settings);
  const input = new GainNode(context);
  const shelf = new BiquadFilterNode(context, { type: 'lowshelf', frequency: frequencyHz, gain: gainDb });
  const output = new GainNode(context);
  const shape = new WaveShaperNode(context, { curve: harmonicCurve() });
  const amount = new GainNode(context, { gain: settings.bass.harmonics });
  const pass = (type: BiquadFilterType, frequency: number) =>
    BUTTERWORTH_Q_DB.map((Q) => new BiquadFilterNode(context, { type, frequency, Q }));
  chain(input, shelf, output);
  chain(
    input,
    ...pass('lowpass', SOURCE_HZ),
    shape,
    ...pass('highpass', HARMONICS_FROM_HZ),
    ...pass('lowpass', HARMONICS_TO_HZ),
    amount,
    output,
  );
  return {
    input,
    output,
    update: ({ bass }) => {
      set(shelf.gain, bass.gainDb, context);
      set(amount.gain, bass.harmonics, context);
    },
  };
}
