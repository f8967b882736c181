import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figureMeans } from '../../../tests/support/figure-means.ts';
import { countOf, rateOf, term } from '../../../tests/support/formulas.ts';
import {
  BEFORE,
  geographyLevel,
  KREIS,
  storedCell,
  storedCells,
} from '../../../tests/support/small-county.ts';
import { emptyCell } from '../../core/cell.ts';
import { referenceDate } from '../../core/reference-date.ts';
import type { Figure, FigureRelation } from '../../disclosure/figures.ts';
import { convertedFigure, isConverted, quantityFigures } from './quantity-figures.ts';
import { sidesOf, wholeMeasure } from './sides.ts';

const SIDE = wholeMeasure('d', 'personen');
const id = (area: string, level: string) => `d.personen|${level}|${area}|${BEFORE}`;
const byId = (figures: readonly Figure[]) => new Map(figures.map((figure) => [figure.id, figure.value]));
const termsOf = (relation: FigureRelation | undefined) => Object.fromEntries(relation?.terms ?? []);
const sumOver = (relations: readonly FigureRelation[], whole: string) =>
  relations.find(({ terms: [first] }) => first?.[0] === whole);

describe('figures of a quantity', () => {
  it('are there on every level above the one that its data come on, and add up', () => {
    fc.assert(
      fc.property(fc.tuple(fc.nat(99), fc.nat(99), fc.nat(99)), ([a, b, c]) => {
        const means = figureMeans({ data: { d: storedCells({ Q1: a, Q2: b, Q3: c }) } });

        const { figures, relations } = quantityFigures(SIDE, BEFORE, means);

        const values = byId(figures);
        expect(values.get(id('S1', 'sozialraum'))).toBe(a + b + c);
        expect(values.get(id('K', 'kreis'))).toBe(a + b + c);
        for (const { terms, lower, upper } of relations) {
          const sum = terms.reduce((all, [figure, factor]) => all + factor * (values.get(figure) ?? NaN), 0);
          expect([lower, upper]).toEqual([sum, sum]);
        }
      }),
    );
  });

  it('count what belongs to no part of an area as a part of its own', () => {
    const rest = storedCell('S1', 2, { role: 'residual', level: 'sozialraum' });
    const means = figureMeans({ data: { d: [...storedCells({ Q1: 10, Q2: 20, Q3: 30 }), rest] } });

    const { figures, relations, places } = quantityFigures(SIDE, BEFORE, means);

    const whole = id('S1', 'sozialraum');
    expect(byId(figures).get(whole)).toBe(62);
    expect(byId(figures).get(`${whole}+rest`)).toBe(2);
    expect(termsOf(sumOver(relations, whole))).toMatchObject({ [`${whole}+rest`]: -1 });
    expect(places.filter(({ isRest }) => isRest).map(({ area }) => area)).toEqual(['S1']);
  });

  it('tell by how much a delivered total differs from its parts', () => {
    const total = storedCell('S1', 65, { level: 'sozialraum' });
    const means = figureMeans({ data: { d: [...storedCells({ Q1: 10, Q2: 20, Q3: 30 }), total] } });

    const { relations } = quantityFigures(SIDE, BEFORE, means);

    expect(sumOver(relations, id('S1', 'sozialraum'))).toMatchObject({ lower: 5, upper: 5 });
  });

  it('leave room where the source has changed its values before', () => {
    const total = storedCell('S1', 65, { level: 'sozialraum' });
    const means = figureMeans({
      data: { d: [...storedCells({ Q1: 10, Q2: 20, Q3: 30 }), total] },
      policy: { censusTolerance: { tolerance: 5, datasets: ['d'] } },
    });

    const { relations } = quantityFigures(SIDE, BEFORE, means);

    expect(sumOver(relations, id('S1', 'sozialraum'))).toMatchObject({ lower: -20, upper: 20 });
    // Nobody delivered the county: it is the sum of its parts.
    expect(sumOver(relations, id('K', 'kreis'))).toMatchObject({ lower: 0, upper: 0 });
  });

  it('are no more than their whole where one of them is unknown', () => {
    const total = storedCell('S1', 65, { level: 'sozialraum' });
    const means = figureMeans({ data: { d: [...storedCells({ Q1: 10, Q2: 20 }), total] } });

    const { relations } = quantityFigures(SIDE, BEFORE, means);

    const sum = sumOver(relations, id('S1', 'sozialraum'));
    expect(sum).toMatchObject({ lower: 0, upper: Infinity });
    expect(Object.keys(termsOf(sum))).toEqual([
      id('S1', 'sozialraum'),
      id('Q1', 'quartier'),
      id('Q2', 'quartier'),
    ]);
  });

  it('tell nothing where known parts are more than a whole with an unknown one', () => {
    const total = storedCell('S1', 25, { level: 'sozialraum' });
    const means = figureMeans({ data: { d: [...storedCells({ Q1: 10, Q2: 20 }), total] } });

    const { relations } = quantityFigures(SIDE, BEFORE, means);

    expect(sumOver(relations, id('S1', 'sozialraum'))).toBeUndefined();
  });

  it('have a range where the source hides them, and their sum has none', () => {
    const means = figureMeans({ data: { d: storedCells({ Q1: 10, Q2: emptyCell('suppressed'), Q3: 30 }) } });

    const { figures } = quantityFigures(SIDE, BEFORE, means);

    const of = (area: string) => figures.find((figure) => figure.area === area);
    expect(of('Q2')).toMatchObject({ value: null, range: [1, 9] });
    expect(of('S1')?.value).toBeNull();
    expect(of('S1')).not.toHaveProperty('range');
  });

  it('are none where nobody knows', () => {
    const means = figureMeans({ data: { d: storedCells({ Q1: 10, Q2: emptyCell('unknown'), Q3: 30 }) } });

    const { figures } = quantityFigures(SIDE, BEFORE, means);

    expect(figures.map(({ area }) => area)).toEqual(['Q1', 'Q3']);
  });

  it('are amounts, balances, crossed and populations by what they count', () => {
    const data = {
      d: storedCells({ Q1: 10 }, { breakdown: { age: '0-2', sex: 'm' } }),
      e: storedCells({ Q1: 4 }),
    };
    const flat = [geographyLevel('quartier', null, { '2010-01-01': { Q1: null } })];
    const means = figureMeans({ data, levels: flat });
    const only = (side: typeof SIDE, own: Partial<typeof means> = {}) =>
      quantityFigures(side, BEFORE, { ...means, ...own }).figures[0];

    expect(only(SIDE)).toMatchObject({ kind: 'count' });
    expect(only(SIDE, { isCount: () => false })).toMatchObject({ kind: 'amount' });
    expect(only(sidesOf(countOf(term('d'), term('e', { times: -1 }))).numerator)).toMatchObject({
      kind: 'balance',
      value: 6,
    });
    expect(only(wholeMeasure('d', 'personen', { age: ['0-2'], sex: ['m'] }))).toMatchObject({
      crossed: true,
    });
    const population = { dataset: 'd', measure: 'personen' };
    expect(only(SIDE, { policy: { ...means.policy, population } })).toMatchObject({ population: true });
  });

  it('of several days are the sum of each', () => {
    const { numerator } = sidesOf(rateOf({ numerator: [term('d')], pooledYears: 2 }));
    const data = {
      d: [
        ...storedCells({ Q1: 10, Q2: 20, Q3: 30 }),
        ...storedCells({ Q1: 1, Q2: 2, Q3: 3 }, { date: '2022-12-31' }),
      ],
    };

    const { figures } = quantityFigures(numerator, BEFORE, figureMeans({ data }));

    expect(byId(figures).get(`d.personen~2|kreis|K|${BEFORE}`)).toBe(66);
  });
});

describe('a figure for the borders of another day', () => {
  const levels = [
    geographyLevel('quartier', 'kreis', {
      '2020-01-01': { A: 'K', B: 'K' },
      '2024-01-01': { A: 'K', C: 'K' },
    }),
    geographyLevel('kreis', null, { '2020-01-01': { K: null } }),
  ];

  it('is converted where the area did not exist on its day, and stands apart', () => {
    const means = figureMeans({ data: { d: storedCells({ A: 10, B: 20 }) }, levels });
    const { denominator } = sidesOf(rateOf({ denominator: [term('d')], denominatorDate: 'previousYearEnd' }));
    const date = referenceDate('2024-12-31');
    const [quarter] = means.geography.levels;
    const at = (area: string) => ({
      level: quarter!,
      area: means.geography.areasOn(quarter!, date).find((one) => one === area)!,
      date,
    });

    expect(isConverted(denominator!, means, at('A'))).toBe(false);
    expect(isConverted(denominator!, means, at('C'))).toBe(true);
  });

  it('has a name that no other figure has', () => {
    const means = figureMeans({ data: { d: storedCells({ Q1: 10, Q2: 20, Q3: 30 }) } });
    const [area] = means.geography.areasOn(KREIS, BEFORE);

    const figure = convertedFigure(SIDE, BEFORE, { level: KREIS, area: area!, means });

    expect(figure).toMatchObject({ id: `${id('K', 'kreis')}|umgerechnet`, value: 60 });
  });
});
