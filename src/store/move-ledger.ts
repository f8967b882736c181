/** Moves a SQLite ledger into an empty PostgreSQL database: all tables in one transaction, and proved before it ends. */
import { sql, type Transaction } from 'kysely';
import { SyncError } from '../errors.ts';
import { verifyAudit } from './audit.ts';
import { inChunks } from './in-chunks.ts';
import { misuse } from './ledger-error.ts';
import { ledgerTime } from './ledger-time.ts';
import { migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/all.ts';
import { openPostgres } from './postgres.ts';
import { verifiedChain } from './release-chain.ts';
import type { LedgerSchema } from './schema.ts';
import { instant, type Store, type StoreTransaction } from './store.ts';

export interface MoveWish {
  /** Looks at both sides and changes nothing. */
  readonly dryRun: boolean;
  readonly progress: (table: string, rows: number) => void;
}

export interface Moved {
  readonly tables: readonly { readonly table: string; readonly rows: number }[];
  readonly auditHead: string;
  readonly releases: number;
}

type Row = Record<string, unknown>;
type AnyTable = keyof LedgerSchema;

/**
 * The source is locked meanwhile and stays as it is. Throws SyncError `ledger.move-source` (kind usage),
 * `ledger.move-target-used` (usage), `ledger.newer` (local), `lease.held` (lease), and what opening a ledger throws.
 */
export async function moveLedger(source: Store, url: string, wish: MoveWish): Promise<Moved> {
  if (source.kind !== 'sqlite') throw alreadyMoved();
  const target = openPostgres(url);
  try {
    return await source.db.transaction().execute(async (from) => {
      await refuseHeldLease(from, source);
      await refuseNewer(from);
      const tables = await tablesOf(from);
      await target.transaction().execute((into) => refuseUsed(into, tables));
      if (wish.dryRun) return await measured(from, tables, wish);
      await migrate(target, MIGRATIONS, { at: instant(source), program: source.programVersion });
      return await target.transaction().execute(async (into) => {
        await refuseUsed(into, tables);
        for (const table of tables) wish.progress(table, await copied(from, into, table));
        return await proved(from, into, tables);
      });
    });
  } finally {
    await target.destroy();
  }
}

/** In the order in which they were made, so that what is referred to comes first. */
async function tablesOf(from: StoreTransaction): Promise<readonly AnyTable[]> {
  const { rows } = await sql<{ name: AnyTable }>`select name from sqlite_master
    where type = 'table' and name not like 'sqlite%' and name not in ('migration', 'migration_reach')
    order by rowid`.execute(from);
  return rows.map((row) => row.name);
}

/** Tables that this program does not know would be left behind. */
async function refuseNewer(from: StoreTransaction): Promise<void> {
  const known = MIGRATIONS.at(-1)?.number ?? 0;
  const newest = await from
    .selectFrom('migration')
    .select('program')
    .where('number', '>', known)
    .orderBy('number', 'desc')
    .executeTakeFirst();
  if (newest)
    throw new SyncError({
      code: 'ledger.newer',
      kind: 'local',
      message: `Die Laufdatenbank hat einen neueren Aufbau, als dieses Programm kennt (${newest.program}).`,
      hint: 'Ziehen Sie mit der neueren Programmversion um. Es wurde nichts geändert.',
    });
}

async function refuseHeldLease(from: StoreTransaction, store: Store): Promise<void> {
  const held = await from
    .selectFrom('lease')
    .leftJoin('run', 'run.id', 'lease.holder')
    .select('lease.holder')
    .where('lease.holder', 'is not', null)
    .where('lease.expires_at', '>', await ledgerTime(from, store))
    .where('run.finished_at', 'is', null)
    .executeTakeFirst();
  if (held)
    throw new SyncError({
      code: 'lease.held',
      kind: 'lease',
      message: `Der Lauf ${held.holder} schreibt gerade nach KomMonitor. Die Laufdatenbank wird nicht umgezogen.`,
      hint: 'Warten Sie, bis dieser Lauf beendet ist, oder bringen Sie ihn mit „kmsync resume“ zu Ende.',
    });
}

async function refuseUsed(into: StoreTransaction, tables: readonly AnyTable[]): Promise<void> {
  for (const table of tables) {
    const { rows } = await sql<{ there: boolean }>`select to_regclass(${table}) is not null as there`.execute(
      into,
    );
    if (rows[0]?.there === true && (await count(into, table)) > 0) throw targetUsed();
  }
}

async function copied(from: StoreTransaction, into: StoreTransaction, table: AnyTable): Promise<number> {
  const { rows } = await sql<Row>`select * from ${sql.table(table)} order by rowid`.execute(from);
  for (const chunk of inChunks(rows)) await into.insertInto(table).values(chunk).execute();
  return rows.length;
}

async function measured(
  from: StoreTransaction,
  tables: readonly AnyTable[],
  { progress }: MoveWish,
): Promise<Moved> {
  const moved = await chains(from, tables);
  for (const { table, rows } of moved.tables) progress(table, rows);
  return moved;
}

/** Nothing is committed unless both sides count the same and both chains hold to the same end. */
async function proved(
  from: StoreTransaction,
  into: StoreTransaction,
  tables: readonly AnyTable[],
): Promise<Moved> {
  const before = await chains(from, tables);
  const after = await chains(into, tables);
  if (JSON.stringify(before) !== JSON.stringify(after))
    throw misuse('Die umgezogene Laufdatenbank gleicht der alten nicht. Der Umzug wurde zurückgenommen.');
  return after;
}

async function chains(db: Transaction<LedgerSchema>, tables: readonly AnyTable[]): Promise<Moved> {
  const counted = [];
  for (const table of tables) counted.push({ table, rows: await count(db, table) });
  const audit = await verifyAudit({ db });
  if (audit.brokenAt !== null) throw auditBroken(audit.brokenAt);
  return { tables: counted, auditHead: audit.head, releases: (await verifiedChain({ db })).length };
}

async function count(db: StoreTransaction, table: AnyTable): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(db);
  return rows[0]?.n ?? 0;
}

function auditBroken(entry: number): SyncError {
  return new SyncError({
    code: 'ledger.audit-broken',
    kind: 'local',
    message: `Das Protokoll der Laufdatenbank ist ab Eintrag ${entry} verändert oder unvollständig.`,
    hint: 'Stellen Sie die Laufdatenbank aus der letzten Sicherung wieder her, deren Protokoll vollständig ist.',
  });
}

function targetUsed(): SyncError {
  return new SyncError({
    code: 'ledger.move-target-used',
    kind: 'usage',
    message: 'Die PostgreSQL-Datenbank enthält bereits eine Laufdatenbank mit Einträgen.',
    hint: 'Legen Sie für den Umzug eine leere Datenbank an.',
  });
}

function alreadyMoved(): SyncError {
  return new SyncError({
    code: 'ledger.move-source',
    kind: 'usage',
    message: 'Die Laufdatenbank liegt bereits in PostgreSQL.',
    hint: 'Löschen Sie für den Umzug KMSYNC_LEDGER_URL: Umgezogen wird die Datei der Installation.',
  });
}
