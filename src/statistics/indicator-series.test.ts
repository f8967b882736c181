import { describe, expect, it } from 'vitest';
import { countOf, rateOf, term } from '../../tests/support/formulas.ts';
import {
  AFTER,
  BEFORE,
  GEMEINDE,
  KREIS,
  QUARTIER,
  SMALL_COUNTY,
  storedCell,
  storedCells,
} from '../../tests/support/small-county.ts';
import { areaKey, type LevelId } from '../core/area.ts';
import { cell, emptyCell, MISSING, NIL, NOT_APPLICABLE, type Cell } from '../core/cell.ts';
import type { StoredCell } from '../core/dataset.ts';
import type { IndicatorSeries } from '../core/indicator.ts';
import { referenceDate, type ReferenceDate } from '../core/reference-date.ts';
import type { Formula } from '../mapping/formula.ts';
import { Cube } from './cube.ts';
import { changeCell, rateCell } from './derived-cells.ts';
import {
  indicatorSeries,
  type KnownDataset,
  type MeasureRule,
  type SeriesQuestion,
} from './indicator-series.ts';

const OLD = { '0101': 10, '0102': 20, '0103': 40, '0201': 80, '0203': 160 };
const NEW = { '0101': 10, '0102': 20, '0103': 40, '0202': 80, '0203': 160 };

const PERSONS = countOf(term('d'));
const PLAIN_RULE: MeasureRule = { isRate: false, mayLack: () => false };

interface Ask extends Partial<Omit<SeriesQuestion, 'indicator' | 'dataset' | 'measureRule'>> {
  readonly datasets?: Readonly<Record<string, readonly StoredCell[]>>;
  readonly indicator?: Partial<SeriesQuestion['indicator']>;
  readonly rule?: MeasureRule;
}
function ask(
  formula: Formula,
  { datasets = {}, indicator = {}, rule = PLAIN_RULE, ...rest }: Ask,
): IndicatorSeries {
  const known = new Map(
    Object.entries(datasets).map(([id, cells]): [string, KnownDataset] => [
      id,
      { cube: new Cube(cells), versions: [`version of ${id}`] },
    ]),
  );
  return indicatorSeries({
    indicator: { id: 'i', formula, precision: 1, dates: { from: null, to: null }, ...indicator },
    level: QUARTIER,
    geography: SMALL_COUNTY,
    dataset: (id) => known.get(id),
    measureRule: () => rule,
    published: () => undefined,
    ...rest,
  });
}
function at(series: IndicatorSeries, area: string, date: ReferenceDate = BEFORE): Cell | undefined {
  return series.values.find((value) => value.area === areaKey(area) && value.date === date)?.cell;
}

describe('an indicator series', () => {
  const d = [...storedCells(OLD), ...storedCells(NEW, { date: AFTER })];

  it('holds every area the level ever had at every date, exactly once', () => {
    const series = ask(PERSONS, { datasets: { d } });

    expect(series.dates).toEqual([BEFORE, AFTER]);
    expect(series.areas).toEqual(['0101', '0102', '0103', '0201', '0202', '0203']);
    expect(series.values.map(({ area, date }) => `${date} ${area}`)).toEqual(
      series.dates.flatMap((date) => series.areas.map((area) => `${date} ${area}`)),
    );
  });

  it('is not applicable for a unit on days on which it did not exist', () => {
    const series = ask(PERSONS, { datasets: { d } });

    expect(at(series, '0202', BEFORE)).toEqual(NOT_APPLICABLE);
    expect(at(series, '0202', AFTER)).toEqual(cell(80));
    expect(at(series, '0201', AFTER)).toEqual(NOT_APPLICABLE);
  });

  it('keeps to the days that are to be published', () => {
    const only = (from: ReferenceDate | null, to: ReferenceDate | null) =>
      ask(PERSONS, { datasets: { d }, indicator: { dates: { from, to } } }).dates;

    expect(only(AFTER, null)).toEqual([AFTER]);
    expect(only(null, BEFORE)).toEqual([BEFORE]);
    expect(only(BEFORE, AFTER)).toEqual([BEFORE, AFTER]);
  });

  it('names the versions it was made of', () => {
    const series = ask(rateOf(), { datasets: { d, n: d } });

    expect(series.inputs).toEqual(['version of d', 'version of n']);
  });

  it('of a dataset that nobody has delivered is empty', () => {
    expect(ask(PERSONS, {})).toMatchObject({ dates: [], values: [], inputs: [] });
  });
});

describe('a count', () => {
  it('of a combination that nobody has is nil where what is absent counts nothing', () => {
    const entries = (area: string) => [
      storedCell(area, 3, { breakdown: { alter: 'alt', geschlecht: 'w' } }),
      storedCell(area, 4, { breakdown: { alter: 'jung', geschlecht: 'w' } }),
      storedCell(area, 5, { breakdown: { alter: 'jung', geschlecht: 'm' } }),
    ];
    const d = Object.keys(OLD).flatMap(entries);
    const of = (alter: string[], mayLack: boolean) =>
      at(
        ask(countOf(term('d', { where: { alter, geschlecht: ['m'] } })), {
          datasets: { d },
          rule: { isRate: false, mayLack: () => mayLack },
        }),
        '0101',
      );

    expect(of(['alt'], true)).toEqual(NIL);
    expect(of(['alt', 'jung'], true)).toEqual(cell(5));
    expect(of(['uralt'], true)).toEqual(MISSING);
    expect(of(['alt'], false)).toEqual(MISSING);
    expect(of(['alt', 'jung'], false)).toEqual(MISSING);
  });

  it('is rounded once, from the exact sum', () => {
    const d = storedCells({ ...OLD, '0101': 0.7, '0102': 0.1, '0103': 0.7 });

    const series = ask(PERSONS, { datasets: { d }, level: GEMEINDE, indicator: { precision: 0 } });

    expect(at(series, 'G1')).toEqual(cell(2));
  });

  it('inherits marks and limited reliability, and has no value with a secret part', () => {
    const d = storedCells({
      ...OLD,
      '0101': cell(1, 'low_reliability', ['p']),
      '0201': emptyCell('suppressed'),
    });

    const series = ask(PERSONS, { datasets: { d }, level: GEMEINDE });

    expect(at(series, 'G1')).toEqual(cell(61, 'low_reliability', ['p']));
    expect(at(series, 'G2')).toEqual(emptyCell('suppressed'));
  });

  it('keeps nil as nil and never becomes -0', () => {
    const d = storedCells({ ...OLD, '0101': NIL, '0102': -0.01 });

    const series = ask(PERSONS, { datasets: { d } });

    expect(at(series, '0101')).toEqual(NIL);
    expect(Object.is(at(series, '0102')?.value, 0)).toBe(true);
  });

  describe('of several codes', () => {
    const of = (alter: string, date: string = BEFORE) =>
      storedCells(date === BEFORE ? OLD : NEW, { date, breakdown: { alter } });
    const young = countOf(term('d', { where: { alter: ['u6', '6-17'] } }));
    const d = [...of('u6'), ...of('6-17'), ...of('6-17', AFTER), ...of('u7', AFTER)];

    it('has no value on a day on which one of them was counted otherwise', () => {
      const series = ask(young, { datasets: { d } });

      expect(at(series, '0101', BEFORE)).toEqual(cell(20));
      expect(at(series, '0101', AFTER)).toEqual(MISSING);
    });

    it('does without a code that the profile allows to be absent because it counts nothing', () => {
      const mayLack = (dimension: string, code: string, date: ReferenceDate) =>
        dimension === 'alter' && code === 'u6' && date === AFTER;

      const series = ask(young, { datasets: { d }, rule: { isRate: false, mayLack } });

      expect(at(series, '0101', AFTER)).toEqual(cell(10));
    });

    it('has no value where none of them was delivered, whatever may be absent', () => {
      const rule = { isRate: false, mayLack: () => true };

      const series = ask(young, { datasets: { d: of('u7', AFTER) }, rule });

      expect(at(series, '0101', AFTER)).toEqual(MISSING);
    });
  });

  it('of delivered shares stays empty on a level or day for which they were not delivered', () => {
    const d = [
      ...storedCells(OLD),
      storedCell('K', 62, { level: 'kreis' }),
      ...storedCells(NEW, { date: AFTER }),
    ];

    const series = ask(PERSONS, {
      datasets: { d },
      level: KREIS,
      rule: { isRate: true, mayLack: () => false },
    });

    expect(at(series, 'K', BEFORE)).toEqual(cell(62));
    expect(at(series, 'K', AFTER)).toEqual(MISSING);
  });
});

describe('a rate', () => {
  it('of a large area is made of its sums, never of the rates of its parts', () => {
    const n = storedCells({ '0101': 10, '0102': 0, '0103': 0, '0201': 0, '0203': 16 });
    const d = storedCells(OLD);

    const series = (level: LevelId) => ask(rateOf(), { datasets: { n, d }, level });

    expect(at(series(QUARTIER), '0101')).toEqual(cell(100));
    expect(at(series(GEMEINDE), 'G1')).toEqual(cell(14.3));
    expect(at(series(KREIS), 'K')).toEqual(cell(8.4));
  });

  it('is computed from the unrounded numerator and denominator', () => {
    const n = storedCells({ ...OLD, '0101': 0.4 });
    const d = storedCells({ ...OLD, '0101': 0.6 });

    const series = ask(rateOf(), { datasets: { n, d }, indicator: { precision: 0 } });

    expect(at(series, '0101')).toEqual(cell(67));
  });

  it('divides by the end of the year before where it says so', () => {
    const june = referenceDate('2024-06-30');
    const n = storedCells(NEW, { date: june });
    const d = [
      ...storedCells({ ...OLD, '0101': 100 }),
      ...storedCells({ ...NEW, '0101': 10 }, { date: june }),
    ];

    const before = ask(rateOf({ denominatorDate: 'previousYearEnd' }), { datasets: { n, d } });

    expect(before.dates).toEqual([june]);
    expect(at(before, '0101', june)).toEqual(cell(10));
    expect(at(before, '0202', june)).toEqual(NOT_APPLICABLE);
    expect(at(ask(rateOf(), { datasets: { n, d } }), '0101', june)).toEqual(cell(100));
  });

  it('has no date for which only one of its sides is known', () => {
    const n = [...storedCells(OLD), ...storedCells(NEW, { date: AFTER })];

    expect(ask(rateOf(), { datasets: { n, d: storedCells(OLD) } }).dates).toEqual([BEFORE]);
    expect(
      ask(rateOf({ denominatorDate: 'previousYearEnd' }), { datasets: { n, d: storedCells(OLD) } }).dates,
    ).toEqual([AFTER]);
    expect(ask(rateOf(), { datasets: { n } }).dates).toEqual([]);
  });

  it('over nobody is not a number', () => {
    expect(rateCell(cell(0), cell(0), 100, 1)).toEqual(NOT_APPLICABLE);
    expect(rateCell(cell(3), NIL, 100, 1)).toEqual(NOT_APPLICABLE);
    expect(rateCell(NIL, cell(5), 100, 1)).toEqual(cell(0));
  });

  it('has a value only if both sides have one', () => {
    expect(rateCell(emptyCell('suppressed'), cell(5), 100, 1)).toEqual(emptyCell('suppressed'));
    expect(rateCell(cell(5), MISSING, 100, 1)).toEqual(MISSING);
    expect(rateCell(MISSING, emptyCell('suppressed'), 100, 1)).toEqual(emptyCell('suppressed'));
    expect(rateCell(NIL, emptyCell('unknown'), 100, 1)).toEqual(emptyCell('unknown'));
  });

  it('inherits the marks and the limited reliability of both sides', () => {
    const numerator = cell(1, 'ok', ['p']);
    const denominator = cell(8, 'low_reliability', ['r']);

    expect(rateCell(numerator, denominator, 100, 1)).toEqual(cell(12.5, 'low_reliability', ['p', 'r']));
  });
});

describe('a change', () => {
  const change = (as: 'difference' | 'percent', years = 1): Formula => ({
    kind: 'change',
    of: 'base',
    years,
    as,
  });

  it('is computed from the published, rounded values', () => {
    const d = [
      ...storedCells({ ...OLD, '0101': 10.44 }),
      ...storedCells({ ...NEW, '0101': 10.55 }, { date: AFTER }),
    ];
    const base = ask(PERSONS, { datasets: { d } });

    const series = ask(change('difference'), { published: (id) => (id === 'base' ? base : undefined) });

    expect(series.dates).toEqual([AFTER]);
    // 10.6 − 10.4, not 10.55 − 10.44
    expect(at(series, '0101', AFTER)).toEqual(cell(0.2));
    expect(series.inputs).toEqual(base.inputs);
  });

  it('has no value for a unit that did not exist on one of the two days', () => {
    const d = [...storedCells(OLD), ...storedCells(NEW, { date: AFTER })];
    const base = ask(PERSONS, { datasets: { d } });

    const series = ask(change('percent'), { published: () => base });

    expect(at(series, '0201', AFTER)).toEqual(NOT_APPLICABLE);
    expect(at(series, '0202', AFTER)).toEqual(NOT_APPLICABLE);
    expect(at(series, '0203', AFTER)).toEqual(cell(0));
  });

  it('has no date without a predecessor, and none without its base', () => {
    const base = ask(PERSONS, {
      datasets: { d: [...storedCells(OLD), ...storedCells(NEW, { date: AFTER })] },
    });

    expect(ask(change('difference', 2), { published: () => base }).dates).toEqual([]);
    expect(ask(change('difference'), {})).toMatchObject({ dates: [], inputs: [] });
  });

  it('in percent is in proportion to the earlier value', () => {
    expect(changeCell(cell(80), cell(100), 'percent', 1)).toEqual(cell(25));
    expect(changeCell(cell(3), cell(2), 'percent', 1)).toEqual(cell(-33.3));
    expect(changeCell(cell(10.4), cell(10.6), 'percent', 2)).toEqual(cell(1.92));
  });

  it('in percent of nothing or of a negative balance is not a number', () => {
    expect(changeCell(cell(0), cell(5), 'percent', 1)).toEqual(NOT_APPLICABLE);
    expect(changeCell(cell(-10), cell(-5), 'percent', 1)).toEqual(NOT_APPLICABLE);
    expect(changeCell(cell(-10), cell(-5), 'difference', 1)).toEqual(cell(5));
  });

  it('is rounded on the decimals a reader sees', () => {
    expect(changeCell(cell(1000.2), cell(1000.7), 'difference', 0)).toEqual(cell(1));
    expect(changeCell(cell(0.9), cell(1.1), 'difference', 1)).toEqual(cell(0.2));
    expect(Object.is(changeCell(cell(5.1), cell(5.1), 'difference', 1).value, 0)).toBe(true);
  });

  it('has a value only if both days have one, and inherits marks', () => {
    expect(changeCell(emptyCell('suppressed'), cell(1), 'difference', 1)).toEqual(emptyCell('suppressed'));
    expect(changeCell(cell(1), MISSING, 'percent', 1)).toEqual(MISSING);
    expect(changeCell(cell(1, 'low_reliability'), cell(2, 'ok', ['p']), 'difference', 0)).toEqual(
      cell(1, 'low_reliability', ['p']),
    );
  });
});
