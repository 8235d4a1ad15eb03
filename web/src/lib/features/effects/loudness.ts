/**
 * Loudness compensation: quiet music keeps the balance it has when loud.
 *
 * The ear loses bass, and some treble, faster than the middle as sound gets softer.
 * By how much is given by the equal-loudness contours of ISO 226:2003, whose table and formula stand below.
 */
import { BAND_CENTRES_HZ } from './bands';

/** Table 1 of ISO 226:2003: frequency in hertz, exponent, transfer magnitude in dB, threshold in dB. */
const CONTOUR: readonly (readonly [hz: number, exponent: number, transferDb: number, thresholdDb: number])[] =
  [
    [20, 0.532, -31.6, 78.5],
    [25, 0.506, -27.2, 68.7],
    [31.5, 0.48, -23, 59.5],
    [40, 0.455, -19.1, 51.1],
    [50, 0.432, -15.9, 44],
    [63, 0.409, -13, 37.5],
    [80, 0.387, -10.3, 31.5],
    [100, 0.367, -8.1, 26.5],
    [125, 0.349, -6.2, 22.1],
    [160, 0.33, -4.5, 17.9],
    [200, 0.315, -3.1, 14.4],
    [250, 0.301, -2, 11.4],
    [315, 0.288, -1.1, 8.6],
    [400, 0.276, -0.4, 6.2],
    [500, 0.267, 0, 4.4],
    [630, 0.259, 0.3, 3],
    [800, 0.253, 0.5, 2.2],
    [1_000, 0.25, 0, 2.4],
    [1_250, 0.246, -2.7, 3.5],
    [1_600, 0.244, -4.1, 1.7],
    [2_000, 0.243, -1, -1.3],
    [2_500, 0.243, 1.7, -4.2],
    [3_150, 0.243, 2.5, -6],
    [4_000, 0.242, 1.2, -5.4],
    [5_000, 0.242, -2.1, -1.5],
    [6_300, 0.245, -7.1, 6],
    [8_000, 0.254, -11.2, 12.6],
    [10_000, 0.271, -10.7, 13.9],
    [12_500, 0.301, -3.1, 12.3],
  ];

/** How loud the music is taken to be at full volume, in phon: a lively living room. */
export const REFERENCE_PHON = 80;
/** Below this the standard says nothing. */
const QUIETEST_PHON = 20;

/** Sound pressure in dB at which a tone of the table is as loud as 1 kHz at so many phon (20 to 90). */
export function contourDb(row: number, phon: number): number {
  const [, exponent, transferDb, thresholdDb] = CONTOUR[row]!;
  const a =
    4.47e-3 * (10 ** (0.025 * phon) - 1.15) + (0.4 * 10 ** ((thresholdDb + transferDb) / 10 - 9)) ** exponent;
  return (10 / exponent) * Math.log10(a) - transferDb + 94;
}

/** The contour at any frequency, by linear interpolation over pitch; held beyond the ends of the table. */
export function contourAtDb(frequencyHz: number, phon: number): number {
  const above = CONTOUR.findIndex(([hz]) => hz >= frequencyHz);
  if (above === 0) return contourDb(0, phon);
  if (above === -1) return contourDb(CONTOUR.length - 1, phon);
  const low = CONTOUR[above - 1]![0];
  const high = CONTOUR[above]![0];
  const share = Math.log(frequencyHz / low) / Math.log(high / low);
  return contourDb(above - 1, phon) * (1 - share) + contourDb(above, phon) * share;
}

/**
 * What each band gains at a volume, in decibels; nothing at full volume, and never at 1 kHz.
 *
 * `amplitude` is the volume's factor from 0 to 1, `strength` from 0 to 1 takes the effect in part.
 */
export function compensationDb(amplitude: number, strength: number): number[] {
  const loweredDb = amplitude > 0 ? -20 * Math.log10(Math.min(1, amplitude)) : Infinity;
  const phon = Math.max(QUIETEST_PHON, REFERENCE_PHON - loweredDb);
  const shape = (hz: number, at: number) => contourAtDb(hz, at) - contourAtDb(1_000, at);
  return BAND_CENTRES_HZ.map((hz) => strength * (shape(hz, phon) - shape(hz, REFERENCE_PHON)));
}
