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

    expect(await tables()).toEqual(['migration', 'migration_reach', 'one', 'two']);
  });

  it('leaves the ledger as it was where one statement of several migrations fails', async () => {
    await migrate(db, [ONE], STAMP);
    const broken: Migration = { number: 3, name: 'broken', statements: ['create table three (', 'nonsense'] };

    await expect(migrate(db, [ONE, TWO, broken], STAMP)).rejects.toMatchObject({ code: 'ledger.failed' });

    expect(await tables()).toEqual(['migration', 'migration_reach', 'one']);
  });

  it('lets an older program on where every newer migration allows its tables', async () => {
    const three: Migration = { number: 3, name: 'three', statements: ['select 1'], worksFrom: 1 };
    await migrate(db, [ONE, { ...TWO, worksFrom: 1 }, three], { ...STAMP, program: '3.0.0' });

    await migrate(db, [ONE], STAMP);

    expect(await tables()).toContain('two');
  });

  it.each([
    ['says nothing about older programs', {}],
    ['allows only programs that know more', { worksFrom: 2 }],
  ])('refuses where one newer migration %s, and names both versions', async (_what, reach) => {
    const three: Migration = { number: 3, name: 'three', statements: ['select 1'], ...reach };
    await migrate(db, [ONE, { ...TWO, worksFrom: 1 }, three], { ...STAMP, program: '3.0.0' });

    const error: unknown = await migrate(db, [ONE], STAMP).catch((reason: unknown) => reason);

    expect(error).toMatchObject({
      code: 'ledger.newer',
      message: expect.stringMatching(/Aufbau 3 \(3\.0\.0\).*\(1\.0\.0\) kennt nur den Aufbau 1/) as string,
      hint: expect.stringContaining('kmsync restore') as string,
    });
  });

  it('refuses an allowed ledger in which one of its own migrations is missing', async () => {
    await migrate(db, [ONE, { number: 3, name: 'three', statements: ['select 1'], worksFrom: 1 }], STAMP);

    await expect(migrate(db, [ONE, TWO], STAMP)).rejects.toMatchObject({ code: 'ledger.schema-differs' });
  });

  it('allows no program that would have to know more tables than there are', () => {
    for (const { number, worksFrom = number } of MIGRATIONS) {
      expect(worksFrom).toBeGreaterThan(0);
      expect(worksFrom).toBeLessThanOrEqual(number);
    }
  });

  it('has its migrations numbered without gaps', () => {
    expect(MIGRATIONS.map((migration) => migration.number)).toEqual(MIGRATIONS.map((_, index) => index + 1));
  });
});
