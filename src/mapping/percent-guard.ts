/**
 * Notices a column that holds shares both as 0.123 in a percent format and as 12.3 without one: read as one, a
 * part of them would be a hundred times too small or too large.
 */
import type { Place } from '../core/finding.ts';
import type { RawCell } from '../core/table.ts';
import type { BoundColumn } from './bind-columns.ts';
import type { FindingDesk } from './finding-desk.ts';

type Kind = 'percent' | 'plain';
export type PercentGuard = (raw: string | RawCell | undefined, column: BoundColumn, place: Place) => void;

/** One per table. Tells each column once, at the first cell that differs. Nil is nil either way. */
export function percentGuard(desk: FindingDesk): PercentGuard {
  const kinds = new Map<number, Kind | 'told'>();
  return (raw, { index, label }, place) => {
    if (typeof raw !== 'object' || typeof raw.value !== 'number' || raw.value === 0) return;
    const kind: Kind = raw.format?.includes('%') ? 'percent' : 'plain';
    const before = kinds.get(index);
    if (before === undefined) kinds.set(index, kind);
    if (before === undefined || before === kind || before === 'told') return;
    kinds.set(index, 'told');
    desk.report('mapping.percent-mixed', place, { found: label });
  };
}
