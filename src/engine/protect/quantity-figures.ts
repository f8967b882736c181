/**
 * One quantity on one day, as figures: on every level above the one its data come on, with what belongs to no part, and
 * the sums over areas that hold between them. What a moved border has converted stands by itself.
 */
import type { AreaKey, LevelId } from '../../core/area.ts';
import { hasValue, NIL, sumCells, type Cell } from '../../core/cell.ts';
import type { ReferenceDate } from '../../core/reference-date.ts';
import type { Figure, FigureRelation } from '../../disclosure/figures.ts';
import { combinedCell } from '../../statistics/derived-cells.ts';
import { quantityOver } from '../../statistics/figure-cells.ts';
import { finerLevel } from '../../statistics/roll-up.ts';
import type { FigureMeans } from './figure-means.ts';
import type { Side } from './sides.ts';

/** A place that counts: an area, or what belongs to no part of one. */
export interface Place {
  readonly figure: string;
  readonly level: LevelId;
  readonly area: AreaKey;
  /** Of the area, nothing but what belongs to none of its parts. */
  readonly isRest: boolean;
}

export interface QuantityFigures {
  readonly figures: readonly Figure[];
  readonly relations: readonly FigureRelation[];
  /** Where the quantity is made up of breakdown cells: the finest areas and all rests. */
  readonly places: readonly Place[];
}

export function figureId(side: Side, level: LevelId, area: string, date: ReferenceDate): string {
  return `${side.quantity}|${level}|${area}|${date}`;
}

/** Did a border move between the figure's days and the date, so that it was converted? */
export function isConverted(
  side: Side,
  means: FigureMeans,
  { level, area, date }: { readonly level: LevelId; readonly area: AreaKey; readonly date: ReferenceDate },
): boolean {
  const borders = means.bordersOn(level);
  return side.daysOf(date).some((day) => borders.hasMoved({ area, day, borders: date }));
}

export function quantityFigures(side: Side, date: ReferenceDate, means: FigureMeans): QuantityFigures {
  const { geography } = means;
  const figures = new Map<string, Figure>();
  const relations: FigureRelation[] = [];
  const places: Place[] = [];
  for (const level of geography.levels) {
    const finer = finerOf(side, date, { level, means });
    const delivered = isDelivered(side, date, { level, means });
    if (finer === undefined && !delivered) continue;
    for (const area of geography.areasOn(level, date)) {
      const id = figureId(side, level, area, date);
      const isApart = isConverted(side, means, { level, area, date });
      const figure = figureOf(
        side,
        { id, level, area, date },
        cellOf(side, date, { level, area, means }),
        means,
      );
      if (!figure) continue;
      figures.set(id, figure);
      if (isApart) continue;
      if (finer === undefined) {
        places.push({ figure: id, level, area, isRest: false });
        continue;
      }
      const rest = restOf(side, date, { level, area, means });
      if (rest) {
        figures.set(rest.id, rest);
        places.push({ figure: rest.id, level, area, isRest: true });
      }
      const children = geography.childrenOf(finer, area, date).map((key) => figureId(side, finer, key, date));
      const sum = sumRelation(figure, [...children, ...(rest ? [rest.id] : [])], figures, {
        side,
        delivered,
        means,
      });
      if (sum) relations.push(sum);
    }
  }
  return {
    figures: [...figures.values()].map((figure) => withoutRange(figure, relations)),
    relations,
    places,
  };
}

/** One figure by itself, for the borders of another day than its own; it adds up to nothing. */
export function convertedFigure(
  side: Side,
  date: ReferenceDate,
  { level, area, means }: Spot,
): Figure | undefined {
  const id = `${figureId(side, level, area, date)}|umgerechnet`;
  return figureOf(side, { id, level, area, date }, cellOf(side, date, { level, area, means }), means);
}

interface Spot {
  readonly level: LevelId;
  readonly area: AreaKey;
  readonly means: FigureMeans;
}

function cellOf(side: Side, date: ReferenceDate, { level, area, means }: Spot): Cell {
  const { geography, dataset, measureRule } = means;
  const source = { level, geography, dataset, measureRule, borders: means.bordersOn(level) };
  return quantityOver(source, side.terms, { area, borders: date, days: side.daysOf(date) });
}

/** Undefined where there is nothing to hide: nobody knows, or it does not apply. */
function figureOf(
  side: Side,
  at: Pick<Figure, 'id' | 'level' | 'area' | 'date'>,
  cell: Cell,
  means: FigureMeans,
): Figure | undefined {
  const kind = kindOf(side, means);
  const crossed = side.parts.some(({ count }) => Object.keys(count.where).length > 1);
  const { population } = means.policy;
  const isPopulation = side.quantity === `${population.dataset}.${population.measure}`;
  const common = {
    ...at,
    quantity: side.quantity,
    kind,
    ...(crossed ? { crossed } : {}),
    ...(isPopulation ? { population: true } : {}),
  };
  if (hasValue(cell)) return { ...common, value: cell.value };
  if (cell.state !== 'suppressed') return undefined;
  const most = Math.max(...side.parts.map(({ count }) => means.hiddenMost(count.dataset)));
  return { ...common, value: null, range: [1, most] };
}

function kindOf(side: Side, means: FigureMeans): Figure['kind'] {
  if (side.parts.some(({ times }) => times < 0)) return 'balance';
  const isWhole = side.parts.every(
    ({ count, times }) => Number.isInteger(times) && means.isCount(count.dataset, count.measure),
  );
  return isWhole ? 'count' : 'amount';
}

function isDelivered(side: Side, date: ReferenceDate, { level, means }: Omit<Spot, 'area'>): boolean {
  return side
    .daysOf(date)
    .every((day) =>
      side.parts.every(({ count: { dataset, measure } }) =>
        means.dataset(dataset)?.cube.covers({ level, date: day, measure }),
      ),
    );
}

/** The level whose areas add up; undefined where the parts do not agree on it, or are rates. */
function finerOf(side: Side, date: ReferenceDate, { level, means }: Omit<Spot, 'area'>): LevelId | undefined {
  const finer = side.daysOf(date).flatMap((day) =>
    side.parts.map(({ count: { dataset, measure } }) => {
      const cube = means.dataset(dataset)?.cube;
      if (!cube || means.measureRule(dataset, measure).isRate) return undefined;
      return finerLevel(cube, means.geography, { level, date: day, measure });
    }),
  );
  const [first] = finer;
  return finer.every((one) => one === first) ? first : undefined;
}

/** What counts for the area and for none of its parts. */
function restOf(side: Side, date: ReferenceDate, { level, area, means }: Spot): Figure | undefined {
  const parts = side.daysOf(date).flatMap((day) =>
    side.parts.flatMap(({ count: { dataset, measure, where }, times }) => {
      const cube = means.dataset(dataset)?.cube;
      const cell = cube?.residual({ level, area, date: day, measure }, where);
      // Where something may be left over, nobody outside knows that nothing is.
      return cell ? [{ times, cell }] : cube?.hasResiduals(level, day) ? [{ times, cell: NIL }] : [];
    }),
  );
  if (parts.length === 0) return undefined;
  const cell = parts.every(({ times }) => times === 1)
    ? sumCells(parts.map((part) => part.cell))
    : combinedCell(parts);
  const id = `${figureId(side, level, area, date)}+rest`;
  return figureOf(side, { id, level, area, date }, cell, means);
}

interface SumOf {
  readonly side: Side;
  readonly delivered: boolean;
  readonly means: FigureMeans;
}

/** Where a part is unknown, the others still are no more than the whole. Undefined where the data say otherwise. */
function sumRelation(
  whole: Figure,
  parts: readonly string[],
  figures: ReadonlyMap<string, Figure>,
  { side, delivered, means }: SumOf,
): FigureRelation | undefined {
  const known = parts.flatMap((id) => figures.get(id) ?? []);
  if (known.length === 0) return undefined;
  const isWhole = known.length === parts.length;
  if (!isWhole && whole.kind === 'balance') return undefined;
  const { tolerance, datasets } = means.policy.censusTolerance;
  const isPerturbed = side.parts.some(({ count }) => datasets.includes(count.dataset));
  const slack = isPerturbed && delivered ? tolerance * (known.length + 1) : 0;
  const terms = [[whole.id, 1] as const, ...known.map(({ id }) => [id, -1] as const)];
  const name = 'Summe über die Gebiete';
  const most = isWhole ? slack : Number.POSITIVE_INFINITY;
  if (slack > 0) return { name, terms, lower: -slack, upper: most };
  const values = known.map(({ value }) => value);
  // What a delivered total and its parts differ by is taken as known: that makes the attacker stronger, not weaker.
  const gap =
    whole.value === null || values.includes(null)
      ? 0
      : whole.value - values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
  const isRound = Math.abs(gap) < 1e-9 * Math.max(1, Math.abs(whole.value ?? 0));
  const difference = isRound ? 0 : gap;
  if (isWhole) return { name, terms, lower: difference, upper: difference };
  return difference < 0 ? undefined : { name, terms, lower: 0, upper: most };
}

/** A sum has no range of its own where the source hides one of its parts: its parts have. */
function withoutRange(figure: Figure, relations: readonly FigureRelation[]): Figure {
  if (figure.value !== null || !relations.some(({ terms: [whole] }) => whole?.[0] === figure.id))
    return figure;
  const { range: _range, ...sum } = figure;
  return sum;
}
