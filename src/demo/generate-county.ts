/**
 * The fictional county: land, streets, and the same people through all reference dates. Everything that is
 * delivered is counted from here, so every figure has a known truth. Deterministic by seed.
 */
import { yearOf, type ReferenceDate } from '../core/reference-date.ts';
import { updateBenefits } from './benefits.ts';
import { countyOptions, type CountyOptions } from './county-options.ts';
import { inhabitantsOf, liveOn, targetAfter } from './life-course.ts';
import { settleHousehold, settleSecondDwelling } from './newcomers.ts';
import { compactDate, type Person } from './people.ts';
import { adultState, birthDay, Population } from './population.ts';
import { random } from './random.ts';
import { settle } from './settlement.ts';
import { takeSnapshot, type Snapshot } from './snapshot.ts';
import { streetNetwork, type StreetNetwork } from './streets.ts';
import { territory, type Territory } from './territory.ts';

/** What never changes about a person. Position in the list: the person's id. */
export type PersonFacts = Pick<
  Person,
  'birth' | 'sex' | 'entry' | 'nationality' | 'second' | 'secondAddress'
>;

export interface County {
  readonly options: CountyOptions;
  readonly territory: Territory;
  readonly network: StreetNetwork;
  /** Everybody who ever lived here between the first and the last date. */
  readonly people: readonly PersonFacts[];
  /** One for each reference date, ascending. */
  readonly snapshots: readonly Snapshot[];
}

const MS_PER_YEAR = 365.25 * 24 * 3600 * 1000;

/** Throws a RangeError where the options cannot make a county. */
export function generateCounty(wishes: Partial<CountyOptions> = {}): County {
  const options = countyOptions(wishes);
  const { seed, dates } = options;
  const t = territory(options);
  const settlement = settle(seed, t);
  const network = streetNetwork(seed, t, settlement, {
    population: options.population,
    firstYear: yearOf(dates[0]!),
    lastYear: yearOf(dates.at(-1)!),
  });
  const population = new Population({
    rnd: random(seed, 'population'),
    network,
    settlement,
    crossing: crossingStreets(t, network),
  });

  const people: PersonFacts[] = [];
  const snapshots = dates.map((date, i) => {
    advance(population, options, i);
    for (const { members } of population.households)
      for (const member of members) people[member.id] ??= factsOf(member);
    return takeSnapshot(population, t, date);
  });
  return { options, territory: t, network, people, snapshots };
}

function factsOf({ birth, sex, entry, nationality, second, secondAddress }: Person): PersonFacts {
  return { birth, sex, entry, nationality, second, secondAddress };
}

/** Streets whose addresses lie in more than one quarter, in every edition. */
export function crossingStreets(t: Territory, network: StreetNetwork): ReadonlySet<number> {
  const perEdition = t.editions.map((edition) => {
    const quarters = new Map<number, Set<number>>();
    for (const { street, hex } of network.addresses) {
      const seen = quarters.get(street) ?? new Set();
      quarters.set(street, seen.add(edition.quartierOf[hex]!));
    }
    return quarters;
  });
  const streets = [...perEdition[0]!.keys()];
  return new Set(streets.filter((street) => perEdition.every((quarters) => quarters.get(street)!.size > 1)));
}

function advance(population: Population, options: CountyOptions, index: number): void {
  const date = options.dates[index]!;
  const day = compactDate(date);
  if (index === 0) populate(population, options.population, day);
  else {
    const years = yearsBetween(options.dates[index - 1]!, date);
    const target = targetAfter(options.population, yearsBetween(options.dates[0]!, date));
    liveOn(population, { day, years, target });
  }
  updateBenefits(population, day, index === 0 ? 'first' : 'later');
}

/** The first stock: care homes, one shelter, private households, some second dwellings. */
function populate(population: Population, wanted: number, day: number): void {
  const { rnd } = population.world;
  const homes = Math.max(1, Math.round(wanted / 5000));
  for (let i = 0; i < homes; i += 1) {
    const home = population.household('home', population.address(day), day);
    for (let beds = 40 + rnd.int(60); beds > 0; beds -= 1) {
      const age = rnd.chance(0.82) ? 80 + Math.floor(18 * rnd.next() ** 1.4) : 60 + rnd.int(20);
      const sex = rnd.chance(0.72) ? 'w' : 'm';
      population.person(home, {
        birth: birthDay(age, day, rnd),
        nationality: '000',
        sex,
        marital: adultState(age, rnd),
      });
    }
  }
  const shelter = population.household('shelter', population.address(day), day);
  for (let i = 0; i < 14; i += 1)
    population.person(shelter, {
      birth: birthDay(i % 2 === 0 ? 20 + rnd.int(30) : rnd.int(14), day, rnd),
      nationality: '000',
      sex: 'w',
    });

  let inhabitants = inhabitantsOf(population);
  while (inhabitants < wanted) {
    inhabitants += settleHousehold(population, { day, origin: 'resident' }).members.length;
    if (rnd.chance(0.02)) settleSecondDwelling(population, day);
  }
}

function yearsBetween(from: ReferenceDate, to: ReferenceDate): number {
  return (Date.parse(to) - Date.parse(from)) / MS_PER_YEAR;
}
