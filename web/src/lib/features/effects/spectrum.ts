/** From an analyser's bins to the columns that are drawn: equal steps of pitch, as the equaliser's bands. */

/** The picture spans ten octaves, half a band beyond the outermost centres. */
const LOWEST_HZ = 31.25 / Math.SQRT2;
const OCTAVES = 10;
/** Levels from the bottom to the top of the picture, in decibels of full scale. */
const BOTTOM_DB = -85;
const TOP_DB = -12;
/** Music falls by about this much an octave; lifting it by as much makes the whole range visible. */
const TILT_DB_PER_OCTAVE = 3;

/** The frequency at a place from 0, left, to 1, right. */
export function frequencyAt(x: number): number {
  return LOWEST_HZ * 2 ** (OCTAVES * x);
}

/** Heights from 0 to 1 of so many columns; `binsDb` are an analyser's, from 0 Hz to half the sample rate. */
export function columnHeights(binsDb: ArrayLike<number>, sampleRateHz: number, columns: number): number[] {
  const binHz = sampleRateHz / 2 / binsDb.length;
  return Array.from({ length: columns }, (_, i) => {
    const from = Math.max(1, Math.floor(frequencyAt(i / columns) / binHz));
    const to = Math.max(from, Math.floor(frequencyAt((i + 1) / columns) / binHz));
    let loudest = -Infinity;
    for (let bin = from; bin <= to && bin < binsDb.length; bin += 1)
      loudest = Math.max(loudest, binsDb[bin]!);
    const octave = (OCTAVES * (i + 0.5)) / columns - OCTAVES / 2;
    const level = loudest + TILT_DB_PER_OCTAVE * octave;
    const height = (level - BOTTOM_DB) / (TOP_DB - BOTTOM_DB);
    return Number.isFinite(height) ? Math.min(1, Math.max(0, height)) : 0;
  });
}
