import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { geographyLevel, storedCells } from '../../tests/support/small-county.ts';
import { writeSmallSite } from '../../tests/support/small-site.ts';
import { temporaryLedger, type TemporaryLedger } from '../../tests/support/temporary-ledger.ts';
import type { StoredCell } from '../core/dataset.ts';
import { contentHash } from '../core/hash.ts';
import type { IndicatorSeries } from '../core/indicator.ts';
import { referenceDate } from '../core/reference-date.ts';
import { loadCatalogue, type Catalogue } from '../mapping/catalogue.ts';
import { geographyOf } from '../statistics/geography.ts';
import { computeSeries, datasetsOf } from './compute.ts';
import { DatasetBook } from './dataset-book.ts';
import { measureRule } from './measure-rules.ts';

const PROFILE = `connector: duva
layout: { form: delimited, encoding: utf-8, delimiter: ';' }
decimal: comma
signs: { base: none }
area:
  column: GEBIET
  levels:
    - { level: klein-quartier, match: '^[AB][12]$' }
    - { level: klein-gemeinde, match: '^[AB]$' }
date: { from: column, column: STICHTAG, format: DD.MM.YYYY }
`;
const FILES: Readonly<Record<string, string>> = {
  'mappings/profiles/klein-quote.yaml': `id: klein-quote
title: Quoten, wie geliefert
dataset: klein-quote
${PROFILE}values: { column: QUOTE, measure: quote }
measures: { quote: { rate: true, min: 0, max: 100 } }
`,
  'mappings/profiles/klein-alter.yaml': `id: klein-alter
title: Altersgruppen
dataset: klein-alter
${PROFILE}dimensions:
  alter: { column: ALTER, codes: klein-alter }
values: { column: PERSONEN, measure: personen }
measures: { personen: { integer: true } }
absent: nil
`,
  'mappings/codes/klein-alter.yaml': `id: klein-alter
title: Altersgruppen
editions:
  - { validFrom: 2000-01-01, validTo: 2022-12-31, codes: { u6: { label: unter 6 }, 6-17: { label: 6 bis 17 } } }
  - { validFrom: 2023-01-01, codes: { u7: { label: unter 7 }, 6-17: { label: 6 bis 17 } } }
`,
  'mappings/indicators/mehr.yaml': `id: mehr
defaults:
  type: STATUS_RELATIVE
  unit: '%'
  precision: 1
  levels: [klein-quartier, klein-gemeinde]
  disclosureClass: 0
  topic: [Demografie]
  classification: { scheme: Blues, classes: 5, method: JENKS }
  metadata: { contact: Statistik, datasource: erfunden, description: Prüfung, updateInterval: YEARLY }
indicators:
  - id: mehr-quote
    name: Quote
    formula: { count: { dataset: klein-quote, measure: quote } }
  - id: mehr-kinder
    name: Kinder
    formula: { count: { dataset: klein-alter, measure: personen, where: { alter: [u6, 6-17] } } }
  - id: mehr-quote-d1
    name: Quote gegen Vorjahr
    type: DYNAMIC_ABSOLUTE
    formula: { change: { of: mehr-quote, years: 1, as: difference } }
  - id: mehr-quote-d1-d1
    name: Beschleunigung der Quote
    type: DYNAMIC_ABSOLUTE
    formula: { change: { of: mehr-quote-d1, years: 1, as: difference } }
`,
  'jobs/mehr.yaml': `id: mehr
title: Mehr
levels: [klein-quartier, klein-gemeinde]
intake: [{ profile: klein-quote, config: {} }, { profile: klein-alter, config: {} }]
indicators: { group: mehr }
`,
};
const GEOGRAPHY = geographyOf([
  geographyLevel('klein-quartier', 'klein-gemeinde', {
    '2020-01-01': { A1: 'A', A2: 'A', B1: 'B', B2: 'B' },
  }),
  geographyLevel('klein-gemeinde', null, { '2020-01-01': { A: null, B: null } }),
]);

let folder: string;
let catalogue: Catalogue;
let temporary: TemporaryLedger;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'kmsync-compute-'));
  writeSmallSite(folder, { url: 'http://127.0.0.1:1', issuer: 'http://127.0.0.1:1' }, 'first');
  for (const [file, text] of Object.entries(FILES)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  catalogue = await loadCatalogue([folder]);
  temporary = await temporaryLedger();
});
afterAll(async () => {
  await temporary.remove();
  rmSync(folder, { recursive: true, force: true });
});

async function computed(datasets: Readonly<Record<string, readonly StoredCell[]>>) {
  const book = new DatasetBook(temporary.ledger);
  for (const [dataset, cells] of Object.entries(datasets)) {
    const lineage = { files: [], profile: { id: 'p', sha256: '' }, levels: {}, program: '' };
    book.take({ id: contentHash({ dataset, cells }), dataset, cells, lineage });
  }
  const job = catalogue.jobs.get('mehr');
  if (!job) throw new RangeError('no job');
  return computeSeries(job, {
    catalogue,
    book,
    geography: GEOGRAPHY,
    versions: [],
    crosswalks: { between: () => undefined },
  });
}
const values = (series: readonly IndicatorSeries[], indicator: string, level: string) =>
  series
    .find((one) => one.indicator === indicator && one.level === `klein-${level}`)
    ?.values.map(({ area, date, cell }) => `${area} ${date.slice(0, 4)} ${cell.value ?? cell.state}`);
const QUARTERS = { A1: 10, A2: 20, B1: 30, B2: 40 };
const quotes = (year: number, level: string, cells: Readonly<Record<string, number>>) =>
  storedCells(cells, { level: `klein-${level}`, date: `${year}-12-31`, measure: 'quote' });

describe('indicators from delivered shares', () => {
  it('are never the sum of the shares of the parts', async () => {
    const cells = [
      ...quotes(2022, 'quartier', QUARTERS),
      ...quotes(2022, 'gemeinde', { A: 16, B: 33 }),
      ...quotes(2023, 'quartier', QUARTERS),
    ];

    const { series, findings } = await computed({ 'klein-quote': cells });

    expect(values(series, 'mehr-quote', 'gemeinde')).toEqual([
      'A 2022 16',
      'B 2022 33',
      'A 2023 missing',
      'B 2023 missing',
    ]);
    expect(findings).toContainEqual(
      expect.objectContaining({
        code: 'statistics.values-missing',
        severity: 'warning',
        found: '2',
        expected: '4',
      }),
    );
  });

  it('are reported as an error on a level on which none was ever delivered', async () => {
    const { findings } = await computed({ 'klein-quote': quotes(2022, 'quartier', QUARTERS) });

    expect(findings).toContainEqual(
      expect.objectContaining({
        severity: 'error',
        place: expect.objectContaining({ column: 'klein-gemeinde' }),
      }),
    );
  });
});

describe('indicators of several codes', () => {
  const ages = (year: number, alter: string) =>
    storedCells(QUARTERS, { level: 'klein-quartier', date: `${year}-12-31`, breakdown: { alter } });

  it('have no value where the list of the day no longer knows one of them', async () => {
    const cells = [...ages(2022, 'u6'), ...ages(2022, '6-17'), ...ages(2023, 'u7'), ...ages(2023, '6-17')];

    const { series } = await computed({ 'klein-alter': cells });

    expect(values(series, 'mehr-kinder', 'gemeinde')).toEqual([
      'A 2022 60',
      'B 2022 140',
      'A 2023 missing',
      'B 2023 missing',
    ]);
  });

  it('do without one that the list knows and that counts nothing in the whole delivery', async () => {
    const { series } = await computed({ 'klein-alter': ages(2022, '6-17') });

    expect(values(series, 'mehr-kinder', 'gemeinde')).toEqual(['A 2022 30', 'B 2022 70']);
  });
});

describe('changes', () => {
  const cells = [2020, 2021, 2022].flatMap((year) =>
    quotes(year, 'quartier', { ...QUARTERS, A1: (year - 2019) ** 2 }),
  );

  it('are computed from the indicator on the same level, also a change of a change', async () => {
    const { series } = await computed({ 'klein-quote': cells });

    expect(values(series, 'mehr-quote-d1', 'quartier')?.filter((text) => text.startsWith('A1'))).toEqual([
      'A1 2021 3',
      'A1 2022 5',
    ]);
    expect(values(series, 'mehr-quote-d1-d1', 'quartier')?.filter((text) => text.startsWith('A1'))).toEqual([
      'A1 2022 2',
    ]);
  });

  it('rest on the datasets of the indicator they compare', () => {
    const acceleration = catalogue.indicators.get('mehr-quote-d1-d1');

    expect(acceleration && datasetsOf(acceleration, catalogue)).toEqual(['klein-quote']);
  });
});

describe('an indicator without any date', () => {
  it('is told and not published', async () => {
    const { series, findings } = await computed({ 'klein-alter': [] });

    expect(series).toEqual([]);
    expect(new Set(findings.map((found) => found.code))).toEqual(
      new Set(['statistics.no-dates', 'statistics.dataset-awaited']),
    );
  });
});

describe('what profiles say of a measure', () => {
  const [old, young] = [referenceDate('2022-12-31'), referenceDate('2023-12-31')];

  it('is whether it is a share', () => {
    expect(measureRule(catalogue, undefined, { dataset: 'klein-quote', measure: 'quote' }).isRate).toBe(true);
    expect(measureRule(catalogue, undefined, { dataset: 'klein-alter', measure: 'personen' }).isRate).toBe(
      false,
    );
  });

  it('is whether a code of the day may be absent because it counts nothing', () => {
    const { mayLack } = measureRule(catalogue, undefined, { dataset: 'klein-alter', measure: 'personen' });

    expect(mayLack('alter', 'u6', old)).toBe(true);
    expect(mayLack('alter', 'u6', young)).toBe(false);
    expect(mayLack('alter', 'u8', old)).toBe(false);
    expect(mayLack('geschlecht', 'w', old)).toBe(false);
  });

  it('is that nothing may be absent where absence is an error or no list says so', () => {
    expect(
      measureRule(catalogue, undefined, { dataset: 'klein-personen', measure: 'personen' }).mayLack(
        'geschlecht',
        'w',
        old,
      ),
    ).toBe(false);
    expect(
      measureRule(catalogue, undefined, { dataset: 'unknown', measure: 'personen' }).mayLack(
        'alter',
        'u6',
        old,
      ),
    ).toBe(false);
  });
});
