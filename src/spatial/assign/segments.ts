/**
 * One side of one street as intervals that do not overlap, found by halving. Where two rows claim the same houses
 * for different areas, the interval says so instead of choosing.
 */
import { numberOfOrder, orderOf } from './house-number-order.ts';

/** Index of an area in the caller's list; CONTESTED: two rows claim the houses for different areas. */
export type UnitIndex = number;
export const CONTESTED = -1;
export const NOT_FOUND = -2;

export interface Claim {
  readonly from: number;
  readonly to: number;
  readonly unit: UnitIndex;
}

export interface Segments {
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  readonly units: Int32Array;
}

export function segmentsOf(claims: readonly Claim[]): Segments {
  const cuts = [...new Set(claims.flatMap(({ from, to }) => [from, to + 1]))].sort((a, b) => a - b);
  const sorted = claims.toSorted((a, b) => a.from - b.from);
  const found: { start: number; end: number; unit: UnitIndex }[] = [];
  let active: Claim[] = [];
  let next = 0;
  for (const [i, start] of cuts.entries()) {
    active = active.filter(({ to }) => to >= start);
    for (; next < sorted.length && (sorted[next]?.from ?? Infinity) <= start; next += 1)
      active.push(sorted[next] as Claim);
    const [first, ...others] = active;
    if (!first) continue;
    const unit = others.every((claim) => claim.unit === first.unit) ? first.unit : CONTESTED;
    const end = (cuts[i + 1] ?? start + 1) - 1;
    const last = found.at(-1);
    if (last && last.end + 1 === start && last.unit === unit) last.end = end;
    else found.push({ start, end, unit });
  }
  return {
    starts: Float64Array.from(found, ({ start }) => start),
    ends: Float64Array.from(found, ({ end }) => end),
    units: Int32Array.from(found, ({ unit }) => unit),
  };
}

/** The area of a house number, CONTESTED or NOT_FOUND. */
export function unitAt(segments: Segments, order: number): UnitIndex {
  const i = segmentBefore(segments, order);
  return i >= 0 && order <= (segments.ends[i] ?? 0) ? (segments.units[i] ?? NOT_FOUND) : NOT_FOUND;
}

/**
 * The area of the plain number for a suffix that the directory does not know. Only where the known numbers before
 * and after agree: a border may run between 15 and 15A.
 */
export function unitWithoutSuffix(segments: Segments, order: number): UnitIndex {
  const base = unitAt(segments, orderOf({ number: numberOfOrder(order), suffix: '' }));
  if (base < 0) return base;
  const i = segmentBefore(segments, order);
  const after = i + 1 < segments.units.length ? segments.units[i + 1] : base;
  return segments.units[i] === base && after === base ? base : CONTESTED;
}

/**
 * The area of a number that no row holds, between two neighbours on its side that are of one area. CONTESTED
 * between two areas, NOT_FOUND before the first and after the last known number.
 */
export function unitBetween(segments: Segments, order: number): UnitIndex {
  const i = segmentBefore(segments, order);
  if (i < 0 || i + 1 >= segments.units.length) return NOT_FOUND;
  const [before, after] = [segments.units[i] ?? NOT_FOUND, segments.units[i + 1] ?? NOT_FOUND];
  return before === after && before >= 0 ? before : CONTESTED;
}

/** Index of the last segment that begins at or before the order; -1: none. */
function segmentBefore({ starts }: Segments, order: number): number {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) <= order) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
