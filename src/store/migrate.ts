/** Brings the tables up to what this program knows, and refuses a ledger that a newer program has written. */
import { sql, type Kysely, type Transaction } from 'kysely';
import { contentHash } from '../core/hash.ts';
import { SyncError } from '../errors.ts';
import type { Migration } from './migrations/migration.ts';
import type { LedgerSchema } from './schema.ts';

interface Applied {
  readonly number: number;
  readonly name: string;
  readonly checksum: string;
}

/**
 * All missing migrations in one transaction: a ledger is never seen between two versions.
 * Throws SyncError `ledger.newer` or `ledger.schema-differs` (kind local) before anything is changed.
 */
export async function migrate(
  db: Kysely<LedgerSchema>,
  migrations: readonly Migration[],
  stamp: { at: string; program: string },
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const applied = await appliedMigrations(tx);
    refuseForeign(applied, migrations);
    for (const migration of migrations.slice(applied.length)) await apply(tx, migration, stamp);
  });
}

async function appliedMigrations(tx: Transaction<LedgerSchema>): Promise<readonly Applied[]> {
  await sql`create table if not exists migration (
    number integer not null primary key,
    name text not null,
    checksum text not null,
    applied_at text not null,
    program text not null
  )`.execute(tx);
  return tx.selectFrom('migration').select(['number', 'name', 'checksum']).orderBy('number').execute();
}

function refuseForeign(applied: readonly Applied[], migrations: readonly Migration[]): void {
  if (applied.length > migrations.length)
    throw new SyncError({
      code: 'ledger.newer',
      kind: 'local',
      message: 'Die Laufdatenbank wurde mit einer neueren Version dieses Programms geschrieben.',
      hint: 'Verwenden Sie die neuere Programmversion oder stellen Sie eine ältere Sicherung wieder her.',
    });
  const foreign = applied.find((entry, index) => !sameMigration(entry, migrations[index]));
  if (foreign)
    throw new SyncError({
      code: 'ledger.schema-differs',
      kind: 'local',
      message: `Der Aufbau der Laufdatenbank weicht ab Schritt ${foreign.number} von diesem Programm ab.`,
      hint: 'Verwenden Sie die Programmversion, mit der die Laufdatenbank zuletzt benutzt wurde.',
    });
}

function sameMigration(applied: Applied, known: Migration | undefined): boolean {
  return (
    known !== undefined &&
    applied.number === known.number &&
    applied.name === known.name &&
    applied.checksum === contentHash(known.statements)
  );
}

async function apply(
  tx: Transaction<LedgerSchema>,
  migration: Migration,
  stamp: { at: string; program: string },
): Promise<void> {
  for (const statement of migration.statements) await sql.raw(statement).execute(tx);
  await tx
    .insertInto('migration')
    .values({
      number: migration.number,
      name: migration.name,
      checksum: contentHash(migration.statements),
      applied_at: stamp.at,
      program: stamp.program,
    })
    .execute();
}
