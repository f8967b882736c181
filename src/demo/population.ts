/** The living population of the county: makes persons and households, places them at addresses, keeps the lists. */
import { ageOn, type AddressDefect, type Household, type MaritalState, type Person } from './people.ts';
import type { Random } from './random.ts';
import type { Settlement } from './settlement.ts';
import type { StreetNetwork } from './streets.ts';

const FOREIGN = ['163', '152', '154', '137', '475', '166', '134', '423', '438', '999'] as const;
const DEFECTS: readonly [AddressDefect, number][] = [
  ['unknown-street', 0.3],
  ['missing-number', 0.2],
  ['blanks', 0.25],
  ['transliterated', 0.25],
];
const DEFECT_SHARE = 0.005;
const BLOCKED_SHARE = 0.0008;

export interface World {
  /** For what must not move the stream of chance. */
  readonly seed: number;
  readonly rnd: Random;
  readonly network: StreetNetwork;
  readonly settlement: Settlement;
  /** Streets that lie in more than one quarter in every edition. */
  readonly crossing: ReadonlySet<number>;
}

export class Population {
  readonly world: World;
  readonly households: Household[] = [];
  #persons = 0;
  #householdCount = 0;
  readonly #cumulated: readonly number[];

  constructor(world: World) {
    this.world = world;
    let sum = 0;
    this.#cumulated = world.network.addresses.map(
      (a) => (sum += a.dwellings[0] + a.dwellings[1] + a.dwellings[2]),
    );
  }

  /** Number of persons ever made. */
  get persons(): number {
    return this.#persons;
  }

  household(kind: Household['kind'], address: number, day: number): Household {
    const { rnd } = this.world;
    const household: Household = {
      id: this.#householdCount++,
      kind,
      members: [],
      address,
      movedIn: day,
      defect: null,
      blocked: kind === 'private' && rnd.chance(BLOCKED_SHARE),
      benefit: false,
    };
    if (kind === 'private') household.defect = this.#defectAt(address);
    this.households.push(household);
    return household;
  }

  move(household: Household, address: number, day: number): void {
    household.address = address;
    household.movedIn = day;
    household.defect = this.#defectAt(address);
    for (const member of household.members) member.since = Math.max(member.birth, day);
  }

  /** An address that is built by that day, the likelier the more dwellings it has. */
  address(day: number): number {
    const { rnd, network } = this.world;
    for (;;) {
      const target = rnd.next() * this.#cumulated.at(-1)!;
      let [low, high] = [0, this.#cumulated.length - 1];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (this.#cumulated[middle]! > target) high = middle;
        else low = middle + 1;
      }
      if (network.addresses[low]!.since * 10_000 < day) return low;
    }
  }

  person(household: Household, facts: Pick<Person, 'birth' | 'nationality'> & Partial<Person>): Person {
    const { rnd } = this.world;
    const sex = facts.sex ?? (rnd.chance(0.51) ? 'w' : 'm');
    const draw = rnd.next();
    const person: Person = {
      id: this.#persons++,
      entry: draw < 0.0003 ? 'd' : draw < 0.0005 ? 'x' : sex,
      second: facts.nationality === '000' && rnd.chance(0.06) ? rnd.pick(FOREIGN) : '',
      dwelling: 'E',
      secondAddress: -1,
      marital: 'LD',
      ...facts,
      sex,
      household,
      since: Math.max(facts.birth, household.movedIn),
    };
    household.members.push(person);
    return person;
  }

  foreignNationality(): string {
    return this.world.rnd.pick(FOREIGN);
  }

  #defectAt(address: number): AddressDefect | null {
    const { rnd, network, crossing } = this.world;
    if (!rnd.chance(DEFECT_SHARE)) return null;
    let draw = rnd.next();
    const defect = DEFECTS.find(([, share]) => (draw -= share) < 0)?.[0] ?? 'blanks';
    // Without a number a street in one quarter alone can still be told: that would be no residual.
    const readable = defect === 'missing-number' && !crossing.has(network.addresses[address]!.street);
    return readable ? 'unknown-street' : defect;
  }
}

/** A day of birth that makes a person `age` years old on `day`. */
export function birthDay(age: number, day: number, rnd: Random): number {
  const monthDay = (1 + rnd.int(12)) * 100 + 1 + rnd.int(28);
  const year = Math.floor(day / 10_000) - age;
  const birth = year * 10_000 + monthDay;
  return ageOn(birth, day) < age ? birth - 10_000 : birth;
}

export function adultState(age: number, rnd: Random): MaritalState {
  if (age < 25) return 'LD';
  if (age > 70) return rnd.chance(0.7) ? 'VW' : 'GS';
  return rnd.chance(0.6) ? 'LD' : 'GS';
}
