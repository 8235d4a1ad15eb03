import { describe, expect, it } from 'vitest';
import { LyricsOffset, OFFSET_MS_MAX } from './offset.svelte';

describe('the offset of lyrics', () => {
  it('moves by tenths of a second, within a minute', () => {
    const offset = new LyricsOffset(0, async () => {});
    offset.step(3);
    expect(offset.draft).toBe(300);
    offset.step(-5);
    expect([offset.draft, offset.changed]).toEqual([-200, true]);
    offset.step(99_999);
    expect(offset.draft).toBe(OFFSET_MS_MAX);
    offset.reset();
    expect([offset.draft, offset.changed]).toEqual([0, false]);
  });

  it('is saved as it was tried out, and a refusal loses nothing', async () => {
    const saved: number[] = [];
    let refuse = true;
    const offset = new LyricsOffset(100, async (ms) => {
      if (refuse) throw new Error('offline');
      saved.push(ms);
    });
    offset.step(1);
    expect(await offset.save()).toBe(false);
    expect([offset.draft, offset.changed, offset.problem !== null]).toEqual([200, true, true]);
    refuse = false;
    expect(await offset.save()).toBe(true);
    expect([saved, offset.changed, offset.problem]).toEqual([[200], false, null]);
    offset.step(1);
    offset.discard();
    expect(offset.draft).toBe(200);
  });
});
