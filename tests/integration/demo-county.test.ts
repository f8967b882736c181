/**
 * The demo county end to end: five families of sources, from the files of its offices to the values that the map
 * shows, compared with what is true of its persons and houses, and with a third count that shares nothing with both.
 */
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CLIENT_SECRET, openApp, type App } from '../../src/app.ts';
import type { StoredCell } from '../../src/core/dataset.ts';
import { DEMO_CROSSWALK, demoCrosswalk } from '../../src/demo/crosswalk-file.ts';
import type { TruthLevel, TruthQuestion } from '../../src/demo/ground-truth.ts';
import { writeDemoDeliveries, type DemoDeliveries } from '../../src/demo/write-demo-deliveries.ts';
import { DatasetBook } from '../../src/engine/dataset-book.ts';
import type { RunReport } from '../../src/engine/run-frame.ts';
import { syncRun } from '../../src/engine/sync-run.ts';
import { defaultSeed, SIMULATOR_SECRET } from '../../src/simulator/seed.ts';
import { startSimulator, type Simulator } from '../../src/simulator/server.ts';
import { EXPECTED } from '../support/demo-expected.ts';
import { readIndicators, type ReadIndicator } from '../support/simulator-reader.ts';

/** A county is a lot of work for a busy machine. */
vi.setConfig({ testTimeout: 300_000, hookTimeout: 600_000 });

const COUNTER = path.join(import.meta.dirname, '../support/county-count.mjs');
/** Told only from so many on: the BA, the offices of the county, and the census. */
const HIDING: Readonly<Record<string, (count: number) => boolean>> = {
  sgb2: (count) => count >= 1 && count <= 9,
  quartiersprofil: (count) => count === 1 || count === 2,
  'zensus-wohnen': () => true,
};
const WAITING = ['migra', 'gefwhg', 'ogs', 'hze', 'uebgym', 'ohneabs', 'sbeh', 'harzt'];

let folder: string;
let demo: DemoDeliveries;
let simulator: Simulator;
let app: App;
let report: RunReport;
let published: ReadonlyMap<string, ReadIndicator>;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kmsync-county-'));
  demo = await writeDemoDeliveries(path.join(folder, 'deliveries'));
  simulator = await startSimulator({ seed: defaultSeed() });
  await mkdir(path.dirname(path.join(folder, DEMO_CROSSWALK)), { recursive: true });
  await writeFile(path.join(folder, DEMO_CROSSWALK), demoCrosswalk(demo.county) ?? '');
  const target = `target: { url: ${simulator.url}/management, issuer: ${simulator.issuer} }`;
  await writeFile(path.join(folder, 'kmsync.yaml'), target);
  app = await openApp({
    site: folder,
    environment: { [CLIENT_SECRET]: SIMULATOR_SECRET },
    signal: new AbortController().signal,
    events: { stage: () => undefined, operation: () => undefined },
  });
  report = await syncRun({ job: 'demo' }, app.ports);
  const byName = new Map((await readIndicators(simulator)).map((one) => [one.name, one]));
  published = new Map(
    [...app.catalogue.indicators.values()].flatMap(({ id, description, group }) => {
      const found = byName.get(description.name);
      return found && !group.startsWith('koeln') ? [[id, found] as const] : [];
    }),
  );
});
afterAll(async () => {
  await app.close();
  await simulator.close();
  await rm(folder, { recursive: true, force: true });
});

const cellsOf = (dataset: string) => new DatasetBook(app.ledger).cells(dataset);
const place = ({ level, area, date }: Pick<StoredCell, 'level' | 'area' | 'date'>) =>
  ({ level: level as string as TruthLevel, area, date }) as const;

describe('the run', () => {
  it('ends well and reads back every value', () => {
    const stopping = report.findings.filter(({ severity }) => severity === 'error' || severity === 'block');

    expect(stopping).toEqual([]);
    expect(report.result.state).toMatch(/^published/);
    expect(report.result.verified.mismatches).toBe(0);
    expect(report.result.verified.cells).toBeGreaterThan(20_000);
  });

  it('publishes at least 35 of the 60 indicators, and says of each other what it waits for', () => {
    const awaited = report.findings.filter(({ code }) => code === 'statistics.dataset-awaited');

    expect(published.size).toBeGreaterThanOrEqual(52);
    expect(new Set(awaited.map(({ place: at }) => at.file.replace('Indikator ', '')))).toEqual(
      new Set(WAITING),
    );
  });

  it('judges every assignment, and none is red', () => {
    const lights = report.result.quality.flatMap(({ figures }) => figures.map(({ light }) => light));

    expect(report.result.quality.filter(({ placed }) => placed)).toHaveLength(23);
    expect(lights).not.toContain('red');
  });
});

describe('every figure of every dataset', () => {
  it.each([
    ['einwohner', 20_000],
    ['einwohner-haushalt', 10_000],
    ['einwohner-lage', 1000],
    ['bewegungen', 10_000],
    ['haushalte', 1000],
    ['wohnungen', 1000],
    ['bevoelkerung', 10_000],
    ['sgb2', 3000],
    ['sgb2-gemeinde', 50],
    ['quartiersprofil', 4000],
    ['zensus-wohnen', 300],
    ['bevoelkerung-amtlich', 60],
  ])('of %s is the true one, or hidden by its office', async (dataset, atLeast) => {
    const wrong: unknown[] = [];
    let compared = 0;
    for (const stored of await cellsOf(dataset)) {
      const { measure, breakdown, cell } = stored;
      const question = { ...place(stored), measure, breakdown, dataset } as TruthQuestion;
      const truth = stored.role === 'residual' ? demo.truth.residual(question) : demo.truth.value(question);
      compared += 1;
      const isHidden = cell.value === null && HIDING[dataset]?.(truth ?? 0) === true;
      if (!isHidden && (truth === undefined || Math.abs((cell.value ?? Number.NaN) - truth) > 0.051))
        wrong.push({ ...stored, truth });
    }

    expect(wrong.slice(0, 5)).toEqual([]);
    expect(compared).toBeGreaterThanOrEqual(atLeast);
  });

  it('of the rent is what the census tells of the cells of each area, on every level for itself', async () => {
    const cells = (await cellsOf('zensus-miete')).filter(({ measure }) => measure !== 'wohnungen');

    const wrong = cells.filter((stored) => {
      const question = {
        ...place(stored),
        measure: stored.measure,
        dataset: 'zensus-miete',
      } as TruthQuestion;
      const truth = demo.truth.value(question) ?? Number.NaN;
      if (stored.cell.value === null) return truth !== 0;
      return !(Math.abs(stored.cell.value - truth) <= 1e-9 * Math.max(1, truth));
    });

    expect(wrong.slice(0, 5)).toEqual([]);
    expect(new Set(cells.map(({ level }) => level)).size).toBe(4);
  });
});

describe('a third count of the register', () => {
  it.each(demo_years())('agrees with quarters and rest of %i, exactly', async (year) => {
    const counted = count(`einwohner_${year}.csv`);
    const own: Record<string, Record<string, number>> = {};
    for (const { area, date, measure, breakdown, cell } of await cellsOf('einwohner')) {
      if (date !== `${year}-12-31` || measure !== 'personen' || !cell.value) continue;
      const name = [breakdown['alter'], breakdown['geschlecht'], breakdown['staat']].join('/');
      const figures = (own[area] ??= {});
      figures[name] = (figures[name] ?? 0) + cell.value;
    }

    expect(own).toEqual(counted.counts);
    expect(counted.sum + counted.secondary).toBe(counted.lines);
  });

  it.each(demo_years().slice(1))('agrees with the movements of %i', async (year) => {
    const counted = count(`bewegungen_${year}.csv`);
    const own: Record<string, Record<string, number>> = {};
    for (const { area, date, measure, breakdown, cell } of await cellsOf('bewegungen')) {
      if (date !== `${year}-12-31` || !cell.value) continue;
      (own[area] ??= {})[`${measure}/${breakdown['alter']}`] = cell.value;
    }

    expect(own).toEqual(counted.counts);
  });
});

describe('what the map shows in each quarter', () => {
  it.each(Object.keys(EXPECTED))('as %s is what follows from its persons and houses', async (id) => {
    const indicator = published.get(id);
    const precision = app.catalogue.indicators.get(id)!.description.precision;
    const wrong: unknown[] = [];
    let compared = 0;
    for (const [area, dates] of (await indicator?.values('Quartiere')) ?? [])
      for (const [date, value] of dates) {
        const at = { level: 'demo-quartier', area, date } as TruthQuestion;
        const exists = demo.truth.count({ ...at, date: at.date }, () => true) !== undefined;
        const expected = exists ? EXPECTED[id]!(at, demo.truth) : { value: null, hidden: false };
        compared += 1;
        const tolerance = 0.5 * 10 ** -precision + 1e-6 * Math.max(1, Math.abs(expected.value ?? 0));
        const isRight =
          expected.value === null
            ? value === null
            : value !== null && Math.abs(value - expected.value) <= tolerance;
        if (!isRight) wrong.push({ area, date, value, expected });
      }

    expect(wrong.slice(0, 5)).toEqual([]);
    expect(compared).toBeGreaterThan(60);
  });

  it('as a change across the new borders is converted and says so', async () => {
    const values =
      (await published.get('bev-d1')?.values('Quartiere')) ?? new Map<string, Map<string, number>>();
    const note = simulator
      .state()
      .indicators.find(({ name }) => name === 'Bevölkerungsveränderung zum Vorjahr')?.metadata.note;

    // Most of the one part is estimated, so it is not shown; most of the other is certain.
    expect(values.get('070105')?.get('2023-12-31')).toBeNull();
    expect(values.get('070106')?.get('2023-12-31')).toEqual(expect.any(Number));
    expect(values.get('070105')?.get('2024-12-31')).toEqual(expect.any(Number));
    expect(note).toContain('Umgerechnet auf die Grenzen ab 01.01.2023');
  });
});

function demo_years(): number[] {
  return [2019, 2020, 2021, 2022, 2023, 2024];
}

interface Counted {
  readonly lines: number;
  readonly secondary: number;
  readonly sum: number;
  readonly counts: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

function count(file: string): Counted {
  const deliveries = path.join(folder, 'deliveries');
  const text = execFileSync(process.execPath, [COUNTER, deliveries, file], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  return JSON.parse(text) as Counted;
}
