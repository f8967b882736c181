/** Series of the formulas that take more than one day, one area or one indicator. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rateOf, term } from '../../tests/support/formulas.ts';
import { geographyLevel, storedCells } from '../../tests/support/small-county.ts';
import { areaKey, levelId, type AreaGeometry, type LevelEdition } from '../core/area.ts';
import { cell, emptyCell, NOT_APPLICABLE, type Cell } from '../core/cell.ts';
import type { StoredCell } from '../core/dataset.ts';
import type { Finding } from '../core/finding.ts';
import type { IndicatorSeries } from '../core/indicator.ts';
import { referenceDate } from '../core/reference-date.ts';
import type { Formula } from '../mapping/formula.ts';
import { Cube } from './cube.ts';
import { geographyOf, type Geography } from './geography.ts';
import { indicatorSeries } from './indicator-series.ts';

const LEVEL = levelId('quartier');
const GEOGRAPHY = geographyOf([
  geographyLevel('quartier', null, { '2015-01-01': { A: null, B: null, C: null } }),
]);
type Values = Readonly<Record<string, number | Cell>>;
type Days = Readonly<Record<string, number | Values>>;

/** A number means area A alone. */
function cellsOn(days: Days): StoredCell[] {
  return Object.entries(days).flatMap(([day, values]) =>
    storedCells(typeof values === 'number' ? { A: values } : values, { date: day }),
  );
}

function answer(
  formula: Formula,
  datasets: Readonly<Record<string, Days>>,
  bases: Readonly<Record<string, IndicatorSeries>> = {},
  geography: Geography = GEOGRAPHY,
): { series: IndicatorSeries; findings: Finding[] } {
  const findings: Finding[] = [];
  const series = indicatorSeries({
    indicator: { id: 'i', formula, precision: 1, dates: { from: null, to: null } },
    level: LEVEL,
    geography,
    dataset: (id) => datasets[id] && { cube: new Cube(cellsOn(datasets[id])), versions: [id] },
    measureRule: () => ({ isRate: false, mayLack: () => false }),
    published: (id) => bases[id],
    report: (found) => void findings.push(found),
  });
  return { series, findings };
}

function inA({ series }: { series: IndicatorSeries }): Record<string, number | string> {
  const own = series.values.filter(({ area }) => area === 'A');
  return Object.fromEntries(own.map(({ date, cell: c }) => [date, c.value ?? c.state]));
}

function base(days: Readonly<Record<string, Values>>, inputs: readonly string[] = []): IndicatorSeries {
  const dates = Object.keys(days).map(referenceDate);
  const areas = GEOGRAPHY.allAreas(LEVEL);
  const values = dates.flatMap((date) =>
    areas.map((area) => {
      const value = days[date]?.[area] ?? 0;
      return { area, date, cell: typeof value === 'number' ? cell(value) : value };
    }),
  );
  return { indicator: 'base', level: LEVEL, dates, areas, values, inputs };
}

function codes(findings: readonly Finding[]): string[] {
  return findings.map(({ code, severity }) => `${code} ${severity}`);
}

describe('a rate over the mean of two days', () => {
  const n = { '2022-12-31': 5, '2023-12-31': 6 };

  it('divides by half the sum of this Stichtag and the one a year before', () => {
    const found = answer(rateOf({ per: 1000, denominatorDate: 'mean' }), {
      n,
      d: { '2021-12-31': 100, '2022-12-31': 150, '2023-12-31': 90 },
    });

    expect(inA(found)).toEqual({ '2022-12-31': 40, '2023-12-31': 50 });
    expect(found.series.inputs).toEqual(['d', 'n']);
  });

  it('has no value for an area that was not there a year before', () => {
    const found = answer(rateOf({ denominatorDate: 'mean' }), {
      n: { '2015-12-31': 5 },
      d: { '2014-12-31': 100, '2015-12-31': 100 },
    });

    expect(inA(found)).toEqual({ '2015-12-31': 'not_applicable' });
  });
});

describe('a Stichtag of the numerator without one of the denominator', () => {
  const d = { '2021-12-31': 100, '2023-12-31': 100 };

  it('is told as a warning, once for all days', () => {
    const n = { '2021-12-31': 1, '2022-12-31': 2, '2023-12-31': 3, '2024-12-31': 4 };

    const { series, findings } = answer(rateOf(), { n, d });

    expect(series.dates).toEqual(['2021-12-31', '2023-12-31']);
    expect(findings).toEqual([
      expect.objectContaining({
        code: 'statistics.date-without-partner',
        severity: 'warning',
        found: '31.12.2022, 31.12.2024',
        expected: 'personen aus d zum 31.12.2022, 31.12.2024',
      }),
    ]);
  });

  it('is only information where the denominator begins later', () => {
    const { series, findings } = answer(rateOf({ denominatorDate: 'previousYearEnd' }), {
      n: { '2021-12-31': 1, '2022-12-31': 2 },
      d,
    });

    expect(series.dates).toEqual(['2022-12-31']);
    expect(codes(findings)).toEqual(['statistics.date-without-partner info']);
  });

  it('is said by one word where there is no denominator at all', () => {
    expect(codes(answer(rateOf(), { n: { '2021-12-31': 1 } }).findings)).toEqual([
      'statistics.dataset-awaited info',
    ]);
  });

  it('is a gap too where one of several terms is not there', () => {
    const formula: Formula = { kind: 'count', terms: [term('n'), term('d', { times: -1 })] };

    const found = answer(formula, { n: { '2021-12-31': 1, '2022-12-31': 2 }, d });

    expect(inA(found)).toEqual({ '2021-12-31': -99 });
    expect(found.findings.map((one) => [one.found, one.expected])).toEqual([
      ['31.12.2022', 'personen aus d zum 31.12.2022'],
      ['31.12.2023', 'personen aus n zum 31.12.2023'],
    ]);
  });
});

describe('a denominator of one named day', () => {
  const d = { '2021-12-31': 50 };
  const formula = rateOf({ denominatorDate: referenceDate('2021-12-31') });

  it('serves numerators of up to 13 months before or after', () => {
    const found = answer(formula, { n: { '2020-11-30': 5, '2022-05-15': 10, '2023-01-31': 20 }, d });

    expect(inA(found)).toEqual({ '2020-11-30': 10, '2022-05-15': 20, '2023-01-31': 40 });
  });

  it('is refused for numerators further away', () => {
    const { series, findings } = answer(formula, { n: { '2022-05-15': 10, '2023-02-28': 20 }, d });

    expect(series.dates).toEqual(['2022-05-15']);
    expect(findings).toEqual([
      expect.objectContaining({
        code: 'statistics.denominator-too-far',
        severity: 'error',
        found: '31.12.2021',
        expected: '28.02.2023',
      }),
    ]);
  });
});

describe('a share', () => {
  const share = rateOf({ word: 'share' });
  const on = (numerator: Values, denominator: Values) =>
    answer(share, { n: { '2022-12-31': numerator }, d: { '2022-12-31': denominator } });

  it('of more than the whole has no value but a finding that names the area', () => {
    const { series, findings } = on({ A: 11, B: 10, C: 0 }, { A: 10, B: 10, C: 0 });

    expect(series.values.map((value) => value.cell)).toEqual([
      emptyCell('unreliable'),
      cell(100),
      NOT_APPLICABLE,
    ]);
    expect(findings).toEqual([
      expect.objectContaining({
        code: 'statistics.share-above-whole',
        severity: 'warning',
        found: 'Name A (A) am 31.12.2022',
      }),
    ]);
  });

  it('of a negative amount or of nobody is none either', () => {
    const { series } = on({ A: -1, B: 1, C: 1 }, { A: 10, B: 0, C: 4 });

    expect(series.values.map((value) => value.cell.value)).toEqual([null, null, 25]);
  });

  it('compares with the mean where the denominator is one', () => {
    const mean = rateOf({ word: 'share', denominatorDate: 'mean' });
    const d = { '2021-12-31': 8, '2022-12-31': 12 };

    expect(inA(answer(mean, { n: { '2022-12-31': 10 }, d }))).toEqual({ '2022-12-31': 100 });
    expect(inA(answer(mean, { n: { '2022-12-31': 11 }, d }))).toEqual({ '2022-12-31': 'unreliable' });
  });

  it('does not say anything of a numerator that is hidden', () => {
    const { findings } = on({ A: emptyCell('suppressed'), B: 1, C: 1 }, { A: 0, B: 1, C: 1 });

    expect(findings).toEqual([]);
  });
});

describe('a rate pooled over years', () => {
  const pooled = rateOf({ pooledYears: 3 });

  it('is the sum of the numerators over the sum of the denominators, from the third year on', () => {
    const found = answer(pooled, {
      n: { '2020-12-31': 1, '2021-12-31': 2, '2022-12-31': 6, '2023-12-31': 1 },
      d: { '2020-12-31': 10, '2021-12-31': 20, '2022-12-31': 70, '2023-12-31': 10 },
    });

    expect(inA(found)).toEqual({ '2022-12-31': 9, '2023-12-31': 9 });
    expect(found.findings).toEqual([]);
  });

  it('has no value where a year is missing, and says which', () => {
    const days = { '2019-12-31': 1, '2020-12-31': 1, '2022-12-31': 1, '2023-12-31': 1 };

    const { series, findings } = answer(pooled, { n: days, d: days });

    expect(series.dates).toEqual([]);
    expect(findings).toContainEqual(
      expect.objectContaining({
        code: 'statistics.date-without-partner',
        severity: 'warning',
        expected: 'personen aus n zum 31.12.2021',
      }),
    );
  });

  it('has none where one of its years is hidden', () => {
    const n = {
      '2020-12-31': { A: 1 },
      '2021-12-31': { A: emptyCell('suppressed') },
      '2022-12-31': { A: 1 },
    };
    const d = { '2020-12-31': 1, '2021-12-31': 1, '2022-12-31': 1 };

    expect(inA(answer(pooled, { n, d }))).toEqual({ '2022-12-31': 'suppressed' });
  });

  it('lies between the lowest and the highest rate of its years', () => {
    const years = ['2020-12-31', '2021-12-31', '2022-12-31'] as const;
    const pair = fc.tuple(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 1, max: 500 }));
    fc.assert(
      fc.property(fc.tuple(pair, pair, pair), (pairs) => {
        const days = (side: 0 | 1) => Object.fromEntries(years.map((year, i) => [year, pairs[i]![side]]));
        const found = answer(pooled, { n: days(0), d: days(1) });
        const single = inA(answer(rateOf(), { n: days(0), d: days(1) }));

        const rates = Object.values(single).map(Number);
        const value = Number(inA(found)['2022-12-31']);
        expect(value).toBeGreaterThanOrEqual(Math.min(...rates));
        expect(value).toBeLessThanOrEqual(Math.max(...rates));
      }),
    );
  });
});

describe('a border that moved while the key stayed', () => {
  const square = (width: number): AreaGeometry => ({
    type: 'Polygon',
    coordinates: [
      [
        [6, 51],
        [6 + width, 51],
        [6 + width, 52],
        [6, 52],
        [6, 51],
      ],
    ],
  });
  const edition = (validFrom: string, widths: Readonly<Record<string, number>>): LevelEdition => ({
    validFrom: referenceDate(validFrom),
    areas: Object.entries(widths).map(([key, width]) => ({
      key: areaKey(key),
      name: `Name ${key}`,
      parent: null,
      geometry: square(width),
    })),
  });
  const editions = [edition('2015-01-01', { A: 1, B: 1, C: 1 }), edition('2023-01-01', { A: 2, B: 1, D: 1 })];
  const version = { id: 'v', level: LEVEL, editions, sources: [] };
  const geography = geographyOf([{ level: LEVEL, parent: null, version }]);
  const days = (...years: number[]) =>
    Object.fromEntries(years.map((year) => [`${year}-12-31`, { A: 1, B: 1, C: 1, D: 1 }]));

  const stateOf = ({ series }: ReturnType<typeof answer>, area: string, date: string) => {
    const found = series.values.find((value) => value.area === area && value.date === date);
    return found?.cell.value ?? found?.cell.state;
  };

  it('leaves values without a figure that hold figures from before and after', () => {
    const n = days(2021, 2022, 2023, 2024);

    const found = answer(rateOf({ pooledYears: 2 }), { n, d: n }, {}, geography);

    expect(stateOf(found, 'A', '2022-12-31')).toBe(100);
    expect(stateOf(found, 'A', '2023-12-31')).toBe('not_applicable');
    expect(stateOf(found, 'B', '2023-12-31')).toBe(100);
    expect(stateOf(found, 'D', '2023-12-31')).toBe('not_applicable');
    expect(stateOf(found, 'A', '2024-12-31')).toBe(100);
  });

  it('is nothing to tell where all figures are of one day', () => {
    const n = days(2022, 2023);

    expect(answer(rateOf(), { n, d: n }, {}, geography).findings).toEqual([]);
  });
});

describe('a change', () => {
  const change: Formula = { kind: 'change', of: 'base', years: 1, as: 'difference' };

  it('finds the end of February of a leap year', () => {
    const found = answer(change, {}, { base: base({ '2024-02-29': { A: 5 }, '2025-02-28': { A: 7 } }) });

    expect(inA(found)).toEqual({ '2025-02-28': 2 });
  });

  it('tells a year that is missing between others', () => {
    const days = { '2020-12-31': { A: 1 }, '2022-12-31': { A: 1 }, '2023-12-31': { A: 2 } };

    const { series, findings } = answer(change, {}, { base: base(days) });

    expect(series.dates).toEqual(['2023-12-31']);
    expect(findings).toEqual([
      expect.objectContaining({ found: '31.12.2022', expected: 'Indikator base zum 31.12.2021' }),
    ]);
  });
});

describe('a z-score', () => {
  it('is computed from published values on each day and rounded once', () => {
    const values = base({ '2022-12-31': { A: 8.4, B: 6.4, C: 4.4 }, '2023-12-31': { A: 1, B: 1, C: 1 } }, [
      'v',
    ]);

    const { series } = answer({ kind: 'zscore', of: 'base' }, {}, { base: values });

    expect(series.values.map((value) => value.cell.value ?? value.cell.state)).toEqual([
      1.2,
      0,
      -1.2,
      'not_applicable',
      'not_applicable',
      'not_applicable',
    ]);
    expect(series.inputs).toEqual(['v']);
  });
});

describe('an index', () => {
  const rising = base({ '2020-12-31': { A: 1, B: 1, C: 1 }, '2023-12-31': { A: 4, B: 2, C: 0 } }, ['x']);
  const falling = base({ '2020-12-31': { A: 9, B: 9, C: 9 }, '2023-12-31': { A: 1, B: 3, C: 5 } }, ['y']);
  const parts = [
    { indicator: 'rising', weight: 3 },
    { indicator: 'falling', weight: 1 },
  ];

  it('is the weighted mean of z-scores', () => {
    const found = answer({ kind: 'index', parts, changeYears: null }, {}, { rising, falling });

    // (3 · √1.5 − √1.5) / 4
    expect(inA(found)['2023-12-31']).toBe(0.6);
    expect(found.series.inputs).toEqual(['x', 'y']);
  });

  it('may be that of changes, where the earlier year is known', () => {
    const found = answer({ kind: 'index', parts, changeYears: 3 }, {}, { rising, falling });

    expect(found.series.dates).toEqual(['2023-12-31']);
    expect(inA(found)).toEqual({ '2023-12-31': 0.6 });
  });

  it('has no value for an area that lacks one of its parts', () => {
    const hidden = base({ '2023-12-31': { A: 1, B: emptyCell('suppressed'), C: 5 } });
    const more = base({ '2023-12-31': { A: 1, B: 2, C: 3 } });

    const { series } = answer(
      { kind: 'index', parts, changeYears: null },
      {},
      { rising: more, falling: hidden },
    );

    const cellOf = (key: string) => series.values.find(({ area }) => area === areaKey(key))?.cell;
    expect(cellOf('B')).toEqual(emptyCell('suppressed'));
    expect(cellOf('A')).toEqual(NOT_APPLICABLE);
  });

  it('begins with the last of its parts and tells later gaps', () => {
    const long = base({ '2020-12-31': { A: 1 }, '2021-12-31': { A: 1 }, '2022-12-31': { A: 1 } });
    const short = base({ '2021-12-31': { A: 1 } });

    const { series, findings } = answer(
      { kind: 'index', parts, changeYears: null },
      {},
      { rising: long, falling: short },
    );

    expect(series.dates).toEqual(['2021-12-31']);
    expect(findings).toEqual([
      expect.objectContaining({
        severity: 'warning',
        found: '31.12.2022',
        expected: 'Indikator falling zum 31.12.2022',
      }),
    ]);
  });
});
