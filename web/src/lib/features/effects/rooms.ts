/**
 * Rooms, made from a few stated numbers: size, reverberation time and how dull their walls are.
 *
 * An impulse response is the first reflections of a box-shaped room by the image-source method, and after
 * them a tail of noise that decays at the stated rate. Nothing is recorded and nothing is downloaded.
 */

export const ROOMS = ['chamber', 'bath', 'club', 'stage', 'theatre', 'hall', 'cathedral'] as const;
export type RoomName = (typeof ROOMS)[number];

export interface Room {
  /** Time in which sound at middle frequencies falls by 60 dB, in seconds. */
  rt60S: number;
  /** Reverberation time of bass and of treble as shares of `rt60S`. */
  bassShare: number;
  trebleShare: number;
  /** Length, width and height in metres. */
  sizeM: readonly [number, number, number];
  /** How much of a sound's amplitude a wall gives back, 0 to 1. */
  reflection: number;
  /** Loudness of the tail against the first reflections, 0 to 1. */
  tailShare: number;
}

export const ROOM_FACTS: Readonly<Record<RoomName, Room>> = {
  chamber: {
    rt60S: 0.4,
    bassShare: 1.1,
    trebleShare: 0.7,
    sizeM: [5.2, 3.9, 2.8],
    reflection: 0.72,
    tailShare: 0.55,
  },
  bath: {
    rt60S: 0.9,
    bassShare: 0.8,
    trebleShare: 0.9,
    sizeM: [3.1, 2.2, 2.5],
    reflection: 0.9,
    tailShare: 0.6,
  },
  club: {
    rt60S: 0.7,
    bassShare: 1.25,
    trebleShare: 0.65,
    sizeM: [14, 9, 4],
    reflection: 0.62,
    tailShare: 0.6,
  },
  stage: {
    rt60S: 1.2,
    bassShare: 0.9,
    trebleShare: 0.75,
    sizeM: [19, 15, 8],
    reflection: 0.74,
    tailShare: 0.55,
  },
  theatre: {
    rt60S: 1.5,
    bassShare: 1.15,
    trebleShare: 0.6,
    sizeM: [30, 22, 15],
    reflection: 0.7,
    tailShare: 0.7,
  },
  hall: {
    rt60S: 2.1,
    bassShare: 1.15,
    trebleShare: 0.6,
    sizeM: [46, 22, 18],
    reflection: 0.78,
    tailShare: 0.75,
  },
  cathedral: {
    rt60S: 4.8,
    bassShare: 1.2,
    trebleShare: 0.5,
    sizeM: [82, 28, 32],
    reflection: 0.85,
    tailShare: 0.85,
  },
};

const SOUND_M_PER_S = 343;
/** Crossovers between the three parts of the tail, in hertz. */
const CROSSOVERS_HZ = [250, 3_000] as const;
/** Reflections of higher order drown in the tail. */
const REFLECTIONS_MAX = 3;
/** The response ends where the longest part has fallen by so much. */
const KEPT_DB = 66;

/** Left and right impulse response of a room, each of energy 1; the same numbers for the same room, always. */
export function impulseResponse(name: RoomName, sampleRateHz: number): [Float32Array, Float32Array] {
  const room = ROOM_FACTS[name];
  const seconds = (room.rt60S * Math.max(1, room.bassShare, room.trebleShare) * KEPT_DB) / 60;
  const length = Math.ceil(seconds * sampleRateHz);
  const ears = [0, 1].map((ear) => {
    const early = reflections(room, ear, length, sampleRateHz);
    const late = tail(room, ROOMS.indexOf(name) * 2 + ear + 1, length, sampleRateHz);
    const share = room.tailShare;
    for (let i = 0; i < length; i += 1) early[i] = early[i]! * (1 - share) + late[i]! * share;
    return scaledToEnergyOne(early);
  });
  return [ears[0]!, ears[1]!];
}

/** Reflections by mirror images of a source in front of the listener; the direct sound is left to the dry path. */
function reflections(room: Room, ear: number, length: number, sampleRateHz: number): Float32Array {
  const [long, wide, high] = room.sizeM;
  const source = [long * 0.24, wide * 0.5, Math.min(1.7, high * 0.6)];
  const listener = [
    long * 0.63,
    wide * 0.5 + (ear === 0 ? 0.09 : -0.09) + wide * 0.07,
    Math.min(1.5, high * 0.5),
  ];
  const direct = distance(source, listener);
  const response = new Float32Array(length);
  const n = REFLECTIONS_MAX;
  for (let x = -n; x <= n; x += 1) {
    for (let y = -n; y <= n; y += 1) {
      for (let z = -n; z <= n; z += 1) {
        const order = Math.abs(x) + Math.abs(y) + Math.abs(z);
        if (order === 0 || order > n) continue;
        const image = [
          mirrored(source[0]!, long, x),
          mirrored(source[1]!, wide, y),
          mirrored(source[2]!, high, z),
        ];
        const far = distance(image, listener);
        const at = ((far - direct) / SOUND_M_PER_S) * sampleRateHz;
        const whole = Math.floor(at);
        if (whole + 1 >= length) continue;
        const strength = (room.reflection ** order * direct) / far;
        const share = at - whole;
        response[whole]! += strength * (1 - share);
        response[whole + 1]! += strength * share;
      }
    }
  }
  return scaledToEnergyOne(response);
}

function mirrored(at: number, size: number, fold: number): number {
  return fold % 2 === 0 ? fold * size + at : fold * size + (size - at);
}

function distance(a: readonly number[], b: readonly number[]): number {
  return Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!, a[2]! - b[2]!);
}

/** Noise in three parts, bass, middle and treble, each decaying by 60 dB in its own time. */
function tail(room: Room, seed: number, length: number, sampleRateHz: number): Float32Array {
  const random = noise(seed);
  const decay = (share: number) => Math.exp(-Math.log(1000) / (room.rt60S * share * sampleRateHz));
  const decays = [decay(room.bassShare), decay(1), decay(room.trebleShare)];
  const low = crossover(CROSSOVERS_HZ[0], sampleRateHz);
  const high = crossover(CROSSOVERS_HZ[1], sampleRateHz);
  const response = new Float32Array(length);
  const level = [1, 1, 1];
  // The tail swells while the first reflections thin out.
  const swell = Math.max(1, (room.sizeM[0] / SOUND_M_PER_S) * sampleRateHz);
  for (let i = 0; i < length; i += 1) {
    const [bass, rest] = low(random());
    const [middle, treble] = high(rest);
    const envelope = i < swell ? i / swell : 1;
    response[i] = envelope * (bass * level[0]! + middle * level[1]! + treble * level[2]!);
    for (let k = 0; k < 3; k += 1) level[k]! *= decays[k]!;
  }
  return scaledToEnergyOne(response);
}

/** Splits a signal at a frequency, 24 dB an octave (Linkwitz–Riley). */
function crossover(frequencyHz: number, sampleRateHz: number): (x: number) => [number, number] {
  const filters = [
    butterworth('low', frequencyHz, sampleRateHz),
    butterworth('low', frequencyHz, sampleRateHz),
    butterworth('high', frequencyHz, sampleRateHz),
    butterworth('high', frequencyHz, sampleRateHz),
  ];
  return (x) => [filters[1]!(filters[0]!(x)), filters[3]!(filters[2]!(x))];
}

function butterworth(kind: 'low' | 'high', frequencyHz: number, sampleRateHz: number): (x: number) => number {
  const k = Math.tan((Math.PI * frequencyHz) / sampleRateHz);
  const norm = 1 / (1 + Math.SQRT2 * k + k * k);
  const b0 = kind === 'low' ? k * k * norm : norm;
  const b1 = kind === 'low' ? 2 * b0 : -2 * b0;
  const a1 = 2 * (k * k - 1) * norm;
  const a2 = (1 - Math.SQRT2 * k + k * k) * norm;
  let z1 = 0;
  let z2 = 0;
  return (x) => {
    const y = b0 * x + z1;
    z1 = b1 * x - a1 * y + z2;
    z2 = b0 * x - a2 * y;
    return y;
  };
}

/** Repeatable white noise from -1 to 1 (mulberry32); it has to sound like chance, not to be unguessable. */
export function noise(seed: number): () => number {
  let state = (seed * 0x9e3779b9) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2_147_483_648 - 1;
  };
}

function scaledToEnergyOne(samples: Float32Array): Float32Array {
  const energy = samples.reduce((sum, x) => sum + x * x, 0);
  const factor = energy > 0 ? 1 / Math.sqrt(energy) : 0;
  return samples.map((x) => x * factor);
}
