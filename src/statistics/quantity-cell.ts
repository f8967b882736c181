/** What a formula's terms come to for one area and day: counts from datasets, each times its factor. */
import type { AreaKey } from '../core/area.ts';
import { MISSING, type Cell } from '../core/cell.ts';
import type { ReferenceDate } from '../core/reference-date.ts';
import { weightedCounts, type CountFormula, type Quantity } from '../mapping/formula.ts';
import type { Cube, Where } from './cube.ts';
import { combinedCell } from './derived-cells.ts';
import type { MeasureRule, SeriesQuestion } from './indicator-series.ts';
import { deliveredCell, measureCell } from './roll-up.ts';

type Source = Pick<SeriesQuestion, 'level' | 'geography' | 'dataset' | 'measureRule'>;

/** One term as it stands is its count, with its state; several are combined. */
export function quantityCell(source: Source, terms: Quantity, area: AreaKey, date: ReferenceDate): Cell {
  const parts = terms.flatMap(weightedCounts).map(({ count, times }) => ({
    times,
    cell: countCell(source, count, area, date),
  }));
  const [only] = parts;
  return only && parts.length === 1 && only.times === 1 ? only.cell : combinedCell(parts);
}

function countCell(source: Source, count: CountFormula, area: AreaKey, date: ReferenceDate): Cell {
  const dataset = source.dataset(count.dataset);
  if (!dataset) return MISSING;
  const { level, geography } = source;
  const { measure } = count;
  const rule = source.measureRule(count.dataset, measure);
  const where = whereOn(date, count, dataset.cube, rule);
  const cellOf = rule.isRate ? deliveredCell : measureCell;
  return cellOf(dataset.cube, geography, { level, area, date, measure, where });
}

/** Without codes that count nothing on the day, as long as one of the others of their dimension is there. */
function whereOn(date: ReferenceDate, count: CountFormula, cube: Cube, rule: MeasureRule): Where {
  const { measure, where } = count;
  const present = Object.entries(where).map(([dimension, codes]) => {
    const kept = codes.filter(
      (code) => cube.knows({ date, measure, dimension, code }) || !rule.mayLack(dimension, code, date),
    );
    return [dimension, kept.length > 0 ? kept : codes] as const;
  });
  return Object.fromEntries(present);
}
