/**
 * Notices shares that are written once as 0.123 and once as 12.3 in one column, without any format that says so: a
 * part of them would be a hundred times too small. Compares figures with each other, never with what they may mean.
 */
import type { Place } from '../core/finding.ts';
import type { Observation } from '../core/observation.ts';
import type { FindingDesk } from './finding-desk.ts';

export interface ScaleGuard {
  readonly note: (batch: readonly Observation[]) => void;
  /** Call once, when the delivery has been read. */
  readonly close: () => void;
}

/** Up to here a figure may be a share of one; above, it is a percentage. */
const SHARE = 1;
/** No areas of one table lie so far apart, and a mistaken hundredfold always does. */
const TOO_FAR = 30;
/** By how much the hundredfold may lie outside of what the others show. */
const LEEWAY = 1.25;

interface Group {
  count: number;
  low: number;
  high: number;
  readonly first: { readonly place: Place; readonly value: number };
}

interface Column {
  small: Group | undefined;
  large: Group | undefined;
}

/** `isWatched`: measures that are shares and may not lie far apart. */
export function scaleGuard(isWatched: (measure: string) => boolean, desk: FindingDesk): ScaleGuard {
  const columns = new Map<string, Column>();
  return {
    note(batch) {
      for (const { measure, cell, place } of batch) {
        const { value } = cell;
        if (value === null || value <= 0 || !isWatched(measure)) continue;
        const key = JSON.stringify([place.file, place.sheet, place.column, measure]);
        let column = columns.get(key);
        if (!column) columns.set(key, (column = { small: undefined, large: undefined }));
        const group = value <= SHARE ? 'small' : 'large';
        column[group] = added(column[group], value, place);
      }
    },
    close() {
      for (const { small, large } of columns.values()) {
        if (!small || !large || !isHundredth(small, large)) continue;
        const [odd, usual] = small.count <= large.count ? [small, large] : [large, small];
        const facts = { found: germanNumber(odd.first.value), expected: germanNumber(usual.first.value) };
        desk.report('mapping.percent-scale', odd.first.place, facts);
      }
    },
  };
}

function added(group: Group | undefined, value: number, place: Place): Group {
  if (!group) return { count: 1, low: value, high: value, first: { place, value } };
  group.count += 1;
  group.low = Math.min(group.low, value);
  group.high = Math.max(group.high, value);
  return group;
}

function isHundredth(small: Group, large: Group): boolean {
  return (
    large.low / small.high >= TOO_FAR &&
    small.low * 100 * LEEWAY >= large.low &&
    small.high * 100 <= large.high * LEEWAY
  );
}

function germanNumber(value: number): string {
  return value.toLocaleString('de-DE', { maximumFractionDigits: 15 });
}
