import { beforeEach, describe, expect, it } from 'vitest';
import { ProblemError } from '$lib/api/problem';
import type { Recognised, Track } from '$lib/api/types';
import type { MicrophoneOutcome } from '$lib/permissions/broker';
import type { Told } from './microphone';
import { positionNow, Recogniser } from './recogniser.svelte';

const tap = {} as Event;
const track = { id: 'trk_1', title: '茉莉花' } as Track;
const listening: Recognised = { state: 'listening', song: null };
const found: Recognised = { state: 'found', song: { track, start_ms: 60_000, end_ms: 62_000 } };
/** One peak. */
const peaks = new Uint8Array([7, 0]);
const settled = () => new Promise((resolve) => setTimeout(resolve));

let told: (told: Told) => void;
let closed: number;
let late: (() => void) | null;
let now: number;
let asked: { peaks: string; frames: number }[];
let answers: (Recognised | Error)[];
let microphone: MicrophoneOutcome;
let file: File | null;
let recogniser: Recogniser;

beforeEach(() => {
  closed = 0;
  late = null;
  now = 1_000;
  asked = [];
  answers = [];
  microphone = { kind: 'open', stream: {} as MediaStream };
  file = new File(['x'], 'a secret name.mp3');
  recogniser = new Recogniser({
    openMicrophone: async () => microphone,
    hear: async (_, tell) => {
      told = tell;
      return () => (closed += 1);
    },
    pickFile: async () => file,
    questionsOf: async () => [1, 2, 3].map(() => ({ peaks, frames: 750 })),
    ask: async (body) => {
      asked.push(body);
      const answer = answers.shift() ?? listening;
      if (answer instanceof Error) throw answer;
      return answer;
    },
    now: () => now,
    later: (run) => {
      late = run;
      return () => (late = null);
    },
    fileBytesMax: 10,
  });
});

const tell = async (frames: number) => {
  told({ kind: 'peaks', peaks, frames });
  await settled();
};

describe('listening', () => {
  beforeEach(async () => recogniser.listen(tap));

  it('asks with peaks and nothing else, and not before a second and a half', async () => {
    await tell(62);
    expect(asked).toEqual([]);
    await tell(125);
    expect(asked).toEqual([{ peaks: 'BwA=', frames: 125 }]);
    expect(recogniser.sentBytes).toBe(JSON.stringify(asked[0]).length);
    expect(recogniser.points).toHaveLength(1);
  });

  it('names the song, closes the microphone, and knows where the room is by now', async () => {
    answers = [listening, found];
    await tell(125);
    expect(closed).toBe(0);
    await tell(156);
    expect(closed).toBe(1);
    if (recogniser.state.kind !== 'found') throw new Error(recogniser.state.kind);
    expect(recogniser.state.heard.track).toBe(track);
    expect(positionNow(recogniser.state.heard, now + 1_500)).toBe(63_500);
  });

  it('gives up when the service does, and tells silence from what is not known', async () => {
    told({ kind: 'level', level: 0.2 });
    answers = [{ state: 'not_found', song: null }];
    await tell(760);
    expect(asked[0]!.frames).toBe(750);
    expect(recogniser.state).toEqual({ kind: 'not_found', silent: false, file: false });
    expect(closed).toBe(1);
    await recogniser.listen(tap);
    answers = [{ state: 'not_found', song: null }];
    await tell(750);
    expect(recogniser.state).toEqual({ kind: 'not_found', silent: true, file: false });
  });

  it('sends no peak after the twelfth second', async () => {
    const late = new Uint8Array([1, 63 << 2, ...Array.from({ length: 12 }, () => [0, 63 << 2]).flat(), 5, 0]);
    told({ kind: 'peaks', peaks: late, frames: 830 });
    await settled();
    expect(atob(asked[0]!.peaks)).toHaveLength(22);
  });

  it('has one question on its way at a time, and asks the newest next', async () => {
    told({ kind: 'peaks', peaks, frames: 125 });
    told({ kind: 'peaks', peaks, frames: 156 });
    told({ kind: 'peaks', peaks, frames: 187 });
    expect(asked).toHaveLength(1);
    await settled();
    expect(asked.map(({ frames }) => frames)).toEqual([125, 187]);
  });

  it('closes the microphone after twelve seconds, however slow the answer is', async () => {
    answers = [listening, { state: 'not_found', song: null }];
    told({ kind: 'peaks', peaks, frames: 718 });
    told({ kind: 'peaks', peaks, frames: 750 });
    expect([closed, late]).toEqual([1, null]);
    expect(recogniser.state.kind).toBe('listening');
    await settled();
    expect(asked.map(({ frames }) => frames)).toEqual([718, 750]);
    expect(recogniser.state.kind).toBe('not_found');
  });

  it('closes it as well when nothing is told any more', () => {
    late!();
    expect(closed).toBe(1);
    expect(recogniser.state).toEqual({ kind: 'trouble', trouble: 'failed' });
  });

  it('closes the microphone when it is stopped, and takes no answer after that', async () => {
    answers = [found];
    told({ kind: 'peaks', peaks, frames: 125 });
    recogniser.stop();
    await settled();
    expect(closed).toBe(1);
    expect(recogniser.state).toEqual({ kind: 'idle' });
  });

  it('closes it as well when the service cannot be reached, or has no time', async () => {
    answers = [new TypeError('network')];
    await tell(125);
    expect(recogniser.state).toEqual({ kind: 'trouble', trouble: 'network' });
    expect(closed).toBe(1);
    await recogniser.listen(tap);
    answers = [new ProblemError({ type: '', code: 'rate.limited', status: 429, title: '' } as never)];
    await tell(125);
    expect(recogniser.state).toEqual({ kind: 'trouble', trouble: 'busy' });
    expect(closed).toBe(2);
  });
});

describe('a microphone that stays closed', () => {
  it('is explained, and a no to our own notice is just a no', async () => {
    microphone = { kind: 'refused' };
    await recogniser.listen(tap);
    expect(recogniser.state).toEqual({ kind: 'trouble', trouble: 'refused' });
    microphone = { kind: 'declined' };
    await recogniser.listen(tap);
    expect(recogniser.state).toEqual({ kind: 'idle' });
  });

  it('is closed when it opens after somebody left', async () => {
    const opening = recogniser.listen(tap);
    recogniser.stop();
    await opening;
    expect(closed).toBe(1);
    expect(recogniser.state).toEqual({ kind: 'idle' });
  });
});

describe('a file', () => {
  it('is asked for in several places until one is known', async () => {
    answers = [listening, found];
    await recogniser.readFile(tap);
    expect(asked).toHaveLength(2);
    expect(JSON.stringify(asked)).not.toContain('secret');
    expect(recogniser.state).toEqual({ kind: 'found', heard: { track, positionMs: 60_000, atMs: null } });
  });

  it('that no place of is known is not found', async () => {
    await recogniser.readFile(tap);
    expect(asked).toHaveLength(3);
    expect(recogniser.state).toEqual({ kind: 'not_found', silent: false, file: true });
  });

  it('is not opened when it is too large, and nothing happens without one', async () => {
    file = new File(['x'.repeat(11)], 'x');
    await recogniser.readFile(tap);
    expect(recogniser.state).toEqual({ kind: 'trouble', trouble: 'large' });
    file = null;
    recogniser.stop();
    await recogniser.readFile(tap);
    expect(recogniser.state).toEqual({ kind: 'idle' });
    expect(asked).toEqual([]);
  });
});
