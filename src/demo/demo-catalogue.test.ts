import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { duva } from '../../connectors/duva/index.ts';
import { areaKey, levelId, type LevelVersion } from '../core/area.ts';
import type { Finding } from '../core/finding.ts';
import type { IndicatorSeries } from '../core/indicator.ts';
import type { Observation } from '../core/observation.ts';
import { measureRule } from '../engine/measure-rules.ts';
import { applyProfile } from '../mapping/apply-profile.ts';
import { loadCatalogue, type Catalogue } from '../mapping/catalogue.ts';
import { compileProfile } from '../mapping/compile-profile.ts';
import type { Connector, LandedDelivery } from '../sdk/connector.ts';
import { assembleDataset, type Assembled } from '../statistics/assemble.ts';
import { Cube } from '../statistics/cube.ts';
import { geographyOf } from '../statistics/geography.ts';
import { indicatorSeries } from '../statistics/indicator-series.ts';
import type { TruthLevel, TruthPerson, TruthQuestion } from './ground-truth.ts';
import type { DemoArea, DemoEdition } from './territory.ts';
import { writeDemoDeliveries, type DemoDeliveries } from './write-demo-deliveries.ts';

const signal = new AbortController().signal;
let folder: string;
let demo: DemoDeliveries;
let catalogue: Catalogue;
let datasets: readonly Intake[];
let series: ReadonlyMap<string, IndicatorSeries>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kmsync-demo-'));
  demo = await writeDemoDeliveries(folder);
  catalogue = await loadCatalogue([fileURLToPath(new URL('../../', import.meta.url))]);
  datasets = await intake();
  series = publish();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the demo mappings', () => {
  it('read every delivery without a finding that stops a run', () => {
    for (const { dataset, findings } of datasets) {
      const bad = findings.filter(({ severity }) => severity === 'error' || severity === 'block');
      expect([dataset, bad]).toEqual([dataset, []]);
    }
  });

  it('bring every cell to the value that is true', () => {
    const wrong: unknown[] = [];
    let compared = 0;
    for (const { cells } of datasets) {
      for (const stored of cells) {
        const { date, breakdown } = stored;
        const question = { area: stored.area, date, breakdown, ...named(stored.level, stored.measure) };
        const truth = stored.role === 'residual' ? demo.truth.residual(question) : demo.truth.value(question);
        if (truth !== stored.cell.value) wrong.push({ ...stored, truth });
        compared += 1;
      }
    }
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(20_000);
  });

  it('compute 22 indicators on four levels, over six dates where they are no changes', () => {
    expect(series.size).toBe(22 * 4);
    expect(series.get('demo-bev demo-quartier')!.dates).toHaveLength(6);
    expect(series.get('demo-bev-d5 demo-kreis')!.dates).toEqual(['2024-12-31']);
    expect(series.get('demo-sgb2-d3 demo-gemeinde')!.dates).toHaveLength(3);
  });

  it('compute rates that follow from the persons themselves', () => {
    const rates: Record<string, [(p: TruthPerson) => boolean, (p: TruthPerson) => boolean]> = {
      'demo-jq': [({ age }) => age < 20, ({ age }) => age >= 20 && age < 65],
      'demo-aq': [({ age }) => age >= 65, ({ age }) => age >= 20 && age < 65],
      'demo-greying': [({ age }) => age >= 80, ({ age }) => age >= 60 && age < 80],
      'demo-aging': [({ age }) => age >= 65, ({ age }) => age < 15],
      'demo-ant-u6': [({ age }) => age < 6, () => true],
      'demo-ant-80': [({ age }) => age >= 80, () => true],
      'demo-ausl': [({ german }) => !german, () => true],
      'demo-ukoeff': [({ age }) => age >= 80, ({ age }) => age >= 50 && age < 65],
      'demo-sgb2': [({ benefit }) => benefit !== null, ({ age }) => age < 65],
      'demo-elb': [({ benefit }) => benefit === 'elb', ({ age }) => age >= 15 && age < 65],
      'demo-nef15': [({ benefit }) => benefit === 'nef', ({ age }) => age < 15],
    };

    const wrong: unknown[] = [];
    for (const [indicator, [numerator, denominator]] of Object.entries(rates)) {
      for (const level of ['demo-quartier', 'demo-sozialraum', 'demo-gemeinde'] as const) {
        for (const value of series.get(`${indicator} ${level}`)!.values) {
          // One date of each edition of the quarters.
          if (value.date !== '2019-12-31' && value.date !== '2024-12-31') continue;
          const place = { level, area: value.area, date: value.date };
          const whole = demo.truth.count(place, denominator);
          const part = demo.truth.count(place, numerator)!;
          const isTrue = whole
            ? Math.abs(value.cell.value! - (100 * part) / whole) < 0.0500001
            : value.cell.value === null;
          if (!isTrue) wrong.push({ indicator, ...value, part, whole });
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('count what cannot be assigned in the county alone', () => {
    const sum = (level: string) =>
      series
        .get(`demo-bev ${level}`)!
        .values.reduce((n, { date, cell }) => n + (date === '2024-12-31' ? (cell.value ?? 0) : 0), 0);
    const residual = demo.truth.residual({ ...COUNTY_2024, measure: 'personen' });

    expect(residual).toBeGreaterThan(0);
    expect(sum('demo-gemeinde')).toBe(sum('demo-quartier'));
    expect(sum('demo-kreis')).toBe(sum('demo-quartier') + residual);
  });
});

const COUNTY_2024 = { level: 'demo-kreis', area: '05998', date: '2024-12-31' } as TruthQuestion;

function named(level: string, measure: string) {
  return { level: level as TruthLevel, measure: measure as TruthQuestion['measure'] };
}

type Intake = Assembled & { readonly dataset: string };

async function intake(): Promise<Intake[]> {
  const results: Intake[] = [];
  for (const item of catalogue.jobs.get('demo')!.intake) {
    const compiled = compileProfile(catalogue.profiles.get(item.profile)!, catalogue.codes);
    const { form, ...rest } = compiled.profile.layout;
    const layout = duva.layouts![form]!;
    if (layout.kind !== 'tables') throw new TypeError('no layout of tables');
    const found: Finding[] = [];
    const report = (finding: Finding) => void found.push(finding);
    const observations: Observation[] = [];
    const files: string[] = [];
    for await (const delivery of deliveries(duva as Connector, item.config)) {
      const tables = layout.read(delivery, layout.options.parse(rest), { signal, report });
      for await (const batch of applyProfile(compiled, tables, { fileName: delivery.file, report }))
        observations.push(...batch);
      files.push(delivery.file);
    }
    const assembled = assembleDataset(observations, {
      codesOn: () => undefined,
      rates: new Set(),
      absent: compiled.profile.absent,
      geography: geography(),
      files,
      known: [],
    });
    results.push({ dataset: item.dataset, ...assembled, findings: [...found, ...assembled.findings] });
  }
  return results;
}

async function* deliveries(connector: Connector, config: unknown): AsyncGenerator<LandedDelivery> {
  const context = { deliveries: folder, signal, secret: () => '' };
  for await (const offer of connector.list(connector.configSchema.parse(config), context))
    yield { ...(await landed(offer.file)), companions: await Promise.all(offer.companions.map(landed)) };
}

async function landed(file: string) {
  const path = join(folder, file);
  return { file, path, sha256: '', bytes: (await stat(path)).size };
}

function publish(): Map<string, IndicatorSeries> {
  const cubes = new Map(
    datasets.map(({ dataset, cells }) => [dataset, { cube: new Cube(cells), versions: [] }]),
  );
  const all = new Map<string, IndicatorSeries>();
  for (const id of catalogue.jobs.get('demo')!.indicators) {
    const { levels, formula, dates, description } = catalogue.indicators.get(id)!;
    for (const level of levels ?? [])
      all.set(
        `${id} ${level}`,
        indicatorSeries({
          indicator: { id, formula, dates, precision: description.precision },
          level,
          geography: geography(),
          dataset: (name) => cubes.get(name),
          measureRule: (name, measure) => measureRule(catalogue, name, measure),
          published: (name) => all.get(`${name} ${level}`),
        }),
      );
  }
  return all;
}

/** The true areas without their outlines, which statistics does not need. */
function geography() {
  const { editions, sozialraeume, gemeinden } = demo.county.territory;
  const keys = (areas: readonly DemoArea[]) => areas.map(({ key }) => key);
  const quartiere = editions.map((edition: DemoEdition) => ({
    validFrom: edition.validFrom,
    areas: edition.quartiere,
  }));
  const from = editions[0].validFrom;
  return geographyOf([
    level('demo-quartier', 'demo-sozialraum', quartiere, keys(sozialraeume)),
    level('demo-sozialraum', 'demo-gemeinde', [{ validFrom: from, areas: sozialraeume }], keys(gemeinden)),
    level('demo-gemeinde', 'demo-kreis', [{ validFrom: from, areas: gemeinden }], ['05998']),
    level(
      'demo-kreis',
      null,
      [{ validFrom: from, areas: [{ key: '05998', name: 'Kreis', parent: 0, hexes: [] }] }],
      [],
    ),
  ]);
}

function level(
  id: string,
  parent: string | null,
  editions: readonly { validFrom: DemoEdition['validFrom']; areas: readonly DemoArea[] }[],
  parents: readonly string[],
) {
  const version: LevelVersion = {
    id,
    level: levelId(id),
    editions: editions.map(({ validFrom, areas }) => ({
      validFrom,
      areas: areas.map((area) => ({
        key: areaKey(area.key),
        name: area.name,
        parent: parents[area.parent] === undefined ? null : areaKey(parents[area.parent]!),
        geometry: { type: 'Polygon', coordinates: [] },
      })),
    })),
    sources: [],
  };
  return { level: levelId(id), parent: parent === null ? null : levelId(parent), version };
}
