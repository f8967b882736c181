/** Counts persons and households of given homes. */
import type { Breakdown } from '../core/observation.ts';
import { AGE_GROUPS, REGISTER_AGE_GROUPS } from './demo-codes.ts';
import { has, type Home, type TruthPerson } from './truth-homes.ts';
import type { HouseholdMeasure, PersonSum, PersonTrait } from './truth-questions.ts';

export type Matches = (person: TruthPerson, home: Home) => boolean;

export function countPersons(homes: readonly Home[], matches: Matches): number {
  return sumPersons(homes, (person, home) => (matches(person, home) ? 1 : 0));
}

export function personFigure(
  homes: readonly Home[],
  measure: PersonSum | PersonTrait,
  breakdown: Breakdown,
): number {
  const isIn = condition(breakdown);
  const amount = amountOf(measure);
  return sumPersons(homes, (person, home) => (isIn(person, home) ? amount(person) : 0));
}

export function householdFigure(
  homes: readonly Home[],
  measure: HouseholdMeasure,
  { haushaltstyp }: Breakdown,
): number {
  const ofType = () =>
    homes.filter(({ type }) => type !== null && (haushaltstyp === undefined || type === haushaltstyp));
  switch (measure) {
    case 'bedarfsgemeinschaften':
      return homes.filter(({ benefit }) => benefit).length;
    case 'wohngeldhaushalte':
      return homes.filter(({ housingBenefit }) => housingBenefit).length;
    case 'haushalte':
      return ofType().length;
    case 'haushaltspersonen':
      return ofType().reduce((sum, { size }) => sum + size, 0);
    case 'wohnflaeche':
      return ofType().reduce((sum, { area }) => sum + area, 0) / 10;
  }
}

/** Does an age belong to the group with that name? Every age belongs to no name at all. */
export function isInAgeGroup(age: number, word: string | undefined): boolean {
  if (word === undefined) return true;
  const group = [...AGE_GROUPS, ...REGISTER_AGE_GROUPS].find((candidate) => candidate.word === word);
  return group !== undefined && age >= group.from && age <= group.to;
}

function sumPersons(homes: readonly Home[], amount: (person: TruthPerson, home: Home) => number): number {
  let sum = 0;
  for (const home of homes) for (const person of home.persons) sum += amount(person, home);
  return sum;
}

const SUMS: Readonly<Record<PersonSum, (person: TruthPerson) => number>> = {
  personen: () => 1,
  altersjahre: ({ age }) => age,
  wohntage: ({ residenceDays }) => residenceDays ?? 0,
  'wohndauer-bekannt': ({ residenceDays }) => (residenceDays === null ? 0 : 1),
  leistungsberechtigte: ({ benefit }) => (benefit === null ? 0 : 1),
};

function amountOf(measure: PersonSum | PersonTrait): (person: TruthPerson) => number {
  return isSum(measure) ? SUMS[measure] : (person) => (has(person, measure) ? 1 : 0);
}

function isSum(measure: PersonSum | PersonTrait): measure is PersonSum {
  return measure in SUMS;
}

function condition(breakdown: Breakdown): Matches {
  const { alter, geschlecht, staat, altersgrenze, haushaltsgroesse, haltestelle, nahversorgung } = breakdown;
  const { leistungsart } = breakdown;
  return (person, home) =>
    isInAgeGroup(person.age, alter) &&
    (geschlecht === undefined || person.sex === geschlecht) &&
    (staat === undefined || (staat === 'deutsch') === person.german) &&
    (altersgrenze === undefined || (altersgrenze === 'ab') === person.pastAgeLimit) &&
    (leistungsart === undefined || person.benefit === leistungsart) &&
    (haltestelle === undefined || home.stop === haltestelle) &&
    (nahversorgung === undefined || home.shop === nahversorgung) &&
    (haushaltsgroesse === undefined || sizeWord(home) === haushaltsgroesse);
}

function sizeWord({ type, size }: Home): string {
  if (type === null) return 'ohne';
  return size >= 5 ? '5-x' : String(size);
}
