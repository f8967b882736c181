import { readdir, readFile, rm, truncate } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { RELEASE_TARGET, releaseContent } from '../../tests/support/release-samples.ts';
import { onEachLedger, type TemporaryLedger } from '../../tests/support/temporary-ledger.ts';
import { contentHash } from '../core/hash.ts';
import type { ReleaseRecord } from '../engine/release-registry.ts';
import { newSealKey, sealFile } from './sealed-file.ts';

onEachLedger('releases', (temporaryLedger) => {
  let temporary: TemporaryLedger;
  let run: string;

  beforeEach(async () => {
    temporary = await temporaryLedger();
    run = (await temporary.ledger.startRun({ job: 'demo', kind: 'sync' })).id;
  });
  afterEach(() => temporary.remove());

  async function tamper(...statements: string[]): Promise<void> {
    const db = await temporary.tables();
    for (const statement of statements) await sql.raw(statement).execute(db);
    await db.destroy();
  }
  /** Entries 1 granted, 2 readable, 3 granted, 4 granted, 5 readable. */
  async function fiveEntries(): Promise<readonly ReleaseRecord[]> {
    const { ledger } = temporary;
    const first = await ledger.putRelease(releaseContent(1), run);
    await ledger.markReadable(first.id, run);
    const second = await ledger.putRelease(releaseContent(2), run);
    const third = await ledger.putRelease(releaseContent(3), run);
    await ledger.markReadable(third.id, run);
    return [first, second, third];
  }
  function sealed(record: ReleaseRecord): string {
    return path.join(temporary.sealedFolder, `${record.id}.sealed`);
  }

  it('come back exactly, named by their content', async () => {
    const content = releaseContent(5);

    const record = await temporary.ledger.putRelease(content, run);

    expect(record).toMatchObject({
      id: contentHash(content),
      run,
      job: 'demo',
      target: RELEASE_TARGET,
      policy: content.policy,
      createdAt: '2026-02-03T13:00:00.000Z',
      readableSince: null,
    });
    expect(await temporary.ledger.releaseContent(record.id)).toEqual(content);
  });

  it('come back exactly where they are longer than one portion', async () => {
    const content = releaseContent(5);
    const names = Array.from(
      { length: 30_000 },
      (_, index) => `𝔸 figure of quite some length, number ${index}`,
    );
    const open = Object.fromEntries(names.map((name, index) => [name, index / 7]));
    const large = { ...content, tables: content.tables.map((table) => ({ ...table, open })) };

    const { id } = await temporary.ledger.putRelease(large, run);

    expect(await temporary.ledger.releaseContent(id)).toEqual(large);
  });

  it('are added once', async () => {
    const first = await temporary.ledger.putRelease(releaseContent(5), run);
    await temporary.ledger.markReadable(first.id, run);
    const before = await readFile(sealed(first));
    await temporary.setClock('2026-02-04T13:00:00.000Z');
    const later = (await temporary.ledger.startRun({ job: 'demo', kind: 'sync' })).id;

    const again = await temporary.ledger.putRelease(releaseContent(5), later);
    await temporary.ledger.markReadable(first.id, later);

    expect(again).toEqual({ ...first, readableSince: '2026-02-03T13:00:00.000Z', readableSeq: 2 });
    expect(await temporary.ledger.releases(RELEASE_TARGET)).toEqual([again]);
    expect(await readFile(sealed(first))).toEqual(before);
  });

  it('stand in the order in which they were added, one target apart from the other', async () => {
    const other = 'https://kommonitor.example/management';
    const records = await fiveEntries();
    const elsewhere = await temporary.ledger.putRelease(releaseContent(1, other), run);

    const found = await temporary.ledger.releases(RELEASE_TARGET);

    const at = '2026-02-03T13:00:00.000Z';
    expect(found).toEqual(
      records.map((record, index) => ({
        ...record,
        readableSince: index === 1 ? null : at,
        readableSeq: [2, null, 5][index],
      })),
    );
    expect(found.map((record) => record.seq)).toEqual([1, 3, 4]);
    expect(found[2]?.previous).toBe(found[1]?.hash);
    expect(await temporary.ledger.releases(other)).toEqual([elsewhere]);
    expect(await temporary.ledger.releases('https://third.example')).toEqual([]);
  });

  it('are told to the audit trail, in the same transaction', async () => {
    await fiveEntries();

    const db = await temporary.tables();
    const events = await db
      .selectFrom('audit')
      .select('event')
      .where('event', 'like', 'Release:%')
      .orderBy('seq')
      .execute();
    await db.destroy();
    expect(events.map((row) => row.event.slice(8))).toEqual([
      'Granted',
      'Readable',
      'Granted',
      'Granted',
      'Readable',
    ]);
    expect(await temporary.ledger.verifyAudit()).toMatchObject({ entries: 6, brokenAt: null });
  });

  it.each([
    ['changed', [`update release_entry set at = 'x' where seq = 3`], 3],
    ['given another target', [`update release_entry set facts = '{}' where seq = 1`], 1],
    ['removed', ['delete from release_entry where seq = 3'], 3],
    ['removed, having told since when it was readable', ['delete from release_entry where seq = 2'], 2],
    ['cut off at the end', ['delete from release_entry where seq = 5'], 5],
    [
      'cut off at the end together with the counter',
      ['delete from release_entry where seq > 3', `update counter set value = 3 where name = 'release'`],
      5,
    ],
    ['all removed', ['delete from release_entry', `delete from counter where name = 'release'`], 5],
    [
      'exchanged with another',
      [
        'update release_entry set seq = 99 where seq = 3',
        'update release_entry set seq = 3 where seq = 4',
        'update release_entry set seq = 4 where seq = 99',
      ],
      3,
    ],
  ])('break where an entry was %s', async (_what, statements, at) => {
    await fiveEntries();
    await tamper(...statements);

    await expect(temporary.ledger.releases(RELEASE_TARGET)).rejects.toMatchObject({
      code: 'registry.broken',
      exitCode: 13,
      message: expect.stringContaining(`ab Eintrag ${at} `) as unknown,
    });
  });

  it('break where the last entry was forged with a hash that fits', async () => {
    await fiveEntries();
    const db = await temporary.tables();
    const last = db.selectFrom('release_entry').selectAll().where('seq', '=', 5);
    const { hash, ...linked } = await last.executeTakeFirstOrThrow();
    const forged = { ...linked, at: '2030-01-01T00:00:00.000Z' };
    await tamper(
      `update release_entry set at = '${forged.at}', hash = '${contentHash(forged)}' where hash = '${hash}'`,
    );
    await db.destroy();

    await expect(temporary.ledger.releases(RELEASE_TARGET)).rejects.toMatchObject({
      code: 'registry.broken',
    });
  });

  it('are not added to a chain whose end is missing', async () => {
    await fiveEntries();
    await tamper('delete from release_entry where seq = 5');

    await expect(temporary.ledger.putRelease(releaseContent(9), run)).rejects.toMatchObject({
      code: 'registry.broken',
    });
    expect(await temporary.ledger.verifyAudit()).toMatchObject({ entries: 6, brokenAt: null });
  });

  it('are damaged where their file or their key is missing, also before it is read', async () => {
    const [first, second] = await fiveEntries();
    const { ledger } = temporary;
    await rm(sealed(first!));
    await tamper(`delete from sealed_key where id = '${second!.id}'`);

    const damaged = { code: 'registry.damaged', exitCode: 13 };
    await expect(ledger.releases(RELEASE_TARGET)).rejects.toMatchObject(damaged);
    await expect(ledger.releaseContent(first!.id)).rejects.toMatchObject(damaged);
    await expect(ledger.releaseContent(second!.id)).rejects.toMatchObject(damaged);
  });

  it('are damaged where the file is cut off, or holds something else under the right key', async () => {
    const [first, second] = await fiveEntries();
    const { ledger, sealedFolder } = temporary;
    await truncate(sealed(first!), 60);
    const key = newSealKey();
    await sealFile({ folder: sealedFolder, id: second!.id, key }, [JSON.stringify(releaseContent(99))]);
    await tamper(`update sealed_key set key = '${key.toString('base64')}' where id = '${second!.id}'`);

    await expect(ledger.releaseContent(first!.id)).rejects.toMatchObject({ code: 'registry.damaged' });
    await expect(ledger.releaseContent(second!.id)).rejects.toMatchObject({ code: 'registry.damaged' });
  });

  it('are unknown where they were never granted', async () => {
    const { ledger } = temporary;
    const unknown = { code: 'registry.unknown', exitCode: 64 };

    await expect(ledger.releaseContent('0'.repeat(64))).rejects.toMatchObject(unknown);
    await expect(ledger.markReadable('0'.repeat(64), run)).rejects.toMatchObject(unknown);
  });

  it('hold no number that would come back as a hidden value', async () => {
    await expect(temporary.ledger.putRelease(releaseContent(Number.NaN), run)).rejects.toMatchObject({
      code: 'ledger.misuse',
    });
    expect(await readdir(temporary.sealedFolder)).toEqual([]);
  });

  it('leave no readable figure on the disk', async () => {
    const content = releaseContent(5);
    await temporary.ledger.putRelease({ ...content, index: { CANARY: 'c' } }, run);

    const files = await readdir(temporary.folder, { recursive: true, withFileTypes: true });
    for (const file of files.filter((found) => found.isFile()))
      expect((await readFile(path.join(file.parentPath, file.name))).includes('CANARY')).toBe(false);
  });
});
