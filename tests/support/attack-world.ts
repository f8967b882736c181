/**
 * A small world for attacks: stored cells, areas and indicators, computed and released as a run does it, with a real
 * ledger and the real solver. What was published is all that an attack may look at.
 */
import type { StoredCell } from '../../src/core/dataset.ts';
import { catalogueId, isInner } from '../../src/core/circle.ts';
import type { Finding } from '../../src/core/finding.ts';
import { contentHash } from '../../src/core/hash.ts';
import type { IndicatorSeries } from '../../src/core/indicator.ts';
import type { Release } from '../../src/core/release.ts';
import type { Solver } from '../../src/disclosure/problem.ts';
import { openSolver } from '../../src/disclosure/solver/open-solver.ts';
import { compute, computeSeries } from '../../src/engine/compute.ts';
import { DatasetBook } from '../../src/engine/dataset-book.ts';
import type { EnginePorts } from '../../src/engine/ports.ts';
import { grantRelease } from '../../src/engine/protect/grant-release.ts';
import type { ReleaseContent } from '../../src/engine/release-registry.ts';
import type { Catalogue } from '../../src/mapping/catalogue.ts';
import { indicatorFile, indicatorsOf } from '../../src/mapping/indicator.ts';
import { jobFile, jobOf } from '../../src/mapping/job.ts';
import type { Circle } from '../../src/mapping/policy-class.ts';
import type { Policy } from '../../src/mapping/policy.ts';
import { profileFile, profileOf } from '../../src/mapping/profile.ts';
import { geographyOf, type GeographyLevel } from '../../src/statistics/geography.ts';
import type { Attacker, Reading } from './attacker.ts';
import { shippedPolicy } from './shipped-policy.ts';
import { geographyLevel } from './small-county.ts';
import { temporaryLedger, type TemporaryLedger } from './temporary-ledger.ts';

export interface WorldIndicator {
  readonly id: string;
  readonly disclosureClass: 0 | 1 | 2 | 3;
  /** As it is written in YAML. */
  readonly formula: unknown;
  readonly precision?: number;
}

export interface World {
  /** From the smallest areas to the largest. */
  readonly levels: readonly GeographyLevel[];
  readonly indicators: readonly WorldIndicator[];
  /** All levels of the catalogue, where other jobs have more. */
  readonly allLevels?: readonly GeographyLevel[];
  /** Of the catalogue and of no job here. */
  readonly others?: readonly WorldIndicator[];
  /** What differs from the policy that is shipped. */
  readonly policy?: Partial<Policy>;
  /** Measures of a dataset that are amounts, no counts. */
  readonly amounts?: Readonly<Record<string, readonly string[]>>;
  readonly solver?: Solver;
}

/** By dataset. */
export type Data = Readonly<Record<string, readonly StoredCell[]>>;

/** What anybody can read in one place; null: nothing. */
export interface Shown {
  readonly indicator: string;
  readonly level: string;
  readonly area: string;
  readonly date: string;
  readonly value: number | null;
}

export interface OpenWorld {
  /** What would be published if nobody protected anything. */
  unprotected(data: Data): Promise<readonly Shown[]>;
  /** Releases and makes readable. Datasets of before stay. */
  release(data: Data): Promise<Released>;
  /** The same ledger, and with it all that was ever readable, under other indicators or rules. */
  again(world: World): Promise<OpenWorld>;
  /** The newest content of the registry. */
  content(): Promise<ReleaseContent>;
  close(): Promise<void>;
}

export interface Released {
  readonly findings: readonly Finding[];
  /** Undefined: nothing was released. */
  readonly release: Release | undefined;
  readonly record: string | undefined;
  /** What the circle reads of this release; the inner circle reads what is public as well. */
  readonly shown: (circle: Circle) => readonly Shown[];
}

const TARGET = 'https://kommonitor.example/management';
const ORIGIN = { file: 'welt.yaml', positionOf: () => ({ line: 1, column: 1 }) };
const DEFAULTS = {
  type: 'STATUS_ABSOLUTE',
  unit: 'Personen',
  topic: ['Probe'],
  classification: { scheme: 'Blues', classes: 5, method: 'JENKS' },
  metadata: {
    contact: 'Statistik',
    datasource: 'erfunden',
    description: 'Probe',
    updateInterval: 'YEARLY',
  },
} as const;

export async function openWorld(world: World): Promise<OpenWorld> {
  return worldOn(await temporaryLedger(), world);
}

async function worldOn(temporary: TemporaryLedger, world: World): Promise<OpenWorld> {
  const { ledger } = temporary;
  const { catalogue, job } = catalogueOf(world);
  const geography = geographyOf(world.levels);
  const versions = world.levels.map(({ version }) => version);
  const solver = world.solver ?? (await openSolver(() => 0));
  const ports = {
    ledger: {
      ...ledger,
      newestLevel: (level: string) =>
        Promise.resolve(world.allLevels?.find((one) => one.level === level)?.version),
    },
    catalogue,
    solver: { ...solver, solverName: () => 'probe' },
    now: () => new Date('2026-02-03T13:00:00.000Z'),
    events: { stage: () => undefined, operation: () => undefined },
  } as unknown as EnginePorts;
  const book = new DatasetBook(ledger);
  const means = { catalogue, book, geography, versions, crosswalks: { between: () => undefined } };
  const take = (data: Data) => {
    for (const [dataset, cells] of Object.entries(data)) {
      const lineage = { files: [], profile: { id: 'p', sha256: '' }, levels: {}, program: '' };
      book.take({ id: contentHash({ dataset, cells }), dataset, cells, lineage });
    }
  };
  return {
    async unprotected(data) {
      take(data);
      return shownOf((await computeSeries(job, means)).series);
    },
    async release(data) {
      take(data);
      const run = await ledger.startRun({ job: job.id, kind: 'sync' });
      const computation = await compute(job, means);
      const question = {
        job,
        run: run.id,
        computation,
        book,
        geography,
        versions,
        target: TARGET,
        simulator: true,
      };
      const granted = await grantRelease({ ...question, circles: ['intern', 'public'] }, ports);
      if (granted.release) await ledger.markReadable(granted.release.record, run.id);
      const series = granted.release?.release.series ?? [];
      return {
        findings: granted.findings,
        release: granted.release?.release,
        record: granted.release?.record,
        shown: (circle) =>
          shownOf(series.filter(({ indicator }) => circle === 'intern' || !isInner(indicator))),
      };
    },
    again: (other) => worldOn(temporary, other),
    async content() {
      const [newest] = (await ledger.releases(TARGET)).toReversed();
      return ledger.releaseContent(newest?.id ?? '');
    },
    close: () => temporary.remove(),
  };
}

function catalogueOf(world: World) {
  const policy: Policy = { ...shippedPolicy, ...world.policy };
  const file = indicatorFile.parse({
    id: 'welt',
    defaults: DEFAULTS,
    indicators: [...world.indicators, ...(world.others ?? [])].map(({ precision = 0, ...one }) => ({
      ...one,
      name: one.id,
      precision,
    })),
  });
  const { indicators, missing } = indicatorsOf(file, ORIGIN);
  if (missing.length > 0) throw new Error(JSON.stringify(missing));
  const profiles = Object.entries(world.amounts ?? {}).map(([dataset, measures]) =>
    profileOf(amountProfile(dataset, measures), { origin: ORIGIN, sha256: '' }),
  );
  const job = jobOf(
    jobFile.parse({
      id: 'welt',
      title: 'Welt',
      levels: world.levels.map(({ level }) => level),
      intake: [{ profile: 'welt', config: {} }],
      indicators: { group: 'welt' },
      policy: policy.id,
    }),
    ORIGIN,
    { profile: () => undefined, group: () => world.indicators.map(({ id }) => id) },
  );
  const catalogue: Catalogue = {
    profiles: new Map(profiles.map((profile) => [profile.id, profile])),
    codes: new Map(),
    levels: new Map(
      (world.allLevels ?? []).map(({ level, parent }) => [level, { id: level, parent }]),
    ) as unknown as Catalogue['levels'],
    crosswalks: new Map(),
    indicators: new Map(indicators.map((indicator) => [indicator.id, indicator])),
    jobs: new Map([[job.id, job]]),
    policies: new Map([[policy.id, policy]]),
  };
  return { catalogue, job };
}

function amountProfile(dataset: string, measures: readonly string[]) {
  return profileFile.parse({
    id: `${dataset}-betrag`,
    title: 'Beträge',
    dataset,
    connector: 'duva',
    layout: { form: 'delimited', encoding: 'utf-8', delimiter: ';' },
    decimal: 'comma',
    signs: { base: 'none' },
    area: { column: 'GEBIET', level: 'quartier' },
    date: { from: 'column', column: 'STICHTAG', format: 'DD.MM.YYYY' },
    values: { columns: measures.map((measure) => ({ label: measure, measure })) },
    measures: Object.fromEntries(measures.map((measure) => [measure, { integer: false }])),
  });
}

function shownOf(series: readonly IndicatorSeries[]): Shown[] {
  return series.flatMap(({ indicator, level, values }) =>
    values.map(({ area, date, cell }) => ({
      indicator: catalogueId(indicator),
      level,
      area,
      date,
      value: cell.value,
    })),
  );
}

/** `57`, `null`: what is shown of an indicator, by area. */
export function valuesOf(shown: readonly Shown[], indicator: string, level?: string) {
  const own = shown.filter(
    (one) => one.indicator === indicator && (level === undefined || one.level === level),
  );
  return Object.fromEntries(own.map(({ area, value }) => [area, value]));
}

/** Quarters in their Sozialräume, all of them in one county. */
export function nestedLevels(tree: Tree): GeographyLevel[] {
  const quarters = Object.entries(tree).flatMap(([parent, keys]) =>
    keys.map((key) => [key, parent] as const),
  );
  const districts = Object.keys(tree).map((key) => [key, 'K'] as const);
  return [
    geographyLevel('quartier', 'sozialraum', { '2010-01-01': Object.fromEntries(quarters) }),
    geographyLevel('sozialraum', 'kreis', { '2010-01-01': Object.fromEntries(districts) }),
    geographyLevel('kreis', null, { '2010-01-01': { K: null } }),
  ];
}

export type Tree = Readonly<Record<string, readonly string[]>>;

/** The quarters an area is made up of. */
export function quartersIn(tree: Tree, area: string): readonly string[] {
  if (area === 'K') return Object.values(tree).flat();
  return tree[area] ?? [area];
}

/** What is left where somebody hides small values and thinks no further. */
export function hidingSmall(shown: readonly Shown[], n: number, only?: string): Shown[] {
  return shown.map((one) => {
    const isSmall = one.value !== null && one.value > 0 && one.value < n;
    return isSmall && (only === undefined || one.indicator === only) ? { ...one, value: null } : one;
  });
}

/** The attacker reads everything that has a value, by what its indicator is made of. */
export function readAll(
  attacker: Attacker,
  shown: readonly Shown[],
  readings: Readonly<Record<string, (at: Shown) => Omit<Reading, 'value'>>>,
): Attacker {
  for (const one of shown) {
    const reading = readings[one.indicator];
    if (one.value !== null && reading) attacker.read({ ...reading(one), value: one.value });
  }
  return attacker;
}
