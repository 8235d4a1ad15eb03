import { afterEach, describe, expect, it, vi } from 'vitest';
import type { MicrophoneOutcome } from '$lib/permissions/broker';
import { speaksLocally, transcribe, type Told } from './speech';
import { SPEECH_MS_MAX, Voice } from './voice.svelte';

const tap = {} as Event;

class FakeTrack {
  readyState = 'live';
  stop() {
    this.readyState = 'ended';
  }
}

function stream() {
  const track = new FakeTrack();
  const all = [track] as unknown as MediaStreamTrack[];
  return { track, stream: { getTracks: () => all, getAudioTracks: () => all } as unknown as MediaStream };
}

/** A voice whose recogniser and clock are the test's. */
function heard(outcome?: MicrophoneOutcome) {
  const opened = stream();
  let told: Told | null = null;
  const later: [() => void, number][] = [];
  let stopped = 0;
  const voice = new Voice({
    openMicrophone: async () => outcome ?? { kind: 'open', stream: opened.stream },
    transcribe: (_, listener) => {
      told = listener;
      return () => {
        stopped += 1;
        listener.end(false);
      };
    },
    later: (run, delayMs) => {
      later.push([run, delayMs]);
      return () => {};
    },
  });
  return { voice, track: opened.track, told: () => told!, later, stopped: () => stopped };
}

const listening = (voice: Voice) => vi.waitFor(() => expect(voice.state).toBe('listening'));

describe('spoken search', () => {
  it('hears words and closes the microphone with them', async () => {
    const { voice, track, told } = heard();
    const said = voice.listen(tap);
    await listening(voice);
    told().text('青花');
    expect(voice.text).toBe('青花');
    told().text('青花词 ');
    told().end(false);
    expect(await said).toEqual({ text: '青花词' });
    expect([track.readyState, voice.state]).toEqual(['ended', 'idle']);
  });

  it('closes the microphone after fifteen seconds, and when it is told to', async () => {
    const { voice, track, told, later, stopped } = heard();
    const said = voice.listen(tap);
    await listening(voice);
    told().text('七里香');
    expect(later[0]![1]).toBe(SPEECH_MS_MAX);
    later[0]![0]();
    expect([track.readyState, stopped()]).toEqual(['ended', 1]);
    expect(await said).toEqual({ text: '七里香' });
    const again = voice.listen(tap);
    await listening(voice);
    voice.stop();
    expect(await again).toEqual({ trouble: 'nothing' });
  });

  it.each(['refused', 'absent', 'insecure', 'failed'] as const)('says so when it is %s', async (kind) => {
    const { voice } = heard({ kind });
    expect(await voice.listen(tap)).toEqual({ trouble: kind });
    expect(voice.state).toBe('idle');
  });

  it('says nothing when it was declined or called off', async () => {
    expect(await heard({ kind: 'declined' }).voice.listen(tap)).toBeNull();
    const { voice, track } = heard();
    const said = voice.listen(tap);
    voice.stop();
    expect(await said).toBeNull();
    expect(track.readyState).toBe('ended');
  });
});

describe("the browser's recogniser", () => {
  class Fake {
    static options: unknown = null;
    static answer = 'available';
    static async available(options: unknown) {
      Fake.options = options;
      return Fake.answer;
    }
    get processLocally() {
      return this.local;
    }
    set processLocally(value: boolean) {
      this.local = value && Fake.answer !== 'deaf';
    }
    local = false;
    started: MediaStreamTrack | undefined;
    onresult: ((event: unknown) => void) | null = null;
    onend: (() => void) | null = null;
    onerror: ((event: unknown) => void) | null = null;
    static last: Fake;
    start(track?: MediaStreamTrack) {
      Fake.last = this;
      this.started = track;
    }
    stop() {
      this.onend?.();
    }
  }
  const put = (value: unknown) => vi.stubGlobal('SpeechRecognition', value);
  const nothing: Told = { text: () => {}, end: () => {} };

  afterEach(() => {
    vi.unstubAllGlobals();
    Fake.answer = 'available';
  });

  it('counts only where it says that it works on this device', async () => {
    expect(await speaksLocally('zh-CN')).toBe(false);
    put(Fake);
    expect(await speaksLocally('zh-CN')).toBe(true);
    expect(Fake.options).toEqual({ langs: ['zh-CN'], processLocally: true });
    for (const answer of ['downloadable', 'downloading', 'unavailable']) {
      Fake.answer = answer;
      expect(await speaksLocally('zh-CN')).toBe(false);
    }
    put(class {});
    expect(await speaksLocally('zh-CN')).toBe(false);
    vi.useFakeTimers();
    put({ available: () => new Promise(() => {}) });
    const asked = speaksLocally('zh-CN');
    await vi.advanceTimersByTimeAsync(3_000);
    expect(await asked).toBe(false);
    vi.useRealTimers();
  });

  it('is told to stay on this device, and is not used where it does not', () => {
    put(Fake);
    const { stream: open, track } = stream();
    const texts: string[] = [];
    const ends: boolean[] = [];
    const stop = transcribe(open, 'zh-CN', { text: (text) => texts.push(text), end: (is) => ends.push(is) });
    expect([Fake.last.local, Fake.last.started]).toEqual([true, track]);
    Fake.last.onresult!({ results: [[{ transcript: '我想听' }], [{ transcript: '茉莉花' }]] });
    stop();
    expect([texts, ends]).toEqual([['我想听茉莉花'], [false]]);
    Fake.answer = 'deaf';
    expect(() => transcribe(open, 'zh-CN', nothing)).toThrow();
    put(class Old {});
    expect(() => transcribe(open, 'zh-CN', nothing)).toThrow();
  });
});
