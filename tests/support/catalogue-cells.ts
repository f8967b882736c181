/** Hand-made cells for the indicator catalogue: three quarters in one county, round numbers, years 2019 to 2024. */
import { emptyCell } from '../../src/core/cell.ts';
import type { StoredCell } from '../../src/core/dataset.ts';
import { storedCell } from './small-county.ts';

export const YEARS = [2019, 2020, 2021, 2022, 2023, 2024];
export const QUARTERS = ['A', 'B', 'C'] as const;
type Quarter = (typeof QUARTERS)[number];

const AGES = '0-2 3-5 6-14 15-17 18-19 20 21-24 25-49 50-59 60-64 65-74 75-79 80-x'.split(' ');
const OLD = ['75-79', '80-x'];

/** Dataset id to its cells; every number of quarter A in 2024 can be followed by hand. */
export function catalogueCells(): Record<string, StoredCell[]> {
  return {
    einwohner: each((area, year) => residents(area, year)),
    'einwohner-haushalt': each((area, year) => [
      persons(area, year, 9, { alter: '75-79', haushaltsgroesse: '1' }),
      persons(area, year, 7, { alter: '75-79', haushaltsgroesse: '2' }),
      persons(area, year, 7, { alter: '80-x', haushaltsgroesse: '1' }),
      persons(area, year, 9, { alter: '80-x', haushaltsgroesse: 'ohne' }),
    ]),
    'einwohner-lage': each((area, year) => [
      persons(area, year, 180, { haltestelle: 'innerhalb', nahversorgung: 'innerhalb' }),
      persons(area, year, 60, { haltestelle: 'innerhalb', nahversorgung: 'ausserhalb' }),
      persons(area, year, 45, { haltestelle: 'ausserhalb', nahversorgung: 'ausserhalb' }),
      persons(area, year, 15, { haltestelle: 'unbekannt', nahversorgung: 'unbekannt' }),
    ]),
    bewegungen: each((area, year) =>
      measured(
        area,
        year,
        {
          geburten: 3,
          sterbefaelle: 5,
          zuzuege: 30,
          fortzuege: 12,
          'umzuege-hinein': 10,
          'umzuege-hinaus': 8,
          'umzuege-innerhalb': 4,
        },
        { alter: '25-49' },
      ),
    ),
    haushalte: each((area, year) => households(area, year)),
    wohnungen: each((area, year) => [
      ...measured(area, year, { wohnungen: 70 }, { raeume: '1-2' }),
      ...measured(area, year, { wohnungen: 80 }, { raeume: '3-4' }),
    ]),
    sgb2: each((area, year) => benefits(area, year)),
    'zensus-miete': census({ mietsumme: 1234.5, 'miete-wohnungen': 150 }),
    'zensus-wohnen': census({
      wohnungen: 160,
      leerstand: 4,
      bewohnt: 150,
      eigentuemer: 60,
      wohnflaeche: 12_000,
    }),
    quartiersprofil: each((area, year) => offices(area, year)),
    amtsdaten: each((area, year) =>
      measured(area, year, {
        migrationshintergrund: 75,
        'gefoerderte-wohnungen': 8,
        'ogs-kinder': 30,
        grundschueler: 40,
        'hilfen-zur-erziehung': 3,
        'uebergaenge-gymnasium': 5,
        'abgaenger-klasse-4': 12,
        'abgaenge-ohne-abschluss': 1,
        abgaenge: 20,
        schwerbehinderte: 24,
        hausaerzte: 0.75,
      }),
    ),
  };
}

/** As many as `n` men and women in every age group, and 40 foreign men between 25 and 49. */
function residents(area: Quarter, year: number): StoredCell[] {
  const n = { 2019: 8, 2023: 9 }[year] ?? 10;
  const groups = AGES.flatMap((alter) =>
    ['m', 'w'].map((geschlecht) => {
      const beyond = OLD.includes(alter) || (alter === '65-74' && geschlecht === 'w');
      return { n, alter, geschlecht, staat: 'deutsch', altersgrenze: beyond ? 'ab' : 'unter' };
    }),
  );
  const foreign = { n: 40, alter: '25-49', geschlecht: 'm', staat: 'nichtdeutsch', altersgrenze: 'unter' };
  return [...groups, foreign].flatMap(({ n: count, ...breakdown }) =>
    measured(
      area,
      year,
      { personen: count, altersjahre: 41 * count, wohntage: 1461 * count, 'wohndauer-bekannt': count },
      breakdown,
    ),
  );
}

/** Until 2021 all quarters are alike; then A is worst and C best, with B in the middle of both. */
function spread(area: Quarter, year: number, [worst, middle, best]: readonly number[]): number {
  if (year <= 2021) return middle ?? 0;
  return { A: worst, B: middle, C: best }[area] ?? 0;
}

function households(area: Quarter, year: number): StoredCell[] {
  const alone = spread(area, year, [30, 20, 10]);
  const kinds = { 'eine-person': 40, 'paar-mit-kind': 100 - alone, alleinerziehend: alone, sonstige: 60 };
  return Object.entries(kinds).flatMap(([haushaltstyp, haushalte]) =>
    measured(area, year, { haushalte, haushaltspersonen: 2.05 * haushalte }, { haushaltstyp }),
  );
}

function benefits(area: Quarter, year: number): StoredCell[] {
  return measured(area, year, {
    bedarfsgemeinschaften: 12,
    leistungsberechtigte: area === 'A' && year === 2023 ? 20 : spread(area, year, [21, 16, 11]),
    elb: 14,
    nef: 7,
    'nef-unter-15': spread(area, year, [6, 3, 0]),
    'elb-langzeit': 7,
    arbeitslose: 9,
    'arbeitslose-sgb2': 6,
    'arbeitslose-15-24': 2,
    svb: 99,
  });
}

function offices(area: Quarter, year: number): StoredCell[] {
  return measured(area, year, {
    siedlungsflaeche: 0.75,
    'grundsicherung-alter': spread(area, year, [3, 2, 1]),
    'grundsicherung-erwerb': 5,
    wohngeldhaushalte: 6,
    'hilfe-zur-pflege': 3,
    'but-kinder': 8,
    'betreut-u3': 9,
    kitaplaetze: 25,
    pflegeplaetze: 4,
    'pkw-privat': 165,
    'seu-untersucht': 50,
    'seu-sprache': spread(area, year, [14, 9, 4]),
    'seu-adipositas': 5,
  });
}

function census(values: Readonly<Record<string, number>>): StoredCell[] {
  return QUARTERS.flatMap((area) =>
    Object.entries(values).map(([measure, value]) =>
      storedCell(area, value, { measure, date: '2022-05-15' }),
    ),
  );
}

function persons(
  area: Quarter,
  year: number,
  personen: number,
  breakdown: Readonly<Record<string, string>>,
): StoredCell {
  return storedCell(area, personen, { date: `${year}-12-31`, breakdown });
}

function measured(
  area: Quarter,
  year: number,
  values: Readonly<Record<string, number>>,
  breakdown: Readonly<Record<string, string>> = {},
): StoredCell[] {
  return Object.entries(values).map(([measure, value]) =>
    storedCell(area, value, { measure, breakdown, date: `${year}-12-31` }),
  );
}

function each(cells: (area: Quarter, year: number) => StoredCell[]): StoredCell[] {
  return YEARS.flatMap((year) => QUARTERS.flatMap((area) => cells(area, year)));
}

/** The same cells, with one measure of one quarter held back by the source in every year. */
export function heldBack(cells: readonly StoredCell[], area: Quarter, measure: string): StoredCell[] {
  return cells.map((stored) =>
    stored.measure === measure && stored.area === area
      ? { ...stored, cell: emptyCell('suppressed') }
      : stored,
  );
}
