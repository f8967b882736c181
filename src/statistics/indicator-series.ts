/**
 * Indicator values on one level: counts summed, rates from numerator and denominator, changes from the
 * published values of another indicator. Rounded once, here, by the indicator's rule.
 */
import type { AreaKey, LevelId } from '../core/area.ts';
import {
  blockingState,
  cell,
  emptyCell,
  hasValue,
  mergeMarks,
  MISSING,
  NOT_APPLICABLE,
  type Cell,
} from '../core/cell.ts';
import { decimalSum } from '../core/decimal.ts';
import type { IndicatorSeries, SeriesValue } from '../core/indicator.ts';
import { addYears, calendarDay, yearOf, type ReferenceDate } from '../core/reference-date.ts';
import type { CountFormula, Formula } from '../mapping/formula.ts';
import type { Cube, Where } from './cube.ts';
import type { Geography } from './geography.ts';
import { deliveredCell, measureCell } from './roll-up.ts';
import { roundTo, roundedRate } from './rounding.ts';

/** A dataset as the newest versions make it up, with the ids of those versions. */
export interface KnownDataset {
  readonly cube: Cube;
  readonly versions: readonly string[];
}

/** What the profiles say of a measure. */
export interface MeasureRule {
  /** A share or an average: taken as delivered, never summed up over areas. */
  readonly isRate: boolean;
  /** May a whole delivery be without the code, because it counts nothing there? */
  readonly mayLack: (dimension: string, code: string, date: ReferenceDate) => boolean;
}

export interface SeriesQuestion {
  readonly indicator: {
    readonly id: string;
    readonly formula: Formula;
    readonly precision: number;
    readonly dates: { readonly from: ReferenceDate | null; readonly to: ReferenceDate | null };
  };
  readonly level: LevelId;
  readonly geography: Geography;
  readonly dataset: (id: string) => KnownDataset | undefined;
  readonly measureRule: (dataset: string, measure: string) => MeasureRule;
  /** Already computed series of another indicator on the same level. */
  readonly published: (indicator: string) => IndicatorSeries | undefined;
}

/** A full rectangle over all areas of the level and all dates for which there is anything to say. */
export function indicatorSeries(question: SeriesQuestion): IndicatorSeries {
  const { indicator, level, geography } = question;
  const areas = geography.allAreas(level);
  const dates = datesOf(question).filter(
    (date) =>
      (!indicator.dates.from || date >= indicator.dates.from) &&
      (!indicator.dates.to || date <= indicator.dates.to),
  );
  const values = dates.flatMap((date) => {
    const existing = new Set(geography.areasOn(level, date));
    return areas.map((area): SeriesValue => {
      const value = existing.has(area) ? compute(question, area, date) : NOT_APPLICABLE;
      return { area, date, cell: value };
    });
  });
  return { indicator: indicator.id, level, dates, areas, values, inputs: inputsOf(question) };
}

function compute(question: SeriesQuestion, area: AreaKey, date: ReferenceDate): Cell {
  const { formula, precision } = question.indicator;
  switch (formula.kind) {
    case 'count': {
      const sum = countCell(question, formula, area, date);
      return hasValue(sum) ? { ...sum, value: roundTo(sum.value, precision) } : sum;
    }
    case 'rate': {
      const numerator = countCell(question, formula.numerator, area, date);
      const denominator = countCell(question, formula.denominator, area, denominatorDate(formula, date));
      return rateCell(numerator, denominator, formula.per, precision);
    }
    case 'change': {
      const series = question.published(formula.of);
      const now = seriesCell(series, area, date);
      const then = seriesCell(series, area, addYears(date, -formula.years));
      return changeCell(then, now, formula.as, precision);
    }
  }
}

/** A rate over nobody is not a number: `not_applicable`. */
export function rateCell(numerator: Cell, denominator: Cell, per: number, precision: number): Cell {
  const blocked = blockingState([numerator, denominator]);
  if (blocked) return emptyCell(blocked);
  if (!hasValue(numerator) || !hasValue(denominator) || denominator.value === 0) return NOT_APPLICABLE;
  const value = roundedRate(numerator.value, denominator.value, per, precision);
  return derived(value, [numerator, denominator]);
}

/** In percent of nothing, or of a negative balance, is not a number: `not_applicable`. */
export function changeCell(then: Cell, now: Cell, as: 'difference' | 'percent', precision: number): Cell {
  const blocked = blockingState([then, now]);
  if (blocked) return emptyCell(blocked);
  if (!hasValue(then) || !hasValue(now)) return MISSING;
  const difference = decimalSum([now.value, -then.value]);
  if (as === 'difference') return derived(roundTo(difference, precision), [then, now]);
  if (then.value <= 0) return NOT_APPLICABLE;
  return derived(roundedRate(difference, then.value, 100, precision), [then, now]);
}

function derived(value: number, inputs: readonly Cell[]): Cell {
  const low = inputs.some((input) => input.state === 'low_reliability');
  return cell(value, low ? 'low_reliability' : 'ok', mergeMarks(inputs));
}

function countCell(question: SeriesQuestion, count: CountFormula, area: AreaKey, date: ReferenceDate): Cell {
  const dataset = question.dataset(count.dataset);
  if (!dataset) return MISSING;
  const { level, geography } = question;
  const { measure } = count;
  const rule = question.measureRule(count.dataset, measure);
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

function seriesCell(series: IndicatorSeries | undefined, area: AreaKey, date: ReferenceDate): Cell {
  return series?.values.find((value) => value.area === area && value.date === date)?.cell ?? MISSING;
}

/** Dates the numerator (or count) has; for changes, those of the other indicator that have a predecessor. */
function datesOf(question: SeriesQuestion): ReferenceDate[] {
  const { formula } = question.indicator;
  if (formula.kind === 'change') {
    const known = question.published(formula.of)?.dates ?? [];
    return known.filter((date) => known.includes(addYears(date, -formula.years)));
  }
  const counts = formula.kind === 'count' ? [formula] : [formula.numerator, formula.denominator];
  const known = counts.map((count) => datesOfDataset(question.dataset(count.dataset)));
  if (formula.kind === 'count') return known[0] ?? [];
  return (known[0] ?? []).filter((date) => known[1]?.includes(denominatorDate(formula, date)));
}

function datesOfDataset(dataset: KnownDataset | undefined): ReferenceDate[] {
  if (!dataset) return [];
  return [...new Set(dataset.cube.levels.flatMap((level) => dataset.cube.datesOn(level)))].sort();
}

/** The day of the denominator: BA rates at the current edge divide by the population of the year before. */
export function denominatorDate(
  formula: Extract<Formula, { kind: 'rate' }>,
  date: ReferenceDate,
): ReferenceDate {
  if (formula.denominatorDate === 'same') return date;
  return calendarDay(yearOf(date) - 1, 12, 31) ?? date;
}

function inputsOf(question: SeriesQuestion): string[] {
  const { formula } = question.indicator;
  if (formula.kind === 'change') return [...(question.published(formula.of)?.inputs ?? [])];
  const counts = formula.kind === 'count' ? [formula] : [formula.numerator, formula.denominator];
  return [...new Set(counts.flatMap((count) => question.dataset(count.dataset)?.versions ?? []))].sort();
}
