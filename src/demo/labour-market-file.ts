/**
 * `arbeitsmarkt-kommunal_<AGS>.xlsx`: one workbook for each municipality in the form of the yearly product of the
 * employment agency: cover, imprint, data with section rows and five years, notes.
 */
import type { County } from './generate-county.ts';
import { groupBy } from './group-by.ts';
import { noise } from './random.ts';
import { slotAreas, slotCounts, sumOf, type CountName, type SlotCounts } from './slot-tally.ts';
import { xlsx, type SheetValue } from './xlsx.ts';

const YEARS = 5;
const LAST_COLUMN = 'G';
const TITLE = 'Arbeitsmarkt kommunal';
const NOTE = '*) Zahlenwerte von 1 oder 2 und was auf sie schließen lässt, werden nicht genannt.';
const SOURCE = '© erfundene Statistik der Arbeit, Kreis Musterland';

/** File name to bytes. */
export function labourMarketFiles(county: County): [name: string, bytes: Buffer][] {
  const years = county.snapshots.slice(-YEARS).map((snapshot) => ({
    year: Number(snapshot.date.slice(0, 4)),
    byGemeinde: countsByGemeinde(county, snapshot),
  }));
  return county.territory.gemeinden.map(({ key, name }, gemeinde) => {
    const figures = years.map(({ year, byGemeinde }) => ({ year, counts: byGemeinde[gemeinde]! }));
    const average = (count: number, year: number) =>
      count + Math.floor(noise(county.options.seed, gemeinde, year, 120) * 12) / 12;
    return [`arbeitsmarkt-kommunal_${key}.xlsx`, workbook(`${key} ${name}`, figures, average)];
  });
}

type Years = readonly { readonly year: number; readonly counts: readonly SlotCounts[] }[];
type Average = (count: number, year: number) => number;

function workbook(region: string, years: Years, average: Average): Buffer {
  const last = years.at(-1)!.year;
  const line = (labels: readonly SheetValue[], ...names: readonly CountName[]) => [
    ...labels,
    ...years.map(({ counts }) => shown(sumOfAll(counts, names))),
  ];
  const mean = (labels: readonly SheetValue[], name: CountName) => [
    ...labels,
    ...years.map(({ counts, year }) => shown(average(sumOf(counts, name), year))),
  ];
  const rows: (readonly SheetValue[])[] = [
    [...Array.from({ length: 2 + years.length - 1 }, () => null), TITLE],
    [],
    ['Beschäftigte, Arbeitslose und Leistungsberechtigte\nnach ausgewählten Merkmalen'],
    [`${region} (Gebietsstand im Jahr ${last})`],
    [last],
    [],
    ['Merkmale', null, ...years.map(({ year }) => year)],
    [null, null, ...years.map((_, i) => i + 1)],
    ['Sozialversicherungspflichtig Beschäftigte\nam Wohnort (Stichtag 31.12.)'],
    line(['Insgesamt', null], 'employed'),
    ['Arbeitslose (Jahresdurchschnitte)'],
    mean(['Insgesamt', null], 'unemployed'),
    mean(['dar.', 'Arbeitslose im Rechtskreis SGB III'], 'unemployedSgb3'),
    mean([null, 'Arbeitslose im Rechtskreis SGB II'], 'unemployedSgb2'),
    ['Grundsicherung für Arbeitsuchende nach dem SGB II\n(Stichtag 31.12.)'],
    line(['Bedarfsgemeinschaften', null], 'needyHouseholds'),
    line(['Leistungsberechtigte', null], 'elb', 'nef'),
    line(['dar.', 'erwerbsfähige Leistungsberechtigte'], 'elb'),
    line([null, 'nicht erwerbsfähige Leistungsberechtigte'], 'nef'),
    [...Array.from({ length: 2 + years.length - 1 }, () => null), SOURCE],
    [NOTE],
  ];
  const sections = rows.flatMap(([first], i) => (/\(Stichtag|\(Jahres/.test(String(first)) ? [i + 1] : []));
  const merges = [
    ...[3, 4, 6, rows.length].map((row) => `A${row}:${LAST_COLUMN}${row}`),
    'A5:C5',
    'A7:B8',
    ...sections.map((row) => `A${row}:B${row}`),
  ];
  return xlsx([
    { name: 'Deckblatt', rows: [], merges: [] },
    { name: 'Impressum', rows: imprint(region, last), merges: [] },
    { name: 'Daten', rows, merges },
    { name: 'Statistik-Infoseite', rows: [[], [], ['Statistik-Infoseite']], merges: ['A3:C3'] },
  ]);
}

function imprint(region: string, year: number): (readonly SheetValue[])[] {
  return [
    [null, TITLE],
    [],
    ['Region:', region.slice(9)],
    ['Berichtsjahr:', year],
    ['Erstellungsdatum:', `03. Januar ${year + 1}`],
    ['Nächster Veröffentlichungstermin:', `15. Januar ${year + 2}`],
    ['Herausgeberin:', 'Erfundene Statistik der Arbeit'],
  ];
}

function sumOfAll(counts: readonly SlotCounts[], names: readonly CountName[]): number {
  return names.reduce((sum, name) => sum + sumOf(counts, name), 0);
}

function shown(count: number): SheetValue {
  return count < 3 ? '*' : count;
}

/** Whether assigned to a quarter or not. */
function countsByGemeinde(county: County, snapshot: County['snapshots'][number]): SlotCounts[][] {
  const counts = slotCounts(county, snapshot);
  const areas = slotAreas(county, snapshot).map(({ gemeinde }, slot) => ({ gemeinde, slot }));
  const grouped = groupBy(areas, ({ gemeinde }) => gemeinde);
  return county.territory.gemeinden.map((_, gemeinde) =>
    grouped.get(gemeinde)!.map(({ slot }) => counts[slot]!),
  );
}
