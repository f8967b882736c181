/** The keys of sealed files: made before the file, destroyed to delete it. */
import { sql } from 'kysely';
import { newSealKey, type Seal } from './sealed-file.ts';
import { instant, type Store, type StoreTransaction } from './store.ts';

/**
 * The seal for a version that is about to be stored. The key is committed before the file is written: of two
 * processes that store the same version, whichever writes last leaves a file that the one key opens.
 */
export function sealFor(store: Store, id: string): Promise<Seal> {
  return store.db.transaction().execute(async (tx) => {
    await tx
      .insertInto('sealed_key')
      .values({ id, key: newSealKey().toString('base64'), created_at: instant(store) })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
    const row = await tx
      .selectFrom('sealed_key')
      .select('key')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    return { folder: store.sealedFolder, id, key: Buffer.from(row.key, 'base64') };
  });
}

/** The seal of a stored version, or undefined where its key has been destroyed. */
export async function existingSeal(store: Store, id: string): Promise<Seal | undefined> {
  const row = await store.db.selectFrom('sealed_key').select('key').where('id', '=', id).executeTakeFirst();
  return row && { folder: store.sealedFolder, id, key: Buffer.from(row.key, 'base64') };
}

export async function destroyKey(tx: StoreTransaction, id: string): Promise<void> {
  await tx.deleteFrom('sealed_key').where('id', '=', id).execute();
}

/**
 * The database still holds a key that was deleted: SQLite in its write-ahead log, which this empties, and
 * PostgreSQL in the table's file, which this writes anew. PostgreSQL's own log keeps it until it is recycled.
 */
export async function scrubLog(store: Store): Promise<void> {
  if (store.kind === 'sqlite') await sql`pragma wal_checkpoint(truncate)`.execute(store.db);
  else await sql`vacuum full sealed_key`.execute(store.db);
}
