/** What the asker can do with a demand, and until which days it can be filed. */
import { dayOf } from '$lib/features/staff/days';
import type { LegalDemand } from '$lib/api/types';

export interface Steps {
  approve: boolean;
  refuse: boolean;
  withdraw: boolean;
  handOut: boolean;
  /** Why the asker does not approve it now, where it waits. */
  whyNotApprove: 'ownDemand' | 'ownApproval' | null;
  /** Why the asker does not hand it out now. */
  whyNotHandOut: 'waiting' | 'notApprover' | 'over' | null;
}

/** What the asker can do; the server asks the same again. */
export function stepsOf(demand: LegalDemand): Steps {
  const hasApproved = demand.approvals.some((approval) => approval.is_own);
  const waits = demand.standing === 'waiting';
  const isApproved = demand.standing === 'approved';
  const decides = waits && !demand.is_own;
  const whyNotHandOut = isApproved ? (hasApproved ? null : 'notApprover') : waits ? 'waiting' : 'over';
  return {
    approve: decides && !hasApproved,
    refuse: decides,
    withdraw: waits || isApproved,
    handOut: isApproved && hasApproved,
    whyNotApprove: !waits ? null : demand.is_own ? 'ownDemand' : hasApproved ? 'ownApproval' : null,
    whyNotHandOut,
  };
}

/** The last moment of a day here, for the API. */
export const endOf = (day: string): string => new Date(`${day}T23:59:59.999`).toISOString();

/** The day so many days ahead, as a date field has it. */
export function dayAhead(now: Date, days: number): string {
  const then = new Date(now);
  then.setDate(then.getDate() + days);
  return dayOf(then);
}
