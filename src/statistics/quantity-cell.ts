/** What a formula's terms come to for one area and day: counts from datasets, each times its factor. */
import type { AreaKey } from '../core/area.ts';
import { MISSING, NOT_APPLICABLE, type Cell } from '../core/cell.ts';
import type { ReferenceDate } from '../core/reference-date.ts';
import { weightedCounts, type CountFormula, type Quantity } from '../mapping/formula.ts';
import type { Borders, Spot } from './across-borders.ts';
import type { Cube } from './cube.ts';
import { combinedCell } from './derived-cells.ts';
import type { MeasureRule, SeriesQuestion } from './indicator-series.ts';
import { deliveredCell, measureCell } from './roll-up.ts';

export type QuantitySource = Pick<SeriesQuestion, 'level' | 'geography' | 'dataset' | 'measureRule'> & {
  readonly borders: Borders;
};

/** One term as it stands is its count, with its state; several are combined. */
export function quantityCell(source: QuantitySource, terms: Quantity, spot: Spot): Cell {
  const parts = terms.flatMap(weightedCounts).map(({ count, times }) => ({
    times,
    cell: cellForBorders(source, count, spot),
  }));
  const [only] = parts;
  return only && parts.length === 1 && only.times === 1 ? only.cell : combinedCell(parts);
}

/** A count of then for an area of now. Shares have no parts that could be converted. */
function cellForBorders(source: QuantitySource, count: CountFormula, spot: Spot): Cell {
  const { borders, level, geography } = source;
  const { area, day } = spot;
  if (!borders.hasMoved(spot)) return countCell(source, count, area, day);
  const isRate = source.measureRule(count.dataset, count.measure).isRate;
  const convert = isRate ? undefined : borders.convert(day, spot.borders);
  if (!convert) {
    borders.untaken(spot);
    return NOT_APPLICABLE;
  }
  const cells = new Map(
    geography.areasOn(level, day).map((old) => [old, countCell(source, count, old, day)] as const),
  );
  const isWhole = [...cells.values()].every(({ value }) => Number.isSafeInteger(value ?? 0));
  return convert(cells, isWhole ? 'counts' : 'amounts').get(area) ?? MISSING;
}

function countCell(source: QuantitySource, count: CountFormula, area: AreaKey, date: ReferenceDate): Cell {
  const dataset = source.dataset(count.dataset);
  if (!dataset) return MISSING;
  const { level, geography } = source;
  const { measure } = count;
  const rule = source.measureRule(count.dataset, measure);
  const where = whereOn(date, count, dataset.cube, rule);
  const cellOf = rule.isRate ? deliveredCell : measureCell;
  const absent = isNilWhereAbsent({ date, measure, where }, dataset.cube, rule) ? 'nil' : 'missing';
  return cellOf(dataset.cube, geography, { level, area, date, measure, where, absent });
}

/** Every code occurs on the day, and none has to: then a combination that nobody has counts nobody. */
function isNilWhereAbsent(
  { date, measure, where }: { readonly date: ReferenceDate; readonly measure: string; readonly where: Codes },
  cube: Cube,
  rule: MeasureRule,
): boolean {
  return Object.entries(where).every(([dimension, codes]) =>
    codes.every(
      (code) => rule.mayLack(dimension, code, date) && cube.knows({ date, measure, dimension, code }),
    ),
  );
}

type Codes = Readonly<Record<string, readonly string[]>>;

/** Without codes that count nothing on the day, as long as one of the others of their dimension is there. */
function whereOn(date: ReferenceDate, count: CountFormula, cube: Cube, rule: MeasureRule): Codes {
  const { measure, where } = count;
  const present = Object.entries(where).map(([dimension, codes]) => {
    const kept = codes.filter(
      (code) => cube.knows({ date, measure, dimension, code }) || !rule.mayLack(dimension, code, date),
    );
    return [dimension, kept.length > 0 ? kept : codes] as const;
  });
  return Object.fromEntries(present);
}
