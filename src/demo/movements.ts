/**
 * What the register was told between two reference dates: births, deaths, arrivals, departures and moves within
 * a municipality. Follows from where people lived on both days and from who was born and who died in between.
 */
import type { Vitals } from './life-course.ts';
import type { PersonFacts } from './generate-county.ts';
import type { EnteredAddress } from './placement.ts';
import { dayIn, type Period } from './period.ts';
import { noise } from './random.ts';
import type { Snapshot } from './snapshot.ts';
import type { StreetNetwork } from './streets.ts';

/**
 * Geburt, Sterbefall, Zuzug, Fortzug, Umzug. A move from one municipality to another is a departure and an
 * arrival, also where both belong to the county.
 */
export type MovementKind = 'G' | 'S' | 'Z' | 'F' | 'U';

export interface Movement {
  readonly kind: MovementKind;
  readonly person: number;
  /** JJJJMMTT. */
  readonly day: number;
  /** Index into DWELLING_STATES. */
  readonly dwelling: number;
  /** Of deaths and departures the last one. */
  readonly at: EnteredAddress;
  /** Of a move within the municipality; otherwise null. */
  readonly from: EnteredAddress | null;
}

export interface Between {
  readonly before: Snapshot;
  readonly after: Snapshot;
  readonly people: readonly PersonFacts[];
  readonly network: StreetNetwork;
  readonly period: Period & { readonly seed: number };
  readonly vitals: Vitals;
}

const LEAVES = 3;
const DIES = 4;

/** In order of their days. */
export function movementsBetween(between: Between): Movement[] {
  const { before, after } = between;
  const rowsBefore = rowsById(before);
  const rowsAfter = rowsById(after);
  const list: Movement[] = [];
  for (const [id, row] of rowsBefore) if (!rowsAfter.has(id)) list.push(loss(between, id, row));
  for (const [id, row] of rowsAfter) {
    const earlier = rowsBefore.get(id);
    if (earlier !== undefined) list.push(...moves(between, { id, row, earlier }));
    else if (between.vitals.born.has(id)) list.push(...birth(between, id, row));
    else list.push(arrival(between, id, row));
  }
  return list.sort((a, b) => a.day - b.day || a.person - b.person);
}

function loss({ before, period, vitals }: Between, id: number, row: number): Movement {
  const home = before.households.id[before.persons.household[row]!]!;
  const dead = vitals.dead.has(id);
  const [who, why] = dead ? [id, DIES] : [home, LEAVES];
  return {
    kind: dead ? 'S' : 'F',
    person: id,
    day: dayIn(period, noise(period.seed, who, period.day, why)),
    dwelling: before.persons.dwelling[row]!,
    at: residence(before, row),
    from: null,
  };
}

function arrival({ after }: Between, id: number, row: number): Movement {
  return {
    kind: 'Z',
    person: id,
    day: after.persons.since[row]!,
    dwelling: after.persons.dwelling[row]!,
    at: residence(after, row),
    from: null,
  };
}

/** Who was born before the household moved was born at its address of before. */
function birth(between: Between, id: number, row: number): Movement[] {
  const { before, after, people, period } = between;
  const born = people[id]!.birth;
  const moved = after.persons.since[row]!;
  const at = residence(after, row);
  const dwelling = after.persons.dwelling[row]!;
  const event = { kind: 'G', person: id, day: Math.max(period.from, born), dwelling, from: null } as const;
  const household = after.households.id[after.persons.household[row]!]!;
  const earlier = before.households.id.indexOf(household);
  if (moved <= born || earlier < 0) return [{ ...event, at }];
  const first = residenceOf(before, earlier);
  return [{ ...event, at: first }, ...relocation(between, { id, day: moved, dwelling, from: first, at })];
}

function moves(
  between: Between,
  { id, row, earlier }: { readonly id: number; readonly row: number; readonly earlier: number },
): Movement[] {
  const { before, after } = between;
  const day = after.persons.since[row]!;
  if (day < between.period.from) return [];
  const dwelling = after.persons.dwelling[row]!;
  return relocation(between, {
    id,
    day,
    dwelling,
    from: residence(before, earlier),
    at: residence(after, row),
  });
}

interface Relocation {
  readonly id: number;
  readonly day: number;
  readonly dwelling: number;
  readonly from: EnteredAddress;
  readonly at: EnteredAddress;
}

function relocation({ network }: Between, { id, day, dwelling, from, at }: Relocation): Movement[] {
  const [here, there] = [from, at].map(({ address }) => gemeindeOf(network, address));
  const move = { person: id, day, dwelling };
  if (here === there) return [{ ...move, kind: 'U', at, from }];
  return [
    { ...move, kind: 'F', at: from, from: null },
    { ...move, kind: 'Z', at, from: null },
  ];
}

function gemeindeOf({ streets, addresses }: StreetNetwork, address: number): number {
  return streets[addresses[address]!.street]!.gemeinde;
}

function residence(snapshot: Snapshot, row: number): EnteredAddress {
  return residenceOf(snapshot, snapshot.persons.household[row]!);
}

function residenceOf({ households }: Snapshot, home: number): EnteredAddress {
  return {
    address: households.address[home]!,
    defect: households.defect[home]!,
    blocked: households.blocked[home] === 1,
  };
}

function rowsById({ persons }: Snapshot): Map<number, number> {
  return new Map(Array.from(persons.id, (id, row) => [id, row]));
}
