/** The cell of an indicator for one area and day, by the kind of its formula; rounded once, here. */
import type { AreaKey } from '../core/area.ts';
import { MISSING, NOT_APPLICABLE, type Cell } from '../core/cell.ts';
import { addYears, type ReferenceDate } from '../core/reference-date.ts';
import type { Borders } from './across-borders.ts';
import { changeCell, differenceCell, meanCell, roundedCell } from './derived-cells.ts';
import { exceedsWhole, figureCells, valueOfFigures } from './figure-cells.ts';
import type { SeriesQuestion } from './indicator-series.ts';
import { standardised } from './standardise.ts';

/** `borders`: the day whose areas are meant, where it is another one than that of the figures. */
export type CellOf = (area: AreaKey, date: ReferenceDate, borders?: ReferenceDate) => Cell;
type Excess = (area: AreaKey, date: ReferenceDate) => void;

export interface CellQuestion extends SeriesQuestion {
  readonly borders: Borders;
}

/** `exceeds` is told of each share whose numerator is larger than its denominator; it gets no value. */
export function formulaCells(question: CellQuestion, exceeds: Excess): CellOf {
  const { formula, precision } = question.indicator;
  switch (formula.kind) {
    case 'count':
    case 'rate': {
      const figuresOf = figureCells(question, formula);
      return (area, day, borders) => {
        const figures = figuresOf(area, day, borders);
        if (exceedsWhole(formula, figures)) exceeds(area, day);
        return valueOfFigures(formula, figures, precision);
      };
    }
    case 'change': {
      const { nowOf, thenOf } = comparedCells(question, formula.of);
      return (area, date) =>
        changeCell(
          thenOf(area, addYears(date, -formula.years), date),
          nowOf(area, date),
          formula.as,
          precision,
        );
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

interface Compared {
  readonly nowOf: (area: AreaKey, date: ReferenceDate) => Cell;
  /** Of an earlier day, for the areas of a later one. */
  readonly thenOf: (area: AreaKey, then: ReferenceDate, now: ReferenceDate) => Cell;
}

/** Published values of another indicator; those of then come anew from the figures where the border has moved. */
function comparedCells({ published, rebased, borders }: CellQuestion, of: string): Compared {
  const cells = new Map(published(of)?.values.map(({ area, date, cell }) => [`${date} ${area}`, cell]));
  const nowOf = (area: AreaKey, date: ReferenceDate) => cells.get(`${date} ${area}`) ?? MISSING;
  return {
    nowOf,
    thenOf(area, then, now) {
      const spot = { area, day: then, borders: now };
      if (!borders.hasMoved(spot)) return nowOf(area, then);
      const again = rebased?.(of);
      if (again) return again(area, then, now);
      borders.untaken(spot);
      return NOT_APPLICABLE;
    },
  };
}

/** z-scores, not rounded, of an indicator's published values or of their change over so many years. */
function scores(question: CellQuestion, of: string, years: number | null): CellOf {
  const { geography, level } = question;
  const { nowOf, thenOf } = comparedCells(question, of);
  const tables = new Map<ReferenceDate, ReadonlyMap<AreaKey, Cell>>();
  const tableOn = (date: ReferenceDate) => {
    const cells = geography.areasOn(level, date).map((area): [AreaKey, Cell] => {
      const now = nowOf(area, date);
      return [area, years === null ? now : differenceCell(thenOf(area, addYears(date, -years), date), now)];
    });
    return standardised(new Map(cells));
  };
  return (area, date) => {
    const table = tables.get(date) ?? tableOn(date);
    tables.set(date, table);
    return table.get(area) ?? MISSING;
  };
}
