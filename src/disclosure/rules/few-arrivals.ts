/**
 * A mean before and after the arrival of one person tells that person's value: mean and count of both days give both
 * sums, and their difference is hers.
 */

/** From a group of this size on one person moves a rounded mean too little to be read off. */
const LARGE_GROUP = 100;
/** So many must have come or gone, as for a count that may be seen. */
const FEWEST_CHANGES = 3;

/** Is the mean to be withheld? `previous` is the count at the date before, null where no mean was published there. */
export function fewArrivals(count: number, previous: number | null): boolean {
  return previous !== null && count < LARGE_GROUP && Math.abs(count - previous) < FEWEST_CHANGES;
}
