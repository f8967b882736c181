/** One upload of values as people look at it: what stands in each cell now and afterwards. Pure. */
import type { AreaKey } from '../../core/area.ts';
import type { CellState } from '../../core/cell.ts';
import { INNER_CHARACTERISTIC, isInner } from '../../core/circle.ts';
import type { IndicatorDescription } from '../../core/indicator.ts';
import type { ReferenceDate } from '../../core/reference-date.ts';
import type { CellBefore, IndicatorKey, PutValues } from '../../sync/operations.ts';

/** What is needed of an indicator to show its values as KomMonitor does. */
export type Shown = Pick<IndicatorDescription, 'unit' | 'precision' | 'classification'>;

/**
 * `hidden`: kept secret, whatever stood there before. `empty`: had no value and gets none. `removed`: had a value and
 * loses it for another reason than secrecy.
 */
export type CellKind = 'new' | 'changed' | 'removed' | 'hidden' | 'empty' | 'same';

export interface PreviewCell {
  readonly key: AreaKey;
  /** As it stands in KomMonitor; without a row or column there it has no value either. */
  readonly before: number | null;
  readonly after: number | null;
  readonly state: CellState;
  readonly kind: CellKind;
  /** Of the stored values, not of the rounded ones; null where one of them is missing. */
  readonly change: number | null;
}

/** One indicator on one level, with the Stichtage at which something changes. */
export interface PreviewSeries {
  readonly indicator: IndicatorKey;
  readonly indicatorId: string;
  readonly unitName: string;
  /** Of a rollback: the unit's name again. */
  readonly level: string;
  /** For the inner circle: values that the public may not see. */
  readonly inner: boolean;
  /** undefined: neither the plan nor the catalogue describes it any more. */
  readonly shown: Shown | undefined;
  /** Ascending. */
  readonly dates: readonly ReferenceDate[];
  readonly counts: Readonly<Record<CellKind, number>>;
  /** Every area of the level at one of the dates, in the order of the plan. */
  cells(date: ReferenceDate): readonly PreviewCell[];
}

export function seriesOf(operation: PutValues, shown: Shown | undefined): PreviewSeries {
  const { indicator, indicatorId, unitName, level, dates, rows } = operation;
  const cells = (date: ReferenceDate) => {
    const index = dates.indexOf(date);
    if (index < 0) return [];
    return rows.map(({ key, before, values, states }) =>
      cellOf(key, before[index] ?? null, { value: values[index] ?? null, state: states[index] ?? 'missing' }),
    );
  };
  const counts = { new: 0, changed: 0, removed: 0, hidden: 0, empty: 0, same: 0 };
  for (const date of dates) for (const { kind } of cells(date)) counts[kind] += 1;
  const inner = isInner(indicatorId) || indicator.characteristic?.endsWith(INNER_CHARACTERISTIC) === true;
  return { indicator, indicatorId, unitName, level, inner, shown, dates, counts, cells };
}

interface Planned {
  readonly value: number | null;
  readonly state: CellState;
}

export function cellOf(key: AreaKey, stood: CellBefore, { value: after, state }: Planned): PreviewCell {
  const before = stood === 'absent' ? null : stood;
  const change = before === null || after === null ? null : after - before;
  return { key, before, after, state, kind: kindOf(before, after, state), change };
}

function kindOf(before: number | null, after: number | null, state: CellState): CellKind {
  if (after === null && state === 'suppressed') return 'hidden';
  if (before === null) return after === null ? 'empty' : 'new';
  if (after === null) return 'removed';
  return before === after ? 'same' : 'changed';
}

/** Is anything else to be seen in KomMonitor afterwards? */
export function isChange({ before, after }: Pick<PreviewCell, 'before' | 'after'>): boolean {
  return before !== after;
}

export interface Moves {
  readonly areas: number;
  /** By more than a tenth of what stood there; from zero every change is one. */
  readonly far: number;
  readonly added: number;
  readonly lost: number;
  readonly changed: number;
}

/** Share of the former value above which a change is worth a word. */
export const FAR = 0.1;

export function movesOf(cells: readonly PreviewCell[]): Moves {
  const moves = { areas: cells.length, far: 0, added: 0, lost: 0, changed: 0 };
  for (const { before, after, change } of cells) {
    if (before === after) continue;
    if (before === null) moves.added += 1;
    else if (after === null) moves.lost += 1;
    else {
      moves.changed += 1;
      if (Math.abs(change ?? 0) > FAR * Math.abs(before)) moves.far += 1;
    }
  }
  return moves;
}

export const CELL_ORDERS = ['aenderung', 'name', 'schluessel', 'bisher', 'neu'] as const;
export type CellOrder = (typeof CELL_ORDERS)[number];

/** Cells without what is sorted by come last either way; ties stay in the order of the keys. */
export function sortedCells(
  cells: readonly PreviewCell[],
  { by, down, name }: { by: CellOrder; down: boolean; name: (key: AreaKey) => string },
): PreviewCell[] {
  const sign = down ? -1 : 1;
  return [...cells].sort((a, b) => {
    const [one, other] = [orderValue(a, by, name), orderValue(b, by, name)];
    if (one === null || other === null)
      return Number(one === null) - Number(other === null) || order(a.key, b.key);
    return sign * order(one, other) || order(a.key, b.key);
  });
}

/** What a cell is sorted by; null comes last, whatever the direction. */
export function orderValue(
  { key, before, after, change }: PreviewCell,
  by: CellOrder,
  name: (key: AreaKey) => string,
): number | string | null {
  switch (by) {
    case 'aenderung':
      return change === null ? null : Math.abs(change);
    case 'bisher':
      return before;
    case 'neu':
      return after;
    case 'name':
      return name(key);
    case 'schluessel':
      return key;
  }
}

function order(a: number | string, b: number | string): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b), 'de');
}
