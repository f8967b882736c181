import { inspect } from 'node:util';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { POSTGRES_MISSING, PostgresServer } from '../../tests/support/postgres.ts';
import { migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/all.ts';
import { openPostgres } from './postgres.ts';

describe.skipIf(POSTGRES_MISSING)('openPostgres', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await PostgresServer.start();
  });
  afterAll(() => server.stop());

  async function failure(url: string): Promise<unknown> {
    try {
      await sql`select 1`.execute(openPostgres(url));
      return undefined;
    } catch (error) {
      return error;
    }
  }

  it('waits for every commit, whatever the server is set to', async () => {
    const url = await server.database();
    await server.run(`alter database ${new URL(url).pathname.slice(1)} set synchronous_commit = off`);
    const db = openPostgres(url);

    const { rows } = await sql`show synchronous_commit`.execute(db);

    expect(rows).toEqual([{ synchronous_commit: 'on' }]);
    await db.destroy();
  });

  it('gives large integers and fractions back exactly', async () => {
    const db = openPostgres(await server.database());

    const { rows } = await sql`select ${5_000_000_000}::bigint as n, ${0.1 + 0.2}::float8 as x`.execute(db);

    expect(rows).toEqual([{ n: 5_000_000_000, x: 0.1 + 0.2 }]);
    await db.destroy();
  });

  it('lets an older program on where the newer tables allow it, and no other', async () => {
    const db = openPostgres(await server.database());
    const stamp = { at: '2026-11-27T12:00:00.000Z', program: 'kommonitor-sync 99.0.0' };
    const newer = (number: number, worksFrom: number) => ({
      number,
      name: `newer-${number}`,
      statements: [`create table newer_${number} (a text)`],
      worksFrom,
    });
    const known = MIGRATIONS.at(-1)?.number ?? 0;
    const old = () => migrate(db, MIGRATIONS, { ...stamp, program: 'old' });

    await migrate(db, [...MIGRATIONS, newer(98, known)], stamp);
    await old();
    await migrate(db, [...MIGRATIONS, newer(98, known), newer(99, 98)], stamp);

    await expect(old()).rejects.toMatchObject({ code: 'ledger.newer' });
    await db.destroy();
  });

  it.each([
    ['ledger.unreachable', 13, 'postgresql://kmsync:CANARY@127.0.0.1:1/ledger'],
    ['ledger.address-invalid', 4, 'postgresql://kmsync:CANARY@[/ledger'],
    ['ledger.address-invalid', 4, 'mysql://kmsync:CANARY@127.0.0.1/ledger'],
  ])('answers %s without the password', async (code, exitCode, url) => {
    const error = await failure(url);

    expect(error).toMatchObject({ code, exitCode });
    expect(inspect(error)).not.toContain('CANARY');
  });

  it('says that the database is not there, without the password', async () => {
    const error = await failure(server.url('missing'));

    expect(error).toMatchObject({ code: 'ledger.refused', exitCode: 4 });
    expect(inspect(error)).not.toContain('geheim');
  });

  it('works again after the server was gone', async () => {
    const db = openPostgres(await server.database());
    await sql`select 1`.execute(db);
    await server.kill();
    await expect(sql`select 1`.execute(db)).rejects.toMatchObject({ code: 'ledger.unreachable' });

    await server.restart();

    await expect(sql`select 1`.execute(db)).resolves.toBeDefined();
    await db.destroy();
  });
});
