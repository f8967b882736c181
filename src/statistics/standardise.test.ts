import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cell, emptyCell, hasValue, MISSING, NOT_APPLICABLE, type Cell } from '../core/cell.ts';
import { standardised } from './standardise.ts';

const TOLERANCE = 1e-9;

function scores(...cells: readonly Cell[]): Cell[] {
  return [...standardised(new Map(cells.map((own, index) => [index, own]))).values()];
}

describe('z-scores', () => {
  it('are the distance from the mean in population standard deviations', () => {
    // Mean 5, squares 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 over 8: deviation 2.
    const found = scores(...[2, 4, 4, 4, 5, 5, 7, 9].map((value) => cell(value)));

    expect(found.map(({ value }) => value)).toEqual([-1.5, -0.5, -0.5, -0.5, 0, 0, 1, 2]);
  });

  it('are not applicable with fewer than three values or none that differ', () => {
    expect(scores(cell(1), cell(2), emptyCell('suppressed'))).toEqual([
      NOT_APPLICABLE,
      NOT_APPLICABLE,
      emptyCell('suppressed'),
    ]);
    expect(scores(cell(0.1), cell(0.1), cell(0.1))).toEqual([NOT_APPLICABLE, NOT_APPLICABLE, NOT_APPLICABLE]);
  });

  it('leave an area without a value as it is, and it has no part in the others', () => {
    const [first, , , hidden, absent] = scores(
      cell(8, 'low_reliability', ['p']),
      cell(6),
      cell(4),
      emptyCell('suppressed'),
      MISSING,
    );

    expect(first).toEqual(cell(Math.sqrt(1.5), 'low_reliability', ['p']));
    expect([hidden, absent]).toEqual([emptyCell('suppressed'), MISSING]);
  });

  it('have mean 0 and deviation 1, whatever the values', () => {
    const values = fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), {
      minLength: 3,
      maxLength: 200,
    });
    fc.assert(
      fc.property(values, fc.integer({ min: 0, max: 3 }), (list, places) => {
        fc.pre(new Set(list).size > 1);
        const found = scores(...list.map((value) => cell(value / 10 ** places)));

        const z = found.filter(hasValue).map(({ value }) => value);
        const mean = z.reduce((sum, value) => sum + value, 0) / z.length;
        const deviation = Math.sqrt(z.reduce((sum, value) => sum + (value - mean) ** 2, 0) / z.length);
        expect(Math.abs(mean)).toBeLessThan(TOLERANCE);
        expect(Math.abs(deviation - 1)).toBeLessThan(TOLERANCE);
      }),
    );
  });

  it('keep the order of the values', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 3, maxLength: 50 }), (list) => {
        fc.pre(new Set(list).size > 1);
        const found = scores(...list.map((value) => cell(value))).map(({ value }) => value ?? Number.NaN);

        for (const [i, left] of list.entries())
          for (const [k, right] of list.entries())
            expect(Math.sign(found[i]! - found[k]!) + 0).toBe(Math.sign(left - right) + 0);
      }),
    );
  });
});
