/** Permits of schedules. The rule about persons is the engine's. */
import type { ApprovalBook, Permit } from '../engine/approval/approval-book.ts';
import { permitOf } from '../engine/approval/permit.ts';
import { pseudonym } from '../engine/approval/person.ts';
import { appendAudit } from './audit.ts';
import { isForgotten } from './people.ts';
import type { LedgerSchema } from './schema.ts';
import { instant, type Store, type StoreTransaction } from './store.ts';

type PermitRow = LedgerSchema['permit'];

export function permits(store: Store): Pick<ApprovalBook, 'permit' | 'signPermit'> {
  const { db } = store;
  return {
    async permit(id) {
      const row = await db.selectFrom('permit').selectAll().where('id', '=', id).executeTakeFirst();
      return row && permitRecord(row);
    },

    signPermit: (permit, by) => db.transaction().execute((tx) => sign(tx, store, permit, by)),
  };
}

async function sign(
  tx: StoreTransaction,
  store: Store,
  { id, job }: Pick<Permit, 'id' | 'job'>,
  by: string,
): Promise<Permit> {
  const before = await tx.selectFrom('permit').selectAll().where('id', '=', id).executeTakeFirst();
  const permit = permitOf(before && permitRecord(before), { id, job, by, at: instant(store) });
  const after: PermitRow = {
    id,
    job,
    proposed_by: permit.proposedBy,
    proposed_at: permit.proposedAt,
    approved_by: permit.approvedBy,
    approved_at: permit.approvedAt,
  };
  await tx
    .insertInto('permit')
    .values(after)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(after))
    .execute();
  const event = permit.approvedBy === null ? 'Permit:Proposed' : 'Permit:Given';
  await appendAudit(tx, store, { actor: pseudonym(by), event, facts: { job, permit: id } });
  return permit;
}

/** Undefined: nobody has used it for so long that nobody answers for it any more; it has to be given anew. */
function permitRecord(row: PermitRow): Permit | undefined {
  if (isForgotten(row.proposed_by)) return undefined;
  return {
    id: row.id,
    job: row.job,
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at,
    approvedBy: row.approved_by,
    approvedAt: row.approved_at,
  };
}
