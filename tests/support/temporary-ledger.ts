/** A real ledger in a folder of its own, for tests: with a clock that stands still until it is moved. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openLedger, type StoredLedger } from '../../src/store/ledger.ts';

export interface TemporaryLedger {
  readonly folder: string;
  readonly file: string;
  readonly sealedFolder: string;
  readonly ledger: StoredLedger;
  /** Sets the clock of this ledger. */
  setClock(iso: string): void;
  /** A second connection to the same file, with the same clock. */
  openAgain(): Promise<StoredLedger>;
  /** Closes all connections and removes the folder. */
  remove(): Promise<void>;
}

export async function temporaryLedger(start = '2026-02-03T13:00:00.000Z'): Promise<TemporaryLedger> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'kmsync-ledger-'));
  const file = path.join(folder, 'ledger.db');
  const sealedFolder = path.join(folder, 'sealed');
  let clock = new Date(start);
  const open = () => openLedger({ file, sealedFolder, now: () => clock, programVersion: '0.0.0-test' });
  const connections = [await open()];
  return {
    folder,
    file,
    sealedFolder,
    ledger: connections[0] as StoredLedger,
    setClock(iso) {
      clock = new Date(iso);
    },
    async openAgain() {
      const connection = await open();
      connections.push(connection);
      return connection;
    },
    async remove() {
      for (const connection of connections) await connection.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
