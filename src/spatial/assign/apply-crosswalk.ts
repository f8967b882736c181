/** Cells of old areas as cells of new ones. Whole areas are added exactly; parts are estimates and say so. */
import type { AreaKey } from '../../core/area.ts';
import { cell, hasValue, MISSING, sumCells, type Cell } from '../../core/cell.ts';
import type { Crosswalk, CrosswalkPart } from './crosswalk.ts';
import { largestRemainder } from './largest-remainder.ts';

export interface ConvertedCell {
  readonly cell: Cell;
  /** "Umgerechnet": a part of an old area went in, not only whole ones. */
  readonly converted: boolean;
  /** Share of the value, 0 to 1, that comes from split areas: the measure of the uncertainty. */
  readonly splitShare: number;
}

/**
 * `counts`: whole numbers, split by largest remainder within each old area, so that its parts make it again.
 * `amounts`: not rounded. An old area that is not delivered is `missing`, and so is every area it goes into.
 */
export function applyCrosswalk(
  { parts, oldUnits }: Crosswalk,
  cells: ReadonlyMap<AreaKey, Cell>,
  as: 'counts' | 'amounts',
): ReadonlyMap<AreaKey, ConvertedCell> {
  const bySource = new Map<AreaKey, CrosswalkPart[]>();
  for (const part of [...parts.values()].flat())
    bySource.set(part.from, [...(bySource.get(part.from) ?? []), part]);
  const shares = new Map<CrosswalkPart, Cell>();
  for (const unit of oldUnits)
    for (const [part, share] of splitCell(cells.get(unit) ?? MISSING, bySource.get(unit) ?? [], as))
      shares.set(part, share);
  return new Map([...parts].map(([unit, own]) => [unit, convert(own, shares)]));
}

function convert(own: readonly CrosswalkPart[], shares: ReadonlyMap<CrosswalkPart, Cell>): ConvertedCell {
  const values = own.map((part) => ({ part, share: shares.get(part) ?? MISSING }));
  const sum = sumCells(values.map(({ share }) => share));
  const split = values.filter(({ part }) => part.weight < 1);
  const fromSplit = split.reduce((all, { share }) => all + (share.value ?? 0), 0);
  return {
    cell: sum,
    converted: split.length > 0,
    splitShare: hasValue(sum) && sum.value !== 0 ? fromSplit / sum.value : 0,
  };
}

function splitCell(
  whole: Cell,
  parts: readonly CrosswalkPart[],
  as: 'counts' | 'amounts',
): [CrosswalkPart, Cell][] {
  if (parts.length === 1 || !hasValue(whole)) return parts.map((part) => [part, whole]);
  const { value, state, marks } = whole;
  const quotas = parts.map((part) => ({ key: part.to, quota: value * part.weight }));
  // A count that is none (a rounded table) is not made whole here.
  const isWhole = as === 'counts' && Number.isSafeInteger(value) && value >= 0;
  const rounded = isWhole ? largestRemainder(value, normalised(quotas, value)) : undefined;
  return parts.map((part, i) => {
    const share = rounded ? (rounded.get(part.to) ?? 0) : (quotas[i]?.quota ?? 0);
    return [part, cell(share, state, marks)];
  });
}

/** Weights written with a few digits make 1 only nearly. */
function normalised(quotas: { key: AreaKey; quota: number }[], total: number) {
  const sum = quotas.reduce((all, { quota }) => all + quota, 0);
  return sum === 0 ? quotas : quotas.map(({ key, quota }) => ({ key, quota: (quota / sum) * total }));
}
