/**
 * Life of an approval: a run is submitted, decided about once, and carried out once. Pure: facts, what somebody
 * wants to do and the time in; the new facts or an error out. The ledger repeats the rule about persons as a
 * constraint of its tables.
 */
import {
  decided,
  expired,
  momentPast,
  nobodySubmitted,
  notYet,
  notYours,
  ownRun,
  submittedAlready,
  tooLate,
  used,
  waiting,
  withoutReason,
} from './refusals.ts';

export type Decision = 'approved' | 'rejected' | 'withdrawn' | 'expired' | 'overtaken';

export interface Approval {
  readonly run: string;
  /** An approval is for this plan and no other. */
  readonly planHash: string;
  /** What the plan rests on beside the target; see `basis.ts`. Opaque text. */
  readonly basis: string;
  /** Subject of whoever brought the delivery; null: it was fetched. */
  readonly uploadedBy: string | null;
  /** Null: the program has submitted, and nobody stands behind it yet. */
  readonly submittedBy: string | null;
  /** ISO instants, UTC. */
  readonly submittedAt: string;
  readonly expiresAt: string;
  readonly decision: Decision | null;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  /** It is not carried out before this ISO instant, UTC; null: at once. */
  readonly notBefore: string | null;
  /** Why it was rejected. */
  readonly reason: string | null;
  readonly usedAt: string | null;
  /** Permit of the schedule under which it was given; null: for this run alone. */
  readonly permit: string | null;
}

export type ApprovalAction =
  /** A person stands behind what the program has submitted. */
  | { readonly kind: 'vouch'; readonly by: string }
  /** `notBefore`: ISO instant, UTC. Left out: it may be carried out at once. */
  | { readonly kind: 'approve'; readonly by: string; readonly notBefore?: string | undefined }
  | { readonly kind: 'reject'; readonly by: string; readonly reason: string }
  | { readonly kind: 'withdraw'; readonly by: string }
  | { readonly kind: 'expire' }
  /** What was approved is no longer what would be published. */
  | { readonly kind: 'overtake' }
  | { readonly kind: 'use' }
  /** Nothing was written, somebody else was writing: the approval can still be used. */
  | { readonly kind: 'give-back' };

/** What the run is called afterwards; a run that is decided against has ended. */
export const RUN_STATE_AFTER = {
  vouch: 'submitted',
  approve: 'approved',
  reject: 'rejected',
  withdraw: 'withdrawn',
  expire: 'expired',
  overtake: 'stale',
  use: 'publishing',
  'give-back': 'approved',
} as const satisfies Readonly<Record<ApprovalAction['kind'], string>>;

export function isOver(action: ApprovalAction): boolean {
  return ['reject', 'withdraw', 'expire', 'overtake'].includes(action.kind);
}

/**
 * Throws SyncError: `approval.decided`, `approval.used`, `approval.expired` (kind stale), `approval.own`,
 * `approval.not-yours` (kind permission), `approval.nobody-submitted`, `approval.waiting` (kind approval),
 * `approval.not-yet` (kind approval), `approval.submitted`, `approval.no-reason`, `approval.time-past`,
 * `approval.too-late` (kind usage).
 */
export function acted(approval: Approval, action: ApprovalAction, now: Date): Approval {
  const at = now.toISOString();
  const isPast = approval.expiresAt < at;
  switch (action.kind) {
    case 'vouch':
      refuseDecided(approval);
      if (isPast) throw expired(approval);
      if (approval.submittedBy !== null) throw submittedAlready(approval);
      return { ...approval, submittedBy: action.by, submittedAt: at };
    case 'approve':
      refuseDecided(approval);
      if (isPast) throw expired(approval);
      if (approval.submittedBy === null) throw nobodySubmitted(approval);
      refuseOwn(approval, action.by);
      return {
        ...approval,
        decision: 'approved',
        decidedBy: action.by,
        decidedAt: at,
        notBefore: possible(action.notBefore, approval, at),
      };
    case 'reject':
      refuseDecided(approval);
      refuseOwn(approval, action.by);
      if (action.reason.trim() === '') throw withoutReason();
      return {
        ...approval,
        decision: 'rejected',
        decidedBy: action.by,
        decidedAt: at,
        reason: action.reason.trim(),
      };
    case 'withdraw':
      if (approval.decision !== 'approved') refuseDecided(approval);
      if (approval.usedAt !== null) throw used(approval);
      if (approval.submittedBy !== null && approval.submittedBy !== action.by) throw notYours(approval);
      return { ...approval, decision: 'withdrawn', decidedBy: action.by, decidedAt: at };
    case 'expire':
      if (!isPast || !isOpen(approval)) throw new RangeError(`approval of ${approval.run} does not expire`);
      return { ...approval, decision: 'expired', decidedBy: null, decidedAt: at };
    case 'overtake':
      if (!isOpen(approval)) throw new RangeError(`approval of ${approval.run} is over`);
      return { ...approval, decision: 'overtaken', decidedBy: null, decidedAt: at };
    case 'use':
      if (approval.usedAt !== null) throw used(approval);
      if (approval.decision === null) throw waiting(approval);
      if (approval.decision !== 'approved') throw decided(approval);
      if (isPast) throw expired(approval);
      refuseEarly(approval, now);
      return { ...approval, usedAt: at };
    case 'give-back':
      if (approval.usedAt === null) throw new RangeError(`approval of ${approval.run} is not used`);
      return { ...approval, usedAt: null };
  }
}

/** Waits for a person, or for being carried out. */
export function isOpen({ decision, usedAt }: Approval): boolean {
  return decision === null || (decision === 'approved' && usedAt === null);
}

/** Approved for a moment that has not come yet. */
export function isEarly({ decision, usedAt, notBefore }: Approval, now: Date): boolean {
  return decision === 'approved' && usedAt === null && notBefore !== null && now.toISOString() < notBefore;
}

/** The moment that an approved run waits for, as long as it lies ahead. */
export function waitsUntil(approval: Approval | undefined, now: Date): string | null {
  return approval && isEarly(approval, now) ? approval.notBefore : null;
}

/** Throws SyncError `approval.not-yet` (kind approval). */
export function refuseEarly(approval: Approval, now: Date): void {
  if (isEarly(approval, now)) throw notYet(approval);
}

/** The moment, where there is one that lies ahead and within the time limit. */
function possible(notBefore: string | undefined, { expiresAt }: Approval, at: string): string | null {
  if (notBefore === undefined) return null;
  if (notBefore <= at) throw momentPast(notBefore);
  if (notBefore > expiresAt) throw tooLate(notBefore, expiresAt);
  return notBefore;
}

function refuseDecided(approval: Approval): void {
  if (approval.usedAt !== null) throw used(approval);
  if (approval.decision !== null) throw decided(approval);
}

function refuseOwn({ run, submittedBy, uploadedBy }: Approval, by: string): void {
  if (by !== submittedBy && by !== uploadedBy) return;
  throw ownRun(run);
}
