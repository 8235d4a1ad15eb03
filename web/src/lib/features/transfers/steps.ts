/** What the asker can do with a transfer, in which colour it is shown, and reading its file to the end. */
import type { Transfer } from '$lib/api/types';

export const COLOURS = {
  waiting: 'warning',
  open: 'good',
  due: 'warning',
  handed_over: 'good',
  called_off: 'plain',
  lapsed: 'plain',
} as const satisfies Record<Transfer['standing'], 'plain' | 'good' | 'warning' | 'bad'>;

export interface Steps {
  approve: boolean;
  callOff: boolean;
  handOver: boolean;
  /** Why the asker does not approve it now, where it waits. */
  whyNotApprove: 'ownTransfer' | 'ownApproval' | null;
  /** Why the asker does not hand it over now. */
  whyNotHandOver: 'waiting' | 'open' | 'notApprover' | 'over' | null;
}

/** What the asker can do; the server asks the same again. */
export function stepsOf(transfer: Transfer): Steps {
  const { standing, is_own, approvals } = transfer;
  const hasApproved = approvals.some((approval) => approval.is_own);
  const waits = standing === 'waiting';
  // What was handed over can be made again while its time lasts, for a file that was lost: the server knows whether it does.
  const isDue = standing === 'due' || standing === 'handed_over';
  const why = waits ? 'waiting' : standing === 'open' ? 'open' : isDue ? null : 'over';
  return {
    approve: waits && !is_own && !hasApproved,
    callOff: waits || standing === 'open' || isDue,
    handOver: isDue && hasApproved,
    whyNotApprove: !waits ? null : is_own ? 'ownTransfer' : hasApproved ? 'ownApproval' : null,
    whyNotHandOver: why ?? (hasApproved ? null : 'notApprover'),
  };
}

/** A digest as it fits a line. */
export const short = (digest: string): string => `${digest.slice(0, 8)}…${digest.slice(-4)}`;

/**
 * Reads a file to its end and tells how many people's lines have come; a connection that ends early is an error.
 *
 * Each person is on a line of their own, between the head and the certificate.
 */
export async function wholeOf(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  onpeople: (people: number) => void,
): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let lines = 0;
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    for (const byte of value) if (byte === 10) lines += 1;
    onpeople(Math.max(0, lines - 1));
  }
  return new Blob(parts, { type: 'application/json' });
}
