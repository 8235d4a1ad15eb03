import { beforeEach, describe, expect, it } from 'vitest';
import { track } from '../../../../mock/library';
import { problemOf, ProblemError } from '$lib/api/problem';
import type { NewListen, Playback, Track } from '$lib/api/types';
import { Settings } from '$lib/features/settings/settings.svelte';
import { DeviceStorage } from '$lib/storage';
import { Engine } from './engine';
import { FakeClock, FakeVoice, settle } from './fakes';
import { Player } from './player.svelte';

const album = (n: number): Track[] =>
  Array.from({ length: n }, (_, i) => ({ ...track(i)!, title: String(i) }));

let voices: [FakeVoice, FakeVoice];
let clock: FakeClock;
let asked: string[];
let answer: (id: string) => Promise<Playback>;
let volume: number;
let streamStatus: number;
let listens: NewListen[];
let player: Player;

const playback = (id: string, more: Partial<Playback> = {}): Playback => ({
  url: `/stream/${id}`,
  mode: 'original',
  codec: 'mp3',
  mime_type: 'audio/mpeg',
  bitrate_kbps: 320,
  duration_ms: 20_000,
  seekable: true,
  gain: { track_db: null, track_peak: null, album_db: null, album_peak: null },
  reason: 'original',
  ...more,
});

const sound = () => voices.find((voice) => voice.playing);

/** Waits for the address, and lets the stream become ready. */
async function opened() {
  await settle();
  voices.find((voice) => voice.url === `/stream/${player.track?.id}`)?.tell('ready');
}

beforeEach(() => {
  voices = [new FakeVoice(), new FakeVoice()];
  clock = new FakeClock();
  asked = [];
  listens = [];
  streamStatus = 0;
  answer = (id) => Promise.resolve(playback(id));
  player = new Player(
    {
      playback: (id, quality) => {
        asked.push(`${id} ${quality}`);
        return answer(id);
      },
      status: () => Promise.resolve(streamStatus),
      engine: (events) => new Engine(voices, clock.later, clock.now, events),
      gesture: () => {},
      setVolume: (amplitude) => (volume = amplitude),
      now: clock.now,
      random: () => 0.5,
      later: clock.later,
    },
    new Settings(new DeviceStorage(() => null)),
  );
  player.onListen((listen) => listens.push(listen));
});

describe('player', () => {
  it('plays a list from one of its tracks', async () => {
    player.play(album(3), 1);
    expect(player.status).toBe('loading');
    await opened();
    expect(player.status).toBe('playing');
    expect(sound()?.url).toBe('/stream/trk_1');
    expect(asked).toEqual(['trk_1 original']);
  });

  it('keeps a pause that was pressed while loading', async () => {
    player.play(album(1));
    player.pause();
    await opened();
    expect(player.status).toBe('paused');
    expect(sound()).toBeUndefined();
  });

  it('lets the last of several quick choices win', async () => {
    const waiting: (() => void)[] = [];
    answer = (id) => new Promise((resolve) => waiting.push(() => resolve(playback(id))));
    const list = album(3);
    player.play(list, 0);
    player.play(list, 2);
    waiting[1]!();
    waiting[0]!();
    await opened();
    expect(player.track?.title).toBe('2');
    expect(sound()?.url).toBe('/stream/trk_2');
  });

  it('goes on without a gap: prepared near the end, switched in time', async () => {
    player.play(album(3), 0);
    await opened();
    voices[0].reach(6_000);
    await settle();
    expect(voices[1].url).toBe('/stream/trk_1');
    voices[1].tell('ready');
    voices[0].reach(19_000);
    clock.move(1_000);
    expect(player.track?.title).toBe('1');
    expect(player.status).toBe('playing');
    expect(player.positionMs).toBe(0);
    expect(asked).toHaveLength(2);
  });

  it('prepares anew when the order changes', async () => {
    player.play(album(3), 0);
    await opened();
    voices[0].reach(6_000);
    await settle();
    player.move(2, 1);
    expect(voices[1].url).toBeNull();
    voices[0].reach(7_000);
    await settle();
    expect(voices[1].url).toBe('/stream/trk_2');
  });

  it('ends after the last track and begins again on play', async () => {
    player.play(album(1), 0);
    await opened();
    voices[0].reach(20_000);
    voices[0].tell('ended');
    expect(player.status).toBe('ended');
    player.toggle();
    await opened();
    expect(player.status).toBe('playing');
    expect(player.positionMs).toBe(0);
  });

  it('repeats one track by itself, and leaves it when asked', async () => {
    player.settings.repeat = 'one';
    player.play(album(2), 0);
    await opened();
    voices[0].tell('ended');
    await opened();
    expect(player.track?.title).toBe('0');
    player.next();
    expect(player.track?.title).toBe('1');
  });

  it('previous goes to the beginning first, then back', async () => {
    player.play(album(2), 1);
    await opened();
    voices[0].reach(9_000);
    player.previous();
    expect(player.track?.title).toBe('1');
    expect(player.positionMs).toBe(0);
    player.previous();
    expect(player.track?.title).toBe('0');
  });

  it.each([
    ['network', problemOf(null, 0)],
    ['missing', problemOf(null, 404)],
    ['busy', problem('transcode.busy', 429)],
    ['unplayable', problem('transcode.unavailable', 503)],
  ])('tells a failure apart: %s', async (failure, thrown) => {
    answer = () => Promise.reject(thrown);
    player.play(album(2), 0);
    await settle();
    expect(player.status).toBe('failed');
    expect(player.failure).toBe(failure);
  });

  it('retries from where it broke, and can skip instead', async () => {
    player.play(album(2), 0);
    await opened();
    voices[0].reach(8_000);
    voices[0].tell('failed');
    await settle();
    expect(player.failure).toBe('network');
    player.retry();
    await opened();
    expect(player.failure).toBeNull();
    expect(voices[0].position).toBe(8_000);
    voices[0].tell('failed');
    await settle();
    player.next();
    await opened();
    expect(player.track?.title).toBe('1');
    expect(player.status).toBe('playing');
  });

  it.each([
    [404, 'missing'],
    [429, 'busy'],
    [409, 'unplayable'],
    [200, 'unplayable'],
    [503, 'network'],
    [0, 'network'],
  ])('tells why a stream broke: %i is %s', async (status, failure) => {
    player.play(album(2), 0);
    await opened();
    streamStatus = status;
    voices[0].tell('failed');
    await settle();
    expect(player.failure).toBe(failure);
    expect(player.track?.title).toBe('0');
  });

  it('passes over what cannot be played once the music runs by itself', async () => {
    answer = (id) => (id === 'trk_1' ? Promise.reject(problemOf(null, 404)) : Promise.resolve(playback(id)));
    player.play(album(3), 0);
    await opened();
    voices[0].tell('ended');
    await settle();
    await opened();
    expect(player.track?.title).toBe('2');
    expect(player.status).toBe('playing');
  });

  it('asks the listener after a few tracks in a row that cannot be played', async () => {
    answer = (id) => (id === 'trk_0' ? Promise.resolve(playback(id)) : Promise.reject(problemOf(null, 404)));
    player.play(album(20), 0);
    await opened();
    voices[0].tell('playing');
    voices[0].tell('ended');
    for (let i = 0; i < 20; i += 1) await settle();
    expect(player.track?.title).toBe('6');
    expect(player.failure).toBe('missing');
  });

  it('waits for a press when the browser refuses sound', async () => {
    voices[0].refuse = 'NotAllowedError';
    player.play(album(1), 0);
    await settle();
    expect(player.failure).toBeNull();
    expect(player.status).toBe('paused');
    voices[0].refuse = null;
    player.toggle();
    await settle();
    expect(voices[0].playing).toBe(true);
  });

  it('shows buffering while data runs dry', async () => {
    player.play(album(1), 0);
    await opened();
    voices[0].tell('waiting');
    expect(player.status).toBe('buffering');
    expect(player.sounding).toBe(true);
    voices[0].tell('playing');
    expect(player.status).toBe('playing');
  });

  it('falls asleep after some minutes', async () => {
    player.play(album(1), 0);
    await opened();
    player.sleepAfter(15);
    clock.move(15 * 60_000 - 1);
    expect(player.status).toBe('playing');
    clock.move(1);
    expect(player.status).toBe('paused');
    expect(player.sleep).toBeNull();
  });

  it('falls asleep at the end of the track, standing on the next', async () => {
    player.play(album(2), 0);
    await opened();
    player.sleepAfter('track_end');
    voices[0].reach(19_500);
    await settle();
    voices[0].tell('ended');
    await opened();
    expect(player.track?.title).toBe('1');
    expect(player.status).toBe('paused');
    expect(sound()).toBeUndefined();
  });

  it('does not fall asleep when the timer is called off', async () => {
    player.play(album(1), 0);
    await opened();
    player.sleepAfter(15);
    player.sleepAfter(null);
    clock.move(60 * 60_000);
    expect(player.status).toBe('playing');
  });

  it('evens loudness out per track, and at once when the setting changes', async () => {
    const quiet = {
      ...album(1)[0]!,
      gain: { track_db: -6.0206, track_peak: 1, album_db: null, album_peak: null },
    };
    player.play([quiet], 0);
    await opened();
    expect(voices[0].gain).toBeCloseTo(0.5, 4);
    player.setNormalisation('off');
    expect(voices[0].gain).toBe(1);
  });

  it('mutes without forgetting the volume', () => {
    player.setVolume(0.5);
    player.toggleMute();
    expect(volume).toBe(0);
    expect(player.settings.volume).toBe(0.5);
    player.toggleMute();
    expect(volume).toBe(0.25);
  });

  it('plays at another speed, also on the prepared voice', async () => {
    player.play(album(2), 0);
    await opened();
    player.setSpeed(1.5);
    expect(voices.map((voice) => voice.rate)).toEqual([1.5, 1.5]);
  });

  it('tells a listen once it counts', async () => {
    player.play(album(2), 0);
    await opened();
    for (let at = 0; at <= 10_000; at += 500) voices[0].reach(at);
    expect(listens).toEqual([
      { track_id: 'trk_0', started_at: '1970-01-01T00:00:00.000Z', played_ms: 10_000 },
    ]);
  });

  it('cues without a sound, and continues from there', async () => {
    player.cue(album(3), 2, 7_000);
    expect(player.status).toBe('paused');
    expect(asked).toEqual([]);
    player.toggle();
    await opened();
    expect(voices[0]).toMatchObject({ url: '/stream/trk_2', position: 7_000, playing: true });
  });

  it('goes on with the next track when the current one is removed', async () => {
    player.play(album(2), 0);
    await opened();
    player.remove(player.entry!.uid);
    await opened();
    expect(player.track?.title).toBe('1');
    player.remove(player.entry!.uid);
    expect(player.track).toBeNull();
    expect(player.status).toBe('idle');
  });

  it('adds to an empty queue without playing', () => {
    player.append(album(2));
    expect(player.status).toBe('paused');
    expect(player.track?.title).toBe('0');
  });
});

function problem(code: string, status: number): ProblemError {
  return new ProblemError({ type: `urn:qingyin:problem:${code}`, code, status, title: '' });
}
