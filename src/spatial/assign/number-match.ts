/** The area of a house number in a street of the directory, step by step. */
import type { HouseNumber } from './house-number.ts';
import { orderOf } from './house-number-order.ts';
import { CONTESTED, unitAt, unitBetween, unitWithoutSuffix, type UnitIndex } from './segments.ts';
import { sideOfOrder, type Street } from './street-index.ts';

export interface NumberMatch {
  readonly unit: UnitIndex;
  readonly step: 'exact' | 'suffix-dropped' | 'interpolated';
}
/** `contested`: the directory gives two areas, or the number lies between two. */
export type NumberMiss = 'contested' | 'unknown';

/** The number as written, then without its suffix. */
export function matchNumber(street: Street, number: HouseNumber): NumberMatch | NumberMiss {
  const order = orderOf(number);
  const side = sideOfOrder(street, order);
  const exact = unitAt(side, order);
  if (exact >= 0) return { unit: exact, step: 'exact' };
  if (exact === CONTESTED) return 'contested';
  if (number.suffix === '') return 'unknown';
  const dropped = unitWithoutSuffix(side, order);
  if (dropped >= 0) return { unit: dropped, step: 'suffix-dropped' };
  return dropped === CONTESTED ? 'contested' : 'unknown';
}

/** Between two known neighbours of one area on the same side of the street. */
export function interpolate(street: Street, number: HouseNumber): NumberMatch | NumberMiss {
  const order = orderOf(number);
  const unit = unitBetween(sideOfOrder(street, order), order);
  if (unit >= 0) return { unit, step: 'interpolated' };
  return unit === CONTESTED ? 'contested' : 'unknown';
}

/** Does the last number of "12-16" lie in another area? Undecided where the directory does not know it. */
export function endsElsewhere(street: Street, { to }: HouseNumber, unit: UnitIndex): boolean {
  if (!to) return false;
  const end = unitAt(sideOfOrder(street, orderOf(to)), orderOf(to));
  return end !== unit && (end >= 0 || end === CONTESTED);
}
