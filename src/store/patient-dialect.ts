/**
 * kysely's SQLite dialect, except that a locked file is waited for without standing still: libsql waits
 * inside a call, and while it does, no lease is renewed and no answer of KomMonitor is read. So it waits
 * there only briefly, and the rest here.
 */
import {
  SqliteDialect,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type SqliteDatabase,
} from 'kysely';
import { patiently } from './patiently.ts';

export function patientDialect(database: SqliteDatabase): Dialect {
  const dialect = new SqliteDialect({ database });
  return {
    createAdapter: () => dialect.createAdapter(),
    createDriver: () => patientDriver(dialect.createDriver()),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  };
}

function patientDriver(driver: Driver): Driver {
  return {
    init: () => driver.init(),
    acquireConnection: async () => patientConnection(await driver.acquireConnection()),
    beginTransaction: (connection, settings) => driver.beginTransaction(connection, settings),
    commitTransaction: (connection) => driver.commitTransaction(connection),
    rollbackTransaction: (connection) => driver.rollbackTransaction(connection),
    releaseConnection: (connection) => driver.releaseConnection(connection),
    destroy: () => driver.destroy(),
  };
}

/** A statement that was refused because of a lock has done nothing and can be given again as it is. */
function patientConnection(connection: DatabaseConnection): DatabaseConnection {
  return {
    executeQuery: (query) => patiently(async () => connection.executeQuery(query)),
    streamQuery: (query, chunkSize) => connection.streamQuery(query, chunkSize),
  };
}
