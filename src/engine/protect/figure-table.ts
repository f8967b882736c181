/**
 * Everything that stands behind a job's values: figures on every level, what always holds between them, and which value
 * rests on which figure.
 */
import type { AreaKey, LevelId } from '../../core/area.ts';
import { contentHash } from '../../core/hash.ts';
import type { ReferenceDate } from '../../core/reference-date.ts';
import type {
  DisclosureClass,
  Figure,
  FigureRelation,
  FigureTable,
  ValueSource,
} from '../../disclosure/figures.ts';
import { roundToBase } from '../../disclosure/rules/round-to-base.ts';
import { exceedsWhole } from '../../statistics/figure-cells.ts';
import { atomRelations, type UsedQuantity } from './atom-relations.ts';
import type { BaseSeries, BaseValue } from './base-series.ts';
import type { FigureMeans } from './figure-means.ts';
import { balanceRelations, identityRelations, knownSides, type KnownSide } from './known-relations.ts';
import { overlapRelations } from './overlap-relations.ts';
import { convertedFigure, figureId, isConverted, quantityFigures } from './quantity-figures.ts';
import { daily, onItsDay, sidesOf, wholeMeasure, type Side } from './sides.ts';
import { withCounters } from './unit-counters.ts';

/** Of an indicator whose file does not say it: the social class, because nobody has said that it is harmless. */
export const UNSAID_CLASS: DisclosureClass = 2;

export function classOf(indicator: { readonly disclosureClass: number | null }): DisclosureClass {
  return (indicator.disclosureClass ?? UNSAID_CLASS) as DisclosureClass;
}

export function figureTable(base: readonly BaseSeries[], means: FigureMeans): FigureTable {
  const used = new Map<string, { readonly side: Side; readonly date: ReferenceDate }>();
  const apart = new Map<string, Figure>();
  const use = (side: Side, date: ReferenceDate) => {
    const { side: own, day } = onItsDay(side, date);
    const key = `${own.quantity}|${day}`;
    if (!used.has(key)) used.set(key, { side: own, date: day });
    return { side: own, day };
  };
  const idOf = (side: Side, at: { level: LevelId; area: AreaKey; date: ReferenceDate }): string => {
    const { side: own, day } = use(side, at.date);
    if (!isConverted(side, means, at)) return figureId(own, at.level, at.area, day);
    const figure = convertedFigure(side, at.date, { ...at, means });
    if (!figure) return '';
    apart.set(figure.id, figure);
    return figure.id;
  };

  const inhabitants = inhabitantsOf(means);
  const rounded: { readonly side: Side; readonly series: BaseSeries; readonly base: 5 | 10 }[] = [];
  const values = base.flatMap((series) => {
    const sides = sidesOf(series.formula);
    const definition = definitionOf(series);
    const rounding = means.policy.rounding.indicators[series.indicator.id];
    if (rounding !== undefined && series.formula.kind === 'count') {
      for (const date of series.dates) use(sides.numerator, date);
      rounded.push({ side: sides.numerator, series, base: rounding });
      return [];
    }
    for (const date of series.dates)
      for (const side of [sides.numerator, ...(sides.denominator ? [sides.denominator] : [])])
        use(side, date);
    return series.values.flatMap((value): ValueSource[] => {
      if (!isPublishable(series, value)) return [];
      const at = { level: series.level, area: value.area, date: value.date };
      return [
        {
          ...at,
          indicator: series.indicator.id,
          disclosureClass: stricter(
            classOf(series.indicator),
            means.strictestClass(sides.numerator.quantity),
          ),
          kind: kindOf(series),
          numerator: idOf(sides.numerator, at),
          denominator: sides.denominator && idOf(sides.denominator, at),
          inhabitants: inhabitants(at),
          definition,
        },
      ];
    });
  });
  // A map that grows while it is walked: what is known of the known is looked at as well.
  const earlier = earlierByMeasure(means);
  for (const { side, date } of used.values()) {
    for (const measure of measuresOf(side))
      for (const told of earlier.get(`${measure}|${date}`) ?? []) use(told.side, told.date);
    for (const known of knownSides(side, date, means)) use(known.side, known.date);
    for (const { side: own, day } of daily(side, date)) use(own, day);
  }

  const quantities = [...used.values()].map(({ side, date }): UsedQuantity => {
    const { figures, relations, places } = quantityFigures(side, date, means);
    return { side, date, relations, places, figures: new Map(figures.map((figure) => [figure.id, figure])) };
  });
  const table = assembled(quantities, apart, values, means);
  const windows = rounded.flatMap(({ side, series, base: to }) =>
    roundingRelations(table.figures, side, series, to),
  );
  return { ...table, relations: [...table.relations, ...windows] };
}

function measuresOf({ parts }: Side): string[] {
  return parts.map(({ count }) => `${count.dataset}.${count.measure}`);
}

/** By measure and each of the days that are added up. */
function earlierByMeasure({ earlier }: FigureMeans): ReadonlyMap<string, readonly KnownSide[]> {
  const found = new Map<string, KnownSide[]>();
  for (const told of earlier)
    for (const day of told.side.daysOf(told.date))
      for (const measure of measuresOf(told.side)) {
        const key = `${measure}|${day}`;
        found.set(key, [...(found.get(key) ?? []), told]);
      }
  return found;
}

/** Over several days a figure is the sum of those of each day, wherever it adds up to nothing else. */
function dailyRelations(
  { side, date, places }: UsedQuantity,
  figures: ReadonlyMap<string, Figure>,
): FigureRelation[] {
  const days = daily(side, date);
  if (days.length === 0) return [];
  return places.flatMap(({ figure, level, area, isRest }) => {
    const parts = days.map(
      ({ side: own, day }) => `${figureId(own, level, area, day)}${isRest ? '+rest' : ''}`,
    );
    const sum = parts.reduce((total, id) => total + (figures.get(id)?.value ?? Number.NaN), 0);
    const whole = figures.get(figure)?.value ?? Number.NaN;
    if (!(Math.abs(sum - whole) < 1e-6)) return [];
    const factors = new Map<string, number>();
    for (const id of parts) factors.set(id, (factors.get(id) ?? 0) - 1);
    return [{ name: 'Summe über die Tage', terms: [[figure, 1] as const, ...factors], lower: 0, upper: 0 }];
  });
}

/** A rounded figure is told as a window; nothing else of it is published. */
function roundingRelations(
  figures: ReadonlyMap<string, Figure>,
  side: Side,
  { level, values }: BaseSeries,
  to: 5 | 10,
): FigureRelation[] {
  return values.flatMap(({ area, date }) => {
    const figure = figures.get(figureId(side, level, area, date));
    if (!figure || figure.value === null) return [];
    const shown = roundToBase(figure.value, to);
    const lower = Math.max(0, shown - Math.floor(to / 2));
    const upper = shown + Math.ceil(to / 2) - 1;
    return [{ name: `gerundet auf ${to}`, terms: [[figure.id, 1] as const], lower, upper }];
  });
}

/** A figure is held as it was shown only where the indicator still means the same. */
function definitionOf({ formula, indicator }: BaseSeries): string {
  return contentHash({ formula, precision: indicator.description.precision });
}

function stricter(one: DisclosureClass, other: DisclosureClass): DisclosureClass {
  return one > other ? one : other;
}

function assembled(
  quantities: readonly UsedQuantity[],
  apart: ReadonlyMap<string, Figure>,
  values: readonly ValueSource[],
  means: FigureMeans,
): FigureTable {
  const figures = new Map<string, Figure>(apart);
  const relations = quantities.flatMap((quantity): FigureRelation[] => [...quantity.relations]);
  for (const quantity of quantities) for (const [id, figure] of quantity.figures) figures.set(id, figure);
  relations.push(...quantities.flatMap((quantity) => dailyRelations(quantity, figures)));
  const ofOneDay = quantities.filter(({ side, date }) => side.daysOf(date).length === 1);
  for (const atoms of [atomRelations(ofOneDay, means), overlapRelations(ofOneDay, means)]) {
    relations.push(...atoms.relations);
    for (const [id, atom] of atoms.atoms) figures.set(id, atom);
  }
  relations.push(...identityRelations(figures, means), ...balanceRelations(figures, means));
  return { figures: withCounters(figures, means), relations, values };
}

/** A value that has one: everything else is not published anyway. */
function isPublishable(series: BaseSeries, { figures }: BaseValue): boolean {
  if (figures === null || figures.numerator.value === null) return false;
  if (figures.denominator !== null && (figures.denominator.value ?? 0) <= 0) return false;
  return !exceedsWhole(series.formula, figures);
}

function kindOf({ formula }: BaseSeries): ValueSource['kind'] {
  if (formula.kind === 'count') return 'count';
  return formula.word === 'quotient' ? 'mean' : formula.word;
}

/** At the day, or on the nearest day before it for which the register was read. */
function inhabitantsOf(means: FigureMeans) {
  const { dataset, measure } = means.policy.population;
  const side = wholeMeasure(dataset, measure);
  const cube = means.dataset(dataset)?.cube;
  const days = [
    ...new Set((cube?.levels ?? []).flatMap((level) => [...(cube?.datesOn(level) ?? [])])),
  ].sort();
  const known = new Map<string, number | null>();
  return (at: { level: LevelId; area: AreaKey; date: ReferenceDate }): number | null => {
    const day = days.findLast((one) => one <= at.date) ?? days[0];
    if (day === undefined) return null;
    const key = `${at.level}|${at.area}|${day}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const figure = convertedFigure(side, day, { level: at.level, area: at.area, means });
    known.set(key, figure?.value ?? null);
    return figure?.value ?? null;
  };
}
