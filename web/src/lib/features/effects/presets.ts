/** Equaliser presets: those that come with the app, and the listener's own with their file format. */
import { BAND_COUNT, BAND_GAIN_DB_MAX } from './bands';

/** Gains in decibels, 31 Hz to 16 kHz. */
export const PRESETS = {
  flat: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
  pop: [-1.5, -0.5, 0.5, 2, 3, 3, 2, 0.5, 0, -0.5],
  rock: [4.5, 3.5, 2, -0.5, -1.5, -0.5, 1.5, 3, 3.5, 4],
  folk: [-2, -1, 0.5, 1.5, 1, 1.5, 2.5, 3, 2, 1],
  opera: [-3, -2, -0.5, 0.5, 1.5, 2.5, 3.5, 3, 1.5, 0],
  classical: [2.5, 2, 1, 0.5, 0, 0, -0.5, 1, 2, 2.5],
  jazz: [3, 2.5, 1, 1.5, -1, -1, 0, 1, 2, 3],
  electronic: [5, 4, 1.5, 0, -1.5, 0, 1, 2.5, 3.5, 3],
  vocal: [-4, -3, -1.5, 0.5, 2.5, 4, 4, 2.5, 0.5, -1],
  bassBoost: [6.5, 5.5, 4, 2, 0.5, 0, 0, 0, 0, 0],
  trebleBoost: [0, 0, 0, 0, 0, 0.5, 2, 3.5, 5, 5.5],
  smallSpeaker: [-8, -3, 2.5, 4, 2, 0, -0.5, 1, 2, 1],
  speech: [-8, -6, -2.5, 0, 1.5, 3, 3.5, 2.5, 0, -2],
  night: [-5, -4, -2.5, -0.5, 0.5, 1, 0.5, -0.5, -1.5, -2.5],
} as const satisfies Record<string, readonly number[]>;

export type PresetName = keyof typeof PRESETS;
export const PRESET_NAMES = Object.keys(PRESETS) as PresetName[];

/** A preset of the listener's. */
export interface OwnPreset {
  readonly name: string;
  readonly gainsDb: readonly number[];
}

export const PRESET_NAME_LENGTH_MAX = 30;
export const OWN_PRESETS_MAX = 100;
/** No honest file of presets is larger. */
export const PRESET_FILE_SIZE_BYTES_MAX = 256 * 1024;
const FORMAT = 'qingyin-equaliser-presets';
const VERSION = 1;

export type PresetFault =
  | 'not_json'
  | 'too_large'
  | 'wrong_format'
  | 'wrong_version'
  | 'not_a_list'
  | 'too_many'
  | 'name_missing'
  | 'name_too_long'
  | 'name_taken'
  | 'not_ten_gains'
  | 'gain_out_of_range';

/** Says which field of a file, or of a form, is at fault: `presets[2].gainsDb[4]`. */
export class PresetError extends Error {
  constructor(
    readonly fault: PresetFault,
    readonly field: string,
  ) {
    super(`${field}: ${fault}`);
  }
}

/** The preset whose gains these are, or null. */
export function matchingPreset(gainsDb: readonly number[]): PresetName | null {
  return PRESET_NAMES.find((name) => same(PRESETS[name], gainsDb)) ?? null;
}

export function same(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((gain, i) => gain === b[i]);
}

/** Adds a preset under a name of the listener's; one of that name is replaced. */
export function savePreset(
  presets: readonly OwnPreset[],
  name: string,
  gainsDb: readonly number[],
): OwnPreset[] {
  const preset = { name: checkedName(name, 'name'), gainsDb: checkedGains(gainsDb, 'gainsDb') };
  const at = presets.findIndex((other) => other.name === preset.name);
  if (at !== -1) return presets.map((other, i) => (i === at ? preset : other));
  if (presets.length >= OWN_PRESETS_MAX) throw new PresetError('too_many', 'presets');
  return [...presets, preset];
}

export function renamePreset(presets: readonly OwnPreset[], from: string, to: string): OwnPreset[] {
  const name = checkedName(to, 'name');
  if (name !== from && presets.some((preset) => preset.name === name)) {
    throw new PresetError('name_taken', 'name');
  }
  return presets.map((preset) => (preset.name === from ? { ...preset, name } : preset));
}

export function deletePreset(presets: readonly OwnPreset[], name: string): OwnPreset[] {
  return presets.filter((preset) => preset.name !== name);
}

/** The text of a file that `importPresets` reads. */
export function exportPresets(presets: readonly OwnPreset[]): string {
  return `${JSON.stringify({ format: FORMAT, version: VERSION, presets }, null, 2)}\n`;
}

/**
 * Adds the presets of a file to those at hand; a name that is taken gets a number behind it.
 *
 * # Errors
 * A [`PresetError`] that names the field; nothing is taken from a file with a fault.
 */
export function importPresets(presets: readonly OwnPreset[], text: string): OwnPreset[] {
  const read = parsePresets(text);
  if (presets.length + read.length > OWN_PRESETS_MAX) throw new PresetError('too_many', 'presets');
  const all = [...presets];
  for (const preset of read) {
    if (all.some((other) => other.name === preset.name && same(other.gainsDb, preset.gainsDb))) continue;
    all.push({ ...preset, name: freeName(all, preset.name) });
  }
  return all;
}

/** Reads a file of presets. */
export function parsePresets(text: string): OwnPreset[] {
  if (text.length > PRESET_FILE_SIZE_BYTES_MAX) throw new PresetError('too_large', 'file');
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    throw new PresetError('not_json', 'file');
  }
  const { format, version, presets } = (typeof file === 'object' && file !== null ? file : {}) as Record<
    string,
    unknown
  >;
  if (format !== FORMAT) throw new PresetError('wrong_format', 'format');
  if (version !== VERSION) throw new PresetError('wrong_version', 'version');
  if (!Array.isArray(presets)) throw new PresetError('not_a_list', 'presets');
  if (presets.length > OWN_PRESETS_MAX) throw new PresetError('too_many', 'presets');
  return presets.map((preset: unknown, i) => {
    const { name, gainsDb } = (typeof preset === 'object' && preset !== null ? preset : {}) as Record<
      string,
      unknown
    >;
    return {
      name: checkedName(name, `presets[${i}].name`),
      gainsDb: checkedGains(gainsDb, `presets[${i}].gainsDb`),
    };
  });
}

function checkedName(name: unknown, field: string): string {
  const trimmed = typeof name === 'string' ? name.trim() : '';
  if (trimmed === '') throw new PresetError('name_missing', field);
  if ([...trimmed].length > PRESET_NAME_LENGTH_MAX) throw new PresetError('name_too_long', field);
  return trimmed;
}

function checkedGains(gains: unknown, field: string): number[] {
  if (!Array.isArray(gains) || gains.length !== BAND_COUNT) throw new PresetError('not_ten_gains', field);
  return gains.map((gain: unknown, i) => {
    if (typeof gain !== 'number' || !(Math.abs(gain) <= BAND_GAIN_DB_MAX)) {
      throw new PresetError('gain_out_of_range', `${field}[${i}]`);
    }
    return gain;
  });
}

function freeName(presets: readonly OwnPreset[], name: string): string {
  const taken = new Set(presets.map((preset) => preset.name));
  if (!taken.has(name)) return name;
  for (let n = 2; ; n += 1) {
    const suffix = ` ${n}`;
    const candidate = `${[...name].slice(0, PRESET_NAME_LENGTH_MAX - suffix.length).join('')}${suffix}`;
    if (!taken.has(candidate)) return candidate;
  }
}
