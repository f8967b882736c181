/**
 * Values of grid cells to areas. A count is spread by the cells' shares and rounded once, so that the areas and
 * what lies outside add up to the cells. A cell without a value is not a zero.
 */
import type { AreaKey } from '../../core/area.ts';
import type { CellShare } from './cell-shares.ts';
import { largestRemainder } from './largest-remainder.ts';

export interface CellValues {
  /** Long cell id to value; null: delivered without a value. A cell that is not listed was not delivered. */
  readonly values: ReadonlyMap<string, number | null>;
  readonly shares: readonly CellShare[];
  /** For cells without any share of the first kind: shares by surface where there are no addresses. */
  readonly fallback?: readonly CellShare[];
}

export interface AreaEstimate {
  /** Null where no cell of the area has a value. */
  readonly value: number | null;
  /** Part of the value, 0 to 1, that comes from cells lying in more than one area or reaching outside. */
  readonly borderShare: number;
  /** More than 20 % from border cells: to be marked "geschätzt". */
  readonly estimated: boolean;
  /** More than 50 %: not to be shown. */
  readonly hidden: boolean;
  /** Cells that gave a value, and cells with a share in the area that had none. */
  readonly cells: number;
  readonly missingCells: number;
  /** Of those the ones that were delivered without a value: not told, other than a cell where nobody lives. */
  readonly untoldCells: number;
}

export interface Apportionment {
  readonly units: ReadonlyMap<AreaKey, AreaEstimate>;
  /** What belongs to cells, or parts of cells, outside all areas. */
  readonly outside: number;
  /** Sum of all cell values: equal to the areas plus `outside`. */
  readonly total: number;
}

const ESTIMATED = 0.2;
const HIDDEN = 0.5;
/** No area key holds a blank. */
const OUTSIDE = ' outside';

interface Sum {
  value: number;
  border: number;
  cells: number;
  missing: number;
  untold: number;
}

/** Whole counts. Throws a RangeError for a value that is no whole number. */
export function apportionCounts(cells: CellValues): Apportionment {
  const { sums, outside, total } = spread(cells);
  const quotas = [...sums].flatMap(([key, sum]) => (sum.cells > 0 ? [{ key, quota: sum.value }] : []));
  const whole = largestRemainder<string>(total, [...quotas, { key: OUTSIDE, quota: outside }]);
  const units = new Map([...sums].map(([key, sum]) => [key, estimate(sum, whole.get(key) ?? 0)]));
  return { units, outside: whole.get(OUTSIDE) ?? 0, total };
}

/** Amounts, such as sums of square metres: unrounded. */
export function apportionAmounts(cells: CellValues): Apportionment {
  const { sums, outside, total } = spread(cells);
  return { units: new Map([...sums].map(([key, sum]) => [key, estimate(sum, sum.value)])), outside, total };
}

export interface CellMean {
  readonly mean: number | null;
  /** Persons or dwellings the mean stands for. */
  readonly count: number | null;
}

/**
 * Means (age, rent) through numerator and denominator, never by averaging: unrounded. A cell without mean or
 * without count counts for neither.
 */
export function apportionMeans(
  means: ReadonlyMap<string, CellMean>,
  shares: Omit<CellValues, 'values'>,
): ReadonlyMap<AreaKey, AreaEstimate> {
  const complete = [...means].map(([cell, { mean, count }]) => ({
    cell,
    count: mean === null ? null : count,
    sum: mean === null || count === null ? null : mean * count,
  }));
  const column = (of: 'count' | 'sum') => new Map(complete.map((entry) => [entry.cell, entry[of]]));
  const sums = apportionAmounts({ ...shares, values: column('sum') });
  const counts = apportionAmounts({ ...shares, values: column('count') });
  return new Map(
    [...counts.units].map(([unit, count]) => {
      const sum = sums.units.get(unit)?.value ?? null;
      const value = sum === null || !count.value ? null : sum / count.value;
      return [unit, { ...count, value }];
    }),
  );
}

function spread({ values, shares, fallback = [] }: CellValues) {
  const byCell = groupByCell(shares);
  for (const [cell, parts] of groupByCell(fallback)) if (!byCell.has(cell)) byCell.set(cell, parts);
  const sums = new Map<AreaKey, Sum>();
  const sumOf = (unit: AreaKey): Sum => {
    const known = sums.get(unit) ?? { value: 0, border: 0, cells: 0, missing: 0, untold: 0 };
    sums.set(unit, known);
    return known;
  };
  let [outside, total] = [0, 0];
  for (const [cell, value] of values) {
    if (value === null) continue;
    total += value;
    if (!byCell.has(cell)) outside += value;
  }
  for (const [cell, parts] of byCell) {
    const value = values.get(cell) ?? null;
    const all = parts.reduce((sum, { weight }) => sum + weight, 0);
    for (const { unit, weight } of parts) {
      const part = (value ?? 0) * (weight / all);
      if (unit === null) outside += part;
      else addPart(sumOf(unit), value === null ? null : part, parts.length > 1);
      if (unit !== null && value === null && values.has(cell)) sumOf(unit).untold += 1;
    }
  }
  return { sums, outside, total };
}

function addPart(sum: Sum, part: number | null, isBorderCell: boolean): void {
  if (part === null) {
    sum.missing += 1;
    return;
  }
  sum.value += part;
  sum.cells += 1;
  if (isBorderCell) sum.border += part;
}

function estimate(sum: Sum, value: number): AreaEstimate {
  const borderShare = sum.value > 0 ? sum.border / sum.value : 0;
  return {
    value: sum.cells === 0 ? null : value,
    borderShare,
    estimated: borderShare > ESTIMATED,
    hidden: borderShare > HIDDEN,
    cells: sum.cells,
    missingCells: sum.missing,
    untoldCells: sum.untold,
  };
}

function groupByCell(shares: readonly CellShare[]): Map<string, CellShare[]> {
  const groups = new Map<string, CellShare[]>();
  for (const share of shares) {
    const group = groups.get(share.cell);
    if (group) group.push(share);
    else groups.set(share.cell, [share]);
  }
  return groups;
}
