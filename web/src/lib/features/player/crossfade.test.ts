import { beforeEach, describe, expect, it } from 'vitest';
import type { Track } from '$lib/api/types';
import { continuesAlbum, fadeCurve, overlapMs } from './crossfade';
import { Engine, type Source } from './engine';
import { FakeClock, FakeVoice } from './fakes';

const track = (album: string | null, disc: number | null, number: number | null) =>
  ({ album: album && { id: album }, disc_number: disc, track_number: number }) as unknown as Track;

it.each([
  [track('a', 1, 3), track('a', 1, 4), true],
  [track('a', null, 3), track('a', null, 4), true],
  [track('a', 1, 9), track('a', 2, 1), true],
  [track('a', 1, 3), track('a', 1, 5), false],
  [track('a', 1, 3), track('b', 1, 4), false],
  [track('a', 1, null), track('a', 1, null), false],
  [track(null, 1, 1), track(null, 1, 2), false],
])('knows whether a track continues another: case %#', (before, after, continues) => {
  expect(continuesAlbum(before, after)).toBe(continues);
});

it('keeps the power of the sound all the way', () => {
  const down = fadeCurve(0);
  const up = fadeCurve(1);
  up.forEach((rising, i) => expect(rising ** 2 + down[i]! ** 2).toBeCloseTo(1, 5));
  expect([down[0], up[0]]).toEqual([1, 0]);
});

it('lets no track vanish in its fades', () => {
  expect(overlapMs(12_000, 200_000, 10_000, 1)).toBe(5_000);
  expect(overlapMs(12_000, 200_000, 10_000, 2)).toBe(2_500);
});

describe('the engine with a crossfade of six seconds', () => {
  let one: FakeVoice;
  let two: FakeVoice;
  let clock: FakeClock;
  let told: string[];
  let engine: Engine;
  const source = (uid: number, joined = false): Source => ({
    uid,
    url: () => `/${uid}`,
    durationMs: 60_000,
    seekable: true,
    gain: 1,
    joined,
  });

  beforeEach(() => {
    one = new FakeVoice();
    two = new FakeVoice();
    clock = new FakeClock();
    told = [];
    engine = new Engine([one, two], clock.later, clock.now, {
      progress: () => {},
      switched: ({ uid }) => told.push(`switched ${uid}`),
      ended: () => told.push('ended'),
      failed: (reason) => told.push(`failed ${reason}`),
    });
    engine.crossfadeMs = 6_000;
    engine.start(source(1), 0, true);
  });

  /** Plays the first track up to the middle of the crossfade into the second. */
  function intoTheFade() {
    engine.prepare(source(2));
    two.tell('ready');
    one.reach(53_000);
    one.position = 54_000;
    clock.move(1_000);
  }

  it('begins the next track six seconds before the end', () => {
    intoTheFade();
    expect(told).toEqual(['switched 2']);
    expect(two).toMatchObject({ playing: true, fading: 6_000 });
    expect(one).toMatchObject({ playing: true, fading: -6_000 });
    clock.move(6_000);
    expect(one).toMatchObject({ playing: false, url: null, fading: null });
    expect(two).toMatchObject({ playing: true, fading: null });
  });

  it('works with gapless off, too', () => {
    engine.gapless = false;
    intoTheFade();
    expect(told).toEqual(['switched 2']);
  });

  it('leaves tracks that belong together gapless', () => {
    engine.prepare(source(2, true));
    two.tell('ready');
    one.reach(53_000);
    expect(clock.waiting).toEqual([]);
    one.reach(59_000);
    expect(clock.waiting).toEqual([980]);
    clock.move(980);
    expect(two).toMatchObject({ playing: true, fading: null });
  });

  it('loads what comes after only when the fade is over', () => {
    intoTheFade();
    engine.prepare(source(3));
    expect(one).toMatchObject({ url: '/1', playing: true });
    clock.move(6_000);
    expect(one).toMatchObject({ url: '/3', playing: false });
  });

  it.each([
    ['a pause', () => engine.pause()],
    ['a seek', () => engine.seek(30_000)],
    ['another track', () => engine.start(source(9), 0, true)],
    ['the stop', () => engine.stop()],
  ])('is ended at once by %s', (_, interrupt) => {
    intoTheFade();
    interrupt();
    expect(one).toMatchObject({ playing: false, url: null, fading: null });
    expect(two.fading).toBeNull();
    clock.move(60_000);
    expect(told).toEqual(['switched 2']);
  });

  it('fades only what is left when the timer came late', () => {
    engine.prepare(source(2));
    two.tell('ready');
    one.reach(53_000);
    one.position = 58_000;
    clock.move(5_000);
    expect(two.fading).toBe(2_000);
  });

  it('is not told of the old track’s end or failure', () => {
    intoTheFade();
    one.tell('ended');
    one.tell('failed');
    expect(told).toEqual(['switched 2']);
  });
});
