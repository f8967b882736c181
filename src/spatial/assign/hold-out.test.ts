/** The assignment as a whole, on the streets of the demo county: what it reaches, what it gets wrong, what it leaves. */
import { afterAll, describe, expect, it } from 'vitest';
import {
  addresses,
  county,
  directory,
  edition,
  streets,
  trueUnit,
  written,
} from '../../../tests/support/demo-streets.ts';
import { memoryTable } from '../../../tests/support/memory-table.ts';
import { areaKey } from '../../core/area.ts';
import type { Finding } from '../../core/finding.ts';
import { referenceDate } from '../../core/reference-date.ts';
import { addressFile } from '../../demo/address-file.ts';
import { dissolve } from '../../demo/dissolve.ts';
import { random } from '../../demo/random.ts';
import type { DemoAddress } from '../../demo/streets.ts';
import { checkDirectory } from './check-directory.ts';
import { indexCoordinates } from './coordinate-index.ts';
import { createCoverage } from './coverage.ts';
import type { DirectoryRow } from './directory-row.ts';
import { createMatcher, type Matcher } from './matcher.ts';
import { isAssigned, type Address, type Match } from './match-result.ts';
import { readBuildingReferences } from './read-building-references.ts';
import { normaliseStreetName } from './street-name.ts';

const DATE = referenceDate('2024-12-31');
const lines: string[] = [];
afterAll(() => void process.stderr.write(`${lines.join('\n')}\n`));

function tally(houses: readonly DemoAddress[], answer: (house: DemoAddress) => Match) {
  let [assigned, wrong] = [0, 0];
  for (const house of houses) {
    const match = answer(house);
    if (!isAssigned(match)) continue;
    assigned += 1;
    if (match.unit !== trueUnit(house)) wrong += 1;
  }
  return { all: houses.length, assigned, wrong };
}

function print(what: string, { all, assigned, wrong }: ReturnType<typeof tally>): void {
  lines.push(`hold-out, ${what}: ${all} addresses, ${assigned} assigned, ${wrong} wrong`);
}

describe('unaltered addresses', () => {
  it('are all assigned, none wrong', async () => {
    const { rows, findings } = await directory();
    const { match } = createMatcher({ directory: rows, date: DATE });

    const result = tally(addresses, (house) => match(written(house)));
    print('unaltered', result);

    expect(findings).toEqual([]);
    expect(result.all).toBeGreaterThan(10_000);
    expect(result.assigned / result.all).toBeGreaterThanOrEqual(0.995);
    expect(result.wrong).toBe(0);
  });

  it('come from a directory that has nothing wrong with it', async () => {
    const { rows } = await directory();
    const findings: Finding[] = [];
    const units = new Set(edition.quartiere.map(({ key }) => areaKey(key)));

    checkDirectory(rows, { file: 'strassenverzeichnis.csv', date: DATE, units }, (f) => findings.push(f));

    const faults = findings.filter(({ severity }) => severity === 'error' || severity === 'block');
    expect(faults).toEqual([]);
  });

  it('get the same area from directory and coordinate, and from the coordinate alone', async () => {
    const { rows } = await directory();
    const coverage = createCoverage(
      edition.quartiere.map(({ key, hexes }) => ({
        key: areaKey(key),
        polygons: dissolve(county.territory.grid, hexes),
      })),
    );
    const file = addressFile(county).toString('utf8').trimEnd().split('\n');
    const table = memoryTable({ header: [], rows: file.map((line) => line.split(';')), firstRow: 1 });
    const report = (f: Finding) => expect(f).toBeUndefined();
    const points = readBuildingReferences(table, { agsStart: '05998' }, report);
    const coordinates = await indexCoordinates(points, coverage, { file: 'gebref.txt', report });

    const both = createMatcher({ directory: rows, coordinates, date: DATE });
    const alone = createMatcher({ directory: [], coordinates, date: DATE });

    const marks = addresses.flatMap((house) => both.match(written(house)).marks);
    expect(marks.filter((mark) => mark === 'compared')).toHaveLength(addresses.length);
    expect(marks).not.toContain('coordinate-disagrees');
    expect(tally(addresses, (house) => alone.match(written(house)))).toEqual({
      all: addresses.length,
      assigned: addresses.length,
      wrong: 0,
    });
  });
});

describe('unseen house numbers', () => {
  const rnd = random(4711, 'hold-out');
  const unseen = new Set(addresses.filter(() => rnd.chance(0.1)));
  const known = addresses.filter((house) => !unseen.has(house));
  const matcher = createMatcher({ directory: known.map(houseRow), date: DATE });

  it('between known neighbours are assigned, hardly ever wrong', () => {
    const between = [...unseen].filter((house) => hasNeighbours(house, known));

    const result = tally(between, (house) => matcher.match(written(house)));
    print('unseen between known neighbours', result);

    expect(result.all).toBeGreaterThan(1000);
    expect(result.assigned / result.all).toBeGreaterThanOrEqual(0.95);
    expect(result.wrong / result.all).toBeLessThanOrEqual(0.001);
  });

  it('at the end of a street are left, unless only a suffix is new', () => {
    const atEnd = [...unseen].filter((house) => !hasNeighbours(house, known));
    const how = new Set(
      atEnd.map((house) => matcher.match(written(house))).map((m) => (isAssigned(m) ? m.how : '')),
    );

    expect(how).toEqual(new Set(['', 'suffix-dropped']));
  });
});

describe('misspelt addresses', () => {
  it('are reached by the steps and by nothing else', async () => {
    const { rows } = await directory();
    const { match } = createMatcher({ directory: rows, date: DATE });
    const shared = namesOfSeveral();
    const names = new Set(streets.map((_, street) => streetName(street)));
    const clear = addresses.filter(({ street }) => !shared.has(streetName(street)));
    const respelt = tally(clear, (house) => match(renamed(house, RESPELLINGS)));
    const doubled = addresses.filter(({ street }) => shared.has(streetName(street)));
    const mistaken = addresses.filter((house) =>
      isUnknown(renamed(house, MISTAKES).streetName, house, names),
    );
    const mistyped = tally(mistaken, (house) => match(renamed(house, MISTAKES)));
    print('respelt as the steps allow', respelt);
    print('mistyped', mistyped);

    expect(respelt).toEqual({ all: clear.length, assigned: clear.length, wrong: 0 });
    expect(clear.length).toBeGreaterThan(addresses.length * 0.9);
    expect(causes(doubled, RESPELLINGS, match)).toEqual(new Set(['ambiguous_name']));
    expect(mistyped.all).toBeGreaterThan(addresses.length * 0.95);
    expect(mistyped.assigned).toBe(0);
    expect(causes(mistaken, MISTAKES, match)).toEqual(new Set(['unknown_street']));
  });
});

type Respelling = (name: string) => string;

/** What the step "normalised name" evens out. */
const RESPELLINGS: readonly Respelling[] = [
  (name) => name.toUpperCase(),
  (name) => name.replace(/straße$/, 'str.').replace(/Straße$/, 'Str.'),
  (name) => name.replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue'),
  (name) => name.replaceAll('ß', 'ss'),
  (name) => `  ${name.replaceAll('-', ' ').replaceAll(' ', '  ')} `,
  (name) => name.normalize('NFD'),
];

/** What looks like a name of the directory to a person, and is none. */
const MISTAKES: readonly Respelling[] = [
  (name) => name.slice(0, 2) + name.slice(3),
  (name) => name.slice(0, 2) + name.slice(1),
  (name) => `${name}x`,
  (name) => name.replace(/.$/, ''),
  (name) => name.replace(/[aeiou]/, 'y'),
];

function renamed(house: DemoAddress, spellings: readonly Respelling[]): Address & { streetName: string } {
  const address = written(house);
  const respell = spellings[(house.street + house.number) % spellings.length]!;
  return { ...address, streetKey: '', streetName: respell(address.streetName) };
}

function streetName(street: number): string {
  const { gemeinde, name } = streets[street]!;
  return `${gemeinde} ${normaliseStreetName(name)}`;
}

/** The demo has streets like "Amsel-Str." and "Amselstraße" in one Gemeinde, which only their keys tell apart. */
function namesOfSeveral(): Set<string> {
  const names = streets.map((_, street) => streetName(street));
  return new Set(names.filter((name, i) => names.indexOf(name) !== i));
}

function isUnknown(name: string, house: DemoAddress, names: ReadonlySet<string>): boolean {
  return !names.has(`${streets[house.street]!.gemeinde} ${normaliseStreetName(name)}`);
}

function causes(
  houses: readonly DemoAddress[],
  spellings: readonly Respelling[],
  match: Matcher['match'],
): Set<string> {
  return new Set(
    houses.map((house) => {
      const found = match(renamed(house, spellings));
      return isAssigned(found) ? found.how : found.residual;
    }),
  );
}

function houseRow(house: DemoAddress): DirectoryRow {
  const { gemeinde, streetKey = '', streetName } = written(house);
  const point = { number: house.number, suffix: house.suffix.toUpperCase() };
  const ends = { side: 'both', from: point, to: point } as const;
  return {
    row: 1,
    gemeinde,
    streetKey,
    streetName,
    ...ends,
    unit: trueUnit(house),
    validFrom: null,
    validTo: null,
  };
}

function hasNeighbours(house: DemoAddress, known: readonly DemoAddress[]): boolean {
  const side = (knownOf(known).get(house.street) ?? []).filter(
    ({ number }) => number % 2 === house.number % 2,
  );
  const isBefore = (a: DemoAddress, b: DemoAddress) =>
    a.number < b.number || (a.number === b.number && a.suffix < b.suffix);
  return side.some((other) => isBefore(other, house)) && side.some((other) => isBefore(house, other));
}

let grouped: Map<number, DemoAddress[]> | undefined;
function knownOf(known: readonly DemoAddress[]): Map<number, DemoAddress[]> {
  if (grouped) return grouped;
  grouped = new Map();
  for (const house of known) grouped.set(house.street, [...(grouped.get(house.street) ?? []), house]);
  return grouped;
}
