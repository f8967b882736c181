/**
 * The audit trail ends at its beginning too: entries past their time are deleted, and an entry of the trail itself says
 * up to where and with which hash, so that the rest is still one unbroken chain.
 */
import { appendAudit, PURGED } from './audit.ts';
import type { RetentionFacts } from '../engine/retention/due.ts';
import { lastRelease } from './release-chain.ts';
import type { Store, StoreTransaction } from './store.ts';

/** Entries from the beginning that are older than the instant: a clock that jumped back leaves no gap. */
export async function oldAudit({ db }: Store, before: string): Promise<RetentionFacts['oldAudit']> {
  const kept = await db
    .selectFrom('audit')
    .select((eb) => eb.fn.min('seq').as('seq'))
    .where('at', '>=', before)
    .executeTakeFirst();
  const firstKept = kept?.seq ?? null;
  let old = db
    .selectFrom('audit')
    .select((eb) => [eb.fn.countAll().as('count'), eb.fn.max('seq').as('last')])
    .where('at', '<', before);
  if (firstKept !== null) old = old.where('seq', '<', firstKept);
  const row = await old.executeTakeFirst();
  return { count: Number(row?.count ?? 0), lastSeq: row?.last ?? 0 };
}

export async function purgeAudit(tx: StoreTransaction, store: Store, lastSeq: number): Promise<void> {
  const last = await tx.selectFrom('audit').select('hash').where('seq', '=', lastSeq).executeTakeFirst();
  if (!last) return;
  const release = await lastRelease(tx);
  await appendAudit(tx, store, {
    actor: 'kmsync',
    event: PURGED,
    facts: { upTo: lastSeq, head: last.hash, seq: release?.seq ?? null, hash: release?.hash ?? null },
  });
  await tx.deleteFrom('audit').where('seq', '<=', lastSeq).execute();
}
