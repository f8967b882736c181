/** Who receives SGB II: households become and cease to be Bedarfsgemeinschaften from date to date. */
import { ageOn, type Household, type Person } from './people.ts';
import type { Population } from './population.ts';

/** Simplified limit of § 7a SGB II: below 65 years. */
export const AGE_LIMIT = 65;
const LEAVES = 0.22;

/** `elb`: able to work, 15 to the age limit; `nef`: below 15; null: not entitled. */
export function benefitKind(household: Household, person: Person, day: number): 'elb' | 'nef' | null {
  if (!household.benefit || person.dwelling === 'N') return null;
  const age = ageOn(person.birth, day);
  if (age >= AGE_LIMIT) return null;
  return age < 15 ? 'nef' : 'elb';
}

/** First date: draws the stock. Later dates: some leave, others enter, so that the stock stays about level. */
export function updateBenefits(population: Population, day: number, date: 'first' | 'later'): void {
  const { rnd } = population.world;
  for (const household of population.households) {
    const need = needOf(population, household, day);
    if (need === 0) household.benefit = false;
    else if (date === 'first') household.benefit = rnd.chance(need);
    else if (household.benefit) household.benefit = !rnd.chance(LEAVES * (1 - need));
    else household.benefit = rnd.chance((LEAVES * need * (1 - need)) / (1 - need + 1e-9));
  }
}

/** Probability of need, from the place, who lives there and their nationality. */
function needOf(population: Population, household: Household, day: number): number {
  if (household.kind !== 'private') return 0;
  const ages = household.members.map((member) => (member.dwelling === 'N' ? 99 : ageOn(member.birth, day)));
  if (!ages.some((age) => age >= 15 && age < AGE_LIMIT)) return 0;

  const { network, settlement } = population.world;
  const place = settlement.poverty[network.addresses[household.address]!.hex]!;
  const children = ages.filter((age) => age < 18).length;
  const adults = ages.length - children;
  const form = children > 0 && adults === 1 ? 3.5 : children > 2 ? 1.8 : adults === 1 ? 1.2 : 0.6;
  const abroad = household.members.some((member) => member.nationality !== '000') ? 2 : 1;
  return Math.min(0.7, place * form * abroad);
}
