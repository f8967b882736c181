/**
 * What is true of the county, counted from its persons and houses one by one. Shares no counting with the
 * files it is compared with.
 */
import type { Breakdown } from '../core/observation.ts';
import { yearOf, type ReferenceDate } from '../core/reference-date.ts';
import { AGE_GROUPS, BENEFIT_KINDS, HOUSEHOLD_TYPES, ROOM_CLASSES } from './demo-codes.ts';
import type { County } from './generate-county.ts';
import { groupBy } from './group-by.ts';
import { DWELLING_STATES, type Snapshot } from './snapshot.ts';
import type { DemoAddress } from './streets.ts';
import { COUNTY_KEY, editionOn } from './territory.ts';

export type TruthLevel = 'demo-quartier' | 'demo-sozialraum' | 'demo-gemeinde' | 'demo-kreis';
export type TruthMeasure =
  | 'personen'
  | 'haushalte'
  | 'haushaltspersonen'
  | 'wohnflaeche'
  | 'leistungsberechtigte'
  | 'bedarfsgemeinschaften'
  | 'wohnungen';

export interface TruthPlace {
  readonly level: TruthLevel;
  readonly area: string;
  readonly date: ReferenceDate;
}

export interface TruthQuestion extends TruthPlace {
  readonly measure: TruthMeasure;
  /**
   * Dimensions not named are summed over: `alter` as in AGE_GROUPS, `geschlecht` m, w, `staat` deutsch,
   * nichtdeutsch, `haushaltstyp`, `leistungsart` elb, nef, `raeume`.
   */
  readonly breakdown?: Breakdown;
}

export interface TruthPerson {
  readonly age: number;
  readonly sex: 'm' | 'w';
  readonly german: boolean;
  readonly benefit: 'elb' | 'nef' | null;
}

export interface GroundTruth {
  /** What is assigned to the quarters of the area; undefined where the area does not exist on the day. */
  readonly value: (question: TruthQuestion) => number | undefined;
  /** What lies in a municipality or in the county but is assigned to no quarter; 0 on the other levels. */
  readonly residual: (question: TruthQuestion) => number;
  /** Assigned main-dwelling inhabitants for whom the condition holds. */
  readonly count: (place: TruthPlace, matches: (person: TruthPerson) => boolean) => number | undefined;
}

/** The dates are those of the county; any other date is a RangeError. */
export function groundTruth(county: County): GroundTruth {
  const indexes = new Map<ReferenceDate, SnapshotIndex>();
  const indexOn = (date: ReferenceDate): SnapshotIndex => {
    const snapshot = county.snapshots.find((candidate) => candidate.date === date);
    if (!snapshot) throw new RangeError(`${date} is no reference date of this county`);
    const index = indexes.get(date) ?? indexOf(county, snapshot);
    indexes.set(date, index);
    return index;
  };
  const known = new Map<string, readonly Home[] | undefined>();
  const homesIn = (place: TruthPlace) => {
    const name = `${place.level} ${place.area} ${place.date}`;
    if (!known.has(name)) {
      const { byQuartier } = indexOn(place.date);
      known.set(
        name,
        quartiereIn(county, place)?.flatMap((quarter) => byQuartier.get(quarter) ?? []),
      );
    }
    return known.get(name);
  };
  const addressesOf = groupBy(county.network.addresses, ({ hex }) => hex);
  return {
    value: (question) => {
      if (question.measure === 'wohnungen') return dwellings(county, addressesOf, question);
      const homes = homesIn(question);
      return homes && measure(homes, question);
    },
    residual: (question) => {
      const homes = indexOn(question.date).byQuartier.get(-1) ?? [];
      const isIn = ({ gemeinde }: Home) =>
        question.level === 'demo-kreis' ||
        (question.level === 'demo-gemeinde' && county.territory.gemeinden[gemeinde]!.key === question.area);
      return measure(homes.filter(isIn), question);
    },
    count: (place, matches) => {
      const homes = homesIn(place);
      return homes && countPersons(homes, matches);
    },
  };
}

interface Home {
  readonly gemeinde: number;
  /** As in HOUSEHOLD_TYPES; null: no private household. */
  readonly type: string | null;
  readonly size: number;
  /** Tenths of a square metre. */
  readonly area: number;
  readonly benefit: boolean;
  readonly persons: TruthPerson[];
}

interface SnapshotIndex {
  /** -1: what is assigned to no quarter. */
  readonly byQuartier: ReadonlyMap<number, readonly Home[]>;
}

function indexOf(county: County, { persons, households }: Snapshot): SnapshotIndex {
  const homes = Array.from(households.id, (_, row): Home => {
    const type = households.type[row]!;
    return {
      gemeinde: households.gemeinde[row]!,
      type: type === 0 ? null : HOUSEHOLD_TYPES[type - 1]!.word,
      size: households.size[row]!,
      area: households.area[row]!,
      benefit: households.benefit[row] === 1,
      persons: [],
    };
  });
  persons.id.forEach((id, row) => {
    if (DWELLING_STATES[persons.dwelling[row]!] === 'N') return;
    const { sex, nationality, second } = county.people[id]!;
    const benefit = persons.benefit[row]!;
    homes[persons.household[row]!]!.persons.push({
      age: persons.age[row]!,
      sex,
      german: [nationality, second].includes('000'),
      benefit: benefit === 0 ? null : BENEFIT_KINDS[benefit - 1]!.word,
    });
  });
  const rows = homes.map((home, row) => ({ home, quartier: households.quartier[row]! }));
  const grouped = groupBy(rows, ({ quartier }) => quartier);
  return { byQuartier: new Map([...grouped].map(([key, group]) => [key, group.map(({ home }) => home)])) };
}

/** Indices of the quarters that make up the area on the day. */
function quartiereIn(county: County, { level, area, date }: TruthPlace): number[] | undefined {
  const { quartiere } = editionOn(county.territory, date);
  const { sozialraeume, gemeinden } = county.territory;
  const own = quartiere.flatMap((quarter, index) => {
    const sozialraum = sozialraeume[quarter.parent]!;
    const keys: Record<TruthLevel, string> = {
      'demo-quartier': quarter.key,
      'demo-sozialraum': sozialraum.key,
      'demo-gemeinde': gemeinden[sozialraum.parent]!.key,
      'demo-kreis': COUNTY_KEY,
    };
    return keys[level] === area ? [index] : [];
  });
  return own.length === 0 ? undefined : own;
}

function measure(homes: readonly Home[], { measure: name, breakdown = {} }: TruthQuestion): number {
  const wanted = breakdown['haushaltstyp'];
  const ofType = () => homes.filter(({ type }) => type !== null && (wanted === undefined || type === wanted));
  switch (name) {
    case 'personen':
      return countPersons(homes, condition(breakdown));
    case 'leistungsberechtigte': {
      const isIn = condition(breakdown);
      return countPersons(homes, (person) => person.benefit !== null && isIn(person));
    }
    case 'bedarfsgemeinschaften':
      return homes.filter(({ benefit }) => benefit).length;
    case 'haushalte':
      return ofType().length;
    case 'haushaltspersonen':
      return ofType().reduce((sum, { size }) => sum + size, 0);
    case 'wohnflaeche':
      return ofType().reduce((sum, { area }) => sum + area, 0) / 10;
    case 'wohnungen':
      return 0;
  }
}

function countPersons(homes: readonly Home[], matches: (person: TruthPerson) => boolean): number {
  let count = 0;
  for (const { persons } of homes) for (const person of persons) if (matches(person)) count += 1;
  return count;
}

function condition({ alter, geschlecht, staat, leistungsart }: Breakdown): (person: TruthPerson) => boolean {
  const group = AGE_GROUPS.find(({ word }) => word === alter);
  return (person) =>
    (alter === undefined || (group !== undefined && person.age >= group.from && person.age <= group.to)) &&
    (geschlecht === undefined || person.sex === geschlecht) &&
    (staat === undefined || (staat === 'deutsch') === person.german) &&
    (leistungsart === undefined || person.benefit === leistungsart);
}

function dwellings(
  county: County,
  addressesOf: ReadonlyMap<number, readonly DemoAddress[]>,
  question: TruthQuestion,
): number | undefined {
  const { quartiere } = editionOn(county.territory, question.date);
  const hexes = quartiereIn(county, question)?.flatMap((index) => quartiere[index]!.hexes);
  if (!hexes) return undefined;
  const wanted = ROOM_CLASSES.findIndex(({ word }) => word === question.breakdown?.['raeume']);
  let sum = 0;
  for (const { since, dwellings: count } of hexes.flatMap((hex) => addressesOf.get(hex) ?? []))
    if (since <= yearOf(question.date)) sum += wanted < 0 ? count[0] + count[1] + count[2] : count[wanted]!;
  return sum;
}
