/** Households as they come into being: the first population, and everybody who moves in later. */
import type { Household, Person } from './people.ts';
import { dayIn, type Period } from './period.ts';
import { adultState, birthDay, type Population } from './population.ts';
import { noise } from './random.ts';

/** Composition of new households; shares add to 1. */
const FORMS = [
  { form: 'single', share: 0.23 },
  { form: 'single-old', share: 0.15 },
  { form: 'couple', share: 0.14 },
  { form: 'couple-old', share: 0.22 },
  { form: 'family', share: 0.18 },
  { form: 'single-parent', share: 0.045 },
  { form: 'shared', share: 0.035 },
] as const;
const ARRIVES = 1;
type Form = (typeof FORMS)[number]['form'];

/** `resident`: has lived here before the first reference date. `mover`: comes within the period. */
export type Arrival =
  | { readonly origin: 'resident'; readonly day: number }
  | ({ readonly origin: 'mover' } & Period);

/** A private household at a drawn address; movers are younger and more often not German. */
export function settleHousehold(population: Population, arrival: Arrival): Household {
  const { rnd, network, settlement } = population.world;
  const { day, origin } = arrival;
  const address = population.address(day);
  const abroad = settlement.foreign[network.addresses[address]!.hex]! * (origin === 'mover' ? 1.6 : 1);
  const nationality = rnd.chance(abroad) ? population.foreignNationality() : '000';
  const earlier = day - rnd.int(12) * 10_000;
  const movedIn = origin === 'mover' ? arrivalDay(population, arrival) : earlier;
  const household = population.household('private', address, movedIn);
  const form = drawForm(population, origin);
  const add = (age: number, facts: Partial<Person> = {}) =>
    population.person(household, {
      birth: birthDay(age, day, rnd),
      nationality: nationality !== '000' && age < 18 && rnd.chance(0.4) ? '000' : nationality,
      ...facts,
    });
  fill(form, population, add);
  if (origin === 'mover') comeTogether(household);
  return household;
}

/** A person who has only a second dwelling here: not part of the population. */
export function settleSecondDwelling(population: Population, arrival: Arrival): void {
  const { rnd } = population.world;
  const { day, origin } = arrival;
  const movedIn = origin === 'mover' ? arrivalDay(population, arrival) : day;
  const household = population.household('private', population.address(day), movedIn);
  population.person(household, {
    birth: birthDay(19 + rnd.int(45), day, rnd),
    nationality: '000',
    dwelling: 'N',
  });
}

/** Depends on how many there were before alone, so that the stream of chance stays as it is. */
function arrivalDay(population: Population, period: Period): number {
  return dayIn(period, noise(population.world.seed, population.persons, ARRIVES));
}

/** Nobody comes before the youngest member is born. */
function comeTogether(household: Household): void {
  household.movedIn = Math.max(household.movedIn, ...household.members.map(({ birth }) => birth));
  for (const member of household.members) member.since = household.movedIn;
}

type Add = (age: number, facts?: Partial<Person>) => Person;

function fill(form: Form, population: Population, add: Add): void {
  const { rnd } = population.world;
  const couple = (age: number) => {
    const marital = rnd.chance(0.85) ? 'VH' : 'LD';
    add(age, { sex: 'w', marital });
    add(Math.max(20, age + rnd.int(8) - 3), { sex: 'm', marital });
  };
  const children = (oldest: number) => {
    const count = 1 + (rnd.chance(0.55) ? 1 : 0) + (rnd.chance(0.2) ? 1 : 0);
    for (let i = 0; i < count; i += 1)
      add(Math.floor(Math.max(1, Math.min(23, oldest + 1)) * rnd.next() ** 0.8));
  };
  switch (form) {
    case 'single':
      return alone(add, 20 + rnd.int(46), population);
    case 'single-old':
      return alone(add, 62 + Math.floor(34 * rnd.next() ** 1.2), population);
    case 'couple':
      return couple(28 + rnd.int(36));
    case 'couple-old':
      return couple(57 + Math.floor(32 * rnd.next() ** 1.25));
    case 'family': {
      const mother = 26 + rnd.int(28);
      couple(mother);
      return children(mother - 22);
    }
    case 'single-parent': {
      const age = 22 + rnd.int(28);
      add(age, { sex: rnd.chance(0.85) ? 'w' : 'm', marital: adultState(age, rnd) });
      return children(age - 20);
    }
    case 'shared':
      for (let i = 0; i < 2 + rnd.int(3); i += 1) add(19 + rnd.int(20));
      return;
  }
}

/** Some who live alone have their main dwelling here and a second one at another address of the county. */
function alone(add: Add, age: number, population: Population): void {
  const { rnd } = population.world;
  const second = rnd.chance(0.03) ? population.address(20_000_101) : -1;
  add(age, {
    marital: adultState(age, rnd),
    sex: age > 70 && rnd.chance(0.5) ? 'w' : rnd.chance(0.5) ? 'w' : 'm',
    ...(second < 0 ? {} : { dwelling: 'H' as const, secondAddress: second }),
  });
}

function drawForm(population: Population, origin: Arrival['origin']): Form {
  let draw = population.world.rnd.next();
  const form = FORMS.find(({ share }) => (draw -= share) < 0)?.form ?? 'single';
  if (origin === 'resident') return form;
  return form === 'single-old' ? 'single' : form === 'couple-old' ? 'couple' : form;
}
