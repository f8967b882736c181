/** The rows of the queue, for whoever puts runs in and whoever takes them out. */
import type { RunRecord } from '../engine/ledger.ts';
import { misuse } from './ledger-error.ts';
import { record, updateRun } from './runs.ts';
import type { LedgerSchema } from './schema.ts';
import type { Store, StoreTransaction } from './store.ts';

export type QueueRow = LedgerSchema['queued_run'];

export function row(tx: StoreTransaction, run: string): Promise<QueueRow | undefined> {
  return tx.selectFrom('queued_run').selectAll().where('run', '=', run).executeTakeFirst();
}

export async function change(tx: StoreTransaction, run: string, set: Partial<QueueRow>): Promise<void> {
  await tx.updateTable('queued_run').set(set).where('run', '=', run).execute();
}

export async function close(
  tx: StoreTransaction,
  { run }: Pick<QueueRow, 'run'>,
  state: 'done' | 'parked' = 'done',
): Promise<void> {
  await change(tx, run, { state });
  await tx
    .updateTable('occurrence')
    .set({ state: 'ended' })
    .where('run', '=', run)
    .where('state', 'in', ['queued', 'interrupted'])
    .execute();
}

export async function withdraw(tx: StoreTransaction, store: Store, queued: QueueRow): Promise<void> {
  // The token rises: a worker that was taken for dead must not go on with it.
  await change(tx, queued.run, { token: queued.token + 1 });
  await updateRun(tx, store, { id: queued.run, change: { state: 'cancelled', finished: true } });
  await close(tx, queued);
}

export async function runOf(tx: StoreTransaction, id: string): Promise<RunRecord> {
  const found = await tx.selectFrom('run').selectAll().where('id', '=', id).executeTakeFirst();
  if (!found) throw misuse(`Der Lauf ${id} ist nicht verzeichnet.`);
  return record(found);
}
