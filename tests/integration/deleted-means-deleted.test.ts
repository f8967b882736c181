import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { areaKey, levelId } from '../../src/core/area.ts';
import { cell } from '../../src/core/cell.ts';
import type { DatasetVersion } from '../../src/core/dataset.ts';
import { contentHash } from '../../src/core/hash.ts';
import { referenceDate } from '../../src/core/reference-date.ts';
import { sweep } from '../../src/engine/retention/sweep.ts';
import { temporaryLedger, type TemporaryLedger } from '../support/temporary-ledger.ts';

const CANARY = 'KANARIENVOGEL-4711';
const NOTHING = { jobs: new Map(), indicators: new Map() };

describe('P27 deleted means deleted', () => {
  let temporary: TemporaryLedger;
  let run: string;
  let now: Date;

  beforeEach(async () => {
    temporary = await temporaryLedger();
    run = (await temporary.ledger.startRun({ job: 'a', kind: 'sync' })).id;
    await temporary.ledger.putDataset(version('2020-12-31'), run);
    await temporary.ledger.putSnapshot(run, CANARY);
    await temporary.ledger.updateRun(run, { state: 'published', finished: true });
    now = new Date('2029-02-03T13:00:00.000Z');
    await temporary.setClock(now.toISOString());
  });
  afterEach(() => temporary.remove());

  function version(date: string): DatasetVersion {
    const cells = [
      {
        role: 'value' as const,
        level: levelId('quartier'),
        area: areaKey('0101'),
        date: referenceDate(date),
        measure: CANARY,
        breakdown: {},
        cell: cell(7, 'ok', []),
        source: { file: 0, rows: [2, 3] as const },
      },
    ];
    const lineage = {
      files: [{ name: 'ew.csv', sha256: 'f'.repeat(64), bytes: 12 }],
      profile: { id: 'ew', sha256: 'e'.repeat(64) },
      levels: {},
      program: '0.0.0-test',
    };
    return { id: contentHash({ dataset: 'ew', cells }), dataset: 'ew', cells, lineage };
  }

  function means(ledger = temporary.ledger) {
    return { ledger, catalogue: NOTHING, now: () => now };
  }

  async function keys(): Promise<string[]> {
    const db = await temporary.tables();
    const rows = await db.selectFrom('sealed_key').select('key').execute();
    const snapshots = await db.selectFrom('snapshot').select('packed').execute();
    await db.destroy();
    return [...rows.map(({ key }) => key), ...snapshots.map(({ packed }) => packed)];
  }

  /** Which of the texts stand in any file of the state folder, the database and its side files included. */
  function found(texts: readonly string[]): string[] {
    const names = readdirSync(temporary.folder, { recursive: true, withFileTypes: true });
    const files = names
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => path.join(parentPath, name));
    const bytes = files.map((file) => readFileSync(file));
    return texts.filter((text) => bytes.some((content) => content.includes(text)));
  }

  it('leaves neither key nor file nor row, in no file of the ledger', async () => {
    const before = await keys();
    expect(found(before)).toEqual(before);

    const { items, files } = await sweep(means());

    expect(items.map(({ rule }) => rule).sort()).toEqual(['not-needed', 'snapshot-24-months']);
    expect(files).toBe(1);
    expect(found([...before, CANARY])).toEqual([]);
    expect(readdirSync(temporary.sealedFolder)).toEqual([]);
    expect(await temporary.ledger.newestDatasets('ew')).toEqual([]);
  });

  it('says what was deleted by which rule, and nothing of what it was', async () => {
    await sweep(means());

    const log = await temporary.ledger.deletions();
    expect(log.map(({ class: name, count, rule }) => [name, count, rule])).toEqual([
      ['K1', 1, 'not-needed'],
      ['K0', 1, 'snapshot-24-months'],
    ]);
    expect((await temporary.ledger.verifyAudit()).brokenAt).toBeNull();
  });

  it('shows the same in a dry run and leaves everything', async () => {
    const before = await keys();

    const dry = await sweep(means(), true);

    expect(dry.items).toHaveLength(2);
    expect(await keys()).toEqual(before);
    expect(await temporary.ledger.deletions()).toEqual([]);
  });

  it.each(['destroy', 'removeKeyless', 'compact'] as const)(
    'finishes what a sweep began that was killed after the step before %s',
    async (step) => {
      const before = await keys();
      const dying = { ...temporary.ledger, [step]: () => Promise.reject(new Error('killed')) };
      await expect(sweep(means(dying))).rejects.toThrow('killed');
      const next = await temporary.openAgain();

      await sweep(means(next));

      expect(found([...before, CANARY])).toEqual([]);
      expect(readdirSync(temporary.sealedFolder)).toEqual([]);
      expect(await next.deletions()).toHaveLength(2);
      expect((await sweep(means(next))).items).toEqual([]);
    },
  );

  it('destroys the key that a run left behind which was killed while storing', async () => {
    const db = await temporary.tables();
    await db
      .insertInto('sealed_key')
      .values({ id: 'left', key: 'ORPHANED-KEY', created_at: '2026-02-03T13:00:00.000Z' })
      .execute();
    await db.destroy();

    await sweep(means());

    expect(found(['ORPHANED-KEY'])).toEqual([]);
  });

  it('takes a version in again that is delivered once more', async () => {
    const { items } = await sweep(means());
    expect(items.length).toBeGreaterThan(0);
    const again = version('2020-12-31');

    expect(await temporary.ledger.putDataset(again, run)).toBe(true);

    expect(await temporary.ledger.dataset(again.id)).toEqual(again);
  });
});
