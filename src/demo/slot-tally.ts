/**
 * Counts of one snapshot for the files of several offices: a row per quarter, then one per municipality for what
 * belongs to no quarter. The truth has a counting of its own.
 */
import type { County } from './generate-county.ts';
import { attributesOf, hasHousingBenefit, type PersonAttributes } from './person-attributes.ts';
import { compactDate } from './people.ts';
import type { Snapshot } from './snapshot.ts';
import { forEachInhabitant } from './tally.ts';
import { editionOn } from './territory.ts';

const KINDS = [null, 'elb', 'nef'] as const;
const OF_INHABITANTS = {
  elb: ({ benefit }) => benefit === 'elb',
  nef: ({ benefit }) => benefit === 'nef',
  nefUnder15: ({ benefit, age }) => benefit === 'nef' && age < 15,
  longTerm: ({ longTerm }) => longTerm,
  unemployed: ({ unemployed }) => unemployed !== null,
  unemployedSgb2: ({ unemployed }) => unemployed === 'sgb2',
  unemployedSgb3: ({ unemployed }) => unemployed === 'sgb3',
  unemployedUnder25: ({ unemployed, age }) => unemployed !== null && age < 25,
  employed: ({ employed }) => employed,
  securityOld: ({ basicSecurity }) => basicSecurity === 'alter',
  securityReduced: ({ basicSecurity }) => basicSecurity === 'erwerb',
  careAid: ({ careAid }) => careAid,
  educationPackage: ({ educationPackage }) => educationPackage,
  dayCare: ({ dayCare }) => dayCare,
  cars: ({ car }) => car,
  examined: ({ examined }) => examined,
  languageDeficit: ({ languageDeficit }) => languageDeficit,
  overweight: ({ overweight }) => overweight,
} as const satisfies Readonly<Record<string, (inhabitant: PersonAttributes) => boolean>>;
type OfInhabitants = keyof typeof OF_INHABITANTS;
const CONDITIONS = Object.entries(OF_INHABITANTS) as [
  OfInhabitants,
  (inhabitant: PersonAttributes) => boolean,
][];

export type CountName = OfInhabitants | 'needyHouseholds' | 'housingBenefit';
export type SlotCounts = Readonly<Record<CountName, number>>;

const known = new WeakMap<Snapshot, SlotCounts[]>();

/** In the order of `slotAreas`. Counted once for a snapshot. */
export function slotCounts(county: County, snapshot: Snapshot): readonly SlotCounts[] {
  const counts = known.get(snapshot) ?? countSlots(county, snapshot);
  known.set(snapshot, counts);
  return counts;
}

export function sumOf(counts: readonly SlotCounts[], name: CountName): number {
  return counts.reduce((sum, slot) => sum + slot[name], 0);
}

export interface SlotArea {
  /** Of a quarter, or of the municipality for its residual. */
  readonly key: string;
  readonly name: string;
  readonly gemeinde: number;
  readonly isResidual: boolean;
}

export function slotAreas({ territory }: County, { date }: Pick<Snapshot, 'date'>): SlotArea[] {
  const { sozialraeume, gemeinden } = territory;
  return [
    ...editionOn(territory, date).quartiere.map(({ key, name, parent }) => ({
      key,
      name,
      gemeinde: sozialraeume[parent]!.parent,
      isResidual: false,
    })),
    ...gemeinden.map(({ key, name }, gemeinde) => ({ key, name, gemeinde, isResidual: true })),
  ];
}

function countSlots(county: County, snapshot: Snapshot): SlotCounts[] {
  const { households } = snapshot;
  const { seed } = county.options;
  const quarters = editionOn(county.territory, snapshot.date).quartiere.length;
  const slotOf = (home: number) => {
    const quartier = households.quartier[home]!;
    return quartier < 0 ? quarters + households.gemeinde[home]! : quartier;
  };
  const names: readonly CountName[] = [
    ...CONDITIONS.map(([name]) => name),
    'needyHouseholds',
    'housingBenefit',
  ];
  const counts = slotAreas(county, snapshot).map(
    () => Object.fromEntries(names.map((name) => [name, 0])) as Record<CountName, number>,
  );
  forEachInhabitant(snapshot, (row) => {
    const inhabitant = inhabitantAt(county, snapshot, row);
    const slot = counts[slotOf(snapshot.persons.household[row]!)]!;
    for (const [name, matches] of CONDITIONS) if (matches(inhabitant)) slot[name] += 1;
  });
  households.id.forEach((household, home) => {
    const slot = counts[slotOf(home)]!;
    if (households.benefit[home] === 1) slot.needyHouseholds += 1;
    else if (households.type[home] !== 0 && hasHousingBenefit(seed, household)) slot.housingBenefit += 1;
  });
  return counts;
}

function inhabitantAt(
  county: County,
  { date, persons, households }: Snapshot,
  row: number,
): PersonAttributes {
  const id = persons.id[row]!;
  const home = persons.household[row]!;
  return attributesOf(county.options.seed, {
    id,
    birth: county.people[id]!.birth,
    age: persons.age[row]!,
    day: compactDate(date),
    benefit: KINDS[persons.benefit[row]!]!,
    withBenefit: households.benefit[home] === 1,
    inHome: households.type[home] === 0,
    hex: county.network.addresses[households.address[home]!]!.hex,
  });
}
