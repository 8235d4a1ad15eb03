import { describe, expect, it } from 'vitest';
import type { LegalDemand } from '$lib/api/types';
import { fingerprintOf, isFingerprint, short } from './fingerprint';
import { dayAhead, endOf, stepsOf } from './steps';

const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

describe('a fingerprint', () => {
  it('is the SHA-256 of the bytes of the file', async () => {
    expect(await fingerprintOf(new Blob([]))).toBe(EMPTY);
    const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    expect(await fingerprintOf(new Blob(['abc']))).toBe(abc);
  });

  it('has 64 hexadecimal digits', () => {
    expect(isFingerprint(` ${EMPTY.toUpperCase()}\n`)).toBe(true);
    for (const wrong of ['', EMPTY.slice(1), `${EMPTY}0`, EMPTY.replace('e', 'g')]) {
      expect(isFingerprint(wrong), wrong).toBe(false);
    }
    expect(short(EMPTY)).toBe('e3b0c442…b855');
  });
});

function demand(
  standing: LegalDemand['standing'],
  more: { isOwn?: boolean; approvedBy?: ('me' | 'another')[] } = {},
): LegalDemand {
  const approvals = (more.approvedBy ?? []).map((who) => ({
    by_digest: 'd'.repeat(64),
    is_own: who === 'me',
    at: '2026-11-20T08:00:00.000Z',
  }));
  return {
    id: 'lgd_1',
    standing,
    kind: 'compulsory_order',
    exemption: 'E3',
    article: '',
    case_number: '',
    addressee: '',
    document_sha256: EMPTY,
    items: [],
    subject_digest: '',
    filed_by_digest: '',
    is_own: more.isOwn ?? false,
    filed_at: '',
    valid_until: '',
    silence: null,
    approvals,
    ended: null,
    disclosures: [],
  };
}

describe('what the asker can do', () => {
  it('leaves approving to others than who filed it, once each', () => {
    expect(stepsOf(demand('waiting'))).toMatchObject({ approve: true, refuse: true, whyNotApprove: null });
    const own = stepsOf(demand('waiting', { isOwn: true }));
    expect(own).toMatchObject({ approve: false, refuse: false, withdraw: true, whyNotApprove: 'ownDemand' });
    const again = stepsOf(demand('waiting', { approvedBy: ['me'] }));
    expect(again).toMatchObject({ approve: false, refuse: true, whyNotApprove: 'ownApproval' });
  });

  it('lets those hand it out who approved it, while it stands', () => {
    const approved = demand('approved', { approvedBy: ['another', 'me'] });
    expect(stepsOf(approved)).toMatchObject({ handOut: true, withdraw: true, whyNotHandOut: null });
    const others = demand('approved', { approvedBy: ['another', 'another'] });
    expect(stepsOf(others)).toMatchObject({ handOut: false, whyNotHandOut: 'notApprover' });
    expect(stepsOf(demand('waiting')).whyNotHandOut).toBe('waiting');
    for (const over of ['refused', 'withdrawn', 'expired'] as const) {
      const steps = stepsOf(demand(over, { approvedBy: ['another', 'me'] }));
      expect(steps).toMatchObject({ approve: false, refuse: false, withdraw: false, handOut: false });
      expect(steps.whyNotHandOut).toBe('over');
    }
  });
});

describe('days', () => {
  it('end with their last moment, and are counted ahead', () => {
    expect(new Date(endOf('2026-12-01')).getTime()).toBe(new Date(2026, 11, 2).getTime() - 1);
    expect(dayAhead(new Date(2026, 11, 31, 12), 1)).toBe('2027-01-01');
  });
});
