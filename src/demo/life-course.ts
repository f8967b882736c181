/**
 * What happens to the population between two reference dates: births, deaths, leaving home, moving, care
 * homes, coming and going. The same person keeps her id, birthday and sex throughout.
 */
import { settleHousehold, settleSecondDwelling } from './newcomers.ts';
import { ageOn, type Household, type Person } from './people.ts';
import { dayIn, type Period } from './period.ts';
import { birthDay, type Population } from './population.ts';
import { noise } from './random.ts';

const MOVES = { within: 0.055, away: 0.03, leavesHome: 0.14, intoCare: 0.045 };
/** The county grows by three per mille a year. */
const GROWTH = 0.003;
const INTO_CARE = 2;

export interface Step extends Period {
  /** Length in years. */
  readonly years: number;
  /** Main-dwelling inhabitants there should be at the end, nearly. */
  readonly target: number;
}

/** Ids of those who were born to residents and of residents who died: other changes show in where people live. */
export interface Vitals {
  readonly born: Set<number>;
  readonly dead: Set<number>;
}

export function targetAfter(population: number, years: number): number {
  return Math.round(population * (1 + GROWTH * years));
}

export function liveOn(population: Population, step: Step): Vitals {
  const { rnd } = population.world;
  const vitals: Vitals = { born: new Set(), dead: new Set() };
  const homes = population.households.filter((household) => household.kind === 'home');
  const gone = new Set<Household>();
  const existing = [...population.households];
  for (const household of existing) {
    takeDead(population, { household, step, vitals });
    if (household.kind !== 'private') continue;
    if (!household.members.some((member) => ageOn(member.birth, step.day) >= 16)) household.members = [];
    if (household.members.length === 0) gone.add(household);
    else if (rnd.chance(MOVES.away * step.years)) gone.add(household);
    else liveInHousehold(population, { household, homes, step, vitals });
    if (household.members.length === 0) gone.add(household);
  }
  keep(population, (household) => !gone.has(household));

  let inhabitants = inhabitantsOf(population);
  while (inhabitants < step.target) {
    const arrival = { origin: 'mover', from: step.from, day: step.day } as const;
    inhabitants += settleHousehold(population, arrival).members.length;
    if (rnd.chance(0.02)) settleSecondDwelling(population, arrival);
  }
  return vitals;
}

export function inhabitantsOf(population: Population): number {
  let sum = 0;
  for (const { members } of population.households)
    for (const member of members) if (member.dwelling !== 'N') sum += 1;
  return sum;
}

interface HouseholdYear {
  readonly household: Household;
  readonly step: Step;
  readonly vitals: Vitals;
}

function liveInHousehold(
  population: Population,
  { household, homes, step, vitals }: HouseholdYear & { readonly homes: readonly Household[] },
): void {
  const { rnd, seed } = population.world;
  const mother = household.members.find((member) => isOfBearingAge(member, step.day));
  if (mother && rnd.chance((household.members.length > 1 ? 0.085 : 0.015) * step.years))
    vitals.born.add(bear(population, mother, step).id);

  for (const member of household.members) {
    const age = ageOn(member.birth, step.day);
    const single = household.members.length === 1;
    if (age >= 80 && rnd.chance(MOVES.intoCare * (single ? 2 : 0.5) * step.years)) {
      const day = dayIn(step, noise(seed, member.id, step.day, INTO_CARE));
      const home = rnd.pick(homes);
      // Whose address is blocked does not move to one that everybody knows.
      if (!household.blocked) rehouse(member, home, day);
    } else if (
      age >= 18 &&
      age <= 30 &&
      hasParent(household, member) &&
      rnd.chance(MOVES.leavesHome * step.years)
    ) {
      const address = population.address(step.day);
      const own = population.household('private', address, dayBefore(population, step));
      // A blocking note is a person's: it stays with her.
      own.blocked = household.blocked;
      rehouse(member, own, own.movedIn);
    }
  }
  if (household.members.length > 0 && rnd.chance(MOVES.within * step.years))
    population.move(household, population.address(step.day), dayBefore(population, step));
}

function isOfBearingAge(person: Person, day: number): boolean {
  const age = ageOn(person.birth, day);
  return person.sex === 'w' && age >= 22 && age <= 40 && person.dwelling !== 'N';
}

function bear(population: Population, mother: Person, step: Step): Person {
  return population.person(mother.household, {
    birth: birthDay(0, step.day, population.world.rnd),
    nationality: population.world.rnd.chance(0.7) ? '000' : mother.nationality,
  });
}

function hasParent(household: Household, child: Person): boolean {
  return household.members.some((member) => member.birth + 160_000 < child.birth);
}

function rehouse(person: Person, to: Household, day: number): void {
  person.household.members = person.household.members.filter((member) => member !== person);
  person.household = to;
  person.since = day;
  to.members.push(person);
}

function takeDead(population: Population, { household, step, vitals }: HouseholdYear): void {
  const dead = household.members.filter((member) =>
    population.world.rnd.chance(mortality(member, household, step.day) * step.years),
  );
  if (dead.length === 0) return;
  for (const { id } of dead) vitals.dead.add(id);
  household.members = household.members.filter((member) => !dead.includes(member));
  const widowed = dead.some((person) => person.marital === 'VH');
  for (const member of household.members) if (widowed && member.marital === 'VH') member.marital = 'VW';
}

/** Rises by a factor of 2.6 in ten years of age; higher for men and in care homes. */
function mortality(person: Person, household: Household, day: number): number {
  const age = ageOn(person.birth, day);
  const base = 0.00003 * Math.exp(0.0945 * age) * (person.sex === 'm' ? 1.2 : 0.85);
  return Math.min(0.6, base * (household.kind === 'home' ? 2 : 1));
}

function keep(population: Population, wanted: (household: Household) => boolean): void {
  const left = population.households.filter(wanted);
  population.households.length = 0;
  for (const household of left) population.households.push(household);
}

/** Some day in the twelve months before the reference date, and not before the period. */
function dayBefore(population: Population, { from, day }: Step): number {
  const { rnd } = population.world;
  const some = Math.floor(day / 10_000) * 10_000 + (1 + rnd.int(12)) * 100 + 1 + rnd.int(28);
  return Math.max(from, some > day ? some - 10_000 : some);
}
