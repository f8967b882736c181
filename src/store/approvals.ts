/** Approvals. The rules are the engine's; the tables refuse once more what breaks four eyes. */
import {
  acted,
  isOver,
  RUN_STATE_AFTER,
  type Approval,
  type ApprovalAction,
  type Decision,
} from '../engine/approval/approval.ts';
import type { ApprovalBook, NewApproval, Permit } from '../engine/approval/approval-book.ts';
import { pseudonym } from '../engine/approval/person.ts';
import { SyncError } from '../errors.ts';
import { appendAudit, type AuditEvent } from './audit.ts';
import { countBrought } from './brought.ts';
import { misuse } from './ledger-error.ts';
import type { LedgerSchema } from './schema.ts';
import { instant, type Store, type StoreTransaction } from './store.ts';

export type ApprovalPages = Pick<
  ApprovalBook,
  'submit' | 'approval' | 'approvalsOf' | 'openApprovals' | 'actOnApproval' | 'discardDraft'
>;

type ApprovalRow = LedgerSchema['approval'];

const EVENTS: Readonly<Record<ApprovalAction['kind'], AuditEvent>> = {
  vouch: 'Approval:Vouched',
  approve: 'Approval:Given',
  reject: 'Approval:Refused',
  withdraw: 'Approval:Withdrawn',
  expire: 'Approval:Expired',
  overtake: 'Approval:Overtaken',
  use: 'Approval:Used',
  'give-back': 'Approval:GivenBack',
};

export function approvals(store: Store): ApprovalPages {
  const { db } = store;
  return {
    submit: (approval, permit) => db.transaction().execute((tx) => submit(tx, store, approval, permit)),

    async approval(run) {
      const row = await db.selectFrom('approval').selectAll().where('run', '=', run).executeTakeFirst();
      return row && record(row);
    },

    async approvalsOf(planHash) {
      const rows = await db
        .selectFrom('approval')
        .innerJoin('run', 'run.id', 'approval.run')
        .selectAll('approval')
        .where('approval.plan_hash', '=', planHash)
        .orderBy('run.seq', 'desc')
        .execute();
      return rows.map(record);
    },

    async openApprovals() {
      const rows = await db
        .selectFrom('approval')
        .selectAll()
        .where((is) =>
          is.or([
            is('decision', 'is', null),
            is.and([is('decision', '=', 'approved'), is('used_at', 'is', null)]),
          ]),
        )
        .orderBy('submitted_at')
        .orderBy('run')
        .execute();
      return rows.map(record);
    },

    actOnApproval: (run, action) => db.transaction().execute((tx) => act(tx, store, run, action)),

    discardDraft: (run, by) => db.transaction().execute((tx) => discard(tx, store, run, by)),
  };
}

async function submit(
  tx: StoreTransaction,
  store: Store,
  given: NewApproval,
  permit: Permit | undefined,
): Promise<Approval> {
  const at = instant(store);
  const approval: Approval = {
    ...given,
    submittedAt: at,
    decision: null,
    decidedBy: null,
    decidedAt: null,
    notBefore: null,
    reason: null,
    usedAt: null,
    permit: null,
    ...(permit && {
      submittedBy: permit.proposedBy,
      decision: 'approved',
      decidedBy: permit.approvedBy,
      decidedAt: at,
      usedAt: at,
      permit: permit.id,
    }),
  };
  await refuseDiscarded(tx, approval.run);
  await tx.insertInto('approval').values(row(approval)).execute();
  // Under a permit the run goes on by itself.
  if (!permit) await changeRun(tx, store, approval.run, 'submitted', false);
  const { run, planHash } = approval;
  const actor = permit || given.submittedBy === null ? run : pseudonym(given.submittedBy);
  const facts = { run, plan: planHash, permit: permit?.id ?? null };
  await appendAudit(tx, store, { actor, event: 'Approval:Submitted', facts });
  return approval;
}

async function act(
  tx: StoreTransaction,
  store: Store,
  run: string,
  action: ApprovalAction,
): Promise<Approval> {
  const before = await tx.selectFrom('approval').selectAll().where('run', '=', run).executeTakeFirst();
  if (!before) throw misuse(`Der Lauf ${run} wurde nicht zur Freigabe vorgelegt.`);
  const approval = acted(record(before), action, store.now());
  await tx.updateTable('approval').set(row(approval)).where('run', '=', run).execute();
  await changeRun(tx, store, run, RUN_STATE_AFTER[action.kind], isOver(action));
  if (action.kind === 'use') await countBrought(tx, run);
  if (action.kind === 'reject') await rejectDrafts(tx, approval.planHash);
  const actor = 'by' in action ? pseudonym(action.by) : run;
  const from = action.kind === 'approve' && approval.notBefore !== null ? { from: approval.notBefore } : {};
  const facts = { run, plan: approval.planHash, ...from };
  await appendAudit(tx, store, { actor, event: EVENTS[action.kind], facts });
  return approval;
}

/** Whoever submits may have looked at a draft that somebody has discarded since. */
async function refuseDiscarded(tx: StoreTransaction, id: string): Promise<void> {
  const run = await tx.selectFrom('run').select('state').where('id', '=', id).executeTakeFirstOrThrow();
  if (run.state !== 'withdrawn') return;
  throw new SyncError({
    code: 'draft.gone',
    kind: 'stale',
    message: `Der Lauf ${id} ist kein Entwurf mehr.`,
    hint: 'Sehen Sie sich den Lauf noch einmal an: Er wurde inzwischen verworfen.',
  });
}

async function discard(tx: StoreTransaction, store: Store, run: string, by: string): Promise<boolean> {
  const taken = await tx
    .updateTable('run')
    .set({ state: 'withdrawn' })
    .where('id', '=', run)
    .where('state', '=', 'draft')
    .returning('plan_hash')
    .executeTakeFirst();
  if (!taken) return false;
  await changeRun(tx, store, run, 'withdrawn', true);
  const facts = { run, plan: taken.plan_hash };
  await appendAudit(tx, store, { actor: pseudonym(by), event: 'Approval:Withdrawn', facts });
  return true;
}

/** The result that is kept says the same as the run. */
async function changeRun(
  tx: StoreTransaction,
  store: Store,
  id: string,
  state: string,
  isEnd: boolean,
): Promise<void> {
  const run = await tx.selectFrom('run').select('result').where('id', '=', id).executeTakeFirstOrThrow();
  const result = run.result === null ? null : { ...(JSON.parse(run.result) as object), state };
  await tx
    .updateTable('run')
    .set({
      state,
      result: result && JSON.stringify(result),
      finished_at: isEnd ? instant(store) : null,
    })
    .where('id', '=', id)
    .execute();
}

/** The plan was rejected, and with it the run that had made it and holds what was delivered. */
async function rejectDrafts(tx: StoreTransaction, planHash: string): Promise<void> {
  await tx
    .updateTable('run')
    .set({ state: 'rejected' })
    .where('plan_hash', '=', planHash)
    .where('kind', '=', 'plan')
    .where('state', '=', 'draft')
    .execute();
}

function record(row: ApprovalRow): Approval {
  return {
    run: row.run,
    planHash: row.plan_hash,
    basis: row.basis,
    uploadedBy: row.uploaded_by,
    submittedBy: row.submitted_by,
    submittedAt: row.submitted_at,
    expiresAt: row.expires_at,
    decision: row.decision as Decision | null,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    notBefore: row.not_before,
    reason: row.reason,
    usedAt: row.used_at,
    permit: row.permit,
  };
}

function row(approval: Approval): ApprovalRow {
  return {
    run: approval.run,
    plan_hash: approval.planHash,
    basis: approval.basis,
    uploaded_by: approval.uploadedBy,
    submitted_by: approval.submittedBy,
    submitted_at: approval.submittedAt,
    expires_at: approval.expiresAt,
    decision: approval.decision,
    decided_by: approval.decidedBy,
    decided_at: approval.decidedAt,
    not_before: approval.notBefore,
    reason: approval.reason,
    used_at: approval.usedAt,
    permit: approval.permit,
  };
}
