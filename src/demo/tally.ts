/** Counts of one snapshot for the statistics files: a small dense table per quarter, the last row is the residual. */
import { AGE_GROUPS, ageGroupIndex, HOUSEHOLD_TYPES } from './demo-codes.ts';
import type { County } from './generate-county.ts';
import { DWELLING_STATES, type Snapshot } from './snapshot.ts';
import { editionOn } from './territory.ts';

/** Row of persons without a quarter, after the rows of all quarters. */
export function residualRow(county: County, snapshot: Snapshot): number {
  return editionOn(county.territory, snapshot.date).quartiere.length;
}

/** Main-dwelling inhabitants by [quarter][sex][age group][nationality]. */
export function tallyPersons(county: County, snapshot: Snapshot): number[][][][] {
  const rows = residualRow(county, snapshot) + 1;
  const tally = Array.from({ length: rows }, () => [0, 1].map(() => AGE_GROUPS.map(() => [0, 0])));
  forEachInhabitant(snapshot, (row, quartier) => {
    const facts = county.people[snapshot.persons.id[row]!]!;
    const ages = tally[quartier < 0 ? rows - 1 : quartier]![facts.sex === 'm' ? 0 : 1]!;
    const cell = ages[ageGroupIndex(snapshot.persons.age[row]!)]!;
    cell[isGerman(facts) ? 0 : 1]! += 1;
  });
  return tally;
}

/** Private households by [quarter][type]: number, persons in them, living area in tenths of a square metre. */
export function tallyHouseholds(county: County, snapshot: Snapshot): [number, number, number][][] {
  const rows = residualRow(county, snapshot) + 1;
  const tally = Array.from({ length: rows }, () =>
    HOUSEHOLD_TYPES.map((): [number, number, number] => [0, 0, 0]),
  );
  const { quartier, type, size, area } = snapshot.households;
  type.forEach((code, index) => {
    if (code === 0) return;
    const cell = tally[quartier[index]! < 0 ? rows - 1 : quartier[index]!]![code - 1]!;
    cell[0] += 1;
    cell[1] += size[index]!;
    cell[2] += area[index]!;
  });
  return tally;
}

/** German: one of the two nationalities is, as usual in this statistic. */
export function isGerman(facts: { nationality: string; second: string }): boolean {
  return facts.nationality === '000' || facts.second === '000';
}

export function forEachInhabitant(snapshot: Snapshot, visit: (row: number, quartier: number) => void): void {
  const { dwelling, household } = snapshot.persons;
  const secondary = DWELLING_STATES.indexOf('N');
  for (let row = 0; row < dwelling.length; row += 1)
    if (dwelling[row] !== secondary) visit(row, snapshot.households.quartier[household[row]!]!);
}
