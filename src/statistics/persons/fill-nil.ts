/**
 * The extract is the full stock, so what is not there is nil: makes the counted figures a full rectangle of every area
 * and measure over every combination of codes that occurs, and lets every code occur at least once.
 */
import type { AreaKey, LevelId } from '../../core/area.ts';
import { NIL } from '../../core/cell.ts';
import type { StoredCell } from '../../core/dataset.ts';
import { breakdownKey, type Breakdown } from '../../core/observation.ts';
import type { ReferenceDate } from '../../core/reference-date.ts';
import type { PersonDimension } from './dimensions.ts';

export interface Rectangle {
  readonly level: LevelId;
  readonly date: ReferenceDate;
  readonly areas: Iterable<AreaKey>;
  readonly measures: readonly string[];
  readonly dimensions: readonly PersonDimension[];
}

/** Residual figures are passed on as they are. */
export function fillNil(counted: readonly StoredCell[], rectangle: Rectangle): StoredCell[] {
  const { level, date, areas, measures, dimensions } = rectangle;
  const breakdowns = allBreakdowns(counted, dimensions);
  const there = new Set(
    counted.flatMap((one) =>
      one.role === 'value' ? [`${one.area} ${one.measure} ${breakdownKey(one.breakdown)}`] : [],
    ),
  );
  // Of several files an area's nil comes from the one that counts its persons.
  const sources = new Map(counted.map((one) => [one.area, one.source]));
  const first = counted[0]?.source ?? { file: 0, rows: [0, 0] as const };
  const added: StoredCell[] = [];
  for (const area of areas) {
    const source = sources.get(area) ?? first;
    for (const measure of measures)
      for (const [key, breakdown] of breakdowns)
        if (!there.has(`${area} ${measure} ${key}`))
          added.push({ role: 'value', level, area, date, measure, breakdown, cell: NIL, source });
  }
  return [...counted, ...added];
}

function allBreakdowns(
  counted: readonly StoredCell[],
  dimensions: readonly PersonDimension[],
): Map<string, Breakdown> {
  const found = new Map(counted.map(({ breakdown }) => [breakdownKey(breakdown), breakdown]));
  const first: Breakdown = Object.fromEntries(dimensions.map(({ id, codes }) => [id, codes[0] ?? '']));
  for (const { id, codes } of dimensions) {
    const met = new Set(counted.map(({ breakdown }) => breakdown[id]));
    for (const code of codes.filter((one) => !met.has(one))) {
      const breakdown = { ...first, [id]: code };
      found.set(breakdownKey(breakdown), breakdown);
    }
  }
  if (found.size === 0) found.set(breakdownKey(first), first);
  return found;
}
