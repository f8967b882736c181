/** The catalogue of the sixty indicators: complete, described as KomMonitor wants it, and computing what it says. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { levelId } from '../../src/core/area.ts';
import type { StoredCell } from '../../src/core/dataset.ts';
import { contentHash } from '../../src/core/hash.ts';
import { computeSeries, type Computed } from '../../src/engine/compute.ts';
import { DatasetBook } from '../../src/engine/dataset-book.ts';
import { loadCatalogue, type Catalogue } from '../../src/mapping/catalogue.ts';
import { termsIn } from '../../src/mapping/formula.ts';
import type { Indicator } from '../../src/mapping/indicator.ts';
import type { Job } from '../../src/mapping/job.ts';
import { defaultSeed } from '../../src/simulator/seed.ts';
import { geographyOf } from '../../src/statistics/geography.ts';
import { catalogueCells, heldBack } from '../support/catalogue-cells.ts';
import { REPOSITORY } from '../support/generate.ts';
import { geographyLevel } from '../support/small-county.ts';
import { temporaryLedger, type TemporaryLedger } from '../support/temporary-ledger.ts';

const GROUPS = [
  'demografie',
  'laendlicher-raum',
  'wohnen',
  'pflege',
  'betreuung-bildung',
  'soziale-sicherung',
  'mobilitaet-gesundheit',
];

/** Number, key, type and unit of the list of sixty. */
const SIXTY = `
1 BEV SA Personen | 2 BEV_D1 DA Personen | 3 BEV_D5 DR % | 4 DICHTE SR EW/km² | 5 JQ SR je 100 | 6 AQ SR je 100
7 BILLETER SR Index | 8 GREYING SR je 100 | 9 AGING SR je 100 | 10 ALTER_M SR Jahre | 11 ANT_U6 SR % | 12 ANT_80 SR %
13 AUSL SR % | 14 MIGRA SR % | 15 WSALDO DR je 1.000 | 16 NSALDO DA Personen | 17 WOHNDAUER SR Jahre | 18 HH1 SR %
19 ALLEIN SR % | 20 HHGR SR Pers./HH | 21 WHG SA Anzahl | 22 LEER SR % | 23 EIGENT SR % | 24 WFL SR m²
25 MIETE SR €/m² | 26 GEFWHG SR je 1.000 HH | 27 WOHNGELD SR % | 28 HZP SR je 1.000 | 29 PFLEGE_E SA Personen
30 PFLPLATZ SR je 100 P(80+) | 31 ALLEIN75 SR % | 32 UKOEFF SR je 100 | 33 BETR_U3 SR % | 34 KITAPLATZ SR je 100 P(3–5)
35 OGS SR % | 36 HZE SR je 1.000 | 37 UEBGYM SR % | 38 OHNEABS SR % | 39 SEU_SPR SR % | 40 BUT SR % | 41 SGB2 SR %
42 ELB SR % | 43 NEF15 SR % | 44 BG SA Anzahl | 45 ALO SR % | 46 ALO_J SR % | 47 LZB SR % | 48 GRUSI_A SR %
49 GRUSI_E SR % | 50 SVB SR % | 51 SGB2_D DA Prozentpunkte | 52 SGB2_R DR % | 53 INDEX_S SS Punkte | 54 INDEX_D DS Punkte
55 PKW SR je 1.000 EW | 56 OEPNV SR % | 57 NAHVERS SR % | 58 SBEH SR % | 59 HARZT SR je 10.000 EW | 60 SEU_ADI SR %`;
const TYPES: Readonly<Record<string, string>> = {
  SA: 'STATUS_ABSOLUTE',
  SR: 'STATUS_RELATIVE',
  SS: 'STATUS_STANDARDIZED',
  DA: 'DYNAMIC_ABSOLUTE',
  DR: 'DYNAMIC_RELATIVE',
  DS: 'DYNAMIC_STANDARDIZED',
};
const LISTED = SIXTY.split(/[|\n]/).flatMap((text) => {
  const match = /^(\d+) (\S+) (\w\w) (.+)$/.exec(text.trim());
  return match ? [{ no: Number(match[1]), key: match[2]!, type: TYPES[match[3]!], unit: match[4]! }] : [];
});

/** Quarter A in 2024, or in the year said. One line for each kind of formula and more. */
const BY_HAND: Readonly<Record<string, number>> = {
  // count: 26 groups of 10, and 40
  bev: 300,
  bg: 12,
  whg: 150,
  // 30 − 12 + 10 − 8 over the mean of 300 and 274; births less deaths
  wsaldo: 69.7,
  nsaldo: -2,
  // changes of published values: 300 − 274; (300 − 248) / 248; 8.4 − 6.4; 21 against 20
  'bev-d1': 26,
  'bev-d5': 21,
  'sgb2-d': 2,
  'sgb2-r': 5,
  // 100 / 140, 60 / 140, (60 − 100) / 140, 20 / 60, 60 / 60
  jq: 71.4,
  aq: 42.9,
  billeter: -0.29,
  greying: 33.3,
  aging: 100,
  // quotients: 41 years each; 1461 days are 4 years; 300 / 0.75 km²; 2.05
  'alter-m': 41,
  wohndauer: 4,
  dichte: 400,
  hhgr: 2.05,
  // shares: 40 / 300, 40 / 300, 16 / 32, 240 / 300, 180 / 300
  'ant-u6': 13.3,
  ausl: 13.3,
  allein75: 50,
  oepnv: 80,
  nahvers: 60,
  hh1: 20,
  // a coefficient for each of 14 groups: 15.48
  'pflege-e': 15,
  // 21 / 250, 14 / 190, 3 / 50, 5 / 170
  sgb2: 8.4,
  elb: 7.4,
  'grusi-a': 6,
  'grusi-e': 2.9,
  // three years: 14 + 14 + 14 of 150
  'seu-spr': 28,
  'seu-adi': 10,
  ohneabs: 5,
  // five times the same distance: √1.5
  'index-s': 1.22,
  'index-d': 1.22,
  // rates per 1,000 and 10,000
  pkw: 550,
  hze: 25,
  harzt: 25,
};
/** The census of May 2022, divided by itself or by the residents of December 2021. */
const BY_HAND_2022: Readonly<Record<string, number>> = { wfl: 40, miete: 8.23, leer: 2.5, eigent: 40 };

const GEOGRAPHY = geographyOf([
  geographyLevel('quartier', 'kreis', { '2018-01-01': { A: 'K', B: 'K', C: 'K' } }),
  geographyLevel('kreis', null, { '2018-01-01': { K: null } }),
]);

let catalogue: Catalogue;
let sixty: Indicator[];
let temporary: TemporaryLedger;
beforeAll(async () => {
  catalogue = await loadCatalogue([REPOSITORY]);
  sixty = [...catalogue.indicators.values()].filter((indicator) => GROUPS.includes(indicator.group));
  temporary = await temporaryLedger();
});
afterAll(() => temporary.remove());

async function computed(datasets: Readonly<Record<string, readonly StoredCell[]>>): Promise<Computed> {
  const book = new DatasetBook(temporary.ledger);
  for (const [dataset, cells] of Object.entries(datasets)) {
    const lineage = { files: [], profile: { id: 'p', sha256: '' }, levels: {}, program: '' };
    book.take({ id: contentHash({ dataset, cells }), dataset, cells, lineage });
  }
  const job: Job = {
    id: 'katalog',
    title: 'Katalog',
    levels: [levelId('quartier'), levelId('kreis')],
    intake: [...catalogue.profiles.values()]
      .filter(({ id }) => id.startsWith('zaehlung-') || id === 'amtsdaten')
      .map(({ id, dataset, connector }) => ({
        dataset,
        profile: id,
        connector,
        config: {},
        joined: false,
        official: null,
      })),
    indicators: sixty.map((indicator) => indicator.id),
    groups: GROUPS,
    policy: 'kreis-default',
    refresh: null,
    schedule: null,
    metadata: {},
    access: {},
    organisation: null,
    origin: { file: '', positionOf: () => ({ line: 1, column: 1 }) },
  };
  return computeSeries(job, {
    catalogue,
    book,
    geography: GEOGRAPHY,
    versions: [],
    crosswalks: { between: () => undefined },
  });
}

function values({ series }: Computed, indicator: string, date: string): (number | string | undefined)[] {
  const own = series.find((one) => one.indicator === indicator && one.level === 'quartier');
  return (own?.values ?? [])
    .filter((value) => value.date === date)
    .map(({ cell }) => cell.value ?? cell.state);
}

describe('the catalogue', () => {
  it('holds the sixty of the list, with their types and units, and one that two years are compared by', () => {
    const described = sixty.map(({ id, description: { displayOrder, abbreviation, type, unit } }) => ({
      id,
      no: displayOrder,
      key: abbreviation,
      type,
      unit,
    }));

    expect(LISTED).toHaveLength(60);
    expect(described.toSorted((a, b) => a.no - b.no)).toEqual([
      ...LISTED.map((row) => ({ id: row.key.toLowerCase().replace('_', '-'), ...row })),
      expect.objectContaining({ id: 'lb', no: 61, unit: 'Personen' }),
    ]);
  });

  it('describes each one for its readers', () => {
    const topics = new Set(defaultSeed().topics.map(({ name }) => name));
    for (const { id, description, disclosureClass, levels } of sixty) {
      const { interpretation, processDescription, metadata, topic } = description;
      expect([id, interpretation.length > 40, processDescription.length > 20]).toEqual([id, true, true]);
      expect([id, metadata.databasis !== '', description.tags.length > 0]).toEqual([id, true, true]);
      expect([id, topic.every((name) => topics.has(name))]).toEqual([id, true]);
      expect([id, disclosureClass === null, levels]).toEqual([id, false, null]);
    }
  });

  it('shows balances and changes with colours for both directions', () => {
    const diverging = ['RdBu', 'PuOr'];
    for (const { id, description } of sixty)
      if (description.type.startsWith('DYNAMIC') || description.type.endsWith('STANDARDIZED'))
        expect([id, diverging.includes(description.classification.scheme)]).toEqual([id, true]);
  });
});

describe('the page on the catalogue', () => {
  const page = readFileSync(join(REPOSITORY, 'docs/indicators.md'), 'utf8');
  const rows = [...page.matchAll(/^\| (\d+) \| (\S+) \| (.+?) \| .+ \| (yes|no) \|$/gm)];

  it('lists all sixty by number, key and name', () => {
    const listed = rows.map(([, no, key, name]) => [Number(no), key, name]);

    expect(listed).toEqual(
      sixty
        .filter(({ id }) => id !== 'lb')
        .map(({ description: { displayOrder, abbreviation, name } }) => [displayOrder, abbreviation, name])
        .toSorted((a, b) => Number(a[0]) - Number(b[0])),
    );
  });

  it('says of those that read what no office delivers yet what they wait for', () => {
    const waiting = sixty
      .filter(({ formula }) => termsIn(formula).some((term) => term.dataset === 'amtsdaten'))
      .map(({ description }) => description.abbreviation);
    const missing = rows.filter(([, , , , demo]) => demo === 'no').map(([, , key]) => key);
    const section = page.split('## What the eight wait for')[1] ?? '';

    expect(new Set(missing)).toEqual(new Set(waiting));
    for (const key of waiting) expect(section).toContain(`| ${key} | `);
  });
});

describe('the formulas of the catalogue', () => {
  it('come to what is computed by hand', async () => {
    const result = await computed(catalogueCells());

    const found = Object.keys(BY_HAND).map((id) => [id, values(result, id, '2024-12-31')[0]]);
    expect(Object.fromEntries(found)).toEqual(BY_HAND);
    const census = Object.keys(BY_HAND_2022).map((id) => [id, values(result, id, '2022-05-15')[0]]);
    expect(Object.fromEntries(census)).toEqual(BY_HAND_2022);
  });

  it('have a value for every quarter, all sixty of them', async () => {
    const result = await computed(catalogueCells());

    for (const { id } of sixty) {
      const own = result.series.find((one) => one.indicator === id && one.level === 'quartier');
      const last = own?.dates.at(-1) ?? '';
      expect([id, values(result, id, last).every((value) => typeof value === 'number')]).toEqual([id, true]);
      expect([id, last]).toEqual([id, expect.stringMatching(/^20(24-12-31|22-05-15)$/)]);
    }
  });

  it('say of indices which side an area is on, and have none for a county alone', async () => {
    const result = await computed(catalogueCells());

    expect(values(result, 'index-s', '2024-12-31')).toEqual([1.22, 0, -1.22]);
    expect(values(result, 'index-d', '2024-12-31')).toEqual([1.22, 0, -1.22]);
    expect(result.series.some((one) => one.indicator === 'index-s' && one.level === 'kreis')).toBe(false);
    expect(result.findings).toContainEqual(
      expect.objectContaining({ code: 'statistics.too-few-areas', severity: 'info' }),
    );
  });

  it('begin pooled years with the third, and changes of them with the sixth', async () => {
    const { series } = await computed(catalogueCells());
    const first = (id: string) => series.find((one) => one.indicator === id)?.dates[0];

    expect(first('seu-spr')).toBe('2021-12-31');
    expect(first('index-s')).toBe('2021-12-31');
    expect(first('index-d')).toBe('2024-12-31');
    expect(first('wsaldo')).toBe('2020-12-31');
  });

  it('give nothing away that one of their parts holds back', async () => {
    const cells = catalogueCells();

    const result = await computed({ ...cells, sgb2: heldBack(cells['sgb2']!, 'B', 'leistungsberechtigte') });

    expect(values(result, 'sgb2', '2024-12-31')).toEqual([8.4, 'suppressed', 4.4]);
    expect(values(result, 'sgb2-r', '2024-12-31')[1]).toBe('suppressed');
    // Two values are no scale to stand on.
    expect(values(result, 'index-s', '2024-12-31')).toEqual([
      'not_applicable',
      'suppressed',
      'not_applicable',
    ]);
  });

  it('do without the offices that deliver nothing, and say so', async () => {
    const { amtsdaten: _none, ...delivered } = catalogueCells();
    const waiting = sixty
      .filter(({ formula }) => termsIn(formula).some((term) => term.dataset === 'amtsdaten'))
      .map(({ id }) => id);

    const { series, findings } = await computed(delivered);

    expect(waiting).toHaveLength(8);
    expect(series.filter((one) => waiting.includes(one.indicator))).toEqual([]);
    expect(new Set(series.map((one) => one.indicator)).size).toBe(53);
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});
