/** Notices when a delivery says the same thing twice. The first figure stays; a second one is never added to it. */
import type { Place } from '../core/finding.ts';
import { breakdownKey, type Breakdown, type Observation } from '../core/observation.ts';

export type Repetition = 'first' | { readonly first: Place; readonly sameValue: boolean };

/** Level, date and measure to area to the observation that was there first. */
type Slots = Map<string, Map<string, Observation>>;

/** `label` tells apart rows without an area, of which several may count for the same one. */
export function duplicateGuard(): (observation: Observation, label: string) => Repetition {
  const byName = new Map<string, Slots>();
  const byObject = new Map<Breakdown, Slots>();

  /** Breakdowns are shared objects, so their text is made once and not for every row. */
  function slotsOf(breakdown: Breakdown): Slots {
    const name = breakdownKey(breakdown);
    const slots = byName.get(name) ?? new Map<string, Map<string, Observation>>();
    byName.set(name, slots);
    byObject.set(breakdown, slots);
    return slots;
  }

  return (observation, label) => {
    const { role, level, area, date, measure, breakdown, cell } = observation;
    const slots = byObject.get(breakdown) ?? slotsOf(breakdown);
    const slot = `${role} ${level} ${date} ${measure}`;
    let areas = slots.get(slot);
    if (!areas) slots.set(slot, (areas = new Map()));
    const key = role === 'value' ? area : `${area} ${label}`;
    const earlier = areas.get(key);
    if (!earlier) {
      areas.set(key, observation);
      return 'first';
    }
    const sameValue = earlier.cell.value === cell.value && earlier.cell.state === cell.state;
    return { first: earlier.place, sameValue };
  };
}
