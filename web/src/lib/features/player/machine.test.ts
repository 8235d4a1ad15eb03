import { describe, expect, it } from 'vitest';
import { IDLE, sounding, transition, type Event, type State } from './machine';

const run = (...events: Event[]): State => events.reduce(transition, IDLE);
const load: Event = { type: 'load', wanted: true };

describe('machine', () => {
  it('plays when loaded', () => {
    expect(run(load, { type: 'ready' })).toEqual({ status: 'playing', wanted: true });
  });

  it('keeps a pause that was pressed while loading', () => {
    expect(run(load, { type: 'pause' }, { type: 'ready' })).toEqual({ status: 'paused', wanted: false });
  });

  it('keeps a play that was pressed while loading', () => {
    expect(run({ type: 'load', wanted: false }, { type: 'play' }, { type: 'ready' }).status).toBe('playing');
  });

  it('buffers and flows again', () => {
    const starved = run(load, { type: 'ready' }, { type: 'starve' });
    expect(starved.status).toBe('buffering');
    expect(sounding(starved)).toBe(true);
    expect(transition(starved, { type: 'flow' }).status).toBe('playing');
  });

  it('does not play after a pause while buffering', () => {
    expect(run(load, { type: 'ready' }, { type: 'starve' }, { type: 'pause' }, { type: 'flow' }).status).toBe(
      'paused',
    );
  });

  it('remembers the wish through a failure, so that a retry plays', () => {
    expect(run(load, { type: 'fail' })).toEqual({ status: 'failed', wanted: true });
    expect(sounding(run(load, { type: 'fail' }))).toBe(false);
  });

  it('ends and is cleared', () => {
    expect(run(load, { type: 'ready' }, { type: 'end' })).toEqual({ status: 'ended', wanted: false });
    expect(run(load, { type: 'clear' })).toEqual(IDLE);
  });

  it.each<Event>([
    { type: 'play' },
    { type: 'pause' },
    { type: 'ready' },
    { type: 'starve' },
    { type: 'end' },
    { type: 'fail' },
  ])('stays idle at $type', (event) => {
    expect(transition(IDLE, event)).toEqual(IDLE);
  });
});
