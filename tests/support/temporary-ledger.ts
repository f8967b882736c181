/** A real ledger of its own, for tests: with a clock that stands still until it is moved. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Kysely } from 'kysely';
import { afterAll, beforeAll, describe } from 'vitest';
import { openLedger, openPlace, type LedgerPlace, type StoredLedger } from '../../src/store/ledger.ts';
import type { LedgerSchema } from '../../src/store/schema.ts';
import { POSTGRES_MISSING, PostgresServer, setDatabaseClock } from './postgres.ts';

export interface TemporaryLedger {
  /** Holds everything that lies in files. */
  readonly folder: string;
  readonly place: LedgerPlace;
  readonly sealedFolder: string;
  readonly ledger: StoredLedger;
  /** Sets the clock of this ledger, and of its database where that has one. */
  setClock(iso: string): Promise<void>;
  /** A second connection to the same ledger, with the same clock. */
  openAgain(): Promise<StoredLedger>;
  /** The tables themselves, past the ledger; whoever asks closes it. */
  tables(): Promise<Kysely<LedgerSchema>>;
  /** A place where no ledger has been yet. */
  newPlace(): Promise<LedgerPlace>;
  /** Closes all connections and removes the folder. */
  remove(): Promise<void>;
}

export type OpenLedger = (start?: string) => Promise<TemporaryLedger>;

const START = '2026-02-03T13:00:00.000Z';

/** The same tests on both databases; `open` gives a ledger on the one at hand. */
export function onEachLedger(title: string, tests: (open: OpenLedger, kind: string) => void): void {
  describe(`${title} (SQLite)`, () => tests(temporaryLedger, 'sqlite'));
  describe.skipIf(POSTGRES_MISSING)(`${title} (PostgreSQL)`, () => {
    let server: PostgresServer;
    beforeAll(async () => {
      server = await PostgresServer.start();
    });
    afterAll(() => server.stop());
    tests(async (start) => onPostgres(server, start), 'postgres');
  });
}

export async function temporaryLedger(start?: string): Promise<TemporaryLedger> {
  const folder = await newFolder();
  const newPlace = () => Promise.resolve({ file: path.join(folder, 'new', 'ledger.db') });
  return temporary({ folder, place: { file: path.join(folder, 'ledger.db') }, newPlace, start });
}

async function onPostgres(server: PostgresServer, start?: string): Promise<TemporaryLedger> {
  const url = await server.database();
  await setDatabaseClock(url, start ?? START);
  const newPlace = async () => ({ url: await server.database() });
  return temporary({ folder: await newFolder(), place: { url }, newPlace, start });
}

function newFolder(): Promise<string> {
  return mkdtemp(path.join(os.tmpdir(), 'kmsync-ledger-'));
}

interface Wish {
  readonly folder: string;
  readonly place: LedgerPlace;
  readonly newPlace: () => Promise<LedgerPlace>;
  readonly start: string | undefined;
}

async function temporary({ folder, place, newPlace, start }: Wish): Promise<TemporaryLedger> {
  const sealedFolder = path.join(folder, 'sealed');
  let clock = new Date(start ?? START);
  const open = () => openLedger({ ...place, sealedFolder, now: () => clock, programVersion: '0.0.0-test' });
  const connections = [await open()];
  return {
    folder,
    place,
    sealedFolder,
    ledger: connections[0] as StoredLedger,
    async setClock(iso) {
      clock = new Date(iso);
      if ('url' in place) await setDatabaseClock(place.url, iso);
    },
    async openAgain() {
      const connection = await open();
      connections.push(connection);
      return connection;
    },
    newPlace,
    tables: async () => (await openPlace(place)).db,
    async remove() {
      for (const connection of connections) await connection.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
