import { describe, expect, it } from 'vitest';
import { countOf, rateOf, term } from '../../../tests/support/formulas.ts';
import { referenceDate } from '../../core/reference-date.ts';
import { daily, onItsDay, selectionText, sidesOf, wholeMeasure } from './sides.ts';

const DAY = referenceDate('2024-12-31');

describe('a side', () => {
  it('is called by dataset and measure, and a count has one', () => {
    const { numerator, denominator } = sidesOf(countOf(term('sgb2')));

    expect(numerator.quantity).toBe('sgb2.personen');
    expect(denominator).toBeNull();
  });

  it('is called alike whatever the order of its codes, dimensions and parts', () => {
    const one = countOf(term('a', { where: { sex: ['m', 'w'], age: ['0-2', '3-5'] } }), term('b'));
    const other = countOf(term('b'), term('a', { where: { age: ['3-5', '0-2'], sex: ['w', 'm'] } }));

    const names = [one, other].map((formula) => sidesOf(formula).numerator.quantity);

    expect(names[0]).toBe(names[1]);
  });

  it('is called otherwise for other codes, factors and years', () => {
    const formulas = [
      countOf(term('a')),
      countOf(term('a', { times: 2 })),
      countOf(term('a', { where: { age: ['0-2'] } })),
      countOf(term('a', { where: { age: ['0-2', '3-5'] } })),
      rateOf({ numerator: [term('a')], pooledYears: 3 }),
    ];

    const names = formulas.map((formula) => sidesOf(formula).numerator.quantity);

    expect(new Set(names).size).toBe(formulas.length);
  });

  it('of a mean of two days is no denominator of one day', () => {
    const { numerator, denominator } = sidesOf(rateOf({ denominatorDate: 'mean' }));

    expect(numerator.daysOf(DAY)).toEqual(['2024-12-31']);
    expect(denominator?.daysOf(DAY)).toEqual(['2024-12-31', '2023-12-31']);
    expect(denominator?.quantity).toBe('d.personen~mean');
  });

  it('of one other day is the figure of that day', () => {
    const { denominator } = sidesOf(rateOf({ denominatorDate: 'previousYearEnd' }));

    const { side, day } = onItsDay(denominator!, DAY);

    expect(day).toBe('2023-12-31');
    expect(side.daysOf(day)).toEqual(['2023-12-31']);
  });

  it('of several days is made up of the same quantity on each of them, and of one day of nothing else', () => {
    const { numerator, denominator } = sidesOf(rateOf({ pooledYears: 3, denominatorDate: 'mean' }));

    const days = daily(numerator, DAY);
    const more = daily(denominator!, DAY);

    expect(days.map(({ side, day }) => [side.quantity, day])).toEqual([
      ['n.personen', '2024-12-31'],
      ['n.personen', '2023-12-31'],
      ['n.personen', '2022-12-31'],
    ]);
    expect(more.map(({ day }) => day.slice(0, 4))).toEqual(['2024', '2023', '2023', '2022', '2022', '2021']);
    expect(daily(wholeMeasure('n', 'personen'), DAY)).toEqual([]);
  });
});

describe('a selection', () => {
  it('has no text where everything is counted', () => {
    expect(selectionText({})).toBe('');
    expect(wholeMeasure('n', 'personen', { age: ['3-5', '0-2'] }).quantity).toBe('n.personen[age=0-2,3-5]');
  });
});
