import iconv from 'iconv-lite';
import { beforeAll, describe, expect, it } from 'vitest';
import { DIRECTORY_COLUMNS } from '../../tests/support/directory-columns.ts';
import { memoryTable } from '../../tests/support/memory-table.ts';
import { levelId } from '../core/area.ts';
import type { StoredCell } from '../core/dataset.ts';
import type { Finding } from '../core/finding.ts';
import { addDays, referenceDate, type ReferenceDate } from '../core/reference-date.ts';
import type { Table } from '../core/table.ts';
import { createMatcher } from '../spatial/assign/matcher.ts';
import { readKglDirectory } from '../spatial/assign/read-kgl.ts';
import { aggregatePersons } from '../statistics/persons/aggregate.ts';
import {
  ageDimension,
  ageLimitDimension,
  nationalityDimension,
  sexDimension,
} from '../statistics/persons/dimensions.ts';
import { foldByBirthDay } from '../statistics/persons/fold-sex.ts';
import { aggregateMovements } from '../statistics/persons/movements.ts';
import { REGISTER_AGE_GROUPS } from './demo-codes.ts';
import { generateCounty } from './generate-county.ts';
import { groundTruth, type TruthLevel, type TruthMeasure } from './ground-truth.ts';
import { addressListFile } from './point-files.ts';
import { movementFile, registerFile } from './register-files.ts';
import { streetDirectoryFile } from './street-directory-file.ts';
import { editionOn } from './territory.ts';

const county = generateCounty({ population: 9000, quartiere: 20, sozialraeume: 6, gemeinden: 4 });
const truth = groundTruth(county);
const AGES = ageDimension(
  REGISTER_AGE_GROUPS.map(({ word, from, to }) => ({ code: word, from, to: to > 120 ? null : to })),
);
const NAMES: Readonly<Record<string, TruthMeasure>> = {
  births: 'geburten',
  deaths: 'sterbefaelle',
  arrivals: 'zuzuege',
  departures: 'fortzuege',
  'moves-in': 'umzuege-hinein',
  'moves-out': 'umzuege-hinaus',
  'moves-within': 'umzuege-innerhalb',
};

/** Also over the change of boundaries. */
describe.each([3, 4])('the register files, snapshot %i, in the hands of the program', (index) => {
  const { date } = county.snapshots[index]!;
  const findings: Finding[] = [];
  let rules: Awaited<ReturnType<typeof areaRules>>;
  beforeAll(async () => {
    rules = await areaRules(date, findings);
  });

  it('give the stock as it is true: persons, years of age, days at the address', async () => {
    const aggregate = await aggregatePersons(
      tableOf('einwohner.csv', registerFile(county, index)),
      {
        ...rules,
        dimensions: [AGES, sexDimension(foldByBirthDay), nationalityDimension(), ageLimitDimension(date)],
        measures: {
          personen: 'population',
          altersjahre: 'age-years',
          wohntage: 'residence-days',
          'wohndauer-bekannt': 'residence-known',
        },
      },
      (found) => findings.push(found),
    );

    const cells = [...aggregate!.cells()];

    expect(differing(cells)).toEqual([]);
    expect(findings).toEqual([]);
    expect(cells.length).toBeGreaterThan(2000);
    const { gemeinden } = aggregate!.quality.assignment;
    const sum = (cause: 'protected' | 'unknown_street') =>
      gemeinden.reduce((persons, { residual }) => persons + residual[cause], 0);
    expect(sum('protected')).toBeGreaterThan(10);
    expect(sum('unknown_street')).toBeGreaterThan(5);
  });

  it('give the movements as they are true', async () => {
    const from = addDays(county.snapshots[index - 1]!.date, 1);
    const table = tableOf('bewegungen.csv', movementFile(county, index));
    const aggregate = await aggregateMovements(table, { ...rules, from, dimensions: [AGES] }, (found) =>
      findings.push(found),
    );

    const cells = [...aggregate!.cells()].map((cell) => ({ ...cell, measure: NAMES[cell.measure]! }));

    expect(differing(cells)).toEqual([]);
    expect(findings).toEqual([]);
    expect(new Set(cells.map(({ measure }) => measure)).size).toBe(7);
    expect(aggregate!.quality.rejected).toBe(0);
  });
});

function differing(cells: readonly StoredCell[]): unknown[] {
  return cells.flatMap((stored) => {
    const question = {
      level: stored.level as string as TruthLevel,
      area: stored.area,
      date: stored.date,
      measure: stored.measure as TruthMeasure,
      breakdown: stored.breakdown,
    };
    const expected = stored.role === 'residual' ? truth.residual(question) : truth.value(question);
    return expected === stored.cell.value ? [] : [{ ...stored, expected }];
  });
}

async function areaRules(date: ReferenceDate, findings: Finding[]) {
  const report = (found: Finding) => void findings.push(found);
  const { gemeinden, sozialraeume } = county.territory;
  const streets = tableOf('strassenverzeichnis.csv', streetDirectoryFile(county));
  const { match } = createMatcher({
    directory: await readKglDirectory(streets, DIRECTORY_COLUMNS, report),
    date,
    protectedAddresses: rowsOf(addressListFile(county, [county.institutions.shelter]))
      .slice(1)
      .map(([gemeinde, streetKey, streetName, number, suffix]) => ({
        gemeinde: gemeinde!,
        streetKey: streetKey!,
        streetName: streetName!,
        number: number!,
        suffix: suffix!,
      })),
  });
  return {
    date: referenceDate(date),
    level: levelId('demo-quartier'),
    gemeindeLevel: levelId('demo-gemeinde'),
    units: new Map(
      editionOn(county.territory, date).quartiere.map(({ key, parent }) => [
        key,
        gemeinden[sozialraeume[parent]!.parent]!.key,
      ]),
    ),
    assign: match,
  };
}

function tableOf(file: string, bytes: Buffer): Table {
  const [header = [], ...rows] = rowsOf(bytes);
  return memoryTable({ file, header, rows });
}

function rowsOf(bytes: Buffer): string[][] {
  const lines = iconv.decode(bytes, 'windows-1252').split('\r\n').slice(0, -1);
  return lines.map((line) => line.split(';'));
}
