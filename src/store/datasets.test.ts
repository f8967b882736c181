import { readdir, readFile, rm, truncate } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { areaKey, levelId } from '../core/area.ts';
import { emptyCell, cell } from '../core/cell.ts';
import type { DatasetVersion, StoredCell } from '../core/dataset.ts';
import { contentHash } from '../core/hash.ts';
import { referenceDate } from '../core/reference-date.ts';
import { onEachLedger, type TemporaryLedger } from '../../tests/support/temporary-ledger.ts';

onEachLedger('dataset versions', (temporaryLedger, kind) => {
  let temporary: TemporaryLedger;
  let run: string;

  beforeEach(async () => {
    temporary = await temporaryLedger();
    run = (await temporary.ledger.startRun({ job: 'a', kind: 'sync' })).id;
  });
  afterEach(() => temporary.remove());

  function storedCell(date: string, value: number, level = 'quartier'): StoredCell {
    return {
      role: 'value',
      level: levelId(level),
      area: areaKey('0101'),
      date: referenceDate(date),
      measure: 'einwohner',
      breakdown: { alter: '65plus', geschlecht: 'w' },
      cell: value < 0 ? emptyCell('suppressed') : cell(value, 'ok', ['p']),
      source: { file: 0, sheet: 'Tabelle1', rows: [2, 3] },
    };
  }
  function version(cells: readonly StoredCell[], dataset = 'bevoelkerung'): DatasetVersion {
    return {
      id: contentHash({ dataset, cells }),
      dataset,
      cells,
      lineage: {
        files: [{ name: 'ew.csv', sha256: 'f'.repeat(64), bytes: 12 }],
        profile: { id: 'ew', sha256: 'e'.repeat(64) },
        levels: { quartier: 'd'.repeat(64) },
        program: '0.0.0-test',
      },
    };
  }

  it('come back exactly, also with more cells than one portion holds', async () => {
    const { ledger } = temporary;
    const small = version([storedCell('2024-12-31', -1), storedCell('2024-12-31', 0.1)]);
    const large = version(Array.from({ length: 3_001 }, (_, index) => storedCell('2023-12-31', index)));

    expect(await ledger.putDataset(small, run)).toBe(true);
    expect(await ledger.putDataset(large, run)).toBe(true);

    expect(await ledger.dataset(small.id)).toEqual(small);
    expect(await ledger.dataset(large.id)).toEqual(large);
    expect(await ledger.dataset('0'.repeat(64))).toBeUndefined();
  });

  it('do not hold where people rejected the run that brought them, unless another one brings them again', async () => {
    const { ledger } = temporary;
    const [good, bad] = [version([storedCell('2024-12-31', 1)]), version([storedCell('2024-12-31', 2)])];
    const newest = async () => (await ledger.newestDatasets('bevoelkerung')).map(({ version: id }) => id);
    const refused = await ledger.startRun({ job: 'a', kind: 'sync' });
    const unchanged = await ledger.startRun({ job: 'a', kind: 'sync' });
    await ledger.putDataset(good, run);
    await ledger.updateRun(run, { state: 'published', finished: true });

    await ledger.putDataset(bad, refused.id);
    expect(await newest()).toEqual([bad.id]);
    await ledger.updateRun(refused.id, { state: 'rejected', finished: true });
    expect(await newest()).toEqual([good.id]);
    await ledger.putDataset(good, unchanged.id);
    await ledger.updateRun(unchanged.id, { state: 'rejected', finished: true });
    expect(await newest()).toEqual([good.id]);
    const again = await ledger.startRun({ job: 'a', kind: 'sync' });
    await ledger.putDataset(bad, again.id);
    expect(await newest()).toEqual([bad.id]);
    const states = (await ledger.retentionFacts('2020-01-01T00:00:00.000Z')).versions.map(
      ({ id, runState }) => `${id} ${runState}`,
    );
    expect(new Set(states)).toEqual(new Set([`${good.id} published`, `${bad.id} checking`]));
  });

  it('that a person brought count once their run publishes, also where they had been replaced before', async () => {
    const { ledger } = temporary;
    const first = version([storedCell('2024-12-31', 1)]);
    const corrected = version([storedCell('2024-12-31', 2)]);
    await ledger.putDataset(first, run);
    await ledger.putDataset(corrected, run);
    const brought = { by: 'local:anna', remark: '' };
    const byHand = (await ledger.startRun({ job: 'a', kind: 'sync', brought })).id;
    const newest = async () => (await ledger.newestDatasets('bevoelkerung')).map((each) => each.version);

    await ledger.putDataset(first, byHand);
    await ledger.updateRun(byHand, { state: 'draft', finished: true });
    expect(await newest()).toEqual([corrected.id]);

    await ledger.updateRun(byHand, { state: 'publishing', finished: false });
    expect(await newest()).toEqual([first.id]);
    await ledger.updateRun(byHand, { state: 'publishing' });
    expect(await ledger.broughtTo(byHand)).toEqual(brought);
    expect(await ledger.broughtTo(run)).toBeUndefined();
  });

  it('are stored once', async () => {
    const one = version([storedCell('2024-12-31', 5)]);
    await temporary.ledger.putDataset(one, run);
    const [file] = await readdir(temporary.sealedFolder);
    const before = await readFile(path.join(temporary.sealedFolder, String(file)));

    expect(await temporary.ledger.putDataset(one, run)).toBe(false);

    expect(await readdir(temporary.sealedFolder)).toEqual([`${one.id}.sealed`]);
    expect(await readFile(path.join(temporary.sealedFolder, String(file)))).toEqual(before);
  });

  it('leave no readable figure on the disk', async () => {
    await temporary.ledger.putDataset(version([{ ...storedCell('2024-12-31', 5), measure: 'CANARY' }]), run);

    const files = [...(await readdir(temporary.folder)), ...(await readdir(temporary.sealedFolder))];
    for (const name of files) {
      if (name === 'sealed') continue;
      const folder = name.endsWith('.sealed') ? temporary.sealedFolder : temporary.folder;
      expect((await readFile(path.join(folder, name))).includes('CANARY')).toBe(false);
    }
  });

  it('replace each other by date and level, the last one put being the newest', async () => {
    const { ledger } = temporary;
    const both = version([storedCell('2023-12-31', 1), storedCell('2024-12-31', 1)]);
    const later = version([storedCell('2024-12-31', 2), storedCell('2024-12-31', 2, 'gemeinde')]);
    await ledger.putDataset(both, run);
    await ledger.putDataset(later, run);
    await ledger.putDataset(version([storedCell('2024-12-31', 9)], 'sgb2'), run);

    expect(await ledger.newestDatasets('bevoelkerung')).toEqual([
      { version: later.id, level: 'gemeinde', date: '2024-12-31' },
      { version: both.id, level: 'quartier', date: '2023-12-31' },
      { version: later.id, level: 'quartier', date: '2024-12-31' },
    ]);

    await ledger.putDataset(both, run);

    expect(await ledger.newestDatasets('bevoelkerung')).toEqual([
      { version: later.id, level: 'gemeinde', date: '2024-12-31' },
      { version: both.id, level: 'quartier', date: '2023-12-31' },
      { version: both.id, level: 'quartier', date: '2024-12-31' },
    ]);
    expect(await ledger.newestDatasets('unknown')).toEqual([]);
  });

  it('do not replace the figures of a level by a residual that counts for it', async () => {
    const { ledger } = temporary;
    const town = version([storedCell('2024-12-31', 100, 'stadt')]);
    const quarters = version([
      storedCell('2024-12-31', 97),
      { ...storedCell('2024-12-31', 2, 'stadt'), role: 'residual' },
    ]);
    await ledger.putDataset(town, run);
    await ledger.putDataset(quarters, run);

    expect(await ledger.newestDatasets('bevoelkerung')).toEqual([
      { version: quarters.id, level: 'quartier', date: '2024-12-31' },
      { version: town.id, level: 'stadt', date: '2024-12-31' },
    ]);
  });

  it('are refused where their file is missing or cut off', async () => {
    const one = version([storedCell('2024-12-31', 5)]);
    await temporary.ledger.putDataset(one, run);
    const file = path.join(temporary.sealedFolder, `${one.id}.sealed`);

    await truncate(file, 60);
    await expect(temporary.ledger.dataset(one.id)).rejects.toMatchObject({ code: 'ledger.sealed-damaged' });

    await rm(file);
    await expect(temporary.ledger.dataset(one.id)).rejects.toMatchObject({ code: 'ledger.sealed-damaged' });
  });

  it('are forgotten with file and key, and the key is nowhere on the disk any more', async () => {
    const { ledger } = temporary;
    const one = version([storedCell('2024-12-31', 5)]);
    await ledger.putDataset(one, run);
    const db = await temporary.tables();
    const { key } = await db.selectFrom('sealed_key').select('key').executeTakeFirstOrThrow();
    await db.destroy();

    expect(await ledger.forget(one.id)).toBe(true);

    expect(await readdir(temporary.sealedFolder)).toEqual([]);
    for (const name of kind === 'sqlite' ? ['ledger.db', 'ledger.db-wal'] : [])
      expect((await readFile(path.join(temporary.folder, name))).includes(key)).toBe(false);
    await expect(ledger.dataset(one.id)).rejects.toMatchObject({
      code: 'ledger.forgotten',
      message: 'Der Datenbestand wurde am 03.02.2026 gelöscht.',
    });
    expect(await ledger.forget(one.id)).toBe(false);
    expect(await ledger.verifyAudit()).toMatchObject({ entries: 2, brokenAt: null });
  });

  it('do not make an older version the newest again by being forgotten', async () => {
    const { ledger } = temporary;
    const old = version([storedCell('2024-12-31', 1)]);
    const young = version([storedCell('2024-12-31', 2)]);
    await ledger.putDataset(old, run);
    await ledger.putDataset(young, run);

    await ledger.forget(young.id);

    expect(await ledger.newestDatasets('bevoelkerung')).toEqual([]);
  });

  it('can be stored anew after they were forgotten', async () => {
    const { ledger } = temporary;
    const one = version([storedCell('2024-12-31', 1)]);
    await ledger.putDataset(one, run);
    await ledger.forget(one.id);

    expect(await ledger.putDataset(one, run)).toBe(true);

    expect(await ledger.dataset(one.id)).toEqual(one);
  });

  it('survive being stored by two processes at once', async () => {
    const other = await temporary.openAgain();
    const one = version(Array.from({ length: 500 }, (_, index) => storedCell('2024-12-31', index)));

    const answers = await Promise.all([
      temporary.ledger.putDataset(one, run),
      other.putDataset(one, run),
      temporary.ledger.putDataset(one, run),
    ]);

    expect(answers.filter(Boolean)).toHaveLength(1);
    expect(await other.dataset(one.id)).toEqual(one);
  });
});
