/**
 * `Quartiersprofil_<jahr>.xlsx`: the workbook in which the county's offices collect their figures by quarter, made
 * for readers: three sheets, merged headers, hyphens, signs, rows for what belongs to no quarter, a total, notes.
 */
import { careHomes, dayCareCentres, settledHectares, type Facility } from './facilities.ts';
import type { County } from './generate-county.ts';
import { slotAreas, slotCounts, type CountName, type SlotArea } from './slot-tally.ts';
import type { Snapshot } from './snapshot.ts';
import { COUNTY_NAME, editionOn } from './territory.ts';
import { columnName, xlsx, type Sheet, type SheetValue } from './xlsx.ts';

const TITLE = `Quartiersprofil ${COUNTY_NAME}`;
const RESIDUAL_NAME = 'nicht zuzuordnen';
const NOTES = [
  '- = nichts vorhanden; . = 1 oder 2, nicht genannt; nicht zuzuordnen: ohne lesbare oder mit geschützter Anschrift',
  `Quelle: ${COUNTY_NAME}, Fachämter; eigene Zusammenstellung`,
];
/** In the order of the columns. */
const SOCIAL: readonly CountName[] = [
  'securityOld',
  'securityReduced',
  'careAid',
  'housingBenefit',
  'educationPackage',
  'dayCare',
];
const HEALTH: readonly CountName[] = ['examined', 'languageDeficit', 'overweight'];
/** Of the first data row, counted from 1. */
const FIRST_ROW = 4;

interface Content {
  readonly name: string;
  /** The two header rows from column C on, and their merged ranges. */
  readonly head: readonly [(string | null)[], (string | null)[]];
  readonly merges: readonly string[];
  /** By slot. */
  readonly lines: readonly (readonly number[])[];
  readonly show: (count: number) => SheetValue;
}

export function profileWorkbook(county: County, snapshot: Snapshot): Buffer {
  const areas = slotAreas(county, snapshot);
  return xlsx(
    [social(county, snapshot), infrastructure(county, snapshot, areas), health(county, snapshot)].map(
      (content) => sheet(content, areas),
    ),
  );
}

function sheet({ name, head, merges, lines, show }: Content, areas: readonly SlotArea[]): Sheet {
  const last = columnName(head[0].length + 1);
  const data = areas.map(({ key, name: area, isResidual }, slot) => [
    key,
    isResidual ? RESIDUAL_NAME : area,
    ...lines[slot]!.map(show),
  ]);
  const rows: (readonly SheetValue[])[] = [
    [TITLE],
    ['Quartier', 'Name', ...head[0]],
    [null, null, ...head[1]],
    ...data,
    [null, COUNTY_NAME, ...columnSums(lines).map(show)],
    [],
    ...NOTES.map((note) => [note]),
  ];
  return {
    name,
    rows,
    merges: [`A1:${last}1`, `A2:A${FIRST_ROW - 1}`, `B2:B${FIRST_ROW - 1}`, ...merges],
  };
}

function social(county: County, snapshot: Snapshot): Content {
  const day = `31.12.${snapshot.date.slice(0, 4)}`;
  return {
    name: 'Soziales',
    head: [
      [`Grundsicherung und Hilfen ${day}`, null, null, `Familien und Kinder ${day}`, null, null],
      [
        'im Alter',
        'bei voller Erwerbs-\nminderung',
        'Hilfe zur Pflege',
        'Haushalte mit Wohn-\ngeld',
        'Kinder mit Bildung und Teilhabe',
        'Kinder unter 3 Jahren in Betreuung',
      ],
    ],
    merges: ['C2:E2', 'F2:H2'],
    lines: linesOf(county, snapshot, SOCIAL),
    show: secretive,
  };
}

function infrastructure(county: County, snapshot: Snapshot, areas: readonly SlotArea[]): Content {
  const { seed } = county.options;
  const year = Number(snapshot.date.slice(0, 4));
  const { quartiere, quartierOf } = editionOn(county.territory, snapshot.date);
  const lines = areas.map(() => [0, 0, 0, 0]);
  quartiere.forEach(({ hexes }, slot) => {
    lines[slot]![0] = hexes.reduce((sum, hex) => sum + settledHectares(seed, hex), 0) / 100;
  });
  const addPlaces = (facilities: readonly Facility[], column: number) => {
    for (const { address, places } of facilities)
      lines[quartierOf[county.network.addresses[address]!.hex]!]![column]! += places;
  };
  addPlaces(dayCareCentres(county, year), 1);
  addPlaces(careHomes(county), 2);
  slotCounts(county, snapshot).forEach(({ cars }, slot) => (lines[slot]![3] = cars));
  const day = `(31.12.${year})`;
  const labels = [
    `Siedlungs- und Verkehrsfläche in km² ${day}`,
    `Kita-Plätze ${day}`,
    `Pflegeplätze vollstationär ${day}`,
    `Private Pkw ${day}`,
  ];
  return { name: 'Infrastruktur', ...oneHeader(labels), lines, show: hundredths };
}

function health(county: County, snapshot: Snapshot): Content {
  const year = snapshot.date.slice(0, 4);
  const labels = ['untersuchte Kinder', 'sprachauffällig', 'übergewichtig'].map(
    (label) => `${label} (${year})`,
  );
  const lines = linesOf(county, snapshot, HEALTH);
  return { name: 'Gesundheit', ...oneHeader(labels), lines, show: secretive };
}

function linesOf(county: County, snapshot: Snapshot, names: readonly CountName[]): number[][] {
  return slotCounts(county, snapshot).map((counts) => names.map((name) => counts[name]));
}

function columnSums(lines: readonly (readonly number[])[]): number[] {
  return lines[0]!.map((_, column) => lines.reduce((sum, line) => sum + line[column]!, 0));
}

/** One label over both header rows. */
function oneHeader(labels: string[]): Pick<Content, 'head' | 'merges'> {
  return {
    head: [labels, labels.map(() => null)],
    merges: labels.map((_, i) => `${columnName(i + 2)}2:${columnName(i + 2)}${FIRST_ROW - 1}`),
  };
}

function secretive(count: number): SheetValue {
  if (count === 0) return '-';
  return count < 3 ? '.' : count;
}

/** Sums of hundredths without the dust of binary fractions. */
function hundredths(value: number): SheetValue {
  return Math.round(value * 100) / 100;
}
