/** The ledger on SQLite or PostgreSQL: opens it, brings its tables up to date and puts the pages together. */
import { mkdir } from 'node:fs/promises';
import type { ReadingBook } from '../engine/desk/reading-book.ts';
import type { TrailBook } from '../engine/desk/trail-book.ts';
import type { LedgerStateReader } from '../engine/ledger-state.ts';
import type { Ledger } from '../engine/ledger.ts';
import type { SessionBook } from '../engine/session/session-book.ts';
import { accounts } from './accounts.ts';
import { approvals } from './approvals.ts';
import { verifyAudit, type AuditCheck } from './audit.ts';
import { openDatabase } from './database.ts';
import { datasets, type DatasetPages } from './datasets.ts';
import { deliveries } from './deliveries.ts';
import { deliveryBook } from './delivery-book.ts';
import { driftPlaces } from './drift-places.ts';
import { facts } from './facts.ts';
import { findings } from './findings.ts';
import { leases } from './leases.ts';
import { fileError } from './ledger-error.ts';
import { ledgerState } from './ledger-state.ts';
import { levels } from './levels.ts';
import { migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/all.ts';
import { moveLedger, type Moved, type MoveWish } from './move-ledger.ts';
import { occurrences } from './occurrences.ts';
import { operations } from './operations.ts';
import { permits } from './permits.ts';
import { databaseTime } from './ledger-time.ts';
import { plans } from './plans.ts';
import { openPostgres } from './postgres.ts';
import { queuedRuns } from './queued-runs.ts';
import { reading } from './reading.ts';
import { releases } from './releases.ts';
import { backupMark, type BackupPages } from './backup-mark.ts';
import { copyDatabase } from './copy-database.ts';
import { restoredMark } from './restored-mark.ts';
import { retention, type DeletionPages } from './retention.ts';
import { runs } from './runs.ts';
import { schedulePauses } from './schedule-pauses.ts';
import { sessions } from './sessions.ts';
import type { Store } from './store.ts';
import { trailReading } from './trail-reading.ts';
import { verifyLedger, type Verification } from './verify.ts';
import { work } from './work.ts';

/** A SQLite file, whose folder is made where it is missing, or the address of a PostgreSQL database. */
export type LedgerPlace = { readonly file: string } | { readonly url: string };

export type LedgerSettings = LedgerPlace & {
  /** Folder of the sealed files, shared by all hosts of one ledger; made where it is missing. */
  readonly sealedFolder: string;
  readonly now: () => Date;
  readonly programVersion: string;
};

export interface StoredLedger
  extends
    Ledger,
    DeletionPages,
    BackupPages,
    LedgerStateReader,
    ReadingBook,
    SessionBook,
    TrailBook,
    Pick<DatasetPages, 'forget'> {
  /** The clock of the database; undefined where the ledger is a file. */
  databaseTime(): Promise<Date | undefined>;
  /** Recomputes the hash chain of the audit trail. */
  verifyAudit(): Promise<AuditCheck>;
  /** From SQLite into the empty PostgreSQL database `url`; see `moveLedger` for what it throws. */
  moveTo(url: string, wish: MoveWish): Promise<Moved>;
  /** Reads everything, also the sealed files. */
  verifyAll(): Promise<Verification>;
  /** One consistent copy of the database in a new file, while others go on writing. */
  copyTo(file: string): Promise<void>;
}

/**
 * Opens or creates the ledger. Several processes may have it open at once.
 * Throws SyncError of kind local: `ledger.not-writable`, `ledger.disk-full`, `ledger.busy`, `ledger.damaged`,
 * `ledger.newer`, `ledger.schema-differs`, on PostgreSQL also `ledger.unreachable`; of kind configuration:
 * `ledger.address-invalid`, `ledger.refused`, `ledger.no-right`.
 */
export async function openLedger(settings: LedgerSettings): Promise<StoredLedger> {
  const { sealedFolder, now, programVersion } = settings;
  await makeFolder(sealedFolder);
  const store: Store = { ...(await openPlace(settings)), now, programVersion, sealedFolder };
  try {
    await migrate(store.db, MIGRATIONS, { at: now().toISOString(), program: programVersion });
  } catch (error) {
    await store.db.destroy();
    throw error;
  }
  let closing: Promise<void> | undefined;
  return {
    ...runs(store),
    ...deliveries(store),
    ...deliveryBook(store),
    ...datasets(store),
    ...levels(store),
    ...findings(store),
    ...plans(store),
    ...operations(store),
    ...facts(store),
    ...leases(store),
    ...releases(store),
    ...occurrences(store),
    ...schedulePauses(store),
    ...driftPlaces(store),
    ...queuedRuns(store),
    ...approvals(store),
    ...permits(store),
    ...accounts(store),
    ...work(store),
    moveTo: (url, wish) => moveLedger(store, url, wish),
    ...retention(store),
    ...backupMark(store),
    ...restoredMark(store),
    ...ledgerState(store),
    ...reading(store),
    ...sessions(store),
    ...trailReading(store),
    databaseTime: () => databaseTime(store),
    verifyAudit: () => verifyAudit(store),
    verifyAll: () => verifyLedger(store, releases(store)),
    copyTo: (copy) => copyDatabase(store, copy),
    close: () => (closing ??= close(store)),
  };
}

/** Without bringing any table up to date. */
export async function openPlace(place: LedgerPlace): Promise<Pick<Store, 'db' | 'kind'>> {
  if ('url' in place) return { db: openPostgres(place.url), kind: 'postgres' };
  return { db: await openDatabase(place.file), kind: 'sqlite' };
}

/** What was begun is finished first: SQLite's one connection is free once it can be had, the pool waits itself. */
async function close({ db, kind }: Store): Promise<void> {
  if (kind === 'sqlite') await db.connection().execute(() => Promise.resolve());
  await db.destroy();
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw fileError(error);
  }
}
