/** Notices when a delivery says the same thing twice. The first figure stays; a second one is never added to it. */
import type { Cell } from '../core/cell.ts';
import type { Place } from '../core/finding.ts';
import { breakdownKey, type Breakdown, type Observation } from '../core/observation.ts';

export type Repetition = 'first' | { readonly first: Place; readonly sameValue: boolean };

interface Seen {
  readonly cell: Cell;
  readonly place: Place;
}

/** `label` tells apart rows without an area, of which several may count for the same one. */
export function duplicateGuard(): (observation: Observation, label: string) => Repetition {
  const slots = new Map<string, Map<string, Seen>>();
  const names = new Map<Breakdown, string>();

  return (observation, label) => {
    let name = names.get(observation.breakdown);
    if (name === undefined) names.set(observation.breakdown, (name = breakdownKey(observation.breakdown)));
    const slot = `${observation.role} ${observation.level} ${observation.date} ${observation.measure} ${name}`;
    let areas = slots.get(slot);
    if (!areas) slots.set(slot, (areas = new Map()));
    const key = observation.role === 'value' ? observation.area : `${observation.area} ${label}`;
    const earlier = areas.get(key);
    if (!earlier) {
      areas.set(key, { cell: observation.cell, place: observation.place });
      return 'first';
    }
    const { cell } = observation;
    const sameValue = earlier.cell.value === cell.value && earlier.cell.state === cell.state;
    return { first: earlier.place, sameValue };
  };
}
