/** Values of a counting indicator on one level with the figures behind them, before disclosure control. */
import type { AreaKey, LevelId } from '../../core/area.ts';
import { NOT_APPLICABLE, type Cell } from '../../core/cell.ts';
import type { IndicatorSeries, SeriesValue } from '../../core/indicator.ts';
import type { ReferenceDate } from '../../core/reference-date.ts';
import type { Indicator } from '../../mapping/indicator.ts';
import { bordersOf } from '../../statistics/across-borders.ts';
import {
  exceedsWhole,
  figureCells,
  type FigureCells,
  type FigureFormula,
} from '../../statistics/figure-cells.ts';
import {
  excessFinding,
  inputsOf,
  type Excess,
  type SeriesQuestion,
} from '../../statistics/indicator-series.ts';
import { seriesDates } from '../../statistics/series-dates.ts';

export interface BaseValue {
  readonly area: AreaKey;
  readonly date: ReferenceDate;
  /** null: the area did not exist on the day. */
  readonly figures: FigureCells | null;
}

export interface BaseSeries {
  readonly indicator: Indicator;
  readonly formula: FigureFormula;
  readonly level: LevelId;
  readonly dates: readonly ReferenceDate[];
  readonly areas: readonly AreaKey[];
  readonly values: readonly BaseValue[];
  /** Dataset version ids. */
  readonly inputs: readonly string[];
}

/** A full rectangle over all areas of the level and all dates for which there is anything to say. */
export function baseSeries(
  question: SeriesQuestion,
  indicator: Indicator,
  formula: FigureFormula,
): BaseSeries {
  const { level, geography, report = () => undefined } = question;
  const borders = question.borders ?? bordersOf(geography, level);
  const { dates, findings } = seriesDates(question);
  findings.forEach(report);
  const areas = geography.allAreas(level);
  const figuresOf = figureCells({ ...question, borders }, formula);
  const excesses: Excess[] = [];
  const values = dates.flatMap((date) => {
    const existing = new Set<AreaKey>(geography.areasOn(level, date));
    return areas.map((area): BaseValue => {
      if (!existing.has(area)) return { area, date, figures: null };
      const figures = figuresOf(area, date);
      if (exceedsWhole(formula, figures)) excesses.push({ area, date });
      return { area, date, figures };
    });
  });
  if (excesses.length > 0) report(excessFinding(excesses, question));
  return { indicator, formula, level, dates, areas, values, inputs: inputsOf(question) };
}

/** The values that the figures come to, cell by cell. */
export function valueSeries(
  base: BaseSeries,
  cellOf: (figures: FigureCells, value: BaseValue) => Cell,
): IndicatorSeries {
  const { indicator, level, dates, areas, inputs } = base;
  const values = base.values.map((value): SeriesValue => {
    const { area, date, figures } = value;
    return { area, date, cell: figures === null ? NOT_APPLICABLE : cellOf(figures, value) };
  });
  return { indicator: indicator.id, level, dates, areas, values, inputs };
}
