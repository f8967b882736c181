import { describe, expect, it } from 'vitest';
import { countOf, rateOf } from '../../../tests/support/formulas.ts';
import { shippedPolicy } from '../../../tests/support/shipped-policy.ts';
import { cell, emptyCell, type Cell } from '../../core/cell.ts';
import type { Indicator } from '../../mapping/indicator.ts';
import type { Policy } from '../../mapping/policy.ts';
import { admitConverted } from './admit-converted.ts';

const indicatorOf = (disclosureClass: number | null, formula: Indicator['formula'] = countOf()) =>
  ({ id: 'i', formula, disclosureClass, description: { precision: 2 } }) as unknown as Indicator;
const counts = (count: Cell, denominator: Cell | null = null) => ({ numerator: count, denominator });
const admit = (
  disclosureClass: number | null,
  [then, now]: readonly [Cell, Cell],
  policy: Partial<Policy> = {},
) =>
  admitConverted(
    { ...shippedPolicy, ...policy },
    'public',
  )({
    indicator: indicatorOf(disclosureClass),
    asThen: counts(then),
    asNow: counts(now),
    mixesHidden: false,
  });

describe('a figure of then for the areas of now', () => {
  it('is admitted where nobody lives where the border moved, or enough', () => {
    expect(admit(1, [cell(40), cell(40)])).toBe(2);
    expect(admit(1, [cell(40), cell(43)])).toBe(2);
    expect(admit(1, [cell(40), cell(37)])).toBe(2);
  });

  it('is not admitted where a few live there', () => {
    expect(admit(1, [cell(40), cell(41)])).toBeUndefined();
    expect(admit(1, [cell(40), cell(38)])).toBeUndefined();
  });

  it('is not admitted where it is small itself', () => {
    expect(admit(1, [cell(40), cell(2)])).toBeUndefined();
  });

  it('is always admitted of things, and never of social data, also where nobody has said what they are', () => {
    expect(admit(0, [cell(40), cell(41)])).toBe(2);
    expect(admit(2, [cell(40), cell(90)])).toBeUndefined();
    expect(admit(null, [cell(40), cell(90)])).toBeUndefined();
  });

  it('is not admitted where what went into it is hidden, unless it is of things', () => {
    const mixed = (number: number) => ({
      indicator: indicatorOf(number),
      asThen: counts(emptyCell('not_applicable')),
      asNow: counts(cell(42)),
      mixesHidden: true,
    });
    expect(admitConverted(shippedPolicy, 'public')(mixed(1))).toBeUndefined();
    expect(admitConverted(shippedPolicy, 'public')(mixed(0))).toBe(2);
  });

  it('is admitted where there was no figure then', () => {
    expect(admit(1, [emptyCell('not_applicable'), cell(12)])).toBe(2);
  });

  it('is not admitted beside figures that are rounded', () => {
    expect(admit(1, [cell(40), cell(40)], { rounding: { indicators: { i: 5 } } })).toBeUndefined();
  });

  it('of a rate looks at both sides, and has no more decimals than a rate over so many', () => {
    const question = (den: readonly [number, number]) => ({
      indicator: indicatorOf(1, rateOf()),
      asThen: counts(cell(40), cell(den[0])),
      asNow: counts(cell(40), cell(den[1])),
      mixesHidden: false,
    });
    const of = admitConverted(shippedPolicy, 'public');

    expect(of(question([400, 401]))).toBeUndefined();
    expect(of(question([400, 410]))).toBe(0);
    expect(of(question([4000, 4000]))).toBe(1);
  });
});
