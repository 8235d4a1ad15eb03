/** The settings of all effects as one value, and how it is read back from a browser that may hold anything. */
import { BAND_COUNT, BAND_GAIN_DB_MAX } from './bands';
import { ROOMS, type RoomName } from './rooms';

export interface EffectSettings {
  readonly equaliser: { readonly on: boolean; readonly gainsDb: readonly number[] };
  /** A low shelf, and harmonics (0 to 1) that let small speakers suggest what they cannot play. */
  readonly bass: { readonly on: boolean; readonly gainDb: number; readonly harmonics: number };
  /** `mix` from 0, dry, to 1, only the room. */
  readonly room: { readonly on: boolean; readonly name: RoomName; readonly mix: number };
  /** Speakers at plus and minus `angleDeg`; one turn in `turnS` seconds, 0 stands still. */
  readonly surround: {
    readonly on: boolean;
    readonly angleDeg: number;
    readonly width: number;
    readonly turnS: number;
  };
  readonly loudness: { readonly on: boolean; readonly strength: number };
  readonly limiter: { readonly on: boolean; readonly ceilingDb: number };
}

export type EffectName = keyof EffectSettings;

/** The order in which sound goes through them. */
export const EFFECTS = [
  'equaliser',
  'bass',
  'loudness',
  'surround',
  'room',
  'limiter',
] as const satisfies readonly EffectName[];

/** The range of every number, in its own unit. */
export const RANGES = {
  gainsDb: { min: -BAND_GAIN_DB_MAX, max: BAND_GAIN_DB_MAX, step: 0.5 },
  bassGainDb: { min: 0, max: 12, step: 0.5 },
  harmonics: { min: 0, max: 1, step: 0.05 },
  mix: { min: 0, max: 1, step: 0.01 },
  angleDeg: { min: 15, max: 135, step: 1 },
  width: { min: 0, max: 2, step: 0.05 },
  turnS: { min: 0, max: 60, step: 1 },
  strength: { min: 0, max: 1, step: 0.05 },
  ceilingDb: { min: -6, max: -0.1, step: 0.1 },
} as const;
/** A turn faster than this makes listeners dizzy; less is only `0`, standing still. */
export const TURN_S_MIN = 4;

export const FLAT: readonly number[] = new Array<number>(BAND_COUNT).fill(0);

export const DEFAULT_EFFECTS: EffectSettings = {
  equaliser: { on: true, gainsDb: FLAT },
  bass: { on: false, gainDb: 4, harmonics: 0.3 },
  room: { on: false, name: 'hall', mix: 0.22 },
  surround: { on: false, angleDeg: 45, width: 1.2, turnS: 0 },
  loudness: { on: false, strength: 0.7 },
  limiter: { on: true, ceilingDb: -1 },
};

/** Everything off: what the page compares with, and what leaves the sound alone. */
export const ALL_OFF: EffectSettings = {
  equaliser: { ...DEFAULT_EFFECTS.equaliser, on: false },
  bass: { ...DEFAULT_EFFECTS.bass, on: false },
  room: { ...DEFAULT_EFFECTS.room, on: false },
  surround: { ...DEFAULT_EFFECTS.surround, on: false },
  loudness: { ...DEFAULT_EFFECTS.loudness, on: false },
  limiter: { ...DEFAULT_EFFECTS.limiter, on: false },
};

/** Whether any effect would be in the way of the sound. */
export function anyOn(settings: EffectSettings): boolean {
  return EFFECTS.some((name) => settings[name].on);
}

/** Names what the graph is made of; settings of the same shape differ only in numbers. */
export function shapeOf(settings: EffectSettings): string {
  const { room, surround } = settings;
  return EFFECTS.filter((name) => settings[name].on)
    .map((name) =>
      name === 'room'
        ? `room:${room.name}`
        : name === 'surround' && surround.turnS > 0
          ? 'surround:turn'
          : name,
    )
    .join('+');
}

/** Reads settings back; whatever is missing or out of range is as at first. */
export function effectSettings(value: unknown): EffectSettings {
  const at = (key: string) => record(record(value)[key]);
  const { equaliser, bass, room, surround, loudness, limiter } = DEFAULT_EFFECTS;
  const on = (from: Record<string, unknown>, otherwise: boolean) =>
    typeof from['on'] === 'boolean' ? from['on'] : otherwise;
  const gains = at('equaliser')['gainsDb'];
  const turnS = number(at('surround')['turnS'], RANGES.turnS, surround.turnS);
  return {
    equaliser: {
      on: on(at('equaliser'), equaliser.on),
      gainsDb: FLAT.map((flat, i) => number(Array.isArray(gains) ? gains[i] : flat, RANGES.gainsDb, flat)),
    },
    bass: {
      on: on(at('bass'), bass.on),
      gainDb: number(at('bass')['gainDb'], RANGES.bassGainDb, bass.gainDb),
      harmonics: number(at('bass')['harmonics'], RANGES.harmonics, bass.harmonics),
    },
    room: {
      on: on(at('room'), room.on),
      name: ROOMS.find((name) => name === at('room')['name']) ?? room.name,
      mix: number(at('room')['mix'], RANGES.mix, room.mix),
    },
    surround: {
      on: on(at('surround'), surround.on),
      angleDeg: number(at('surround')['angleDeg'], RANGES.angleDeg, surround.angleDeg),
      width: number(at('surround')['width'], RANGES.width, surround.width),
      turnS: turnS > 0 ? Math.max(TURN_S_MIN, turnS) : 0,
    },
    loudness: {
      on: on(at('loudness'), loudness.on),
      strength: number(at('loudness')['strength'], RANGES.strength, loudness.strength),
    },
    limiter: {
      on: on(at('limiter'), limiter.on),
      ceilingDb: number(at('limiter')['ceilingDb'], RANGES.ceilingDb, limiter.ceilingDb),
    },
  };
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function number(value: unknown, { min, max }: { min: number; max: number }, otherwise: number): number {
  return typeof value === 'number' && value >= min && value <= max ? value : otherwise;
}
