/** The real deliveries of Köln and the Kreis Mettmann, read with the profiles that are shipped. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../core/finding.ts';
import type { Observation } from '../core/observation.ts';
import { referenceDate, type ReferenceDate } from '../core/reference-date.ts';
import type { RawRow, Table } from '../core/table.ts';
import { tablesOf } from '../../tests/support/memory-table.ts';
import { applyProfile } from './apply-profile.ts';
import { loadCatalogue } from './catalogue.ts';
import { compileProfile } from './compile-profile.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SAMPLES = fileURLToPath(new URL('../../../shared/samples/', import.meta.url));
const KOELN = `${SAMPLES}city_duva_like/koeln/bevoelkerung.csv`;
const METTMANN = `${SAMPLES}ba_sgb2/seed003_kreis-mettmann_sgb2-quoten.tsv`;
const present = existsSync(KOELN) && existsSync(METTMANN);
if (!present) process.stderr.write('The sample deliveries are not there: their tests are skipped.\n');

async function read(profile: string, tables: AsyncIterable<Table>, date?: ReferenceDate) {
  const catalogue = await loadCatalogue([ROOT]);
  const declared = catalogue.profiles.get(profile);
  if (!declared) throw new Error(`profile ${profile} is not there`);
  const compiled = compileProfile(declared, catalogue.codes);
  const findings: Finding[] = [];
  const observations: Observation[] = [];
  const context = {
    fileName: 'lieferung',
    report: (f: Finding) => findings.push(f),
    ...(date ? { date } : {}),
  };
  for await (const batch of applyProfile(compiled, tables, context)) observations.push(...batch);
  return { observations, findings };
}

async function* koeln(): AsyncGenerator<Table> {
  const [header = [], ...rows]: string[][] = parse(readFileSync(KOELN));
  yield* tablesOf({ file: 'bevoelkerung.csv', header, rows });
}

describe('the population of Köln', () => {
  it.skipIf(!present)('is read completely, with no finding but the lost zeros', async () => {
    const { observations, findings } = await read('koeln-bevoelkerung', koeln());

    expect(observations).toHaveLength(29_135);
    expect(findings.map((f) => [f.code, f.found, f.expected])).toEqual([
      ['mapping.repadded', 'tab_id, zei_id', '23759'],
    ]);
    expect(new Set(observations.map((o) => o.breakdown['merkmal'])).size).toBe(38);
    expect(observations[0]).toMatchObject({
      level: 'koeln-stadt',
      area: '000',
      date: '2005-12-31',
      measure: 'einwohner',
      breakdown: { merkmal: '005.010' },
      cell: { value: 1_023_101, state: 'ok' },
      place: { file: 'bevoelkerung.csv', row: 2 },
    });
  });

  it.skipIf(!present)('adds up from Bezirke and Stadtteile to the town in all 304 cases', async () => {
    const { observations } = await read('koeln-bevoelkerung', koeln());
    const sums = new Map<string, Record<string, number>>();
    for (const o of observations) {
      const key = `${o.date} ${o.breakdown['merkmal']}`;
      const levels = sums.get(key) ?? {};
      levels[o.level] = (levels[o.level] ?? 0) + (o.cell.value ?? Number.NaN);
      sums.set(key, levels);
    }

    expect(sums.size).toBe(304);
    for (const levels of sums.values()) {
      expect(levels['koeln-bezirk']).toBe(levels['koeln-stadt']);
      expect(levels['koeln-stadtteil']).toBe(levels['koeln-stadt']);
    }
  });

  it.skipIf(!present)('has an indicator for every row of every table', async () => {
    const { observations } = await read('koeln-bevoelkerung', koeln());
    const { indicators } = await loadCatalogue([ROOT]);
    const published = [...indicators.values()]
      .filter((indicator) => indicator.group === 'koeln-bevoelkerung')
      .map(({ formula }) => (formula.kind === 'count' ? formula.terms[0]?.where['merkmal']?.[0] : undefined));

    expect(published).toHaveLength(38);
    expect(new Set(published)).toEqual(new Set(observations.map((o) => o.breakdown['merkmal'])));
  });
});

describe('the rates of the Kreis Mettmann', () => {
  async function* mettmann(): AsyncGenerator<Table> {
    const lines = readFileSync(METTMANN, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
    const rows: RawRow[] = lines.slice(4).map((line, index) => ({ row: index + 5, cells: line.split('\t') }));
    const header = [
      'Region',
      'SGB II-Quote',
      'ELB-Quote',
      'dav.: / Männer',
      'dav.: / Frauen',
      'NEF-Quote (U15)',
    ];
    yield* tablesOf({ file: 'quoten.tsv', header, rows: rows.map((row) => row.cells), firstRow: 5 });
  }

  it.skipIf(!present)('are 55 figures, with the Kreis and the town of the same name told apart', async () => {
    const { observations, findings } = await read(
      'kreis-mettmann-sgb2-quoten',
      mettmann(),
      referenceDate('2023-12-31'),
    );

    expect(findings).toEqual([]);
    expect(observations).toHaveLength(55);
    const figure = (area: string, measure: string, sex?: string) =>
      observations.find((o) => o.area === area && o.measure === measure && o.breakdown['geschlecht'] === sex)
        ?.cell.value;
    expect(figure('05158', 'sgb2-quote')).toBe(10.1);
    expect(figure('05158024', 'sgb2-quote')).toBe(8.6);
    expect(figure('05158008', 'elb-quote', 'm')).toBe(6.5);
    expect(figure('05158008', 'elb-quote', 'insgesamt')).toBe(6.9);
  });

  it.skipIf(!present)('are not read without a Stichtag', async () => {
    const { observations, findings } = await read('kreis-mettmann-sgb2-quoten', mettmann());

    expect(observations).toEqual([]);
    expect(findings.map((f) => f.code)).toEqual(['mapping.no-date']);
  });
});
