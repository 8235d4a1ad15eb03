import { describe, expect, it } from 'vitest';
import type { Transfer } from '$lib/api/types';
import { stepsOf, wholeOf } from './steps';

function transfer(
  standing: Transfer['standing'],
  more: { isOwn?: boolean; approvedBy?: ('me' | 'another')[] } = {},
): Transfer {
  const approvals = (more.approvedBy ?? []).map((who) => ({
    by_digest: 'd'.repeat(64),
    is_own: who === 'me',
    at: '2026-11-20T08:00:00.000Z',
  }));
  return { standing, is_own: more.isOwn ?? false, approvals } as Transfer;
}

describe('what the asker can do', () => {
  it('leaves approving to others than who filed it, once each', () => {
    expect(stepsOf(transfer('waiting'))).toMatchObject({ approve: true, whyNotApprove: null });
    const own = stepsOf(transfer('waiting', { isOwn: true }));
    expect(own).toMatchObject({ approve: false, callOff: true, whyNotApprove: 'ownTransfer' });
    const again = stepsOf(transfer('waiting', { approvedBy: ['me'] }));
    expect(again).toMatchObject({ approve: false, whyNotApprove: 'ownApproval' });
  });

  it('lets those hand it over who approved it, once the time to answer is over', () => {
    const approvedBy: ('me' | 'another')[] = ['another', 'me'];
    expect(stepsOf(transfer('waiting')).whyNotHandOver).toBe('waiting');
    const open = stepsOf(transfer('open', { approvedBy }));
    expect(open).toMatchObject({ handOver: false, whyNotHandOver: 'open' });
    for (const standing of ['due', 'handed_over'] as const) {
      const due = stepsOf(transfer(standing, { approvedBy }));
      expect(due).toMatchObject({ handOver: true, whyNotHandOver: null });
      expect(stepsOf(transfer(standing)).whyNotHandOver).toBe('notApprover');
    }
    for (const over of ['called_off', 'lapsed'] as const) {
      const steps = stepsOf(transfer(over, { approvedBy }));
      expect(steps).toMatchObject({ handOver: false, callOff: false, whyNotHandOver: 'over' });
    }
  });
});

describe('a file', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);

  it('is read to its end, and tells how far it is', async () => {
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      start(controller) {
        for (const piece of ['{"people":[\n', '{}\n,{', '}\n', ']}\n']) controller.enqueue(bytes(piece));
        controller.close();
      },
    });
    const told: number[] = [];
    const blob = await wholeOf(body, (people) => told.push(people));
    expect(await blob.text()).toBe('{"people":[\n{}\n,{}\n]}\n');
    expect(told).toEqual([0, 1, 2, 3]);
  });

  it('that broke off is none', async () => {
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull(controller) {
        controller.error(new TypeError('the connection ended'));
      },
    });
    await expect(wholeOf(body, () => undefined)).rejects.toThrow('ended');
  });
});
