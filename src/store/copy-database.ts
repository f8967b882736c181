/** A copy of a ledger's file. A PostgreSQL server has its own means, which this must not pretend to replace. */
import { sql } from 'kysely';
import { SyncError } from '../errors.ts';
import type { Store } from './store.ts';

/** One consistent state, while others go on writing. Throws SyncError `ledger.not-a-file` (kind configuration). */
export async function copyDatabase({ db, kind }: Pick<Store, 'db' | 'kind'>, copy: string): Promise<void> {
  if (kind === 'postgres')
    throw new SyncError({
      code: 'ledger.not-a-file',
      kind: 'configuration',
      message: 'Die Laufdatenbank liegt auf PostgreSQL und wird von „kmsync backup“ nicht gesichert.',
      hint: 'Sichern Sie die Datenbank mit pg_dump und den Ordner „sealed“ dazu, beide zum selben Zeitpunkt.',
    });
  await sql`vacuum into ${copy}`.execute(db);
}
