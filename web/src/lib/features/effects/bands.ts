/**
 * The ten bands of the equaliser, and what a set of filters does to each frequency.
 *
 * The formulas are those of the Web Audio API's BiquadFilterNode (its section "Filters Characteristics"),
 * so that the drawn curve is the sound's own, not a sketch of it.
 */

/** Octave centres in hertz, 31.25 Hz to 16 kHz. */
export const BAND_CENTRES_HZ = [31.25, 62.5, 125, 250, 500, 1_000, 2_000, 4_000, 8_000, 16_000] as const;
export const BAND_COUNT = BAND_CENTRES_HZ.length;
/** A band goes so far up and down, in decibels. */
export const BAND_GAIN_DB_MAX = 12;
/** One octave between the points of half gain. */
const BAND_Q = Math.SQRT2;
/** A single filter is driven no further than this to reach what the bands together ask for. */
const FILTER_GAIN_DB_MAX = 24;
/** A filter above this share of the sample rate would have no room for its upper half. */
const CENTRE_SHARE_MAX = 0.46;
const SOLVER_ROUNDS = 12;

/** One filter, as a BiquadFilterNode takes it. */
export interface Filter {
  type: 'peaking' | 'lowshelf' | 'highshelf';
  frequencyHz: number;
  gainDb: number;
  /** Of no effect on shelves, as in Web Audio. */
  q: number;
}

/** Gain of one filter at a frequency, in decibels. */
export function filterResponseDb(filter: Filter, frequencyHz: number, sampleRateHz: number): number {
  const [b0, b1, b2, a0, a1, a2] = coefficients(filter, sampleRateHz);
  const w = (2 * Math.PI * frequencyHz) / sampleRateHz;
  // |b0 + b1 z⁻¹ + b2 z⁻²|² on the unit circle, in a form that loses no digits near 0 Hz.
  const s = Math.sin(w / 2) ** 2;
  const power = (c0: number, c1: number, c2: number) =>
    (c0 + c1 + c2) ** 2 - 4 * (c0 * c1 + 4 * c0 * c2 + c1 * c2) * s + 16 * c0 * c2 * s * s;
  return 10 * Math.log10(power(b0, b1, b2) / power(a0, a1, a2));
}

function coefficients(
  { type, frequencyHz, gainDb, q }: Filter,
  sampleRateHz: number,
): [number, number, number, number, number, number] {
  const a = 10 ** (gainDb / 40);
  const w0 = (2 * Math.PI * frequencyHz) / sampleRateHz;
  const cos = Math.cos(w0);
  if (type === 'peaking') {
    const alpha = Math.sin(w0) / (2 * q);
    return [1 + alpha * a, -2 * cos, 1 - alpha * a, 1 + alpha / a, -2 * cos, 1 - alpha / a];
  }
  // A shelf slope of 1, as the specification fixes it.
  const slope = Math.sin(w0) * Math.SQRT1_2 * 2 * Math.sqrt(a);
  const sign = type === 'lowshelf' ? 1 : -1;
  return [
    a * (a + 1 - sign * (a - 1) * cos + slope),
    sign * 2 * a * (a - 1 - sign * (a + 1) * cos),
    a * (a + 1 - sign * (a - 1) * cos - slope),
    a + 1 + sign * (a - 1) * cos + slope,
    sign * -2 * (a - 1 + sign * (a + 1) * cos),
    a + 1 + sign * (a - 1) * cos - slope,
  ];
}

/** Gain of filters one after the other at a frequency, in decibels. */
export function responseDb(filters: readonly Filter[], frequencyHz: number, sampleRateHz: number): number {
  return filters.reduce((sum, filter) => sum + filterResponseDb(filter, frequencyHz, sampleRateHz), 0);
}

/**
 * Ten filters whose common response meets the asked gain in the middle of every band.
 *
 * Neighbouring bands overlap, so filters set to the asked gains would overshoot them by decibels.
 * Each round corrects by what is still missing, through the overlap of the bands at unit gain.
 */
export function bandFilters(gainsDb: readonly number[], sampleRateHz: number): Filter[] {
  const usable = BAND_CENTRES_HZ.filter((hz) => hz < sampleRateHz * CENTRE_SHARE_MAX);
  const unit = usable.map((of) => usable.map((by) => filterResponseDb(peak(by, 6), of, sampleRateHz) / 6));
  const driven = usable.map((_, i) => gainsDb[i] ?? 0);
  if (driven.some((gain) => gain !== 0)) {
    for (let round = 0; round < SOLVER_ROUNDS; round += 1) {
      const filters = usable.map((hz, i) => peak(hz, driven[i]!));
      const missing = usable.map((hz, i) => (gainsDb[i] ?? 0) - responseDb(filters, hz, sampleRateHz));
      solve(unit, missing).forEach((step, i) => {
        driven[i] = Math.max(-FILTER_GAIN_DB_MAX, Math.min(FILTER_GAIN_DB_MAX, driven[i]! + step));
      });
    }
  }
  // A band that the sample rate cannot carry stays in the chain and does nothing.
  return BAND_CENTRES_HZ.map((hz, i) =>
    i < usable.length ? peak(hz, driven[i]!) : peak(sampleRateHz * CENTRE_SHARE_MAX, 0),
  );
}

function peak(frequencyHz: number, gainDb: number): Filter {
  return { type: 'peaking', frequencyHz, gainDb, q: BAND_Q };
}

/** Gaussian elimination; the overlap of bands is dominated by its diagonal and needs no pivoting. */
function solve(matrix: readonly (readonly number[])[], values: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, values[i]!]);
  const n = rows.length;
  for (let i = 0; i < n; i += 1) {
    for (let below = i + 1; below < n; below += 1) {
      const factor = rows[below]![i]! / rows[i]![i]!;
      for (let k = i; k <= n; k += 1) rows[below]![k]! -= factor * rows[i]![k]!;
    }
  }
  const found = new Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i -= 1) {
    let rest = rows[i]![n]!;
    for (let k = i + 1; k < n; k += 1) rest -= rows[i]![k]! * found[k]!;
    found[i] = rest / rows[i]![i]!;
  }
  return found;
}

/** Frequencies from 20 Hz to 20 kHz at equal steps of pitch. */
export function frequencyGrid(count: number): number[] {
  return Array.from({ length: count }, (_, i) => 20 * 1000 ** (i / (count - 1)));
}

const HEADROOM_GRID = frequencyGrid(240);

/** How much the signal is lowered before filters so that no tone at full scale leaves them above it; zero or less. */
export function headroomDb(filters: readonly Filter[], sampleRateHz: number): number {
  const most = HEADROOM_GRID.reduce(
    (max, hz) => (hz < sampleRateHz / 2 ? Math.max(max, responseDb(filters, hz, sampleRateHz)) : max),
    0,
  );
  return most === 0 ? 0 : -most;
}

/** Decibels as a factor of amplitude. */
export function fromDb(db: number): number {
  return 10 ** (db / 20);
}
