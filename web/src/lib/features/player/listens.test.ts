import { describe, expect, it } from 'vitest';
import { track } from '../../../../mock/library';
import { countsAfterMs, LISTEN_MS, ListenMeter } from './listens';

const song = (durationMs: number) => ({ ...track(0)!, duration_ms: durationMs });
const NOON = Date.parse('2026-05-01T12:00:00.000Z');

function listenTo(meter: ListenMeter, fromMs: number, toMs: number) {
  for (let at = fromMs; at <= toMs; at += 250) {
    const listen = meter.advance(at);
    if (listen) return { at, listen };
  }
  return null;
}

describe('a listen', () => {
  it('counts after half the track, or after four minutes', () => {
    expect(countsAfterMs(180_000)).toBe(90_000);
    expect(countsAfterMs(3_600_000)).toBe(LISTEN_MS);
    expect(countsAfterMs(0)).toBe(LISTEN_MS);
  });

  it('is told once, at half the track', () => {
    const meter = new ListenMeter();
    meter.begin(song(20_000), NOON);
    const heard = listenTo(meter, 0, 20_000);
    expect(heard?.at).toBe(10_000);
    expect(heard?.listen).toEqual({
      track_id: 'trk_0',
      started_at: '2026-05-01T12:00:00.000Z',
      played_ms: 10_000,
    });
    expect(listenTo(meter, 10_250, 20_000)).toBeNull();
  });

  it('does not count what was skipped', () => {
    const meter = new ListenMeter();
    meter.begin(song(20_000), NOON);
    listenTo(meter, 0, 2_000);
    expect(listenTo(meter, 15_000, 20_000)).toBeNull();
  });

  it('does not count seeking back as hearing less', () => {
    const meter = new ListenMeter();
    meter.begin(song(20_000), NOON);
    expect(listenTo(meter, 0, 6_000)).toBeNull();
    meter.interrupt();
    expect(listenTo(meter, 0, 6_000)?.at).toBe(4_000);
  });

  it('begins anew with each track', () => {
    const meter = new ListenMeter();
    meter.begin(song(20_000), NOON);
    listenTo(meter, 0, 9_000);
    meter.begin(song(20_000), NOON);
    expect(listenTo(meter, 0, 9_000)).toBeNull();
  });
});
