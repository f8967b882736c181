/** Everything that a ledger left on disk, to search it for what must not be there. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import type { TemporaryLedger } from './temporary-ledger.ts';

const PG_DUMP = '/usr/lib/postgresql/15/bin/pg_dump';

/**
 * Every file of the state folder, the database and its side files included; on PostgreSQL the data files of the
 * database (its log keeps what was deleted until it is recycled) and a dump.
 */
export async function ledgerBytes({ folder, place }: TemporaryLedger): Promise<Buffer[]> {
  const bytes: Buffer[] = filesIn(folder).map((file) => readFileSync(file));
  if ('url' in place) {
    bytes.push(...(await dataFiles(place.url)).map((file) => readFileSync(file)));
    bytes.push(execFileSync(PG_DUMP, [place.url]));
  }
  return bytes;
}

/** Which of the texts stand somewhere in it. */
export async function textsOnDisk(temporary: TemporaryLedger, texts: readonly string[]): Promise<string[]> {
  const bytes = await ledgerBytes(temporary);
  return texts.filter((text) => bytes.some((content) => content.includes(text)));
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.join(parentPath, name));
}

/** Of this database alone, as they are on disk after a checkpoint. */
async function dataFiles(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('checkpoint');
  const { rows } = await client.query<{ path: string }>(
    `select current_setting('data_directory') || '/base/' || oid as path from pg_database where datname = current_database()`,
  );
  await client.end();
  return rows.flatMap((row) => filesIn(row.path));
}
