/** Every effect is what it says it is: rendered by the browser's own OfflineAudioContext, and measured. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BAND_CENTRES_HZ, bandFilters, headroomDb, responseDb } from '../src/lib/features/effects/bands';
import { compensationDb } from '../src/lib/features/effects/loudness';
import { PRESET_NAMES, PRESETS } from '../src/lib/features/effects/presets';
import { ROOM_FACTS, ROOMS } from '../src/lib/features/effects/rooms';
import { ALL_OFF, DEFAULT_EFFECTS, EFFECTS, type EffectSettings } from '../src/lib/features/effects/settings';
import { Lab } from './effects-lab';
import { band, decibels, power, powerAt, reverberationS } from './measure';

const RATE_HZ = 48_000;
const CEILING = 10 ** (-1 / 20);

let lab: Lab;
beforeAll(async () => {
  lab = await Lab.open();
});
afterAll(() => lab?.close());

const only = (part: Partial<EffectSettings>): EffectSettings => ({ ...ALL_OFF, ...part });
const largest = (samples: Float32Array) => samples.reduce((max, x) => Math.max(max, Math.abs(x)), 0);

describe('off', () => {
  it('is bit for bit what came in', async () => {
    expect(await lab.differencesThroughInsertion(null)).toBe(0);
    expect(await lab.differencesThroughInsertion(ALL_OFF)).toBe(0);
    // The same measurement sees an effect when there is one.
    const flat = only({ loudness: { on: true, strength: 1 } });
    expect(await lab.differencesThroughInsertion(flat)).toBeGreaterThan(0);
  });
});

it('applies the volume once, on either side of the switch', async () => {
  const limiter = only({ limiter: { on: true, ceilingDb: -1 } });
  expect(await lab.powerThroughInsertion(ALL_OFF, 0.5)).toBeCloseTo(0.25, 4);
  expect(await lab.powerThroughInsertion(limiter, 0.5)).toBeCloseTo(0.25, 4);
});

describe('the equaliser', () => {
  it.each(PRESET_NAMES)(
    '%s changes each band by what its curve says, within half a decibel',
    async (name) => {
      const settings = only({ equaliser: { on: true, gainsDb: PRESETS[name] } });
      const { before, after } = await lab.render({
        signal: { kind: 'noise', amplitude: 0.25 },
        settings,
        seconds: 8,
      });
      const filters = bandFilters(PRESETS[name], RATE_HZ);
      const headroom = headroomDb(filters, RATE_HZ);
      for (const hz of BAND_CENTRES_HZ) {
        // A narrow band, so that the band is measured and not its neighbours.
        const [was, is] = [before, after].map(([left]) => power(band(left!, hz, RATE_HZ, 0.1)));
        const designed = responseDb(filters, hz, RATE_HZ) + headroom;
        expect(Math.abs(decibels(is! / was!) - designed), `${name} at ${hz} Hz`).toBeLessThan(0.5);
      }
    },
  );

  it('never lets a tone at full scale clip', async () => {
    const gainsDb = PRESETS.bassBoost;
    for (const frequencyHz of [31.25, 62.5, 125]) {
      const { after } = await lab.render({
        signal: { kind: 'sine', frequencyHz, amplitude: 1 },
        settings: only({ equaliser: { on: true, gainsDb } }),
        seconds: 3,
      });
      expect(largest(after[0]!.subarray(RATE_HZ))).toBeLessThan(1.003);
    }
  });
});

describe('the bass', () => {
  it('raises the low notes against the middle by the stated gain', async () => {
    const settings = only({ bass: { on: true, gainDb: 9, harmonics: 0 } });
    const at = async (frequencyHz: number) => {
      const { before, after } = await lab.render({
        signal: { kind: 'sine', frequencyHz, amplitude: 0.25 },
        settings,
        seconds: 2,
      });
      const [was, is] = [before, after].map(([left]) =>
        powerAt(left!.subarray(RATE_HZ), frequencyHz, RATE_HZ),
      );
      return decibels(is! / was!);
    };
    expect((await at(30)) - (await at(2_000))).toBeCloseTo(9, 0);
  });

  it('adds the second and third harmonic of a low note, and leaves the middle clean', async () => {
    const harmonics = async (frequencyHz: number, amount: number) => {
      const { after } = await lab.render({
        signal: { kind: 'sine', frequencyHz, amplitude: 0.7 },
        settings: only({ bass: { on: true, gainDb: 0, harmonics: amount } }),
        seconds: 3,
      });
      const steady = after[0]!.subarray(RATE_HZ);
      return [2, 3].map((n) =>
        decibels(powerAt(steady, n * frequencyHz, RATE_HZ) / powerAt(steady, frequencyHz, RATE_HZ)),
      );
    };
    const [second, third] = await harmonics(50, 1);
    expect(second).toBeGreaterThan(-20);
    expect(third).toBeGreaterThan(-35);
    for (const level of await harmonics(50, 0)) expect(level).toBeLessThan(-100);
    for (const level of await harmonics(1_000, 1)) expect(level).toBeLessThan(-80);
  });
});

describe('the room', () => {
  it.each(ROOMS)('%s decays in its stated time, give or take a fifth', async (name) => {
    const stated = ROOM_FACTS[name].rt60S;
    const { after } = await lab.render({
      signal: { kind: 'click' },
      settings: only({ room: { on: true, name, mix: 1 } }),
      seconds: stated * 1.6 + 0.3,
    });
    for (const ear of after) {
      for (const hz of [500, 1_000]) {
        const measured = reverberationS(band(ear, hz, RATE_HZ), RATE_HZ);
        expect(measured / stated, `${name} at ${hz} Hz: ${measured} s`).toBeGreaterThan(0.8);
        expect(measured / stated, `${name} at ${hz} Hz: ${measured} s`).toBeLessThan(1.2);
      }
    }
  });

  it('leaves the loudness of music as it was', async () => {
    const { before, after } = await lab.render({
      signal: { kind: 'noise', amplitude: 0.25 },
      settings: only({ room: { on: true, name: 'club', mix: 0.3 } }),
      seconds: 4,
    });
    const [was, is] = [before, after].map(([left]) => power(left!.subarray(2 * RATE_HZ)));
    expect(Math.abs(decibels(is! / was!))).toBeLessThan(1);
  });
});

describe('surround', () => {
  const surround = { on: true, angleDeg: 60, width: 1, turnS: 0 };
  const leftOnly = { kind: 'sine', frequencyHz: 2_000, amplitude: 0.3, side: 'left' } as const;

  it('brings the left channel from the left', async () => {
    const { after } = await lab.render({ signal: leftOnly, settings: only({ surround }), seconds: 1 });
    const [left, right] = after.map((ear) => power(ear.subarray(RATE_HZ / 2)));
    expect(decibels(left! / right!)).toBeGreaterThan(6);
  });

  it('carries it around: half a turn later it comes from the right', async () => {
    const settings = only({ surround: { ...surround, turnS: 4 } });
    const { after } = await lab.render({ signal: leftOnly, settings, seconds: 4 });
    const balance = (fromS: number) => {
      const [left, right] = after.map((ear) => power(ear.subarray(fromS * RATE_HZ, (fromS + 0.2) * RATE_HZ)));
      return decibels(left! / right!);
    };
    // The left speaker begins at -60°, and at a turn of 90° a second passes +90° after 1.67 s, -90° after 3.67 s.
    expect(balance(1.57)).toBeLessThan(-6);
    expect(balance(3.57)).toBeGreaterThan(6);
  });

  it('narrows to the middle', async () => {
    const settings = only({ surround: { ...surround, width: 0 } });
    const { after } = await lab.render({ signal: leftOnly, settings, seconds: 1 });
    const [left, right] = after.map((ear) => power(ear.subarray(RATE_HZ / 2)));
    expect(Math.abs(decibels(left! / right!))).toBeLessThan(1);
  });

  it('leaves the loudness of music about as it was', async () => {
    const { before, after } = await lab.render({
      signal: { kind: 'noise', amplitude: 0.25 },
      settings: only({ surround: { ...DEFAULT_EFFECTS.surround, on: true } }),
      seconds: 2,
    });
    const middle = (samples: Float32Array) => power(band(samples.subarray(RATE_HZ), 1_000, RATE_HZ, 3));
    const ratio = (middle(after[0]!) + middle(after[1]!)) / (middle(before[0]!) + middle(before[1]!));
    expect(Math.abs(decibels(ratio))).toBeLessThan(1.5);
  });
});

describe('loudness compensation', () => {
  it('follows the contours of equal loudness at a low volume', async () => {
    const volume = 0.1;
    const settings = only({ loudness: { on: true, strength: 1 } });
    const { before, after } = await lab.render({
      signal: { kind: 'noise', amplitude: 0.25 },
      settings,
      seconds: 8,
      volume,
    });
    const designed = compensationDb(volume, 1);
    BAND_CENTRES_HZ.forEach((hz, i) => {
      const [was, is] = [before, after].map(([left]) => power(band(left!, hz, RATE_HZ, 0.1)));
      expect(Math.abs(decibels(is! / was!) + 20 - designed[i]!), `at ${hz} Hz`).toBeLessThan(0.7);
    });
  });
});

describe('the limiter', () => {
  const limiter = { on: true, ceilingDb: -1 };

  it.each([
    ['a tone', { kind: 'sine', frequencyHz: 997, amplitude: 4 } as const],
    ['noise', { kind: 'noise', amplitude: 4 } as const],
  ])('holds its ceiling for %s 12 dB above full scale', async (_, signal) => {
    const { after } = await lab.render({ signal, settings: only({ limiter }), seconds: 3 });
    for (const ear of after) {
      expect(largest(ear)).toBeLessThanOrEqual(Math.fround(CEILING));
      // What lies between the samples of noise reaches higher than they do.
      expect(largest(ear)).toBeGreaterThan(CEILING * (signal.kind === 'sine' ? 0.9 : 0.7));
    }
  });

  it('limits a tone without distorting it', async () => {
    const { after } = await lab.render({
      signal: { kind: 'sine', frequencyHz: 997, amplitude: 4 },
      settings: only({ limiter }),
      seconds: 3,
    });
    const steady = after[0]!.subarray(RATE_HZ);
    const tone = powerAt(steady, 997, RATE_HZ);
    for (const n of [2, 3, 5]) expect(decibels(powerAt(steady, n * 997, RATE_HZ) / tone)).toBeLessThan(-50);
  });

  it('delays what is below the ceiling and changes nothing', async () => {
    const { before, after } = await lab.render({
      signal: { kind: 'noise', amplitude: 0.3 },
      settings: only({ limiter }),
      seconds: 1,
    });
    const first = after[0]!.findIndex((x, i) => x === before[0]![0] && after[0]![i + 1] === before[0]![1]);
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThan(RATE_HZ * 0.006);
    expect(after[0]!.subarray(first)).toEqual(before[0]!.subarray(0, after[0]!.length - first));
  });

  it('holds it with every effect on at its loudest', async () => {
    const loudest: EffectSettings = {
      equaliser: { on: true, gainsDb: BAND_CENTRES_HZ.map(() => 12) },
      bass: { on: true, gainDb: 12, harmonics: 1 },
      room: { on: true, name: 'bath', mix: 0.5 },
      surround: { on: true, angleDeg: 90, width: 2, turnS: 4 },
      loudness: { on: true, strength: 1 },
      limiter,
    };
    expect(EFFECTS.every((name) => loudest[name].on)).toBe(true);
    const { after } = await lab.render({
      signal: { kind: 'noise', amplitude: 1 },
      settings: loudest,
      seconds: 3,
    });
    for (const ear of after) expect(largest(ear)).toBeLessThanOrEqual(Math.fround(CEILING));
  });
});
