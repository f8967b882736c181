import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classOf, classRanges, spreadOf, type Method } from './classes.ts';

const METHODS: readonly Method[] = ['EQUAL_INTERVAL', 'QUANTILE', 'JENKS', 'REGIONAL_DEFAULT'];
const numbers = fc.array(fc.integer({ min: -500, max: 500 }), { minLength: 1, maxLength: 9 });

describe('classes of a map', () => {
  it('have equal widths', () => {
    expect(classRanges([0, 3, 10], 5, 'EQUAL_INTERVAL')).toEqual([
      { from: 0, to: 10 / 3 },
      { from: 10 / 3, to: 20 / 3 },
      { from: 20 / 3, to: 10 },
    ]);
    expect(classRanges([0, 1, 2, 3, 4, 10], 5, 'EQUAL_INTERVAL')).toHaveLength(5);
  });

  it('hold the same number of values each', () => {
    const ranges = classRanges([1, 2, 3, 4, 5, 6, 7, 8, 100], 3, 'QUANTILE');

    expect(ranges).toEqual([
      { from: 1, to: 4 },
      { from: 4, to: 7 },
      { from: 7, to: 100 },
    ]);
  });

  it('keep together what lies close together', () => {
    expect(classRanges([1, 2, 3, 50, 51, 52, 900], 3, 'JENKS')).toEqual([
      { from: 1, to: 50 },
      { from: 50, to: 900 },
      { from: 900, to: 900 },
    ]);
  });

  it('are none without values, and one where all values are the same', () => {
    expect(classRanges([], 5, 'JENKS')).toEqual([]);
    expect(classRanges([4, 4, 4], 5, 'JENKS')).toEqual([{ from: 4, to: 4 }]);
    expect(classOf(4, [{ from: 4, to: 4 }])).toBe(0);
  });

  it('hold every value exactly once, whatever the method', () => {
    fc.assert(
      fc.property(
        numbers,
        fc.integer({ min: 3, max: 9 }),
        fc.constantFrom(...METHODS),
        (values, n, method) => {
          const ranges = classRanges(values, n, method);
          expect(ranges.length).toBeLessThanOrEqual(n);
          for (const [index, range] of ranges.entries()) {
            expect(range.from).toBeLessThanOrEqual(range.to);
            if (index > 0) expect(range.from).toBe(ranges[index - 1]?.to);
          }
          for (const value of values) expect(classOf(value, ranges)).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });

  it('are by Jenks as good as the best of all divisions there are', () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: 3, max: 5 }), (values, n) => {
        const sorted = [...values].sort((a, b) => a - b);
        const classes = Math.min(n, new Set(sorted).size);
        const ranges = classRanges(sorted, n, 'JENKS');
        const found = ranges
          .map((_range, index) => sorted.filter((value) => classOf(value, ranges) === index))
          .reduce((sum, members) => sum + squares(members), 0);

        expect(found).toBeCloseTo(best(sorted, classes), 6);
      }),
    );
  });

  it('measure the spread of a class from its mean', () => {
    expect(spreadOf([1, 2, 3, 10])(0, 3)).toBeCloseTo(2, 9);
  });
});

function squares(members: readonly number[]): number {
  const mean = members.reduce((sum, value) => sum + value, 0) / Math.max(1, members.length);
  return members.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}

/** Tries every way to cut the sorted values into so many runs. */
function best(sorted: readonly number[], classes: number): number {
  if (classes <= 1) return squares(sorted);
  let least = Number.POSITIVE_INFINITY;
  for (let cut = 1; cut <= sorted.length - classes + 1; cut += 1)
    least = Math.min(least, squares(sorted.slice(0, cut)) + best(sorted.slice(cut), classes - 1));
  return least;
}
