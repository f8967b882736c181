import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { sql, type Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openDatabase } from './database.ts';
import type { LedgerSchema } from './schema.ts';

describe('openDatabase', () => {
  let folder: string;
  let file: string;
  let db: Kysely<LedgerSchema>;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'kmsync-db-'));
    file = path.join(folder, 'ledger.db');
    db = await openDatabase(file);
    await sql`create table thing (id integer primary key, text text not null)`.execute(db);
  });
  afterEach(async () => {
    vi.useRealTimers();
    await db.destroy();
    await rm(folder, { recursive: true, force: true });
  });

  const insert = (text: string) => sql`insert into thing (text) values (${text})`;
  async function count(): Promise<number> {
    const { rows } = await sql<{ n: number }>`select count(*) as n from thing`.execute(db);
    return rows[0]?.n ?? -1;
  }

  it('puts every commit on disk, enforces references and overwrites what is deleted', async () => {
    const setting = async (name: string) => (await sql.raw(`pragma ${name}`).execute(db)).rows[0];

    expect(await setting('journal_mode')).toEqual({ journal_mode: 'wal' });
    expect(await setting('synchronous')).toEqual({ synchronous: 2 });
    expect(await setting('foreign_keys')).toEqual({ foreign_keys: 1 });
    expect(await setting('secure_delete')).toEqual({ secure_delete: 1 });
    expect(await setting('busy_timeout')).toEqual({ timeout: 25 });
  });

  it('answers `ledger.disk-full` where the disk is full, and undoes the whole transaction', async () => {
    await sql`pragma max_page_count = 8`.execute(db);

    const filling = db.transaction().execute(async (tx) => {
      await insert('small').execute(tx);
      await insert('x'.repeat(100_000)).execute(tx);
    });

    await expect(filling).rejects.toMatchObject({ code: 'ledger.disk-full', kind: 'local', exitCode: 13 });
    expect(await count()).toBe(0);
  });

  it('answers `ledger.busy` where another process keeps the file locked', async () => {
    const other = await openDatabase(file);
    await sql`pragma busy_timeout = 0`.execute(other);
    vi.useFakeTimers();

    await db.transaction().execute(async (tx) => {
      await insert('mine').execute(tx);
      const waiting = other.transaction().execute((theirs) => insert('theirs').execute(theirs));
      const outcome = expect(waiting).rejects.toMatchObject({ code: 'ledger.busy', exitCode: 13 });
      await vi.advanceTimersByTimeAsync(60_000);
      await outcome;
    });

    vi.useRealTimers();
    await other.transaction().execute((theirs) => insert('theirs, later').execute(theirs));
    await other.destroy();
    expect(await count()).toBe(2);
  });

  it('waits while another process writes, from the beginning of a transaction on', async () => {
    const other = await openDatabase(file);

    const order: string[] = [];
    const first = db.transaction().execute(async (tx) => {
      await sql`select 1`.execute(tx);
      order.push('first began');
      for (let n = 0; n < 5; n += 1) await insert('mine').execute(tx);
      order.push('first done');
    });
    const second = other.transaction().execute(async (tx) => {
      order.push('second began');
      await insert('theirs').execute(tx);
    });
    await Promise.all([first, second]);

    await other.destroy();
    expect(order).toEqual(['first began', 'first done', 'second began']);
    expect(await count()).toBe(6);
  });

  it('answers `ledger.not-writable` where the database may only be read', async () => {
    await sql`pragma query_only = 1`.execute(db);

    await expect(insert('a').execute(db)).rejects.toMatchObject({
      code: 'ledger.not-writable',
      kind: 'local',
      exitCode: 13,
    });
  });

  it('answers an internal error where a statement breaks a rule of the tables', async () => {
    await expect(sql`insert into thing (text) values (null)`.execute(db)).rejects.toMatchObject({
      code: 'ledger.failed',
      exitCode: 1,
    });
  });
});
