/**
 * Whether a plan keeps within what two people have permitted a schedule to publish by itself. Pure. What is not
 * plainly a small change of values that stand in KomMonitor already is outside.
 */
import { addMonths, type ReferenceDate } from '../../core/reference-date.ts';
import type { UnattendedLimits } from '../../mapping/schedule.ts';
import { linkKey, type Actual } from '../../sync/actual.ts';
import type { PutValues } from '../../sync/operations.ts';
import type { Plan } from '../../sync/plan.ts';

export type Excess =
  /** Something else than values: geometry, descriptions, new indicators, rights. */
  | { readonly kind: 'not-values'; readonly what: string }
  | { readonly kind: 'indicator' | 'removal' | 'incomparable' | 'change'; readonly indicator: string };

/** How far back a new reference date finds the one that it is compared with. */
const LOOK_BACK_MONTHS = 24;

/**
 * What lies outside, each kind once per indicator; empty: the plan keeps within the limits.
 *
 * A changed value is compared with what it replaces. A new one (before: nothing, no number, or 0) is compared with the
 * newest earlier number of the same area, not older than two years. Where the area has none, the value has to lie among
 * those that the areas show now, widened by the same percentage: otherwise a thousand instead of a one would pass.
 */
export function excessOf(plan: Plan, limits: UnattendedLimits, actual: Pick<Actual, 'values'>): Excess[] {
  const found = new Map<string, Excess>();
  const add = (excess: Excess) => found.set(JSON.stringify(excess), excess);
  if (plan.kind !== 'sync') add({ kind: 'not-values', what: plan.kind });
  for (const operation of plan.operations) {
    if (operation.kind !== 'put-values' || operation.newLink) {
      add({ kind: 'not-values', what: operation.kind });
      continue;
    }
    const indicator = operation.indicatorId;
    if (limits.indicators !== undefined && !limits.indicators.includes(indicator))
      add({ kind: 'indicator', indicator });
    for (const kind of valueExcess(operation, limits.largestChange / 100, actual)) add({ kind, indicator });
  }
  return [...found.values()];
}

function* valueExcess(
  { indicator, unitName, dates, rows }: PutValues,
  share: number,
  actual: Pick<Actual, 'values'>,
): Generator<'removal' | 'incomparable' | 'change'> {
  const stored = actual.values.get(linkKey(indicator, unitName));
  const standing = rangeOf(stored?.rows.values() ?? []);
  for (const row of rows)
    for (const [index, date] of dates.entries()) {
      const before = row.before[index] ?? null;
      const after = row.values[index] ?? null;
      if (after === null) {
        if (typeof before === 'number') yield 'removal';
        continue;
      }
      if (before === after) continue;
      const old = isBasis(before) ? before : earlier(stored?.rows.get(row.key), date);
      if (old !== undefined) {
        if (!isWithin(after, old, old, share)) yield 'change';
      } else if (!standing || !isWithin(after, standing.least, standing.most, share)) yield 'incomparable';
    }
}

function isBasis(value: number | null | 'absent'): value is number {
  return typeof value === 'number' && value !== 0;
}

/** `least` to `most`, each moved outwards by the share of its size. A float32 step is no change. */
function isWithin(value: number, least: number, most: number, share: number): boolean {
  const slack = 2 ** -22;
  return (
    value >= least - Math.abs(least) * (share + slack) && value <= most + Math.abs(most) * (share + slack)
  );
}

function earlier(
  row: ReadonlyMap<ReferenceDate, number | null> | undefined,
  date: ReferenceDate,
): number | undefined {
  const oldest = addMonths(date, -LOOK_BACK_MONTHS);
  const dates = [...(row?.keys() ?? [])].filter((each) => each < date && each >= oldest).sort();
  for (const each of dates.toReversed()) {
    const value = row?.get(each) ?? null;
    if (isBasis(value)) return value;
  }
  return undefined;
}

function rangeOf(
  rows: Iterable<ReadonlyMap<ReferenceDate, number | null>>,
): { readonly least: number; readonly most: number } | undefined {
  let least = Infinity;
  let most = -Infinity;
  for (const row of rows)
    for (const value of row.values()) {
      if (value === null) continue;
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
  return least <= most ? { least, most } : undefined;
}

/** German, for the person who has to decide instead. */
export function excessText(excess: Excess): string {
  switch (excess.kind) {
    case 'not-values':
      return `anderes als Werte (${excess.what})`;
    case 'indicator':
      return `${excess.indicator}: nicht in den freigegebenen Grenzen genannt`;
    case 'removal':
      return `${excess.indicator}: veröffentlichte Werte entfallen`;
    case 'incomparable':
      return `${excess.indicator}: Werte ohne Vergleich`;
    case 'change':
      return `${excess.indicator}: Änderung über der Grenze`;
  }
}
