/**
 * The fictional county: land, streets, and the same people through all reference dates. Everything that is
 * delivered is counted from here, so every figure has a known truth. Deterministic by seed.
 */
import { addDays, addYears, yearOf, type ReferenceDate } from '../core/reference-date.ts';
import { updateBenefits } from './benefits.ts';
import { countyOptions, type CountyOptions } from './county-options.ts';
import { inhabitantsOf, liveOn, targetAfter, type Vitals } from './life-course.ts';
import { movementsBetween, type Movement } from './movements.ts';
import { settleHousehold, settleSecondDwelling } from './newcomers.ts';
import { compactDate, type Household, type Person } from './people.ts';
import type { Period } from './period.ts';
import { adultState, birthDay, Population } from './population.ts';
import { random } from './random.ts';
import { settle } from './settlement.ts';
import { takeSnapshot, type Snapshot } from './snapshot.ts';
import { streetNetwork, type StreetNetwork } from './streets.ts';
import { territory, type Territory } from './territory.ts';

/**
 * What never changes about a person. Position in the list: the person's id. `sex` as statistics count it: who is
 * entered as `d` or `x` counts as a man if born on an odd day and as a woman otherwise, by the office's fixed rule.
 */
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
  /** What happened up to each of the snapshots since the one before; nothing before the first. */
  readonly movements: readonly (readonly Movement[])[];
  readonly institutions: Institutions;
}

/** Indices of addresses. */
export interface Institutions {
  /** Care homes. */
  readonly homes: readonly number[];
  /** The address that is protected. */
  readonly shelter: number;
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
    seed,
    rnd: random(seed, 'population'),
    network,
    settlement,
    crossing: crossingStreets(t, network),
  });

  const people: PersonFacts[] = [];
  const snapshots: Snapshot[] = [];
  const movements: (readonly Movement[])[] = [];
  dates.forEach((date, i) => {
    const vitals = advance(population, options, i);
    for (const { members } of population.households)
      for (const member of members) people[member.id] ??= factsOf(member);
    const before = snapshots.at(-1);
    const after = takeSnapshot(population, t, date);
    const period = { ...periodTo(date, before?.date), seed };
    movements.push(before ? movementsBetween({ before, after, people, network, period, vitals }) : []);
    snapshots.push(after);
  });
  const institutions = institutionsOf(population);
  return { options, territory: t, network, people, snapshots, movements, institutions };
}

function institutionsOf({ households }: Population): Institutions {
  const addressesOf = (wanted: Household['kind']) =>
    households.flatMap(({ kind, address }) => (kind === wanted ? [address] : []));
  return { homes: addressesOf('home'), shelter: addressesOf('shelter')[0] ?? -1 };
}

function factsOf({ birth, sex, entry, nationality, second, secondAddress }: Person): PersonFacts {
  const folded = birth % 2 === 1 ? 'm' : 'w';
  const counted = entry === 'd' || entry === 'x' ? folded : sex;
  return { birth, sex: counted, entry, nationality, second, secondAddress };
}

function periodTo(date: ReferenceDate, before = addYears(date, -1)): Period {
  return { from: compactDate(addDays(before, 1)), day: compactDate(date) };
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

function advance(population: Population, options: CountyOptions, index: number): Vitals {
  const date = options.dates[index]!;
  const before = options.dates[index - 1];
  const day = compactDate(date);
  let vitals: Vitals = { born: new Set(), dead: new Set() };
  if (before === undefined) populate(population, options.population, day);
  else {
    const years = yearsBetween(before, date);
    const target = targetAfter(options.population, yearsBetween(options.dates[0]!, date));
    vitals = liveOn(population, { ...periodTo(date, before), years, target });
  }
  updateBenefits(population, day, before === undefined ? 'first' : 'later');
  return vitals;
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
    if (rnd.chance(0.02)) settleSecondDwelling(population, { day, origin: 'resident' });
  }
}

function yearsBetween(from: ReferenceDate, to: ReferenceDate): number {
  return (Date.parse(to) - Date.parse(from)) / MS_PER_YEAR;
}
