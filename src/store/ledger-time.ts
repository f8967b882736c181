/** The time of leases and claims. */
import { sql } from 'kysely';
import { instant, type Store } from './store.ts';

/** The clock of the database; undefined where the ledger is a file and has none. */
export async function databaseTime({ db, kind }: Pick<Store, 'db' | 'kind'>): Promise<Date | undefined> {
  if (kind === 'sqlite') return undefined;
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(db);
  const [row] = rows;
  if (!row) throw new RangeError('the database does not tell the time');
  return row.now;
}

/** Several hosts share a PostgreSQL ledger, and only the database's clock is the same for all of them. */
export async function ledgerTime(db: Store['db'], store: Pick<Store, 'kind' | 'now'>): Promise<string> {
  return (await databaseTime({ db, kind: store.kind }))?.toISOString() ?? instant(store);
}

export function later(instantOf: string, seconds: number): string {
  return new Date(Date.parse(instantOf) + seconds * 1_000).toISOString();
}
