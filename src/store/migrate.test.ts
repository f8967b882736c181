import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { sql, type Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from './database.ts';
import { migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/all.ts';
import type { Migration } from './migrations/migration.ts';
import type { LedgerSchema } from './schema.ts';

const STAMP = { at: '2026-02-03T13:00:00.000Z', program: '1.0.0' };
const ONE: Migration = { number: 1, name: 'one', statements: ['create table one (a text)'] };
const TWO: Migration = { number: 2, name: 'two', statements: ['create table two (a text)'] };

describe('migrate', () => {
  let folder: string;
  let db: Kysely<LedgerSchema>;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'kmsync-migrate-'));
    db = await openDatabase(path.join(folder, 'ledger.db'));
  });
  afterEach(async () => {
    await db.destroy();
    await rm(folder, { recursive: true, force: true });
  });

  async function tables(): Promise<string[]> {
    const found = await sql<{ name: string }>`select name from sqlite_master where type = 'table'`.execute(
      db,
    );
    return found.rows.map((row) => row.name).sort();
  }

  it('applies only what is missing', async () => {
    await migrate(db, [ONE], STAMP);

    await migrate(db, [ONE, TWO], STAMP);
    await migrate(db, [ONE, TWO], STAMP);

    expect(await tables()).toEqual(['migration', 'one', 'two']);
  });

  it('leaves the ledger as it was where one statement of several migrations fails', async () => {
    await migrate(db, [ONE], STAMP);
    const broken: Migration = { number: 3, name: 'broken', statements: ['create table three (', 'nonsense'] };

    await expect(migrate(db, [ONE, TWO, broken], STAMP)).rejects.toMatchObject({ code: 'ledger.failed' });

    expect(await tables()).toEqual(['migration', 'one']);
  });

  it('has its migrations numbered without gaps', () => {
    expect(MIGRATIONS.map((migration) => migration.number)).toEqual(MIGRATIONS.map((_, index) => index + 1));
  });
});
