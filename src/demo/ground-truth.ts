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
  const indexes = new Map(county.snapshots.map((snapshot) => [snapshot.date, indexOf(snapshot)]));
  const indexOn = (date: ReferenceDate): SnapshotIndex => {
    const index = indexes.get(date);
    if (!index) throw new RangeError(`${date} is no reference date of this county`);
    return index;
  };
  const households = (place: TruthPlace) => {
    const quartiere = quartiereIn(county, place);
    return quartiere?.flatMap((quarter) => indexOn(place.date).byQuartier.get(quarter) ?? []);
  };
  return {
    value: (question) => {
      if (question.measure === 'wohnungen') return dwellings(county, question);
      const found = households(question);
      return found && measure(county, indexOn(question.date), found, question);
    },
    residual: (question) => {
      const found = indexOn(question.date).residual.filter(
        ({ gemeinde }) =>
          question.level === 'demo-kreis' ||
          (question.level === 'demo-gemeinde' && county.territory.gemeinden[gemeinde]!.key === question.area),
      );
      return measure(county, indexOn(question.date), found, question);
    },
    count: (place, matches) => {
      const found = households(place);
      return found?.flatMap((home) => personsOf(county, indexOn(place.date).snapshot, home)).filter(matches)
        .length;
    },
  };
}

interface Home {
  readonly row: number;
  readonly gemeinde: number;
  /** Rows of its persons in the snapshot. */
  readonly persons: number[];
}

interface SnapshotIndex {
  readonly snapshot: Snapshot;
  readonly byQuartier: ReadonlyMap<number, Home[]>;
  readonly residual: readonly Home[];
}

function indexOf(snapshot: Snapshot): SnapshotIndex {
  const { quartier, gemeinde } = snapshot.households;
  const homes = Array.from(gemeinde, (value, row): Home => ({ row, gemeinde: value, persons: [] }));
  snapshot.persons.household.forEach((home, row) => homes[home]!.persons.push(row));
  const byQuartier = groupBy(homes, ({ row }) => quartier[row]!);
  return { snapshot, byQuartier, residual: byQuartier.get(-1) ?? [] };
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

function personsOf(county: County, snapshot: Snapshot, home: Home): TruthPerson[] {
  const { id, age, benefit, dwelling } = snapshot.persons;
  return home.persons.flatMap((row) => {
    if (DWELLING_STATES[dwelling[row]!] === 'N') return [];
    const { sex, nationality, second } = county.people[id[row]!]!;
    return [
      {
        age: age[row]!,
        sex,
        german: [nationality, second].includes('000'),
        benefit: benefit[row] === 0 ? null : BENEFIT_KINDS[benefit[row]! - 1]!.word,
      },
    ];
  });
}

function measure(
  county: County,
  { snapshot }: SnapshotIndex,
  homes: readonly Home[],
  { measure: name, breakdown = {} }: TruthQuestion,
): number {
  const { type, size, area, benefit } = snapshot.households;
  const ofType = homes.filter(
    ({ row }) =>
      type[row]! > 0 &&
      (breakdown['haushaltstyp'] === undefined ||
        HOUSEHOLD_TYPES[type[row]! - 1]!.word === breakdown['haushaltstyp']),
  );
  const persons = () => homes.flatMap((home) => personsOf(county, snapshot, home));
  switch (name) {
    case 'personen':
      return persons().filter((person) => isIn(person, breakdown)).length;
    case 'leistungsberechtigte':
      return persons().filter((person) => person.benefit !== null && isIn(person, breakdown)).length;
    case 'bedarfsgemeinschaften':
      return homes.filter(({ row }) => benefit[row] === 1).length;
    case 'haushalte':
      return ofType.length;
    case 'haushaltspersonen':
      return ofType.reduce((sum, { row }) => sum + size[row]!, 0);
    case 'wohnflaeche':
      return ofType.reduce((sum, { row }) => sum + area[row]!, 0) / 10;
    case 'wohnungen':
      return 0;
  }
}

function isIn(person: TruthPerson, { alter, geschlecht, staat, leistungsart }: Breakdown): boolean {
  const group = AGE_GROUPS.find(({ word }) => word === alter);
  return (
    (alter === undefined || (group !== undefined && person.age >= group.from && person.age <= group.to)) &&
    (geschlecht === undefined || person.sex === geschlecht) &&
    (staat === undefined || (staat === 'deutsch') === person.german) &&
    (leistungsart === undefined || person.benefit === leistungsart)
  );
}

function dwellings(county: County, question: TruthQuestion): number | undefined {
  const own = quartiereIn(county, question);
  if (!own) return undefined;
  const { quartierOf } = editionOn(county.territory, question.date);
  const wanted = ROOM_CLASSES.findIndex(({ word }) => word === question.breakdown?.['raeume']);
  let sum = 0;
  for (const { hex, since, dwellings: count } of county.network.addresses) {
    if (since > yearOf(question.date) || !own.includes(quartierOf[hex]!)) continue;
    sum += wanted < 0 ? count[0] + count[1] + count[2] : count[wanted]!;
  }
  return sum;
}
