/** The ledger on SQLite: opens the file, brings its tables up to date and puts the pages together. */
import { mkdir } from 'node:fs/promises';
import type { LedgerStateReader } from '../engine/ledger-state.ts';
import type { Ledger } from '../engine/ledger.ts';
import { verifyAudit, type AuditCheck } from './audit.ts';
import { openDatabase } from './database.ts';
import { datasets, type DatasetPages } from './datasets.ts';
import { deliveries } from './deliveries.ts';
import { facts } from './facts.ts';
import { findings } from './findings.ts';
import { leases } from './leases.ts';
import { fileError } from './ledger-error.ts';
import { ledgerState } from './ledger-state.ts';
import { levels } from './levels.ts';
import { migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/all.ts';
import { operations } from './operations.ts';
import { plans } from './plans.ts';
import { releases } from './releases.ts';
import { runs } from './runs.ts';
import type { Store } from './store.ts';

export interface LedgerSettings {
  /** Database file; its folder is made where it is missing. */
  readonly file: string;
  /** Folder of the sealed files; made where it is missing. */
  readonly sealedFolder: string;
  readonly now: () => Date;
  readonly programVersion: string;
}

export interface StoredLedger extends Ledger, LedgerStateReader, Pick<DatasetPages, 'forget'> {
  /** Recomputes the hash chain of the audit trail. */
  verifyAudit(): Promise<AuditCheck>;
}

/**
 * Opens or creates the ledger. Several processes may have it open at once.
 * Throws SyncError of kind local: `ledger.not-writable`, `ledger.disk-full`, `ledger.busy`, `ledger.damaged`,
 * `ledger.newer`, `ledger.schema-differs`.
 */
export async function openLedger(settings: LedgerSettings): Promise<StoredLedger> {
  const { file, sealedFolder, now, programVersion } = settings;
  await makeFolder(sealedFolder);
  const store: Store = { db: await openDatabase(file), now, programVersion, sealedFolder };
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
    ...datasets(store),
    ...levels(store),
    ...findings(store),
    ...plans(store),
    ...operations(store),
    ...facts(store),
    ...leases(store),
    ...releases(store),
    ...ledgerState(store),
    verifyAudit: () => verifyAudit(store),
    close: () => (closing ??= close(store)),
  };
}

/** What was begun is finished first: the one connection is free once it can be had. */
async function close({ db }: Store): Promise<void> {
  await db.connection().execute(() => Promise.resolve());
  await db.destroy();
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw fileError(error);
  }
}
