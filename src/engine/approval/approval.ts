/**
 * Life of an approval: a run is submitted, decided about once, and carried out once. Pure: facts, what somebody
 * wants to do and the time in; the new facts or an error out. The ledger repeats the rule about persons as a
 * constraint of its tables.
 */
import { SyncError } from '../../errors.ts';

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
  /** Why it was rejected. */
  readonly reason: string | null;
  readonly usedAt: string | null;
  /** Permit of the schedule under which it was given; null: for this run alone. */
  readonly permit: string | null;
}

export type ApprovalAction =
  /** A person stands behind what the program has submitted. */
  | { readonly kind: 'vouch'; readonly by: string }
  | { readonly kind: 'approve'; readonly by: string }
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
 * `approval.submitted` (kind usage), `approval.no-reason` (kind usage).
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
      return { ...approval, decision: 'approved', decidedBy: action.by, decidedAt: at };
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

function refuseDecided(approval: Approval): void {
  if (approval.usedAt !== null) throw used(approval);
  if (approval.decision !== null) throw decided(approval);
}

function refuseOwn({ run, submittedBy, uploadedBy }: Approval, by: string): void {
  if (by !== submittedBy && by !== uploadedBy) return;
  throw new SyncError({
    code: 'approval.own',
    kind: 'permission',
    message: `Sie können nicht selbst entscheiden: Den Lauf ${run} haben Sie vorgelegt oder geliefert.`,
    hint: 'Bitten Sie eine Kollegin oder einen Kollegen mit der Berechtigung „Freigabe“. Zurückziehen können Sie ihn mit „kmsync cancel“.',
  });
}

export function waiting({ run, submittedBy }: Pick<Approval, 'run' | 'submittedBy'>): SyncError {
  if (submittedBy === null) return nobodySubmitted({ run });
  return new SyncError({
    code: 'approval.waiting',
    kind: 'approval',
    message: `Der Lauf ${run} wartet auf Freigabe. Es wurde nichts veröffentlicht.`,
    hint: `Eine zweite Person sieht die Änderungen an und gibt frei: „kmsync approve ${run}“.`,
  });
}

function nobodySubmitted({ run }: Pick<Approval, 'run'>): SyncError {
  return new SyncError({
    code: 'approval.nobody-submitted',
    kind: 'approval',
    message: `Für den Lauf ${run} steht noch niemand ein: Das Programm hat ihn von selbst vorgelegt. Es wurde nichts veröffentlicht.`,
    hint: `Eine Person legt ihn vor („kmsync submit ${run}“), eine andere gibt ihn frei („kmsync approve ${run}“).`,
  });
}

function submittedAlready({ run }: Approval): SyncError {
  return new SyncError({
    code: 'approval.submitted',
    kind: 'usage',
    message: `Der Lauf ${run} ist schon vorgelegt.`,
    hint: `Eine zweite Person sieht die Änderungen an und gibt frei: „kmsync approve ${run}“.`,
  });
}

const DECIDED: Readonly<Record<Decision, string>> = {
  approved: 'freigegeben',
  rejected: 'zurückgewiesen',
  withdrawn: 'zurückgezogen',
  expired: 'abgelaufen',
  overtaken: 'überholt',
};

function decided({ run, decision }: Approval): SyncError {
  return new SyncError({
    code: 'approval.decided',
    kind: 'stale',
    message: `Der Lauf ${run} ist schon ${DECIDED[decision ?? 'expired']}. Es wurde nichts veröffentlicht.`,
    hint: decision === 'approved' ? `Ausführen: „kmsync apply ${run}“.` : NEW_PLAN,
  });
}

function used({ run }: Approval): SyncError {
  return new SyncError({
    code: 'approval.used',
    kind: 'stale',
    message: `Die Freigabe des Laufs ${run} ist schon verwendet; sie gilt nur einmal. Es wurde nichts veröffentlicht.`,
    hint: `„kmsync runs ${run}“ zeigt, was aus ihm wurde. Wurde er unterbrochen, setzt ihn „kmsync resume ${run}“ fort.`,
  });
}

function expired({ run }: Approval): SyncError {
  return new SyncError({
    code: 'approval.expired',
    kind: 'stale',
    message: `Die Frist des Laufs ${run} ist abgelaufen. Es wurde nichts veröffentlicht.`,
    hint: NEW_PLAN,
  });
}

function notYours({ run }: Approval): SyncError {
  return new SyncError({
    code: 'approval.not-yours',
    kind: 'permission',
    message: `Den Lauf ${run} hat jemand anderes vorgelegt.`,
    hint: 'Zurückziehen kann ihn nur, wer ihn vorgelegt hat. Mit der Berechtigung „Freigabe“ können Sie ihn zurückweisen.',
  });
}

function withoutReason(): SyncError {
  return new SyncError({
    code: 'approval.no-reason',
    kind: 'usage',
    message: 'Zum Zurückweisen fehlt die Begründung.',
    hint: 'Nennen Sie in „--reason“ in einem Satz, was nicht stimmt, ohne Namen von Personen.',
  });
}

const NEW_PLAN = 'Erstellen Sie einen neuen Plan und legen Sie ihn vor.';
