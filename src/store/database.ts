/**
 * The SQLite file under kysely: libsql with its own dangers taken out (no waiting on locks by default,
 * deferred transactions, rollbacks that hide the first error). Knows no table.
 */
import { chmod, mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import Libsql from 'libsql';
import { Kysely, SqliteDialect, type SqliteDatabase, type SqliteStatement } from 'kysely';
import { fileError, openError, statementError } from './ledger-error.ts';
import type { LedgerSchema } from './schema.ts';

/** How long a statement waits for another process before it gives up with `ledger.busy`. */
const BUSY_MILLISECONDS = 10_000;

/** A commit is on disk when it returns; deleted content (keys) is overwritten; references are enforced. */
const SETTINGS = ['journal_mode = WAL', 'synchronous = FULL', 'foreign_keys = ON', 'secure_delete = ON'];

const NOTHING: SqliteStatement = {
  reader: false,
  all: () => [],
  run: () => ({ changes: 0, lastInsertRowid: 0 }),
  iterate: () => [].values(),
};

/**
 * Opens or creates the database file, readable by its owner only.
 * Throws SyncError `ledger.not-writable`, `ledger.damaged`, `ledger.busy` or `ledger.disk-full` (kind local).
 */
export async function openDatabase(file: string): Promise<Kysely<LedgerSchema>> {
  await prepareFile(file);
  const connection = connect(file);
  return new Kysely<LedgerSchema>({ dialect: new SqliteDialect({ database: guarded(connection) }) });
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
 * Every transaction of the ledger writes, so it takes the write lock at its beginning: a transaction that
 * began by reading could otherwise be refused half-way without any waiting. And SQLite rolls back by itself
 * where the disk is full; a second rollback would only hide that error behind its own.
 */
function guarded(connection: Libsql.Database): SqliteDatabase {
  return {
    close: () => connection.close(),
    prepare(sql) {
      if (sql === 'rollback' && !connection.inTransaction) return NOTHING;
      const statement = translated(() => connection.prepare(sql === 'begin' ? 'begin immediate' : sql));
      return {
        reader: statement.reader,
        all: (parameters) => translated(() => statement.all([...parameters])),
        run: (parameters) => translated(() => statement.run([...parameters])),
        iterate: (parameters) => translated(() => statement.iterate([...parameters])),
      };
    },
  };
}

function translated<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw statementError(error);
  }
}
