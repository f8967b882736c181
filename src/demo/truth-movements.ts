/** Counts what happened up to a reference date, event by event, by the division of that date. */
import { editionOn } from './territory.ts';
import type { County } from './generate-county.ts';
import type { Movement } from './movements.ts';
import { ageOn } from './people.ts';
import { isAssigned, type EnteredAddress } from './placement.ts';
import { isInAgeGroup } from './truth-measures.ts';
import type { MovementMeasure } from './truth-questions.ts';

export interface TruthEvent {
  readonly measure: MovementMeasure;
  readonly age: number;
  readonly gemeinde: number;
  /** -1: none. */
  readonly quartier: number;
}

const SINGLE: Readonly<Record<Exclude<Movement['kind'], 'U'>, MovementMeasure>> = {
  G: 'geburten',
  S: 'sterbefaelle',
  Z: 'zuzuege',
  F: 'fortzuege',
};

/** Of main dwellings, up to the snapshot of that index. */
export function eventsOf(county: County, index: number): TruthEvent[] {
  const { quartierOf } = editionOn(county.territory, county.snapshots[index]!.date);
  const placeOf = (entered: EnteredAddress) => {
    const { street, hex } = county.network.addresses[entered.address]!;
    const { gemeinde } = county.network.streets[street]!;
    return {
      gemeinde,
      quartier: isAssigned(entered, county.institutions.shelter) ? quartierOf[hex]! : -1,
    };
  };
  return county.movements[index]!.flatMap((movement): TruthEvent[] => {
    const { kind, person, day, at, from, dwelling } = movement;
    if (dwelling === SECONDARY) return [];
    const age = ageOn(county.people[person]!.birth, day);
    const here = placeOf(at);
    if (kind !== 'U' || from === null) return [{ measure: SINGLE[kind as 'G'], age, ...here }];
    // Whoever is protected is protected in both places.
    const there = placeOf({ ...from, blocked: at.blocked });
    if (here.quartier >= 0 && here.quartier === there.quartier)
      return [{ measure: 'umzuege-innerhalb', age, ...here }];
    return [
      { measure: 'umzuege-hinein', age, ...here },
      { measure: 'umzuege-hinaus', age, ...there },
    ];
  });
}

/** Index into DWELLING_STATES. */
const SECONDARY = 2;

export function countEvents(
  events: readonly TruthEvent[],
  measure: MovementMeasure,
  alter: string | undefined,
): number {
  return events.filter((event) => event.measure === measure && isInAgeGroup(event.age, alter)).length;
}
