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
import { attackCounty, BENEFITS, type Seen, type Target } from '../support/county-attack.ts';
import { readIndicators, type ReadIndicator } from '../support/simulator-reader.ts';

/** A county is a lot of work for a busy machine. */
vi.setConfig({ testTimeout: 300_000, hookTimeout: 1_200_000 });

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
/** What only the inner circle may read. */
let inner: ReadonlyMap<string, ReadIndicator>;

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
  const standing = await readIndicators(simulator);
  const named = (isOurs: (characteristic: string) => boolean) => {
    const own = standing.filter(({ characteristic }) => isOurs(characteristic ?? ''));
    const byName = new Map(own.map((one) => [one.name, one]));
    return new Map(
      [...app.catalogue.indicators.values()].flatMap(({ id, description, group }) => {
        const found = byName.get(description.name);
        return found && !group.startsWith('koeln') ? [[id, found] as const] : [];
      }),
    );
  };
  published = named((characteristic) => !characteristic.endsWith('(intern)'));
  inner = named((characteristic) => characteristic.endsWith('(intern)'));
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
  it.each(Object.keys(EXPECTED))(
    'as %s is what follows from its persons and houses, or hidden',
    async (id) => {
      const precision = app.catalogue.indicators.get(id)!.description.precision;
      const wrong: unknown[] = [];
      let compared = 0;
      for (const indicator of [published.get(id), inner.get(id)])
        for (const [area, dates] of (await indicator?.values('Quartiere')) ?? [])
          for (const [date, value] of dates) {
            const at = { level: 'demo-quartier', area, date } as TruthQuestion;
            const exists = demo.truth.count({ ...at, date: at.date }, () => true) !== undefined;
            const expected = exists ? EXPECTED[id]!(at, demo.truth).value : null;
            compared += 1;
            if (value !== null && !isRoundedFrom(value, expected, precision))
              wrong.push({ area, date, value, expected });
          }

      expect(wrong.slice(0, 5)).toEqual([]);
      expect(compared).toBeGreaterThan(60);
    },
  );

  it('is more for the inner circle than for everybody, and never something else', async () => {
    const counts = { both: 0, innerOnly: 0 };
    for (const [id, own] of inner) {
      // Scores say where an area stands among those that the circle may see.
      if (id.startsWith('index-')) continue;
      const open = (await published.get(id)?.values('Quartiere')) ?? new Map();
      for (const [area, dates] of await own.values('Quartiere'))
        for (const [date, value] of dates) {
          const shown: number | null = open.get(area)?.get(date) ?? null;
          if (shown !== null && value !== shown) throw new Error(`${id} ${area} ${date} differs`);
          if (value !== null) counts[shown === null ? 'innerOnly' : 'both'] += 1;
        }
    }

    expect(counts.both).toBeGreaterThan(1000);
    expect(counts.innerOnly).toBeGreaterThan(100);
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

describe('whoever computes from what the map shows', () => {
  it.each([
    ['everybody', 10, false],
    ['the inner circle', 3, true],
  ] as const)('as %s, finds no benefit of fewer than %i in a quarter', async (_who, n, isInner) => {
    const sources = isInner ? [published, inner] : [published];
    const targets: Target[] = [];
    for (const date of ['2019-12-31', '2024-12-31']) {
      const seen = await seenOn(date, sources);
      targets.push(...attackCounty({ truth: demo.truth, date, seen, parts: await partsOn(date) }));
    }

    const found = targets.filter(({ believed }) => !(believed.hi > believed.lo));
    const small = targets.filter(({ truth, believed }) => truth < n && believed.hi < Math.min(n, 9));
    expect(found).toEqual([]);
    expect(small).toEqual([]);
    expect(targets.length).toBeGreaterThan(20);
  });

  it('would find them if nothing were hidden beside the small ones', async () => {
    const date = '2024-12-31';
    const seen = (await seenOn(date, [published])).map((one) => ({
      ...one,
      value: one.value ?? bare(one, date),
    }));

    const targets = attackCounty({ truth: demo.truth, date, seen, parts: await partsOn(date) });

    const found = targets.filter(({ believed }) => believed.hi === believed.lo);
    expect(found.length).toBeGreaterThan(0);
  });
});

/** What would stand there if only counts below ten were left out. */
function bare({ indicator, level, area }: Seen, date: string): number | null {
  const made = BENEFITS[indicator]!;
  const at = { level, area, date, measure: made.measure } as TruthQuestion;
  const count = demo.truth.value(at) ?? null;
  if (count === null || (count > 0 && count < 10)) return null;
  if (!made.of) return count;
  const of = demo.truth.count(at, made.of) ?? 0;
  return of === 0 ? null : Math.round(((100 * count) / of) * (of < 1000 ? 1 : 10)) / (of < 1000 ? 1 : 10);
}

async function seenOn(date: string, sources: readonly ReadonlyMap<string, ReadIndicator>[]): Promise<Seen[]> {
  const seen: Seen[] = [];
  for (const source of sources)
    for (const indicator of Object.keys(BENEFITS))
      for (const { id, name } of app.catalogue.levels.values()) {
        if (!id.startsWith('demo-')) continue;
        const level = id as string as TruthLevel;
        for (const [area, dates] of (await source.get(indicator)?.values(name)) ?? [])
          if (dates.has(date)) seen.push({ indicator, level, area, value: dates.get(date) ?? null });
      }
  return seen;
}

async function partsOn(date: string): Promise<Map<string, string[]>> {
  const parts = new Map<string, string[]>();
  for (const { id, parent } of app.catalogue.levels.values()) {
    if (!id.startsWith('demo-') || parent === null) continue;
    const version = await app.ledger.newestLevel(id);
    const edition = version?.editions.findLast(({ validFrom }) => validFrom <= date);
    for (const area of edition?.areas ?? []) {
      const whole = `${parent}|${area.parent}`;
      parts.set(whole, [...(parts.get(whole) ?? []), `${id}|${area.key}`]);
    }
  }
  return parts;
}

/** With some number of decimals up to those of the indicator, the value is what the truth rounds to. */
function isRoundedFrom(value: number, expected: number | null, precision: number): boolean {
  if (expected === null) return false;
  const noise = 1e-6 * Math.max(1, Math.abs(expected));
  return Array.from({ length: precision + 1 }, (_, decimals) => 10 ** -decimals).some(
    (unit) =>
      Math.abs(value - expected) <= 0.5 * unit + noise &&
      Math.abs(value / unit - Math.round(value / unit)) < 1e-3,
  );
}

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
