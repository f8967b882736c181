/** The real files of the statistical offices, read with the profiles that are shipped: counts, sums, cross-checks. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/core/finding.ts';
import type { Observation } from '../../src/core/observation.ts';
import { applyProfile } from '../../src/mapping/apply-profile.ts';
import { loadCatalogue } from '../../src/mapping/catalogue.ts';
import { compileProfile } from '../../src/mapping/compile-profile.ts';
import { landed } from '../../tests/connectors/land.ts';
import { codesFrom } from '../../tests/support/write-codes.ts';
import { itnrw } from './index.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const SAMPLES = path.resolve(ROOT, '../shared/samples');
const present = existsSync(path.join(SAMPLES, 'genesis_classic_csv'));
if (!present)
  process.stdout.write('samples are not here: readings of real tables of the offices are skipped\n');

const catalogue = await loadCatalogue([ROOT]);

async function read(
  profile: string,
  file: string,
): Promise<{ observations: Observation[]; findings: Finding[] }> {
  const declared = catalogue.profiles.get(profile);
  if (!declared) throw new RangeError(`no profile ${profile}`);
  const { form, ...written } = declared.layout;
  const layout = itnrw.layouts?.[form];
  if (layout?.kind !== 'tables') throw new RangeError(`no layout ${form}`);

  const delivery = await landed(path.join(SAMPLES, file));
  const findings: Finding[] = [];
  const report = (found: Finding) => void findings.push(found);
  const tables = layout.read(delivery, layout.options.parse(written), {
    signal: new AbortController().signal,
    report,
  });
  const observations: Observation[] = [];
  const compiled = compileProfile(declared, catalogue.codes);
  for await (const batch of applyProfile(compiled, tables, { fileName: delivery.file, report }))
    observations.push(...batch);
  return { observations, findings };
}

type Wanted = Partial<Pick<Observation, 'level' | 'measure' | 'role'>> & {
  area?: string;
  breakdown?: object;
};

function valuesOf(observations: readonly Observation[], wanted: Wanted): (number | null)[] {
  return observations
    .filter((o) =>
      Object.entries(wanted).every(
        ([name, value]) => JSON.stringify(o[name as keyof Observation]) === JSON.stringify(value),
      ),
    )
    .map((o) => o.cell.value);
}

const sum = (values: readonly (number | null)[]) =>
  values.reduce<number>((total, value) => total + (value ?? Number.NaN), 0);
const OLD_12411 = 'genesis_ffcsv_old/12411-01-01-4_83e602f_2024-06-30';
const NEW_12411 = 'genesis_ffcsv_new/12411-01-01-4_1773175';
const GRID = 'zensus2022_grid/excerpt_Zensus2022_';

/** Profile, file, observations with a figure or a sign, rows that the profile skips, areas that no longer exist. */
const FILES: readonly [
  profile: string,
  file: string,
  observations: number,
  skipped: number,
  dissolved: number,
][] = [
  ['itnrw-12411-02-03-4', 'genesis_classic_csv/2023/12411-02-03-4.csv', 900, 0, 1],
  ['itnrw-22811-01i', 'genesis_classic_csv/2023/22811-01i.csv', 433, 1, 0],
  ['itnrw-12411-15i', 'genesis_classic_csv/2024/12411-15i.csv', 1299, 0, 11],
  ['itnrw-13111-54i', 'genesis_classic_csv/2024/13111-54i.csv', 8260, 0, 2],
  ['itnrw-22542-06i', 'genesis_classic_csv/2024/22542-06i.csv', 767, 0, 2],
  ['itnrw-22811-05i', 'genesis_classic_csv/2024/22811-05i.csv', 3038, 0, 0],
  ['itnrw-12411-0010', 'genesis_classic_csv/genesis-online-2020/12411-0010.csv', 160, 0, 0],
  ['itnrw-12211-z-11', 'genesis_ffcsv_new/12211-Z-11_1773175349407_de_flat.csv', 216, 1732, 2],
  ['itnrw-12411-01-01-4', `${NEW_12411}772751_de_flat.csv`, 162, 1299, 2],
  ['itnrw-12411-01-01-4', `${NEW_12411}772751_de_flat.zip`, 162, 1299, 2],
  ['itnrw-12411-01-01-4', `${NEW_12411}790049_en_flat.csv`, 162, 1299, 2],
  ['itnrw-12531-0043', 'genesis_ffcsv_new/12531-0043_175879554_flat.NRW-3-Kreise.slice.csv', 1692, 0, 0],
  ['itnrw-13111-01-03-4', 'genesis_ffcsv_new/13111-01-03-4_1773175029986_de_flat.csv', 360, 2928, 2],
  ['itnrw-46181-0001', 'genesis_ffcsv_new/46181-0001_1773174944165_de_flat.csv', 16, 0, 0],
  ['itnrw-ai-n-01-2-5', 'genesis_ffcsv_new/AI-N-01-2-5_1773175147935_de_flat.NRW.slice.csv', 792, 0, 10],
  ['itnrw-12411-01-01-4-alt', `${OLD_12411}_flat.csv`, 180, 1431, 1],
  ['itnrw-12411-01-01-4-alt', `${OLD_12411}_en_flat.csv`, 180, 1431, 1],
  ['itnrw-13111-0005-alt', 'genesis_ffcsv_old/13111-0005_83e602f_2024-06-30_flat.csv', 384, 0, 0],
  ['itnrw-12411-0015', 'genesis_xlsx_xls/12411-0015.xlsx', 265, 421, 2],
  ['itnrw-cube-47414bj002', 'genesis_cube_csv/cubefile-86e7c4-bdf8da-POST.csv', 313, 0, 0],
  ['itnrw-zensus-1000a-0000', 'zensus2022_db/1000A-0000_1773175153999_de_flat.csv', 396, 10_391, 0],
  ['itnrw-zensus-1000a-2022', 'zensus2022_db/1000A-2022_1773175355216_de_flat.csv', 680, 680, 0],
  ['itnrw-zensus-2000s-2003', 'zensus2022_db/2000S-2003_1773175178787_de_flat.zip', 12, 60, 0],
  ['itnrw-zensus-3000g-1008', 'zensus2022_db/3000G-1008_1773175200276_de_flat.csv', 20, 0, 0],
  ['itnrw-zensus-gitter-einwohner-1252', `${GRID}Bevoelkerungszahl_100m-Gitter.cp1252.csv`, 2, 0, 0],
  ['itnrw-zensus-gitter-einwohner', `${GRID}Bevoelkerungszahl_100m-Gitter.utf8.csv`, 2, 0, 0],
  [
    'itnrw-zensus-gitter-miete',
    `${GRID}Durchschn_Nettokaltmiete_Anzahl_der_Wohnungen_100m-Gitter.csv`,
    8,
    0,
    0,
  ],
  ['itnrw-zensus-gitter-alter', `${GRID}Durchschnittsalter_100m-Gitter.csv`, 2, 0, 0],
];

describe.skipIf(!present)('every real file', () => {
  it.each(FILES)('is read by %s: %s', async (profile, file, count, skipped, dissolved) => {
    const { observations, findings } = await read(profile, file);

    const ofKind = (code: string) => findings.filter((f) => f.code === code);
    const rows = ofKind('mapping.rows-skipped').reduce((total, f) => total + Number(f.expected), 0);
    expect(findings.filter((f) => f.severity !== 'info')).toEqual([]);
    expect(observations).toHaveLength(count);
    expect(rows).toBe(skipped);
    expect(ofKind('mapping.area-not-existing')).toHaveLength(dissolved);
  });
});

describe.skipIf(!present)('Mindestsicherung 2024 (22811-05i)', () => {
  const FILE = 'genesis_classic_csv/2024/22811-05i.csv';
  const isTown = (o: Observation) => o.level === 'gemeinde' && o.area.startsWith('05158');

  it('has all 396 municipalities, and SGB II of the ten towns of Kreis Mettmann sums to the Kreis', async () => {
    const { observations } = await read('itnrw-22811-05i', FILE);
    const sgb2 = observations.filter((o) => o.measure === 'regelleistung-sgb2');

    expect(sgb2.filter((o) => o.level === 'gemeinde')).toHaveLength(396);
    expect(sgb2.filter(isTown)).toHaveLength(10);
    expect(sum(sgb2.filter(isTown).map((o) => o.cell.value))).toBe(39_429);
    expect(valuesOf(sgb2, { area: '05158' })).toEqual([39_429]);
  });

  it('sums all other benefits to the Kreis within 2.5 for each town', async () => {
    const { observations } = await read('itnrw-22811-05i', FILE);
    const measures = new Set(observations.map((o) => o.measure));

    expect(measures.size).toBe(7);
    for (const measure of measures) {
      const towns = observations.filter((o) => o.measure === measure && isTown(o)).map((o) => o.cell.value);
      const [county] = valuesOf(observations, { measure, area: '05158' });
      expect(Math.abs(sum(towns) - (county ?? Number.NaN))).toBeLessThanOrEqual(2.5 * (towns.length + 1));
    }
  });

  it('keeps the suppressed figure of Hallenberg suppressed and the residents outside NRW apart', async () => {
    const { observations } = await read('itnrw-22811-05i', FILE);

    const hallenberg = observations.find((o) => o.area === '05958020' && o.measure === 'regelleistung-sgb2');
    expect(hallenberg?.cell).toEqual({ value: null, state: 'suppressed' });
    expect(valuesOf(observations, { role: 'residual', measure: 'mindestsicherung' })).toEqual([2485]);
  });
});

describe.skipIf(!present)('population and area 2024 (12411-15i)', () => {
  it('has density times area equal to the population, as far as the rounding goes', async () => {
    const { observations } = await read('itnrw-12411-15i', 'genesis_classic_csv/2024/12411-15i.csv');
    const areas = new Map<string, Partial<Record<string, number>>>();
    for (const o of observations)
      areas.set(o.area, { ...areas.get(o.area), [o.measure]: o.cell.value ?? Number.NaN });

    expect(areas.size).toBe(433);
    expect(areas.get('05158008')).toEqual({
      bevoelkerung: 30_086,
      katasterflaeche: 24.19,
      bevoelkerungsdichte: 1243.7,
    });
    for (const { bevoelkerung = 0, katasterflaeche = 0, bevoelkerungsdichte = 0 } of areas.values()) {
      const rounding = 0.051 * katasterflaeche + 0.0051 * bevoelkerungsdichte;
      expect(Math.abs(bevoelkerungsdichte * katasterflaeche - bevoelkerung)).toBeLessThanOrEqual(rounding);
    }
  });

  it('sums from the municipalities to the land', async () => {
    const { observations } = await read('itnrw-12411-15i', 'genesis_classic_csv/2024/12411-15i.csv');

    const towns = valuesOf(observations, {
      level: 'gemeinde' as Observation['level'],
      measure: 'bevoelkerung',
    });
    expect(towns).toHaveLength(396);
    expect(sum(towns)).toBe(18_034_454);
    expect(valuesOf(observations, { area: '05', measure: 'bevoelkerung' })).toEqual([18_034_454]);
  });
});

describe.skipIf(!present)('flat files of the population (12411-01-01-4)', () => {
  it('say the same in German, in English and packed', async () => {
    const [csv, zip, english] = await Promise.all(
      ['772751_de_flat.csv', '772751_de_flat.zip', '790049_en_flat.csv'].map((name) =>
        read('itnrw-12411-01-01-4', `${NEW_12411}${name}`),
      ),
    );
    const plain = (result: typeof csv) => result?.observations.map(({ place: _place, ...said }) => said);

    expect(plain(zip)).toEqual(plain(csv));
    expect(plain(english)).toEqual(plain(csv));
  });

  it('say the same in the old form with its faulty English header', async () => {
    const german = await read('itnrw-12411-01-01-4-alt', `${OLD_12411}_flat.csv`);
    const english = await read('itnrw-12411-01-01-4-alt', `${OLD_12411}_en_flat.csv`);
    const plain = (result: typeof german) => result.observations.map(({ place: _place, ...said }) => said);

    expect(plain(english)).toEqual(plain(german));
    expect(german.observations[0]).toMatchObject({ date: '2022-12-31', area: '05', role: 'total' });
  });

  it.each([
    ['itnrw-12411-01-01-4', `${NEW_12411}772751_de_flat.csv`],
    ['itnrw-12411-01-01-4-alt', `${OLD_12411}_flat.csv`],
  ])('have men and women sum to the total of every area: %s', async (profile, file) => {
    const { observations } = await read(profile, file);
    const totals = observations.filter((o) => o.role === 'total');

    expect(totals.length).toBeGreaterThan(50);
    for (const total of totals)
      expect(sum(valuesOf(observations, { role: 'value', area: total.area }))).toBe(total.cell.value);
  });
});

describe.skipIf(!present)('Zensus 2022', () => {
  it('has all 396 municipalities of NRW by their AGS', async () => {
    const { observations } = await read(
      'itnrw-zensus-1000a-0000',
      'zensus2022_db/1000A-0000_1773175153999_de_flat.csv',
    );

    expect(new Set(observations.map((o) => o.area)).size).toBe(396);
    expect(valuesOf(observations, { area: '05158008' })).toEqual([30_000]);
  });

  it('tells an unknown cell of the grid from nobody, and keeps the mark of little reliability', async () => {
    const people = await read(
      'itnrw-zensus-gitter-einwohner',
      `${GRID}Bevoelkerungszahl_100m-Gitter.utf8.csv`,
    );
    const rent = await read(
      'itnrw-zensus-gitter-miete',
      `${GRID}Durchschn_Nettokaltmiete_Anzahl_der_Wohnungen_100m-Gitter.csv`,
    );

    expect(people.observations.map((o) => o.cell)).toEqual([
      { value: 4, state: 'ok' },
      { value: null, state: 'unknown' },
    ]);
    const marked = rent.observations.filter((o) => o.cell.state === 'low_reliability');
    expect(marked.map((o) => [o.measure, o.cell.value])).toEqual([['nettokaltmiete', 4.45]]);
  });
});

describe.skipIf(!present)('the code lists of the program', () => {
  async function shipped(name: string): Promise<string> {
    return readFile(path.join(ROOT, `mappings/codes/${name}.yaml`), 'utf8');
  }

  it('hold the areas of NRW as the Gemeindeverzeichnis has them', async () => {
    const { text, changed, list } = await codesFrom(
      'ags-nrw',
      path.join(SAMPLES, 'codes/AuszugGV2QAktuell.xlsx'),
    );

    expect(changed).toBe(false);
    expect(text).toBe(await shipped('ags-nrw'));
    const keys = [...(list?.editions.at(-1)?.codes.keys() ?? [])];
    const lengths = [2, 3, 5, 8].map((length) => keys.filter((key) => key.length === length).length);
    expect(lengths).toEqual([1, 5, 53, 396]);
  });

  it('hold the land before the Städteregion Aachen: another Kreis and a town that had its own', async () => {
    const [before, after] = (catalogue.codes.get('ags-nrw')?.editions ?? []).map(
      ({ codes }) => new Set(codes.keys()),
    );

    const gone = [...(before ?? [])].filter((key) => !after?.has(key));
    const come = [...(after ?? [])].filter((key) => !before?.has(key));
    expect(gone.filter((key) => key.length < 8)).toEqual(['05313', '05354']);
    expect(come.filter((key) => key.length < 8)).toEqual(['05334']);
    expect([gone.length, come.length]).toEqual([12, 11]);
  });

  it('hold the nationalities of a table of GENESIS, with the keys of Destatis', async () => {
    const { text, findings } = await codesFrom(
      'staatsangehoerigkeit',
      path.join(SAMPLES, 'genesis_ffcsv_new/12531-0043_175879554_flat.NRW-3-Kreise.slice.csv'),
    );

    expect(text).toBe(await shipped('staatsangehoerigkeit'));
    expect(findings.map(({ code }) => code)).toEqual(['mapping.codes-skipped']);
    const codes = catalogue.codes.get('staatsangehoerigkeit')?.editions[0]?.codes;
    expect(codes?.size).toBe(74 + 3);
    expect(['000', '163', '166', '475', '997'].map((key) => codes?.get(key)?.label)).toEqual([
      'deutsch',
      'Türkei',
      'Ukraine',
      'Syrien',
      'Staatenlos',
    ]);
  });
});
