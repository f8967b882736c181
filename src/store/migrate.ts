/** Brings the tables up to what this program knows, and refuses a ledger whose newer tables do not allow this program. */
import { sql, type Kysely } from 'kysely';
import { contentHash } from '../core/hash.ts';
import { SyncError } from '../errors.ts';
import type { Migration } from './migrations/migration.ts';
import type { LedgerSchema } from './schema.ts';
import type { StoreTransaction } from './store.ts';

interface Applied {
  readonly number: number;
  readonly name: string;
  readonly checksum: string;
  readonly program: string;
}

interface Stamp {
  readonly at: string;
  readonly program: string;
}

/**
 * All missing migrations in one transaction: a ledger is never seen between two versions. A ledger that a newer
 * program has migrated is left as it is where all its newer migrations allow this program.
 * Throws SyncError `ledger.newer` or `ledger.schema-differs` (kind local) before anything is changed.
 */
export async function migrate(
  db: Kysely<LedgerSchema>,
  migrations: readonly Migration[],
  stamp: Stamp,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const own = await ownMigrations(tx, migrations, stamp.program);
    for (const migration of migrations.slice(own.length)) await apply(tx, migration, stamp);
  });
}

/** Those that this program knows. */
async function ownMigrations(
  tx: StoreTransaction,
  migrations: readonly Migration[],
  program: string,
): Promise<readonly Applied[]> {
  await createTables(tx);
  const applied = await tx
    .selectFrom('migration')
    .select(['number', 'name', 'checksum', 'program'])
    .orderBy('number')
    .execute();
  const known = migrations.at(-1)?.number ?? 0;
  const own = applied.filter(({ number }) => number <= known);
  const foreign = own.find((entry, index) => !sameMigration(entry, migrations[index]));
  if (foreign) throw schemaDiffers(foreign.number);
  const newest = applied.at(-1);
  if (newest === undefined || newest.number <= known) return own;
  const next = migrations[own.length];
  if (next) throw schemaDiffers(next.number);
  const newer = applied.slice(own.length).map(({ number }) => number);
  if (!(await allow(tx, newer, known))) throw newerLedger(newest, { number: known, program });
  return own;
}

async function createTables(tx: StoreTransaction): Promise<void> {
  await sql`create table if not exists migration (
    number integer not null primary key,
    name text not null,
    checksum text not null,
    applied_at text not null,
    program text not null
  )`.execute(tx);
  await sql`create table if not exists migration_reach (
    number integer not null primary key,
    works_from integer not null
  )`.execute(tx);
}

function sameMigration(applied: Applied, known: Migration | undefined): boolean {
  return (
    known !== undefined &&
    applied.number === known.number &&
    applied.name === known.name &&
    applied.checksum === contentHash(known.statements)
  );
}

/** Whether every one of these migrations says that a program which knows the tables up to `known` may go on. */
async function allow(tx: StoreTransaction, numbers: readonly number[], known: number): Promise<boolean> {
  const reach = await tx.selectFrom('migration_reach').selectAll().where('number', 'in', numbers).execute();
  return reach.length === numbers.length && reach.every(({ works_from }) => works_from <= known);
}

async function apply(tx: StoreTransaction, migration: Migration, stamp: Stamp): Promise<void> {
  const { number, name, statements, worksFrom } = migration;
  for (const statement of statements) await sql.raw(statement).execute(tx);
  await tx
    .insertInto('migration')
    .values({
      number,
      name,
      checksum: contentHash(statements),
      applied_at: stamp.at,
      program: stamp.program,
    })
    .execute();
  if (worksFrom !== undefined)
    await tx.insertInto('migration_reach').values({ number, works_from: worksFrom }).execute();
}

function schemaDiffers(number: number): SyncError {
  return new SyncError({
    code: 'ledger.schema-differs',
    kind: 'local',
    message: `Der Aufbau der Laufdatenbank weicht ab Schritt ${number} von diesem Programm ab.`,
    hint: 'Verwenden Sie die Programmversion, mit der die Laufdatenbank zuletzt benutzt wurde.',
  });
}

function newerLedger(newest: Applied, own: { readonly number: number; readonly program: string }): SyncError {
  return new SyncError({
    code: 'ledger.newer',
    kind: 'local',
    message:
      `Die Laufdatenbank hat den Aufbau ${newest.number} (${newest.program}). ` +
      `Dieses Programm (${own.program}) kennt nur den Aufbau ${own.number} und kann mit dem neueren nicht arbeiten. ` +
      'Es wurde nichts geändert.',
    hint:
      `Verwenden Sie ${newest.program} oder eine neuere Version, oder spielen Sie mit „kmsync restore“ die ` +
      'Sicherung zurück, die vor der Aktualisierung gemacht wurde.',
  });
}
