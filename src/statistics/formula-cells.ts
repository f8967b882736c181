/** The cell of an indicator for one area and day, by the kind of its formula; rounded once, here. */
import type { AreaKey } from '../core/area.ts';
import { emptyCell, hasValue, MISSING, type Cell } from '../core/cell.ts';
import { weightedSum } from '../core/decimal.ts';
import type { IndicatorSeries } from '../core/indicator.ts';
import { addYears, type ReferenceDate } from '../core/reference-date.ts';
import type { RateFormula } from '../mapping/formula.ts';
import {
  changeCell,
  combinedCell,
  differenceCell,
  meanCell,
  rateCell,
  roundedCell,
} from './derived-cells.ts';
import { denominatorDates, denominatorsPerDay, numeratorDates } from './formula-dates.ts';
import type { SeriesQuestion } from './indicator-series.ts';
import { quantityCell } from './quantity-cell.ts';
import { standardised } from './standardise.ts';

export type CellOf = (area: AreaKey, date: ReferenceDate) => Cell;
type Excess = (area: AreaKey, date: ReferenceDate) => void;

/** `exceeds` is told of each share whose numerator is larger than its denominator; it gets no value. */
export function formulaCells(question: SeriesQuestion, exceeds: Excess): CellOf {
  const { formula, precision } = question.indicator;
  switch (formula.kind) {
    case 'count':
      return (area, date) => roundedCell(quantityCell(question, formula.terms, area, date), precision);
    case 'rate':
      return (area, date) => rateOf(question, formula, { area, date, exceeds });
    case 'change': {
      const valueOf = publishedCells(question.published(formula.of));
      return (area, date) =>
        changeCell(valueOf(area, addYears(date, -formula.years)), valueOf(area, date), formula.as, precision);
    }
    case 'zscore': {
      const scoreOf = scores(question, formula.of, null);
      return (area, date) => roundedCell(scoreOf(area, date), precision);
    }
    case 'index': {
      const parts = formula.parts.map(({ indicator, weight }) => ({
        times: weight,
        scoreOf: scores(question, indicator, formula.changeYears),
      }));
      return (area, date) => {
        const cells = parts.map(({ times, scoreOf }) => ({ times, cell: scoreOf(area, date) }));
        return roundedCell(meanCell(cells), precision);
      };
    }
  }
}

interface Spot {
  readonly area: AreaKey;
  readonly date: ReferenceDate;
  readonly exceeds: Excess;
}

/** Sums over the days; the mean of two denominators is their sum with twice the factor. */
function rateOf(question: SeriesQuestion, formula: RateFormula, { area, date, exceeds }: Spot): Cell {
  const { precision } = question.indicator;
  const on = (terms: RateFormula['numerator'], days: readonly ReferenceDate[]) => {
    const parts = days.map((day) => ({ times: 1, cell: quantityCell(question, terms, area, day) }));
    const [only] = parts;
    return only && parts.length === 1 ? only.cell : combinedCell(parts);
  };
  const numerator = on(formula.numerator, numeratorDates(formula, date));
  const denominator = on(formula.denominator, denominatorDates(formula, date));
  const times = denominatorsPerDay(formula.denominatorDate);
  if (formula.word === 'share' && isNoShare(numerator, denominator, times)) {
    exceeds(area, date);
    return emptyCell('unreliable');
  }
  return rateCell(numerator, denominator, formula.per * times, precision);
}

function isNoShare(numerator: Cell, denominator: Cell, times: number): boolean {
  if (!hasValue(numerator) || !hasValue(denominator)) return false;
  return numerator.value < 0 || weightedSum([[times, numerator.value]]) > denominator.value;
}

function publishedCells(series: IndicatorSeries | undefined): CellOf {
  const cells = new Map(series?.values.map(({ area, date, cell }) => [`${date} ${area}`, cell]));
  return (area, date) => cells.get(`${date} ${area}`) ?? MISSING;
}

/** z-scores, not rounded, of an indicator's published values or of their change over so many years. */
function scores({ geography, level, published }: SeriesQuestion, of: string, years: number | null): CellOf {
  const valueOf = publishedCells(published(of));
  const tables = new Map<ReferenceDate, ReadonlyMap<AreaKey, Cell>>();
  const tableOn = (date: ReferenceDate) => {
    const cells = geography.areasOn(level, date).map((area): [AreaKey, Cell] => {
      const now = valueOf(area, date);
      return [area, years === null ? now : differenceCell(valueOf(area, addYears(date, -years)), now)];
    });
    return standardised(new Map(cells));
  };
  return (area, date) => {
    const table = tables.get(date) ?? tableOn(date);
    tables.set(date, table);
    return table.get(area) ?? MISSING;
  };
}
