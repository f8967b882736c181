/**
 * The SQLite file under kysely: libsql with its own dangers taken out (no waiting on locks by default,
 * deferred transactions, rollbacks that hide the first error). Knows no table.
 */
import { chmod, mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import Libsql from 'libsql';
import { Kysely, type SqliteDatabase, type SqliteStatement } from 'kysely';
import { fileError, misuse, openError, statementError } from './ledger-error.ts';
import { patientDialect } from './patient-dialect.ts';
import { patiently } from './patiently.ts';
import type { LedgerSchema } from './schema.ts';

/** How long a statement stands still for another process before the waiting goes on outside of it. */
const BUSY_MILLISECONDS = 25;

/** A commit is on disk when it returns; deleted content (keys) is overwritten; references are enforced. */
const SETTINGS = ['journal_mode = WAL', 'synchronous = FULL', 'foreign_keys = ON', 'secure_delete = ON'];

/**
 * Opens or creates the database file, readable by its owner only.
 * Throws SyncError `ledger.not-writable`, `ledger.damaged`, `ledger.busy` or `ledger.disk-full` (kind local).
 */
export async function openDatabase(file: string): Promise<Kysely<LedgerSchema>> {
  await prepareFile(file);
  const connection = await patiently(async () => connect(file));
  return new Kysely<LedgerSchema>({ dialect: patientDialect(guarded(connection)) });
}

async function prepareFile(file: string): Promise<void> {
  try {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    // SQLite gives its side files the mode of the main file, so the mode must be right before it starts.
    await (await open(file, 'a', 0o600)).close();
    await chmod(file, 0o600);
  } catch (error) {
    throw fileError(error);
  }
}

function connect(file: string): Libsql.Database {
  const connection = opened(file);
  try {
    connection.pragma(`busy_timeout = ${BUSY_MILLISECONDS}`);
    for (const setting of SETTINGS) connection.pragma(setting);
    return connection;
  } catch (error) {
    connection.close();
    throw statementError(error);
  }
}

function opened(file: string): Libsql.Database {
  try {
    return new Libsql(file);
  } catch {
    throw openError();
  }
}

/**
 * libsql ends the whole process where a closed connection is used, so a closed one is not asked anything.
 * And it keeps a statement that was refused because of a lock half-done until the garbage collector comes,
 * which refuses every commit until then; only `exec` cleans up after itself. So the lock is asked for by
 * `exec`, at the beginning of every transaction, and the ledger writes in transactions only.
 */
function guarded(connection: Libsql.Database): SqliteDatabase {
  return {
    close() {
      if (connection.open) connection.close();
    },
    prepare(sql) {
      if (sql === 'rollback') return command(() => rollBack(connection));
      if (!connection.open) throw misuse('Die Laufdatenbank ist bereits geschlossen.');
      if (sql === 'begin') return command(() => connection.exec('begin immediate'));
      const statement = translated(() => connection.prepare(sql));
      return {
        reader: statement.reader,
        all: (parameters) => translated(() => statement.all([...parameters])),
        run: (parameters) => translated(() => statement.run([...parameters])),
        iterate: (parameters) => translated(() => statement.iterate([...parameters])),
      };
    },
  };
}

/** SQLite rolls back by itself where the disk is full; a second time would hide that error behind another. */
function rollBack(connection: Libsql.Database): void {
  if (connection.open && connection.inTransaction) connection.exec('rollback');
}

/** A statement without parameters and without rows. */
function command(work: () => void): SqliteStatement {
  return {
    reader: false,
    all: () => [],
    run() {
      translated(work);
      return { changes: 0, lastInsertRowid: 0 };
    },
    iterate: () => [].values(),
  };
}

function translated<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw statementError(error);
  }
}
