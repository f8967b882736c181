import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from './database.ts';
import { openLedger, type LedgerSettings } from './ledger.ts';
import { MIGRATIONS } from './migrations/all.ts';

describe('openLedger', () => {
  let folder: string;
  let settings: LedgerSettings & { readonly file: string };

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'kmsync-open-'));
    settings = {
      file: path.join(folder, 'data', 'ledger.db'),
      sealedFolder: path.join(folder, 'data', 'sealed'),
      now: () => new Date('2026-02-03T13:00:00Z'),
      programVersion: '1.2.3',
    };
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('creates folder, tables and files that only the owner can read', async () => {
    const ledger = await openLedger(settings);
    await ledger.startRun({ job: 'a', kind: 'sync' });

    const files = await readdir(path.dirname(settings.file));
    for (const name of files.filter((file) => file.startsWith('ledger.db')))
      expect((await stat(path.join(folder, 'data', name))).mode & 0o777).toBe(0o600);
    expect(files).toContain('ledger.db-wal');
    await ledger.close();
  });

  it('finds everything again after it was closed', async () => {
    const first = await openLedger(settings);
    const run = await first.startRun({ job: 'a', kind: 'sync' });
    await first.close();

    const second = await openLedger(settings);

    expect(await second.run(run.id)).toEqual(run);
    await second.close();
  });

  it('remembers which program applied which migration', async () => {
    await (await openLedger(settings)).close();

    const db = await openDatabase(settings.file);
    const rows = await db.selectFrom('migration').select(['number', 'name', 'program']).execute();
    await db.destroy();

    expect(rows).toEqual([
      { number: 1, name: 'first-ledger', program: '1.2.3' },
      { number: 2, name: 'releases', program: '1.2.3' },
      { number: 3, name: 'schedule', program: '1.2.3' },
      { number: 4, name: 'retention', program: '1.2.3' },
      { number: 7, name: 'deliveries', program: '1.2.3' },
    ]);
  });

  it('refuses a ledger of a newer program and leaves it as it is', async () => {
    await (await openLedger(settings)).close();
    const db = await openDatabase(settings.file);
    const future = {
      number: MIGRATIONS.length + 1,
      name: 'later',
      checksum: 'x',
      applied_at: 'x',
      program: '9.0.0',
    };
    await db.insertInto('migration').values(future).execute();
    await db.destroy();

    await expect(openLedger(settings)).rejects.toMatchObject({ code: 'ledger.newer', exitCode: 13 });
  });

  it('refuses a ledger whose tables were made by other statements', async () => {
    await (await openLedger(settings)).close();
    const db = await openDatabase(settings.file);
    await db.updateTable('migration').set({ checksum: 'other' }).execute();
    await db.destroy();

    await expect(openLedger(settings)).rejects.toMatchObject({ code: 'ledger.schema-differs', exitCode: 13 });
  });

  it('says of a file that is no database that it is damaged', async () => {
    await mkdir(path.dirname(settings.file), { recursive: true });
    await writeFile(settings.file, 'Das ist keine Datenbank. '.repeat(500));

    await expect(openLedger(settings)).rejects.toMatchObject({ code: 'ledger.damaged', exitCode: 13 });
  });

  it('says that the place cannot be written to, without naming the path', async () => {
    await writeFile(path.join(folder, 'data'), 'a file where a folder should be');

    const error: unknown = await openLedger(settings).catch((reason: unknown) => reason);

    expect(error).toMatchObject({ code: 'ledger.not-writable', exitCode: 13 });
    expect(inspect(error)).not.toContain(`${folder}/data`);
  });

  it('finishes what was begun before it closes, and says afterwards that it is closed', async () => {
    const ledger = await openLedger(settings);
    const begun = ledger.startRun({ job: 'a', kind: 'sync' });

    await ledger.close();

    expect(await begun).toMatchObject({ id: '2026-0001' });
    await expect(ledger.startRun({ job: 'a', kind: 'sync' })).rejects.toThrow();
    await expect(ledger.close()).resolves.toBeUndefined();
  });

  it('says that a folder stands where the file should be', async () => {
    await mkdir(settings.file, { recursive: true });

    await expect(openLedger(settings)).rejects.toMatchObject({ code: 'ledger.not-writable' });
  });
});
