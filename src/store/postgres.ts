/**
 * PostgreSQL under kysely, behaving like the SQLite file: one writer at a time, a commit is on disk when it
 * returns, integers are numbers, and no error names an address or a password. Knows no table.
 */
import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { SyncError } from '../errors.ts';
import { isConnectionLost, postgresError } from './postgres-error.ts';
import type { LedgerSchema } from './schema.ts';

const SECOND = 1_000;
/** Writes queue up behind one lock anyway; the other connections are for readers. */
const CONNECTIONS = 4;
/** Longest transaction to be expected of another process, as with SQLite. */
const LOCK_WAIT_MS = 30 * SECOND;
const STATEMENT_MS = 60 * SECOND;

/** A process that was stopped in the middle of a transaction must not keep everybody out for ever. */
const SETTINGS = `select
  set_config('synchronous_commit', 'on', false),
  set_config('statement_timeout', '${STATEMENT_MS}', false),
  set_config('lock_timeout', '${LOCK_WAIT_MS}', false),
  set_config('idle_in_transaction_session_timeout', '${LOCK_WAIT_MS}', false)`;

/** Any number will do that every process uses; it is unique to the database, not to the server. */
const LEDGER_LOCK = 1_802_335_097;
/** The snapshot of a statement is taken after the lock is held, so it shows what the last holder committed. */
const BEGIN = `begin isolation level read committed; select pg_advisory_xact_lock(${LEDGER_LOCK})`;

/**
 * Connects at the first statement. Every transaction holds the ledger's advisory lock to its end.
 * Throws SyncError `ledger.address-invalid` (kind configuration); statements throw what `postgresError` says.
 */
export function openPostgres(url: string): Kysely<LedgerSchema> {
  requireAddress(url);
  return new Kysely<LedgerSchema>({ dialect: new PostgresDialect({ pool: guarded(newPool(url)) }) });
}

function newPool(url: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'kmsync',
    max: CONNECTIONS,
    connectionTimeoutMillis: 10 * SECOND,
    query_timeout: STATEMENT_MS + 15 * SECOND,
    keepAlive: true,
    allowExitOnIdle: true,
    types: { getTypeParser },
  });
  // A lost connection shows at the next statement; unheard, the event would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** Number of the type `bigint` in every PostgreSQL. */
const BIGINT = 20;

/** `bigint` arrives as text because it may be larger than a number is exact; nothing in the ledger is. */
function getTypeParser(oid: number, format?: 'text' | 'binary'): (text: string) => unknown {
  if (oid === BIGINT) return exactInteger;
  return pg.types.getTypeParser(oid, format) as (text: string) => unknown;
}

function exactInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError('an integer of the ledger is too large');
  return value;
}

/** The pool as kysely uses it. It ends only once everything that was begun is done. */
function guarded(pool: pg.Pool): PostgresPool {
  const known = new WeakMap<pg.PoolClient, Guarded>();
  let begun = 0;
  let idle: (() => void) | undefined;
  const done = () => {
    begun -= 1;
    if (begun === 0) idle?.();
  };
  return {
    async connect() {
      begun += 1;
      try {
        const client = await pool.connect();
        const connection = known.get(client) ?? new Guarded(client, done);
        if (!known.has(client)) {
          known.set(client, connection);
          await connection.prepare();
        }
        return connection;
      } catch (error) {
        done();
        throw error instanceof SyncError ? error : postgresError(error);
      }
    },
    async end() {
      if (begun > 0) await new Promise<void>((resolve) => (idle = resolve));
      await pool.end();
    },
  };
}

class Guarded implements PostgresPoolClient {
  readonly #client: pg.PoolClient;
  readonly #done: () => void;
  #lost = false;

  constructor(client: pg.PoolClient, done: () => void) {
    this.#client = client;
    this.#done = done;
  }

  async prepare(): Promise<void> {
    try {
      await this.#client.query(SETTINGS);
    } catch (error) {
      this.#client.release(true);
      throw error;
    }
  }

  query = (async (text: string, parameters: readonly unknown[]) => {
    if (text === 'rollback') return this.#rollBack();
    try {
      if (text === 'begin') return await this.#begin();
      return await this.#client.query(text, [...parameters]);
    } catch (error) {
      this.#lost ||= isConnectionLost(error);
      throw postgresError(error);
    }
  }) as PostgresPoolClient['query'];

  release(): void {
    this.#client.release(this.#lost);
    this.#done();
  }

  async #begin(): Promise<unknown> {
    try {
      return await this.#client.query(BEGIN);
    } catch (error) {
      await this.#rollBack();
      throw error;
    }
  }

  /** Where the connection is lost, the server rolls back, and a second error would hide the first. */
  async #rollBack(): Promise<unknown> {
    try {
      if (!this.#lost) await this.#client.query('rollback');
    } catch {
      this.#lost = true;
    }
    return { command: 'ROLLBACK', rowCount: 0, rows: [] };
  }
}

function requireAddress(url: string): void {
  if (/^postgres(ql)?:\/\//.test(url) && URL.canParse(url)) return;
  throw new SyncError({
    code: 'ledger.address-invalid',
    kind: 'configuration',
    message: 'Die Adresse der Laufdatenbank ist keine PostgreSQL-Adresse.',
    hint: 'Setzen Sie KMSYNC_LEDGER_URL in der Form postgresql://benutzer:kennwort@rechner:5432/datenbank. Sonderzeichen im Kennwort müssen als %-Zeichen geschrieben sein.',
  });
}
