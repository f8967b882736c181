import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderOf } from './house-number-order.ts';
import { CONTESTED, NOT_FOUND, segmentsOf, unitAt, unitBetween, unitWithoutSuffix } from './segments.ts';

const at = (number: number, suffix = '') => orderOf({ number, suffix });

describe('segmentsOf', () => {
  it('answers like a look at every claim', () => {
    const claim = fc
      .tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 2 }))
      .map(([from, length, unit]) => ({ from, to: from + length, unit }));
    fc.assert(
      fc.property(fc.array(claim, { maxLength: 8 }), fc.integer({ min: -1, max: 50 }), (claims, order) => {
        const units = new Set(
          claims.filter(({ from, to }) => from <= order && order <= to).map(({ unit }) => unit),
        );
        const [only = NOT_FOUND] = units;

        expect(unitAt(segmentsOf(claims), order)).toBe(units.size > 1 ? CONTESTED : only);
      }),
    );
  });
});

describe('between the known numbers', () => {
  const odd = segmentsOf([
    { from: at(1), to: at(9), unit: 0 },
    { from: at(13), to: at(15), unit: 0 },
    { from: at(15, 'B'), to: at(21), unit: 1 },
    { from: at(25), to: at(25), unit: 1 },
  ]);

  it('a number takes the area of both neighbours', () => {
    expect(unitBetween(odd, at(11))).toBe(0);
    expect(unitBetween(odd, at(23))).toBe(1);
  });

  it('a number between two areas takes neither', () => {
    expect(unitBetween(odd, at(15, 'A'))).toBe(CONTESTED);
  });

  it('a number before the first or after the last known one has no neighbours', () => {
    expect(unitBetween(odd, at(27))).toBe(NOT_FOUND);
    expect(unitBetween(segmentsOf([{ from: at(7), to: at(9), unit: 0 }]), at(5))).toBe(NOT_FOUND);
  });

  it('a suffix is dropped only where the number after it does not belong to another area', () => {
    expect(unitWithoutSuffix(odd, at(9, 'A'))).toBe(0);
    expect(unitWithoutSuffix(odd, at(15, 'A'))).toBe(CONTESTED);
    expect(unitWithoutSuffix(odd, at(21, 'A'))).toBe(1);
    expect(unitWithoutSuffix(odd, at(25, 'A'))).toBe(1);
    expect(unitWithoutSuffix(odd, at(11, 'A'))).toBe(NOT_FOUND);
  });
});
