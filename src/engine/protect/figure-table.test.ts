import { describe, expect, it } from 'vitest';
import { figureMeans, type MeansQuestion } from '../../../tests/support/figure-means.ts';
import { countOf, rateOf, term } from '../../../tests/support/formulas.ts';
import { BEFORE, QUARTIER, storedCells } from '../../../tests/support/small-county.ts';
import { emptyCell, type Cell } from '../../core/cell.ts';
import type { Indicator } from '../../mapping/indicator.ts';
import type { FigureFormula } from '../../statistics/figure-cells.ts';
import { baseSeries } from './base-series.ts';
import { classOf, figureTable } from './figure-table.ts';
import { wholeMeasure } from './sides.ts';

type Counts = Readonly<Record<string, number | Cell>>;

const PEOPLE = storedCells({ Q1: 500, Q2: 600, Q3: 700 }, { measure: 'personen' });
const at = (quantity: string, area: string, date: string = BEFORE) => `${quantity}|quartier|${area}|${date}`;

function tableOf(
  formula: FigureFormula,
  question: MeansQuestion,
  own: { readonly id?: string; readonly disclosureClass?: number | null } = {},
) {
  const means = figureMeans(question);
  const { id = 'i', disclosureClass = 1 } = own;
  const indicator = {
    id,
    formula,
    disclosureClass,
    dates: {},
    description: { precision: 1 },
  } as unknown as Indicator;
  const base = baseSeries(
    {
      indicator: { id: indicator.id, formula, dates: indicator.dates, precision: 1 },
      level: QUARTIER,
      geography: means.geography,
      dataset: means.dataset,
      measureRule: means.measureRule,
      published: () => undefined,
    },
    indicator,
    formula,
  );
  return figureTable([base], means);
}

const people = (d: Counts, n: Counts) => ({ einwohner: PEOPLE, d: storedCells(d), n: storedCells(n) });

describe('values of a figure table', () => {
  it('rest on the figure of a count, or on both of a rate, with how many live there', () => {
    const data = people({ Q1: 50, Q2: 60, Q3: 70 }, { Q1: 5, Q2: 6, Q3: 7 });

    const [count] = tableOf(countOf(term('n')), { data }).values;
    const [rate] = tableOf(rateOf(), { data }).values;

    expect(count).toMatchObject({ kind: 'count', numerator: at('n.personen', 'Q1'), denominator: null });
    expect(rate).toMatchObject({
      kind: 'rate',
      numerator: at('n.personen', 'Q1'),
      denominator: at('d.personen', 'Q1'),
      inhabitants: 500,
    });
  });

  it('are none where there is nothing to publish: without a count, over nothing, or a share of more than all', () => {
    const data = people({ Q1: 50, Q2: 0, Q3: 7 }, { Q1: emptyCell('unknown'), Q2: 6, Q3: 8 });

    const { values } = tableOf(rateOf({ word: 'share' }), { data });

    expect(values).toEqual([]);
  });

  it('of pooled days rest on figures of their own, which are the sums of each day', () => {
    const years = [BEFORE, '2022-12-31'];
    const data = {
      n: years.flatMap((date, at) => storedCells({ Q1: 5 + at, Q2: 6, Q3: 7 }, { date })),
      d: years.flatMap((date) => storedCells({ Q1: 50, Q2: 60, Q3: 70 }, { date })),
    };

    const { values, relations, figures } = tableOf(rateOf({ pooledYears: 2, denominatorDate: 'mean' }), {
      data: { ...data, d: [...data.d, ...storedCells({ Q1: 40, Q2: 60, Q3: 70 }, { date: '2021-12-31' })] },
    });

    const [value] = values.filter(({ date }) => date === BEFORE);
    expect(value).toMatchObject({
      numerator: at('n.personen~2', 'Q1'),
      denominator: at('d.personen~mean~2', 'Q1'),
    });
    const sum = relations.find(({ terms: [first] }) => first?.[0] === value?.denominator);
    expect(sum?.terms).toEqual([
      [at('d.personen~mean~2', 'Q1'), 1],
      [at('d.personen', 'Q1'), -1],
      // Once for each of the two means it belongs to.
      [at('d.personen', 'Q1', '2022-12-31'), -2],
      [at('d.personen', 'Q1', '2021-12-31'), -1],
    ]);
    expect(figures.get(value?.denominator ?? '')?.value).toBe(190);
  });
});

describe('a rounded indicator', () => {
  it('has no values, but tells a window of each figure', () => {
    const data = { n: storedCells({ Q1: 12, Q2: 1, Q3: 13 }) };
    const policy = { rounding: { indicators: { i: 5 } } } as const;

    const { values, relations } = tableOf(countOf(term('n')), { data, policy });

    const windows = relations
      .filter(({ terms }) => terms.length === 1)
      .map(({ terms: [only], lower, upper }) => [only?.[0], lower, upper]);
    expect(values).toEqual([]);
    expect(windows).toEqual([
      [at('n.personen', 'Q1'), 8, 12],
      [at('n.personen', 'Q2'), 0, 2],
      [at('n.personen', 'Q3'), 13, 17],
    ]);
  });
});

describe('figures', () => {
  it('know how many units stand behind them, in their own selection', () => {
    const age = { breakdown: { age: '0-2' } };
    const data = {
      n: [
        ...storedCells({ Q1: 12, Q2: 9, Q3: 9 }, age),
        ...storedCells({ Q1: 2, Q2: 4, Q3: 5 }, { ...age, measure: 'haushalte' }),
        ...storedCells({ Q1: 30 }, { breakdown: { age: '3-5' }, measure: 'haushalte' }),
      ],
    };
    const units = [{ unit: 'haushalt', dataset: 'n', counter: 'haushalte', measures: ['personen'] }];

    const { figures } = tableOf(countOf(term('n', { where: { age: ['0-2'] } })), { data, policy: { units } });

    expect(figures.get(at('n.personen[age=0-2]', 'Q1'))?.units).toEqual({ haushalt: 2 });
  });

  it('know who contributes to an amount', () => {
    const of = (measure: string, count: number) => storedCells({ Q1: count }, { measure });
    const data = { n: [...of('personen', 100), ...of('a', 70), ...of('b', 20), ...of('h', 4)] };
    const contributions = [{ dataset: 'n', measure: 'personen', largest: 'a', second: 'b', holders: 'h' }];

    const { figures } = tableOf(countOf(term('n')), { data, policy: { contributions } });

    expect(figures.get(at('n.personen', 'Q1'))).toMatchObject({ largest: [70, 20], holders: 4 });
  });

  it('of an earlier release that count the same measure on the same day are there as well', () => {
    const data = { n: storedCells({ Q1: 12, Q2: 9, Q3: 9 }, { breakdown: { age: '0-2' } }) };
    const side = wholeMeasure('n', 'personen', { age: ['0-2'] });
    const other = wholeMeasure('m', 'personen');
    const earlier = [side, other].map((one) => ({ side: one, date: BEFORE }));

    const { figures } = tableOf(countOf(term('n')), { data, means: { earlier } });

    expect(figures.has(at('n.personen[age=0-2]', 'Q1'))).toBe(true);
    expect([...figures.keys()].filter((id) => id.startsWith('m.'))).toEqual([]);
  });

  it('of overlapping selections are sums of the same atoms', () => {
    const of = (age: string, count: number) => storedCells({ Q1: count }, { breakdown: { age } });
    const data = { n: [...of('0-2', 12), ...of('3-5', 1), ...of('6-9', 20)] };
    const terms = [
      term('n', { where: { age: ['0-2', '3-5'] } }),
      term('n', { where: { age: ['0-2'] }, times: -1 }),
    ];

    const { relations, figures } = tableOf(countOf(...terms), { data });

    const balance = [...figures.values()].find(({ kind }) => kind === 'balance');
    const own = relations.find(({ terms: [first] }) => first?.[0] === balance?.id);
    expect(balance?.value).toBe(1);
    expect(own?.terms).toEqual([
      [balance?.id, 1],
      [expect.stringContaining('#age=3-5|'), -1],
    ]);
  });
});

describe('the class of an indicator', () => {
  it('is that of social data where nobody has said it', () => {
    expect(classOf({ disclosureClass: null })).toBe(2);
    expect(classOf({ disclosureClass: 0 })).toBe(0);
  });
});
