/**
 * The population on one reference date, in columns: who lives where, in what household, with what benefits.
 * Compact on purpose, so that a large county with many dates fits into memory.
 */
import type { ReferenceDate } from '../core/reference-date.ts';
import { benefitKind } from './benefits.ts';
import { ageOn, compactDate, DEFECT_NAMES, type DwellingStatus, type MaritalState } from './people.ts';
import { isAssigned } from './placement.ts';
import type { Population } from './population.ts';
import { municipalityOfHex } from './streets.ts';
import { editionOn, type Territory } from './territory.ts';

export type BenefitCode = 0 | 1 | 2;
/** Indices into MARITAL_STATES, DWELLING_STATES and DEFECT_NAMES are what the columns hold. */
export const MARITAL_STATES: readonly MaritalState[] = ['LD', 'VH', 'VW', 'GS'];
export const DWELLING_STATES: readonly DwellingStatus[] = ['E', 'H', 'N'];

export interface PersonColumns {
  readonly id: Int32Array;
  /** Index into the household columns. */
  readonly household: Int32Array;
  readonly age: Uint8Array;
  readonly marital: Uint8Array;
  readonly dwelling: Uint8Array;
  /** 0 none, 1 ELB, 2 NEF. */
  readonly benefit: Uint8Array;
  /** JJJJMMTT of the move into the dwelling. */
  readonly since: Int32Array;
}

export interface HouseholdColumns {
  readonly id: Int32Array;
  readonly address: Int32Array;
  /** Index of the quarter in the edition of the date; -1: not to be assigned. */
  readonly quartier: Int16Array;
  readonly gemeinde: Int16Array;
  /** Number of main-dwelling members. */
  readonly size: Uint16Array;
  /** 1 to 5 as in HOUSEHOLD_TYPES; 0: no private household. */
  readonly type: Uint8Array;
  /** Living area in tenths of a square metre. */
  readonly area: Int32Array;
  readonly benefit: Uint8Array;
  readonly defect: Uint8Array;
  /** 1: blocking note in the register. */
  readonly blocked: Uint8Array;
}

export interface Snapshot {
  readonly date: ReferenceDate;
  readonly persons: PersonColumns;
  readonly households: HouseholdColumns;
}

export function takeSnapshot(population: Population, t: Territory, date: ReferenceDate): Snapshot {
  const day = compactDate(date);
  const { addresses } = population.world.network;
  const { quartierOf } = editionOn(t, date);
  const gemeindeOf = municipalityOfHex(t);
  const shelter = population.households.find(({ kind }) => kind === 'shelter')?.address ?? -1;
  const households = householdColumns(population.households.length);
  const persons = personColumns(population.households.reduce((sum, { members }) => sum + members.length, 0));

  let row = 0;
  population.households.forEach((household, index) => {
    const { hex } = addresses[household.address]!;
    const main = household.members.filter((member) => member.dwelling !== 'N');
    const ages = main.map((member) => ageOn(member.birth, day));
    const blocked = household.blocked || household.kind === 'shelter';
    const defect = DEFECT_NAMES.indexOf(household.defect);
    const entered = { address: household.address, defect, blocked };
    households.id[index] = household.id;
    households.address[index] = household.address;
    households.quartier[index] = isAssigned(entered, shelter) ? quartierOf[hex]! : -1;
    households.gemeinde[index] = gemeindeOf[hex]!;
    households.size[index] = main.length;
    households.type[index] = household.kind === 'private' ? householdType(ages) : 0;
    households.area[index] = livingArea(household.id, main.length);
    households.benefit[index] = household.benefit ? 1 : 0;
    households.defect[index] = defect;
    households.blocked[index] = blocked ? 1 : 0;
    for (const member of household.members) {
      const kind = benefitKind(household, member, day);
      persons.id[row] = member.id;
      persons.household[row] = index;
      persons.age[row] = ageOn(member.birth, day);
      persons.marital[row] = MARITAL_STATES.indexOf(member.marital);
      persons.dwelling[row] = DWELLING_STATES.indexOf(member.dwelling);
      persons.benefit[row] = kind === null ? 0 : kind === 'elb' ? 1 : 2;
      persons.since[row] = member.since;
      row += 1;
    }
  });
  return { date, persons, households };
}

/** By the ages of its members alone; 0 where nobody has the main dwelling here. */
function householdType(ages: readonly number[]): number {
  const children = ages.filter((age) => age < 18).length;
  const adults = ages.length - children;
  if (ages.length === 0) return 0;
  if (ages.length === 1) return 1;
  if (children === 0) return adults === 2 ? 2 : 5;
  return adults === 0 ? 5 : adults === 1 ? 4 : 3;
}

function livingArea(id: number, size: number): number {
  return 380 + 215 * size + ((id * 7919) % 301);
}

function personColumns(count: number): PersonColumns {
  return {
    id: new Int32Array(count),
    household: new Int32Array(count),
    age: new Uint8Array(count),
    marital: new Uint8Array(count),
    dwelling: new Uint8Array(count),
    benefit: new Uint8Array(count),
    since: new Int32Array(count),
  };
}

function householdColumns(count: number): HouseholdColumns {
  return {
    id: new Int32Array(count),
    address: new Int32Array(count),
    quartier: new Int16Array(count),
    gemeinde: new Int16Array(count),
    size: new Uint16Array(count),
    type: new Uint8Array(count),
    area: new Int32Array(count),
    benefit: new Uint8Array(count),
    defect: new Uint8Array(count),
    blocked: new Uint8Array(count),
  };
}
