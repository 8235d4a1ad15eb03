import { describe, expect, it } from 'vitest';
import { ScanProgress, type Events } from './scan.svelte';
import { uptime } from './uptime';

class FakeEvents implements Events {
  listeners: Record<string, (event: MessageEvent<string>) => void> = {};
  closed = false;
  addEventListener(type: string, listener: (event: MessageEvent<string>) => void) {
    this.listeners[type] = listener;
  }
  close() {
    this.closed = true;
  }
  send(type: string, data: unknown = {}) {
    this.listeners[type]!({ data: JSON.stringify(data) } as MessageEvent<string>);
  }
}

describe('following a scan', () => {
  it('shows what the server sends, and that the line broke', () => {
    const events = new FakeEvents();
    const progress = new ScanProgress(() => events);
    const stop = progress.follow();
    expect(progress.share).toBeNull();
    events.send('open');
    events.send('progress', { state: 'running', found: 10, read: 3, unchanged: 2 });
    expect([progress.running, progress.share, progress.live]).toEqual([true, 0.5, true]);
    events.send('error');
    expect(progress.live).toBe(false);
    events.send('progress', { state: 'idle', found: 10, read: 9, unchanged: 9 });
    expect([progress.running, progress.share]).toEqual([false, 1]);
    stop();
    expect(events.closed).toBe(true);
  });
});

describe('uptime', () => {
  it('is split into days, hours and minutes', () => {
    expect(uptime(93_784)).toEqual({ days: 1, hours: 2, minutes: 3 });
    expect(uptime(-5)).toEqual({ days: 0, hours: 0, minutes: 0 });
  });
});
