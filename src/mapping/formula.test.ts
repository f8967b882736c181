import { describe, expect, it } from 'vitest';
import { formula } from './formula-file.ts';
import { basesOf, formulaOf, termsIn, weightedCounts, type Formula } from './formula.ts';
import { problemsOf } from './issues.ts';

const PERSONS = { dataset: 'einwohner', measure: 'personen' };
const PLAIN = { ...PERSONS, where: {}, times: 1, coefficients: [] };

function read(file: unknown): Formula {
  return formulaOf(formula.parse(file));
}

const ORIGIN = { file: 'x.yaml', positionOf: () => ({ line: 1, column: 1 }) };

function mistakes(file: unknown): string[] {
  const issues = formula.safeParse(file).error?.issues ?? [];
  return problemsOf(issues, ORIGIN, () => undefined).map(({ message }) => message);
}

describe('a formula', () => {
  it('of one count, one rate or one change is read as before', () => {
    expect(read({ count: { ...PERSONS, where: { alter: '0-2' } } })).toEqual({
      kind: 'count',
      terms: [{ ...PLAIN, where: { alter: ['0-2'] } }],
    });
    expect(read({ rate: { numerator: PERSONS, denominator: PERSONS, per: 1000 } })).toEqual({
      kind: 'rate',
      word: 'rate',
      numerator: [PLAIN],
      denominator: [PLAIN],
      per: 1000,
      denominatorDate: 'same',
      pooledYears: 1,
    });
    expect(read({ change: { of: 'bev', years: 5, as: 'percent' } })).toEqual({
      kind: 'change',
      of: 'bev',
      years: 5,
      as: 'percent',
    });
  });

  it('may be a share or a quotient, whose factor is said by the word', () => {
    const fraction = { numerator: PERSONS, denominator: PERSONS, denominatorDate: 'mean', pooledYears: 3 };

    expect(read({ share: fraction })).toMatchObject({ word: 'share', per: 100, pooledYears: 3 });
    expect(read({ quotient: fraction })).toMatchObject({ word: 'quotient', per: 1, denominatorDate: 'mean' });
    expect(read({ quotient: { ...fraction, denominatorDate: '2021-12-31' } })).toMatchObject({
      denominatorDate: '2021-12-31',
    });
  });

  it('may add and subtract', () => {
    const found = read({ count: [PERSONS, { ...PERSONS, measure: 'sterbefaelle', times: -1 }] });

    expect(termsIn(found).map(({ measure, times }) => [measure, times])).toEqual([
      ['personen', 1],
      ['sterbefaelle', -1],
    ]);
  });

  it('may weigh each code by a coefficient', () => {
    const coefficients = [
      { where: { alter: ['0-2', '3-5'], geschlecht: 'm' }, times: 0.1 },
      { where: { alter: ['0-2', '3-5'], geschlecht: 'w' }, times: 0.2 },
    ];

    const [only] = termsIn(
      read({ count: { ...PERSONS, where: { staat: 'deutsch' }, times: 0.7, coefficients } }),
    );

    expect(only && weightedCounts(only)).toEqual([
      {
        count: { ...PERSONS, where: { staat: ['deutsch'], alter: ['0-2', '3-5'], geschlecht: ['m'] } },
        times: 0.07,
      },
      {
        count: { ...PERSONS, where: { staat: ['deutsch'], alter: ['0-2', '3-5'], geschlecht: ['w'] } },
        times: 0.14,
      },
    ]);
  });

  it('may rest on other indicators, each of the same weight where none is said', () => {
    const index = read({ index: { of: ['sgb2', { indicator: 'allein', weight: 2 }], changeYears: 3 } });

    expect(index).toEqual({
      kind: 'index',
      parts: [
        { indicator: 'sgb2', weight: 1 },
        { indicator: 'allein', weight: 2 },
      ],
      changeYears: 3,
    });
    expect(basesOf(index)).toEqual(['sgb2', 'allein']);
    expect(basesOf(read({ zscore: { of: 'sgb2' } }))).toEqual(['sgb2']);
  });
});

describe('a formula is refused', () => {
  const rate = { numerator: PERSONS, denominator: PERSONS };
  const table = (...rows: unknown[]) => ({ count: { ...PERSONS, coefficients: rows } });

  it.each([
    ['without a way to compute', {}, 'genau eines von'],
    ['with two of them', { count: PERSONS, zscore: { of: 'a' } }, 'genau eines von'],
    ['with an expression', { count: 'personen / 2' }, 'count'],
    ['as a share with a factor of its own', { share: { ...rate, per: 1000 } }, 'share'],
    ['as a rate without one', { rate }, 'rate.per'],
    ['with the factor 0', { count: { ...PERSONS, times: 0 } }, 'Faktor 0'],
    [
      'with an unknown day of the denominator',
      { quotient: { ...rate, denominatorDate: 'next' } },
      'denominatorDate',
    ],
    ['pooled over one year', { quotient: { ...rate, pooledYears: 1 } }, 'pooledYears'],
    ['as an index of one', { index: { of: ['a'] } }, 'index.of'],
    ['with a weight below nothing', { index: { of: ['a', { indicator: 'b', weight: -1 }] } }, 'index.of.1'],
    ['with a coefficient for nobody', table({ where: {}, times: 1 }), 'nennt die Codes'],
    [
      'with two coefficients for one code',
      table({ where: { alter: ['1', '2'] }, times: 1 }, { where: { alter: '2' }, times: 2 }),
      'count.coefficients.1.where: Für alter 2 steht schon ein Koeffizient da.',
    ],
    [
      'with coefficients of different dimensions',
      table({ where: { alter: '1' }, times: 1 }, { where: { staat: 'd' }, times: 2 }),
      'nennen dieselben Gliederungen: alter',
    ],
    [
      'with a dimension both picked and weighed',
      { count: { ...PERSONS, where: { alter: '1' }, coefficients: [{ where: { alter: '1' }, times: 1 }] } },
      'steht schon unter „where“',
    ],
  ])('%s', (_why, file, message) => {
    expect(mistakes(file).join('\n')).toContain(message);
  });
});
