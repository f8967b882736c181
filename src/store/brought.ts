/** What people bring: it counts for nobody until its run publishes, so that no other run computes with it before. */
import { nextNumber, PUT } from './counter.ts';
import { inChunks } from './in-chunks.ts';
import type { LedgerSchema } from './schema.ts';
import type { StoreTransaction } from './store.ts';

/** A dataset version speaks for a level and a date. */
export type VersionDate = Omit<LedgerSchema['dataset_version_date'], 'put_seq'>;

export async function isBrought(tx: StoreTransaction, run: string): Promise<boolean> {
  const row = await tx.selectFrom('brought').select('run').where('run', '=', run).executeTakeFirst();
  return row !== undefined;
}

export async function keepBrought(tx: StoreTransaction, dates: readonly VersionDate[]): Promise<void> {
  for (const chunk of inChunks(dates))
    await tx
      .insertInto('brought_date')
      .values(chunk)
      .onConflict((conflict) => conflict.columns(['run', 'dataset', 'level', 'date', 'version']).doNothing())
      .execute();
}

/** The publication begins: from now on it counts, and is the newest. */
export async function countBrought(tx: StoreTransaction, run: string): Promise<void> {
  const dates = await tx.selectFrom('brought_date').selectAll().where('run', '=', run).execute();
  if (dates.length === 0) return;
  await putDates(tx, dates);
  await tx.deleteFrom('brought_date').where('run', '=', run).execute();
}

export async function putDates(tx: StoreTransaction, dates: readonly VersionDate[]): Promise<void> {
  const put_seq = await nextNumber(tx, PUT);
  for (const chunk of inChunks(dates.map((date) => ({ ...date, put_seq }))))
    await tx
      .insertInto('dataset_version_date')
      .values(chunk)
      .onConflict((conflict) =>
        conflict.columns(['dataset', 'level', 'date', 'version']).doUpdateSet((row) => ({
          put_seq,
          run: row.ref('excluded.run'),
        })),
      )
      .execute();
}
