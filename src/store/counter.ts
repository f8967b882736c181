/**
 * Gapless numbers, handed out inside the transaction that uses them: rolled back with it, and never the same
 * for two processes, because the counter's row (in SQLite the whole file) is locked until the commit.
 */
import { sql } from 'kysely';
import type { StoreTransaction } from './store.ts';

/** The next number of a counter; the first is 1. */
export async function nextNumber(tx: StoreTransaction, name: string): Promise<number> {
  const row = await tx
    .insertInto('counter')
    .values({ name, value: 1 })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: sql<number>`counter.value + 1` }))
    .returning('value')
    .executeTakeFirstOrThrow();
  return row.value;
}

/** Number of each time a version is put. */
export const PUT = 'put';

/** Until the end of the transaction nobody else takes a number of this counter. */
export async function lockCounter(tx: StoreTransaction, name: string): Promise<void> {
  await tx
    .updateTable('counter')
    .set({ value: sql<number>`value` })
    .where('name', '=', name)
    .execute();
}
