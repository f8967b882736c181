/** Cells of old areas as cells of new ones. Whole areas are added exactly; parts are estimates and say so. */
import type { AreaKey } from '../../core/area.ts';
import { cell, emptyCell, hasValue, mergeMarks, MISSING, sumCells, type Cell } from '../../core/cell.ts';
import type { Crosswalk, CrosswalkPart } from './crosswalk.ts';
import { largestRemainder } from './largest-remainder.ts';

/** Of a value's share of estimates, by the same limits as for cells of a grid: told from here on … */
export const TOLD_FROM = 0.2;
/** … and not shown any more. */
export const HIDDEN_FROM = 0.5;

export interface ConvertedCell {
  /** Marked `u`, "umgerechnet", where a part of an old area went in and not only whole ones. */
  readonly cell: Cell;
  /** Share of the value, 0 to 1, whose side is not known: the measure of the uncertainty, see `splitShare`. */
  readonly splitShare: number;
}

/** What of an old area goes into a new one. */
export interface Share {
  readonly part: CrosswalkPart;
  /** Marked `u` where the old area was split. */
  readonly cell: Cell;
}

/** `counts`: whole numbers, made whole within each old area, so that its parts make it again. `amounts`: not rounded. */
export type ConvertedAs = 'counts' | 'amounts';

/** An old area that is not delivered is `missing`, and so is every area it goes into. */
export function applyCrosswalk(
  crosswalk: Crosswalk,
  cells: ReadonlyMap<AreaKey, Cell>,
  as: ConvertedAs,
): ReadonlyMap<AreaKey, ConvertedCell> {
  const shares = crosswalkShares(crosswalk, cells, as);
  return new Map(
    [...shares].map(([unit, own]) => [
      unit,
      { cell: sumCells(own.map((share) => share.cell)), splitShare: splitShare(own) },
    ]),
  );
}

/** The converted cells that may be shown; those that are estimated for the most part are `unreliable`. */
export function reliableCells(
  crosswalk: Crosswalk,
  cells: ReadonlyMap<AreaKey, Cell>,
  as: ConvertedAs,
): ReadonlyMap<AreaKey, Cell> {
  return new Map(
    [...applyCrosswalk(crosswalk, cells, as)].map(([area, converted]) => {
      const hidden = converted.splitShare > HIDDEN_FROM && hasValue(converted.cell);
      return [area, hidden ? emptyCell('unreliable') : converted.cell];
    }),
  );
}

/** For each new area the shares it is made of. */
export function crosswalkShares(
  { parts, oldUnits }: Crosswalk,
  cells: ReadonlyMap<AreaKey, Cell>,
  as: ConvertedAs,
): ReadonlyMap<AreaKey, readonly Share[]> {
  const bySource = new Map<AreaKey, CrosswalkPart[]>();
  for (const part of [...parts.values()].flat())
    bySource.set(part.from, [...(bySource.get(part.from) ?? []), part]);
  const shares = new Map<CrosswalkPart, Cell>();
  for (const unit of oldUnits)
    for (const [part, share] of splitCell(cells.get(unit) ?? MISSING, bySource.get(unit) ?? [], as))
      shares.set(part, share);
  return new Map(
    [...parts].map(([unit, own]) => [unit, own.map((part) => ({ part, cell: shares.get(part) ?? MISSING }))]),
  );
}

/**
 * Of what has a value the part, 0 to 1, whose side is not known: of a split area as much as its smaller side holds. An
 * area that keeps nearly all of itself is nearly certain. Balances count by their size.
 */
export function splitShare(shares: readonly Share[]): number {
  const size = ({ cell: { value } }: Share) => Math.abs(value ?? 0);
  const all = shares.reduce((sum, share) => sum + size(share), 0);
  const uncertain = shares.reduce((sum, share) => sum + size(share) * doubt(share.part.weight), 0);
  return all === 0 ? 0 : uncertain / all;
}

function doubt(weight: number): number {
  return weight > 0.5 ? (1 - weight) / weight : 1;
}

function splitCell(whole: Cell, parts: readonly CrosswalkPart[], as: ConvertedAs): [CrosswalkPart, Cell][] {
  if (parts.length === 1 || !hasValue(whole)) return parts.map((part) => [part, whole]);
  const { value, state } = whole;
  const marks = mergeMarks([whole, CONVERTED]);
  const size = Math.abs(value);
  const quotas = parts.map((part) => ({ key: part.to, quota: size * part.weight }));
  // A count that is none (a rounded table) is not made whole here.
  const isWhole = as === 'counts' && Number.isSafeInteger(value);
  const rounded = isWhole ? largestRemainder(size, normalised(quotas, size)) : undefined;
  return parts.map((part, i) => {
    const share = rounded ? (rounded.get(part.to) ?? 0) : (quotas[i]?.quota ?? 0);
    return [part, cell(value < 0 && share > 0 ? -share : share, state, marks)];
  });
}

const CONVERTED: Cell = cell(0, 'ok', ['u']);

/** Weights written with a few digits make 1 only nearly. */
function normalised(quotas: { key: AreaKey; quota: number }[], total: number) {
  const sum = quotas.reduce((all, { quota }) => all + quota, 0);
  return sum === 0 ? quotas : quotas.map(({ key, quota }) => ({ key, quota: (quota / sum) * total }));
}
