import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cell, CELL_STATES, emptyCell, MISSING, NIL, NOT_APPLICABLE, type Cell } from '../core/cell.ts';
import { changeCell, combinedCell, differenceCell, meanCell, rateCell } from './derived-cells.ts';

const of = (times: number, own: Cell) => ({ times, cell: own });

describe('a linear combination', () => {
  it('adds what is multiplied, exact in decimals', () => {
    expect(combinedCell([of(1, cell(0.7)), of(1, cell(0.1)), of(-2, cell(0.15))])).toEqual(cell(0.5));
    expect(combinedCell([of(0.018, cell(40)), of(0.011, cell(40))])).toEqual(cell(1.16));
    expect(Object.is(combinedCell([of(1, cell(5)), of(-1, cell(5))]).value, 0)).toBe(true);
  });

  it('is nothing exactly where every part is nothing', () => {
    expect(combinedCell([of(1, NIL), of(-1, NIL)])).toEqual(NIL);
    expect(combinedCell([of(1, NIL), of(-1, cell(0, 'rounded_zero'))])).toEqual(cell(0, 'rounded_zero'));
    expect(combinedCell([of(1, NIL), of(-1, cell(3))])).toEqual(cell(-3));
    expect(combinedCell([])).toEqual(MISSING);
  });

  it('has no value where a part has none, also where it does not apply or weighs nothing', () => {
    expect(combinedCell([of(1, cell(3)), of(1, NOT_APPLICABLE)])).toEqual(NOT_APPLICABLE);
    expect(combinedCell([of(1, cell(3)), of(0, emptyCell('suppressed'))])).toEqual(emptyCell('suppressed'));
    expect(combinedCell([of(1, MISSING), of(-1, emptyCell('unknown'))])).toEqual(emptyCell('unknown'));
  });

  it('inherits marks and limited reliability', () => {
    const parts = [of(1, cell(2, 'low_reliability', ['p'])), of(-1, cell(1, 'ok', ['r']))];

    expect(combinedCell(parts)).toEqual(cell(1, 'low_reliability', ['p', 'r']));
  });

  it('equals the sum of its parts, in whatever order', () => {
    const factor = fc.integer({ min: -1000, max: 1000 }).map((thousandth) => thousandth / 1000);
    const amount = fc.integer({ min: 0, max: 100_000 }).map((tenth) => tenth / 10);
    fc.assert(
      fc.property(fc.array(fc.tuple(factor, amount), { minLength: 1, maxLength: 20 }), (parts) => {
        const exact = parts.reduce((sum, [f, a]) => sum + Math.round(f * 1000) * Math.round(a * 10), 0);
        const cells = parts.map(([f, a]) => of(f, cell(a)));

        expect(combinedCell(cells).value).toBe(exact / 10_000 + 0);
        expect(combinedCell(cells.toReversed()).value).toBe(exact / 10_000 + 0);
      }),
    );
  });
});

describe('a rate', () => {
  it('equals exact rational arithmetic', () => {
    const half = (numerator: bigint, denominator: bigint, scale: bigint) =>
      (2n * numerator * scale + denominator) / (2n * denominator);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100_000_000 }),
        fc.integer({ min: 1, max: 100_000_000 }),
        fc.constantFrom(1, 100, 1000, 10_000),
        fc.integer({ min: 0, max: 3 }),
        (numerator, denominator, per, precision) => {
          const exact = half(BigInt(numerator), BigInt(denominator), BigInt(per) * 10n ** BigInt(precision));

          expect(rateCell(cell(numerator), cell(denominator), per, precision)).toEqual(
            cell(Number(`${exact}e-${precision}`)),
          );
        },
      ),
    );
  });

  it('over less than nobody is not a number', () => {
    expect(rateCell(cell(3), cell(-5), 100, 1)).toEqual(NOT_APPLICABLE);
  });
});

describe('what is computed from several cells', () => {
  it('has a value exactly where all of them have one', () => {
    const someCell = fc
      .constantFrom(...CELL_STATES)
      .map((state) =>
        ['ok', 'nil', 'rounded_zero', 'low_reliability'].includes(state) ? cell(4, state) : emptyCell(state),
      );
    fc.assert(
      fc.property(someCell, someCell, (left, right) => {
        const valued = left.value !== null && right.value !== null;
        const computed = [
          combinedCell([of(1, left), of(-1, right)]),
          meanCell([of(1, left), of(2, right)]),
          differenceCell(left, right),
          changeCell(left, right, 'percent', 1),
          rateCell(left, right, 100, 1),
        ];

        for (const own of computed) expect(own.value !== null).toBe(valued);
      }),
    );
  });
});

describe('a weighted mean', () => {
  it('weighs each part', () => {
    expect(meanCell([of(1, cell(1)), of(3, cell(-1))])).toEqual(cell(-0.5));
  });
});
