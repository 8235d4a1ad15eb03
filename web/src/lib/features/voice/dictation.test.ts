import { describe, expect, it, vi } from 'vitest';
import type { MicrophoneOutcome } from '$lib/permissions/broker';
import { joined, wav } from './clip';
import { Dictation } from './dictation.svelte';
import { Downsampler, RATE_HZ } from './downsample';
import { Ending } from './ending';
import type { Heard } from './hearing';
import { SPEECH_MS_MAX } from './voice.svelte';

const tap = {} as Event;
const seconds = (s: number) => Math.round(s * RATE_HZ);

/** A voice, as far as loudness goes: a tone that comes and goes. */
const speech = (s: number, amplitude = 8_000) =>
  Int16Array.from({ length: seconds(s) }, (_, i) =>
    Math.round(amplitude * Math.sin(i / 5) * (0.6 + 0.4 * Math.sin(i / 900))),
  );
/** A room: noise that is the same each time. */
const room = (s: number, amplitude = 60) => {
  let state = 1;
  return Int16Array.from({ length: seconds(s) }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.round((state / 2 ** 31 - 1) * amplitude);
  });
};

describe('the samples', () => {
  const tone = (rateHz: number, hz: number) =>
    Float32Array.from({ length: rateHz }, (_, i) => 0.5 * Math.sin((2 * Math.PI * hz * i) / rateHz));
  const power = (samples: Int16Array) =>
    Math.sqrt(samples.reduce((sum, x) => sum + (x / 32_768) ** 2, 0) / samples.length);

  it.each([48_000, 44_100, 96_000, 16_000])(
    'keep what is heard at %i Hz, in whatever pieces it comes',
    (rateHz) => {
      const whole = new Downsampler(rateHz).push(tone(rateHz, 1_000));
      expect(Math.abs(whole.length - RATE_HZ)).toBeLessThan(50);
      // A tone of amplitude 0.5 has a power of 0.354.
      expect(power(whole.subarray(100))).toBeCloseTo(0.354, 2);
      const expected = Int16Array.from(whole, (_, i) =>
        Math.round(16_383 * Math.sin((2 * Math.PI * 1_000 * i) / RATE_HZ)),
      );
      const worst = Math.max(...whole.subarray(100).map((x, i) => Math.abs(x - expected[i + 100]!)));
      expect(worst).toBeLessThan(150);
      const inPieces = new Downsampler(rateHz);
      const pieces: Int16Array[] = [];
      const source = tone(rateHz, 1_000);
      for (let at = 0; at < source.length; at += 128)
        pieces.push(inPieces.push(source.subarray(at, at + 128)));
      expect(joined(pieces, Infinity)).toEqual(whole);
    },
  );

  it('lose what 16 kHz cannot hold, instead of taking it for something else', () => {
    expect(power(new Downsampler(48_000).push(tone(48_000, 12_000)).subarray(100))).toBeLessThan(0.001);
  });

  it('are a file of exactly one form', () => {
    const bytes = wav(Int16Array.of(1, -2, 300));
    expect(Buffer.from(bytes).toString('hex')).toBe(
      '524946462a00000057415645666d7420100000000100010' +
        '0803e0000007d0000020010006461746106000000' +
        '0100feff2c01',
    );
  });
});

describe('the end of what is said', () => {
  const hear = (ending: Ending, samples: Int16Array) => {
    for (let at = 0; at < samples.length; at += 800) {
      if (ending.push(samples.subarray(at, at + 800))) return (at + 800) / RATE_HZ;
    }
    return null;
  };

  it.each([60, 600])('comes with a silence after the words, in a room of loudness %i', (loud) => {
    const ending = new Ending();
    expect(hear(ending, room(0.5, loud))).toBeNull();
    expect(hear(ending, speech(2))).toBeNull();
    expect(ending.spoke).toBe(true);
    expect(hear(ending, room(3, loud))).toBeCloseTo(1.25, 1);
    const [from, to] = ending.span(seconds(3.7));
    expect(from / RATE_HZ).toBeCloseTo(0.2, 1);
    expect(to / RATE_HZ).toBeCloseTo(2.8, 1);
  });

  it('does not come in the middle of a sentence, nor by a click', () => {
    const ending = new Ending();
    hear(ending, room(0.5));
    hear(ending, speech(0.06));
    expect(ending.spoke).toBe(false);
    for (let word = 0; word < 4; word += 1) {
      expect(hear(ending, speech(0.5))).toBeNull();
      expect(hear(ending, room(0.8))).toBeNull();
    }
  });

  it('comes after five seconds in which nobody says anything', () => {
    const ending = new Ending();
    expect(hear(ending, room(8))).toBeCloseTo(5, 1);
    expect(ending.spoke).toBe(false);
  });
});

type Write = (clip: Uint8Array<ArrayBuffer>, signal: AbortSignal) => Promise<string>;

/** A dictation whose microphone, service and clock are the test's. */
function dictated(write: Write = async () => '茉莉花', outcome?: MicrophoneOutcome) {
  const order: string[] = [];
  let told: (heard: Heard) => void = () => {};
  const later: [() => void, number][] = [];
  const stream = { getTracks: () => [] } as unknown as MediaStream;
  const dictation = new Dictation({
    openMicrophone: async () => outcome ?? { kind: 'open', stream },
    hear: async (_, listener) => {
      told = listener;
      order.push('open');
      return () => order.push('closed');
    },
    write: (clip, signal) => {
      order.push(`sent ${clip.length}`);
      return write(clip, signal);
    },
    later: (run, delayMs) => {
      later.push([run, delayMs]);
      return () => {};
    },
  });
  const hear = (samples: Int16Array) => {
    for (let at = 0; at < samples.length; at += 800)
      told({ pieces: [samples.subarray(at, at + 800)], level: 0.3 });
  };
  const begin = async () => {
    const said = dictation.dictate(tap);
    await vi.waitFor(() => expect(dictation.state).toBe('listening'));
    return { said };
  };
  return { dictation, order, hear, begin, later };
}

describe('a spoken search that a service writes down', () => {
  it('is sent when the words are over, and not before the microphone is closed', async () => {
    const { dictation, order, hear, begin } = dictated();
    const { said } = await begin();
    hear(room(0.4));
    hear(speech(1.5));
    expect([dictation.level, dictation.secondsLeft]).toEqual([0.3, 14]);
    expect(order).toEqual(['open']);
    hear(room(2));
    expect(await said).toEqual({ text: '茉莉花' });
    expect(order.slice(0, 2)).toEqual(['open', 'closed']);
    expect(order[2]).toMatch(/^sent /);
    const length = (Number(order[2]!.slice(5)) - 44) / 2 / RATE_HZ;
    expect(length).toBeGreaterThan(1.5);
    expect(length).toBeLessThan(2.3);
    expect(dictation.state).toBe('idle');
  });

  it('is sent as it is when somebody says that it is over', async () => {
    const { dictation, order, hear, begin } = dictated();
    const { said } = await begin();
    hear(speech(0.5));
    dictation.finish();
    expect(await said).toEqual({ text: '茉莉花' });
    expect(order).toHaveLength(3);
  });

  it('ends after fifteen seconds, with no sample more', async () => {
    const { order, hear, begin, later } = dictated();
    const { said } = await begin();
    expect(later[0]![1]).toBe(SPEECH_MS_MAX);
    hear(room(0.3));
    for (let word = 0; word < 40; word += 1) {
      hear(speech(0.5));
      hear(room(0.1));
    }
    await said;
    expect(order[1]).toBe('closed');
    expect(Number(order[2]!.slice(5))).toBeLessThanOrEqual(44 + 2 * 15 * RATE_HZ);
    expect(Number(order[2]!.slice(5))).toBeGreaterThan(44 + 2 * 14 * RATE_HZ);
  });

  it('is not sent when nobody said anything', async () => {
    const { order, hear, begin } = dictated();
    const { said } = await begin();
    hear(room(6));
    expect(await said).toEqual({ trouble: 'nothing' });
    expect(order).toEqual(['open', 'closed']);
  });

  it('is not sent when it is called off, and the microphone closes', async () => {
    const { dictation, order, hear, begin } = dictated();
    const { said } = await begin();
    hear(speech(1));
    dictation.cancel();
    expect(await said).toBeNull();
    expect(order).toEqual(['open', 'closed']);
    expect(dictation.state).toBe('idle');
  });

  it('can be called off while it is written down', async () => {
    const write = (_: Uint8Array, signal: AbortSignal) =>
      new Promise<string>((_, refuse) =>
        signal.addEventListener('abort', () => refuse(new Error('aborted'))),
      );
    const { dictation, hear, begin } = dictated(write);
    const { said } = await begin();
    hear(speech(1));
    dictation.finish();
    await vi.waitFor(() => expect(dictation.state).toBe('writing'));
    dictation.cancel();
    expect(await said).toBeNull();
  });

  it.each(['refused', 'absent', 'insecure', 'failed'] as const)(
    'says so when the microphone is %s',
    async (kind) => {
      const { dictation, order } = dictated(undefined, { kind });
      expect(await dictation.dictate(tap)).toEqual({ trouble: kind });
      expect([order, dictation.state]).toEqual([[], 'idle']);
    },
  );

  it('says nothing when the notice was declined, and tells what the service said when it failed', async () => {
    expect(await dictated(undefined, { kind: 'declined' }).dictation.dictate(tap)).toBeNull();
    const fault = new Error('unreachable');
    const { dictation, hear, begin } = dictated(() => Promise.reject(fault));
    const { said } = await begin();
    hear(speech(1));
    dictation.finish();
    expect(await said).toEqual({ thrown: fault });
    const silent = dictated(async () => ' ');
    const second = (await silent.begin()).said;
    silent.hear(speech(1));
    silent.dictation.finish();
    expect(await second).toEqual({ trouble: 'nothing' });
  });
});
