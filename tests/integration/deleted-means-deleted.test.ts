import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { areaKey, levelId, type LevelVersion } from '../../src/core/area.ts';
import { cell } from '../../src/core/cell.ts';
import type { DatasetVersion } from '../../src/core/dataset.ts';
import { contentHash } from '../../src/core/hash.ts';
import { referenceDate } from '../../src/core/reference-date.ts';
import type { LogFacts } from '../../src/observe/log-fields.ts';
import { sweep } from '../../src/engine/retention/sweep.ts';
import { textsOnDisk } from '../support/ledger-bytes.ts';
import { onEachLedger, type TemporaryLedger } from '../support/temporary-ledger.ts';

vi.setConfig({ testTimeout: 60_000 });

const NOTHING = { jobs: new Map(), indicators: new Map(), levels: new Map() };
const LATER = '2029-02-03T13:00:00.000Z';
const source = (file: string) => JSON.stringify(new URL(`../../src/${file}`, import.meta.url).href);
const resolved = (name: string) => pathToFileURL(createRequire(import.meta.url).resolve(name)).href;
const LOADER = resolved('tsx');
let trial = 0;

onEachLedger('P27 deleted means deleted', (open) => {
  let temporary: TemporaryLedger;
  let canary: string;
  let run: string;
  let now: Date;

  beforeEach(begin);
  afterEach(() => temporary.remove());

  async function begin(): Promise<void> {
    // The databases of one server lie in one folder, so every trial has a canary of its own.
    canary = `KANARIENVOGEL-${(trial += 1)}-4711`;
    temporary = await open();
    const { ledger } = temporary;
    run = (await ledger.startRun({ job: 'a', kind: 'sync' })).id;
    await ledger.putDataset(version('2020-12-31'), run);
    await ledger.putLevel(level('a'), run);
    await ledger.putLevel(level('b'), run);
    await ledger.putSnapshot(run, canary);
    await ledger.updateRun(run, { state: 'published', finished: true });
    const report = path.join(temporary.folder, 'reports', run);
    mkdirSync(report, { recursive: true });
    writeFileSync(path.join(report, 'report.json'), canary);
    now = new Date(LATER);
    await temporary.setClock(LATER);
    // What is younger stays.
    const young = await ledger.startRun({ job: 'a', kind: 'sync' });
    await ledger.updateRun(young.id, { state: 'no_change', finished: true });
    mkdirSync(path.join(temporary.folder, 'reports', young.id));
  }

  function version(date: string): DatasetVersion {
    const cells = [
      {
        role: 'value' as const,
        level: levelId('quartier'),
        area: areaKey('0101'),
        date: referenceDate(date),
        measure: canary,
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

  function level(name: string): LevelVersion {
    const id = contentHash({ name, canary });
    return { id, level: levelId('quartier'), editions: [], sources: [] };
  }

  const folders = () => ({ reports: path.join(temporary.folder, 'reports') });

  function means(ledger = temporary.ledger) {
    const log = (_event: string, facts: LogFacts) => void told.push(facts);
    const told: LogFacts[] = [];
    return { ledger, catalogue: NOTHING, folders: folders(), now: () => now, log, told };
  }

  async function keys(): Promise<string[]> {
    const db = await temporary.tables();
    const rows = await db.selectFrom('sealed_key').select('key').execute();
    const snapshots = await db.selectFrom('snapshot').select('packed').execute();
    await db.destroy();
    return [...rows.map(({ key }) => key), ...snapshots.map(({ packed }) => packed)];
  }

  /** The level that no catalogue has goes as well, so nothing sealed is left. */
  const RULES = [
    ['K1', 1, 'not-needed'],
    ['K1', 1, 'superseded-30-days'],
    ['K1', 1, 'level-gone-1-year'],
    ['K0', 1, 'snapshot-24-months'],
    ['K4', 2, 'audit-24-months'],
    ['K0', 1, 'report-24-months'],
  ];

  async function logged(ledger = temporary.ledger) {
    return (await ledger.deletions()).map(({ class: of, count, rule }) => [of, count, rule]);
  }

  const found = (texts: readonly string[]) => textsOnDisk(temporary, texts);

  /** A process of its own on this ledger; `body` may use `ledger`, `means` and `say`. */
  function inProcess(body: string, ...options: readonly string[]) {
    const script = path.join(temporary.folder, 'sweeper.mjs');
    const settings = { ...temporary.place, sealedFolder: temporary.sealedFolder, programVersion: 'child' };
    writeFileSync(
      script,
      `import { writeSync } from 'node:fs';
       import fs from 'node:fs/promises';
       import { syncBuiltinESMExports } from 'node:module';
       import { writeHeapSnapshot } from 'node:v8';
       import Libsql from ${JSON.stringify(resolved('libsql'))};
       import pg from ${JSON.stringify(resolved('pg'))};
       import { openLedger } from ${source('store/ledger.ts')};
       import { sweep } from ${source('engine/retention/sweep.ts')};
       const now = () => new Date(${JSON.stringify(LATER)});
       const say = (line) => writeSync(1, line + '\\n');
       const ledger = await openLedger({ ...${JSON.stringify(settings)}, now });
       const catalogue = { jobs: new Map(), indicators: new Map(), levels: new Map() };
       const means = { ledger, catalogue, folders: ${JSON.stringify(folders())}, now, log: () => undefined };
       ${body}`,
    );
    const child = spawn(process.execPath, ['--import', LOADER, ...options, script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const gone = new Promise<number | null>((resolve) => child.on('close', resolve));
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    return { child, gone, lines, script };
  }

  it('leaves neither key nor file nor row, in no file of the ledger', async () => {
    const before = await keys();
    expect(await found(before)).toEqual(before);

    const { files } = await sweep(means());

    expect(files).toBe(3);
    expect(await found([...before, canary])).toEqual([]);
    expect(readdirSync(temporary.sealedFolder)).toEqual([]);
    expect(readdirSync(folders().reports)).toEqual(['2029-0001']);
    expect(await temporary.ledger.newestDatasets('ew')).toEqual([]);
    expect(await temporary.ledger.newestLevel(levelId('quartier'))).toBeUndefined();
  });

  it('says what was deleted by which rule, and nothing of what it was', async () => {
    const own = means();
    await sweep(own);

    expect(await logged()).toEqual(RULES);
    expect(own.told).toEqual([
      { class: 'K1', count: 3 },
      { class: 'K0', count: 2 },
      { class: 'K4', count: 2 },
    ]);
  });

  it('leaves an audit trail that is one unbroken chain, also after it was shortened twice', async () => {
    await sweep(means());
    const first = await temporary.ledger.verifyAudit();
    await temporary.setClock('2032-02-03T13:00:00.000Z');
    now = new Date('2032-02-03T13:00:00.000Z');
    await sweep(means());
    const second = await temporary.ledger.verifyAudit();

    expect(first.brokenAt).toBeNull();
    expect(second.brokenAt).toBeNull();
    expect(second.entries).toBeGreaterThan(first.entries);
    expect((await temporary.ledger.verifyAll()).problems).toEqual([]);
    const db = await temporary.tables();
    const events = await db.selectFrom('audit').select('event').orderBy('seq').execute();
    await db.deleteFrom('audit').where('event', '=', 'Audit:Purged').execute();
    await db.destroy();
    expect(events.map(({ event }) => event)).toEqual([
      'Audit:Purged',
      'Retention:Deleted',
      'Retention:Deleted',
    ]);
    expect((await temporary.ledger.verifyAudit()).brokenAt).not.toBeNull();
  });

  it('shows the same in a dry run and leaves everything', async () => {
    const before = await keys();

    const dry = await sweep(means(), true);

    expect(dry.items.map((item) => [item.class, item.count ?? 1, item.rule])).toEqual(RULES);
    expect(await keys()).toEqual(before);
    expect(await logged()).toEqual([]);
  });

  /** Names every step of a sweep that leaves something on disk, and is killed at one of them. */
  const inSteps = (at: number) => `
    let passed = 0;
    const step = (name) => {
      passed += 1;
      say(name);
      if (passed === ${at}) process.kill(process.pid, 'SIGKILL');
    };
    const ofStatement = /^(commit$|vacuum|pragma wal_checkpoint)/;
    const { value: prepare } = Object.getOwnPropertyDescriptor(Libsql.prototype, 'prepare');
    Libsql.prototype.prepare = function (sql, ...rest) {
      const statement = prepare.call(this, sql, ...rest);
      if (!ofStatement.test(sql)) return statement;
      const stepped = (method) => (...given) => {
        step('before ' + sql);
        const result = statement[method](...given);
        step('after ' + sql);
        return result;
      };
      return { reader: statement.reader, run: stepped('run'), all: stepped('all') };
    };
    const { value: query } = Object.getOwnPropertyDescriptor(pg.Client.prototype, 'query');
    pg.Client.prototype.query = async function (text, ...rest) {
      if (!ofStatement.test(text)) return query.call(this, text, ...rest);
      step('before ' + text);
      const result = await query.call(this, text, ...rest);
      step('after ' + text);
      return result;
    };
    const { rm } = fs;
    fs.rm = async (...given) => {
      step('before a file goes');
      await rm(...given);
    };
    syncBuiltinESMExports();
    await sweep(means);
    await ledger.close();
    process.exit(0);`;

  async function steppedSweep(at: number) {
    const { child, gone, lines, script } = inProcess(inSteps(at));
    const steps: string[] = [];
    for await (const line of { [Symbol.asyncIterator]: () => lines }) steps.push(line);
    await gone;
    rmSync(script);
    return { steps, killedBy: child.signalCode };
  }

  it('finishes what a sweep began whose process was killed at any of its steps', async () => {
    const { steps } = await steppedSweep(0);
    expect(steps.slice(0, 3)).toEqual(['before commit', 'after commit', 'before a file goes']);
    expect(steps.filter((step) => step === 'before a file goes')).toHaveLength(4);
    expect(steps.some((step) => step.startsWith('after vacuum'))).toBe(true);

    for (let at = 1; at <= steps.length; at += 1) {
      await temporary.remove();
      await begin();
      const before = await keys();
      const killed = await steppedSweep(at);
      expect(killed, steps[at - 1]).toEqual({ steps: steps.slice(0, at), killedBy: 'SIGKILL' });

      const next = await temporary.openAgain();
      await sweep(means(next));

      expect(await found([...before, canary]), steps[at - 1]).toEqual([]);
      expect(readdirSync(temporary.sealedFolder)).toEqual([]);
      expect(readdirSync(folders().reports)).toEqual(['2029-0001']);
      expect((await logged(next)).slice(0, RULES.length)).toEqual(RULES);
      expect((await sweep(means(next))).items).toEqual([]);
      expect((await next.verifyAll()).problems).toEqual([]);
    }
  }, 600_000);

  it('leaves nothing in the memory of the process that had it read', async () => {
    const snapshot = path.join(temporary.folder, 'heap');
    const id = JSON.stringify(version('2020-12-31').id);
    const { gone, lines } = inProcess(
      `const look = async () => {
         const { cells } = await ledger.dataset(${id});
         return cells[0].measure.length + (await ledger.snapshot(${JSON.stringify(run)})).length;
       };
       say(String(await look()));
       globalThis.kept = [await ledger.snapshot(${JSON.stringify(run)})];
       writeHeapSnapshot(${JSON.stringify(`${snapshot}-kept`)});
       globalThis.kept = undefined;
       await sweep(means);
       writeHeapSnapshot(${JSON.stringify(`${snapshot}-after`)});
       await ledger.close();
       process.exit(0);`,
    );
    expect(await lines.next()).toEqual({ done: false, value: String(2 * canary.length) });
    expect(await gone).toBe(0);

    expect(readFileSync(`${snapshot}-kept`).includes(canary)).toBe(true);
    expect(readFileSync(`${snapshot}-after`).includes(canary)).toBe(false);
  });

  it('destroys the key that a run left behind which was killed while storing', async () => {
    const db = await temporary.tables();
    await db
      .insertInto('sealed_key')
      .values({ id: 'left', key: `ORPHANED-${canary}`, created_at: '2026-02-03T13:00:00.000Z' })
      .execute();
    await db.destroy();

    await sweep(means());

    expect(await found([`ORPHANED-${canary}`])).toEqual([]);
  });

  it('takes a version in again that is delivered once more', async () => {
    await sweep(means());
    const again = version('2020-12-31');

    expect(await temporary.ledger.putDataset(again, run)).toBe(true);

    expect(await temporary.ledger.dataset(again.id)).toEqual(again);
  });

  it('leaves a version alone that was put again after it was judged', async () => {
    const { ledger } = temporary;
    const again = version('2020-12-31');
    const inBetween = {
      ...ledger,
      async destroy(items: Parameters<typeof ledger.destroy>[0]) {
        const next = await ledger.startRun({ job: 'a', kind: 'sync' });
        expect(await ledger.putDataset(again, next.id)).toBe(false);
        expect(await ledger.putLevel(level('a'), next.id)).toBe(false);
        await ledger.destroy(items);
      },
    };

    await sweep(means(inBetween));

    expect(await ledger.dataset(again.id)).toEqual(again);
    expect(await ledger.newestLevel(levelId('quartier'))).toEqual(level('a'));
    expect((await logged()).map(([, , rule]) => rule)).not.toContain('not-needed');
  });

  it('counts a replaced version from the first delivery that replaced it, however often that one is read again', async () => {
    const { ledger } = temporary;
    await sweep(means());
    const at = async (day: string) => {
      now = new Date(`${day}T10:00:00.000Z`);
      await temporary.setClock(now.toISOString());
      return (await ledger.startRun({ job: 'a', kind: 'sync' })).id;
    };
    const [old, better] = [version('2028-12-31'), { ...version('2028-12-31'), id: contentHash('better') }];
    const first = await at('2029-03-01');
    await ledger.putDataset(old, first);
    await ledger.updateRun(first, { state: 'published', finished: true });
    for (const day of ['2029-03-02', '2029-03-20', '2029-04-05']) {
      const id = await at(day);
      await ledger.putDataset(better, id);
      await ledger.updateRun(id, { state: 'published', finished: true });
    }

    expect((await sweep(means(), true)).items.map(({ id, rule }) => [id, rule])).toEqual([
      [old.id, 'superseded-30-days'],
    ]);
  });
});
