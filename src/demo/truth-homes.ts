/** Homes and their inhabitants on a reference date, one by one, as the truth counts them. */
import { BENEFIT_KINDS, HOUSEHOLD_TYPES } from './demo-codes.ts';
import type { County } from './generate-county.ts';
import { groupBy } from './group-by.ts';
import { isPastAgeLimit } from './age-limit.ts';
import { ageOn, compactDate } from './people.ts';
import { attributesOf, hasHousingBenefit, type PersonAttributes } from './person-attributes.ts';
import { moveInAsEntered } from './person-entry.ts';
import { daysFrom } from './period.ts';
import { DWELLING_STATES, type Snapshot } from './snapshot.ts';
import type { Reach } from './truth-reach.ts';
import { PERSON_TRAITS, type PersonTrait } from './truth-questions.ts';

export interface TruthPerson {
  readonly age: number;
  readonly sex: 'm' | 'w';
  readonly german: boolean;
  readonly benefit: 'elb' | 'nef' | null;
  /** § 7a SGB II. */
  readonly pastAgeLimit: boolean;
  /** Since the move into the dwelling; null where the register does not know. */
  readonly residenceDays: number | null;
  /** One bit for each of PERSON_TRAITS. */
  readonly traits: number;
}

export interface Home {
  readonly gemeinde: number;
  /** -1: assigned to no quarter. */
  readonly quartier: number;
  /** As in HOUSEHOLD_TYPES; null: no private household. */
  readonly type: string | null;
  readonly size: number;
  /** Tenths of a square metre. */
  readonly area: number;
  readonly benefit: boolean;
  readonly housingBenefit: boolean;
  readonly stop: Reach;
  readonly shop: Reach;
  readonly persons: TruthPerson[];
}

export interface ReachOf {
  readonly stop: (address: number) => Reach;
  readonly shop: (address: number) => Reach;
}

export function has({ traits }: TruthPerson, trait: PersonTrait): boolean {
  return (traits & bitOf(trait)) !== 0;
}

/** By quarter; -1: of all municipalities what is assigned to none. */
export function homesByQuartier(
  county: County,
  snapshot: Snapshot,
  reach: ReachOf,
): ReadonlyMap<number, readonly Home[]> {
  const { persons } = snapshot;
  const homes = Array.from(snapshot.households.id, (_, row) => homeOf(county, snapshot, { row, reach }));
  for (let row = 0; row < persons.id.length; row += 1)
    if (DWELLING_STATES[persons.dwelling[row]!] !== 'N')
      homes[persons.household[row]!]!.persons.push(personOf(county, snapshot, row));
  return groupBy(homes, ({ quartier }) => quartier);
}

function homeOf(
  county: County,
  { households }: Snapshot,
  { row, reach }: { readonly row: number; readonly reach: ReachOf },
): Home {
  const type = households.type[row]!;
  const benefit = households.benefit[row] === 1;
  const quartier = households.quartier[row]!;
  const address = households.address[row]!;
  return {
    gemeinde: households.gemeinde[row]!,
    quartier,
    type: type === 0 ? null : HOUSEHOLD_TYPES[type - 1]!.word,
    size: households.size[row]!,
    area: households.area[row]!,
    benefit,
    housingBenefit: type !== 0 && !benefit && hasHousingBenefit(county.options.seed, households.id[row]!),
    // Of whom nobody knows, or may know, the address, nobody knows what is near it.
    stop: quartier < 0 ? 'unbekannt' : reach.stop(address),
    shop: quartier < 0 ? 'unbekannt' : reach.shop(address),
    persons: [],
  };
}

function personOf(county: County, { date, persons, households }: Snapshot, row: number): TruthPerson {
  const id = persons.id[row]!;
  const home = persons.household[row]!;
  const { birth, sex, nationality, second } = county.people[id]!;
  const day = compactDate(date);
  const age = ageOn(birth, day);
  const code = persons.benefit[row]!;
  const benefit = code === 0 ? null : BENEFIT_KINDS[code - 1]!.word;
  const attributes = attributesOf(county.options.seed, {
    id,
    birth,
    age,
    day,
    benefit,
    withBenefit: households.benefit[home] === 1,
    inHome: households.type[home] === 0,
    hex: county.network.addresses[households.address[home]!]!.hex,
  });
  return {
    age,
    sex,
    german: [nationality, second].includes('000'),
    benefit,
    pastAgeLimit: isPastAgeLimit(birth, day),
    residenceDays: residenceDays(moveInAsEntered(county, id, persons.since[row]!), day),
    traits: traitsOf(attributes, age, benefit),
  };
}

/** A year alone stands for its 1 July. */
function residenceDays(entered: number, day: number): number | null {
  if (entered === 0) return null;
  return daysFrom(entered % 10_000 === 0 ? entered + 701 : entered, day);
}

function traitsOf(of: PersonAttributes, age: number, benefit: TruthPerson['benefit']): number {
  const traits: Record<PersonTrait, boolean> = {
    elb: benefit === 'elb',
    nef: benefit === 'nef',
    'nef-unter-15': benefit === 'nef' && age <= 14,
    'elb-langzeit': of.longTerm,
    arbeitslose: of.unemployed !== null,
    'arbeitslose-sgb2': of.unemployed === 'sgb2',
    'arbeitslose-15-24': of.unemployed !== null && age >= 15 && age <= 24,
    svb: of.employed,
    'grundsicherung-alter': of.basicSecurity === 'alter',
    'grundsicherung-erwerb': of.basicSecurity === 'erwerb',
    'hilfe-zur-pflege': of.careAid,
    'but-kinder': of.educationPackage,
    'betreut-u3': of.dayCare,
    'pkw-privat': of.car,
    'seu-untersucht': of.examined,
    'seu-sprache': of.languageDeficit,
    'seu-adipositas': of.overweight,
  };
  return PERSON_TRAITS.reduce((bits, trait) => bits | (traits[trait] ? bitOf(trait) : 0), 0);
}

function bitOf(trait: PersonTrait): number {
  return 1 << PERSON_TRAITS.indexOf(trait);
}
