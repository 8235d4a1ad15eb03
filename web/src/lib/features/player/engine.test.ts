import { beforeEach, describe, expect, it } from 'vitest';
import { Engine, type Source } from './engine';
import { FakeClock, FakeVoice, settle } from './fakes';

const source = (uid: number, more: Partial<Source> = {}): Source => ({
  uid,
  url: (startMs) => (startMs > 0 ? `/${uid}?start_ms=${startMs}` : `/${uid}`),
  durationMs: 20_000,
  seekable: true,
  gain: 1,
  ...more,
});

let one: FakeVoice;
let two: FakeVoice;
let clock: FakeClock;
let told: string[];
let engine: Engine;

beforeEach(() => {
  one = new FakeVoice();
  two = new FakeVoice();
  clock = new FakeClock();
  told = [];
  engine = new Engine([one, two], clock.later, clock.now, {
    progress: (event) => told.push(event),
    switched: ({ uid }) => told.push(`switched ${uid}`),
    ended: () => told.push('ended'),
    failed: (reason) => told.push(`failed ${reason}`),
  });
});

describe('engine', () => {
  it('plays on one voice and prepares on the other', () => {
    engine.start(source(1), 3_000, true);
    engine.prepare(source(2, { gain: 0.5 }));
    expect(one).toMatchObject({ url: '/1', position: 3_000, playing: true });
    expect(two).toMatchObject({ url: '/2', position: 0, playing: false, gain: 0.5 });
  });

  it('starts the prepared voice as the last one ends, a breath earlier', () => {
    engine.start(source(1), 0, true);
    engine.prepare(source(2));
    two.tell('ready');
    one.reach(10_000);
    expect(clock.waiting).toEqual([]);
    one.reach(19_000);
    expect(clock.waiting).toEqual([980]);
    clock.move(979);
    expect(two.playing).toBe(false);
    clock.move(1);
    expect(two.playing).toBe(true);
    expect(told).toContain('switched 2');
    // The old voice plays out its last samples by itself, and its end is nobody's business any more.
    expect(one.playing).toBe(true);
    one.tell('ended');
    expect(told.filter((event) => event === 'ended')).toEqual([]);
  });

  it('trusts the stream’s own length over the tag’s', () => {
    engine.start(source(1), 0, true);
    engine.prepare(source(2));
    two.tell('ready');
    one.length = 21_000;
    one.reach(19_500);
    expect(clock.waiting).toEqual([1_480]);
  });

  it('counts the remaining time at the speed of playback', () => {
    engine.setRate(2);
    engine.start(source(1), 0, true);
    engine.prepare(source(2));
    two.tell('ready');
    one.reach(18_000);
    expect(clock.waiting).toEqual([980]);
    expect(two.rate).toBe(2);
  });

  it('calls the switch off at a pause and at a seek', () => {
    engine.start(source(1), 0, true);
    engine.prepare(source(2));
    two.tell('ready');
    one.reach(19_000);
    engine.pause();
    expect(clock.waiting).toEqual([]);
    engine.play();
    expect(clock.waiting).toHaveLength(1);
    engine.seek(2_000);
    expect(clock.waiting).toEqual([]);
  });

  it('waits for the end when gapless is off', () => {
    engine.gapless = false;
    engine.start(source(1), 0, true);
    engine.prepare(source(2));
    two.tell('ready');
    one.reach(19_500);
    expect(clock.waiting).toEqual([]);
    one.tell('ended');
    expect(two.playing).toBe(true);
    expect(told).toContain('switched 2');
  });

  it('tells the end when nothing is prepared', () => {
    engine.start(source(1), 0, true);
    one.tell('ended');
    expect(told).toEqual(['ended']);
  });

  it('tells the end when what was prepared has failed', () => {
    engine.start(source(1), 0, true);
    engine.prepare(source(2));
    two.tell('failed');
    one.tell('ended');
    expect(told).toEqual(['ended']);
  });

  it('opens an unseekable stream anew at the position', () => {
    engine.start(source(1, { seekable: false }), 0, true);
    engine.seek(5_000);
    expect(one.url).toBe('/1?start_ms=5000');
    one.reach(1_000);
    expect(engine.positionMs()).toBe(6_000);
  });

  it('times the switch of an unseekable stream from its offset', () => {
    engine.start(source(1, { seekable: false }), 12_000, true);
    engine.prepare(source(2));
    two.tell('ready');
    one.reach(7_000);
    expect(clock.waiting).toEqual([980]);
  });

  it('tells a refusal by the browser apart from an overtaken play', async () => {
    one.refuse = 'AbortError';
    engine.start(source(1), 0, true);
    await settle();
    expect(told).toEqual([]);
    one.refuse = 'NotAllowedError';
    engine.play();
    await settle();
    expect(told).toEqual(['failed blocked']);
  });

  it('gives up what was prepared when something else begins', () => {
    engine.start(source(1), 0, true);
    engine.prepare(source(2));
    engine.start(source(3), 0, true);
    expect(one.url).toBe('/3');
    expect(two.url).toBeNull();
  });

  it('loads nothing twice', () => {
    engine.start(source(1), 0, true);
    engine.prepare(source(2));
    two.position = 1;
    engine.prepare(source(2));
    expect(two.position).toBe(1);
  });
});
