import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sharedCounts, type SharedPlace } from './shared-counts.ts';

const counts = (list: readonly (readonly [string, number])[]) => new Map(list);
const place = (row: string | null, column: string | null): SharedPlace => ({ row, column });

describe('counts of what two sets of areas have in common', () => {
  it('follow where one area lies in the other, and one block beside it', () => {
    const places = [place('Q', 'S'), place('R', 'S'), place('R', 'T')];

    const found = sharedCounts(
      places,
      counts([
        ['Q', 143],
        ['R', 80],
      ]),
      counts([
        ['S', 144],
        ['T', 79],
      ]),
    );

    expect(found).toEqual([
      { count: 143, most: 143 },
      { count: 1, most: 1 },
      { count: 79, most: 79 },
    ]);
  });

  it('are open where both areas cross both others', () => {
    const places = [place('Q', 'S'), place('Q', 'T'), place('R', 'S'), place('R', 'T')];

    const found = sharedCounts(
      places,
      counts([
        ['Q', 3],
        ['R', 7],
      ]),
      counts([
        ['S', 5],
        ['T', 5],
      ]),
    );

    expect(found?.map(({ most }) => most)).toEqual([3, 3, 5, 5]);
  });

  it('may lie in what one side does not cover', () => {
    const places = [place('Q', 'S'), place('Q', null), place(null, 'S')];

    expect(sharedCounts(places, counts([['Q', 9]]), counts([['S', 4]]))?.map(({ most }) => most)).toEqual([
      4, 9, 4,
    ]);
  });

  it('are none where the sums contradict each other', () => {
    expect(sharedCounts([place('Q', 'S')], counts([['Q', 9]]), counts([['S', 4]]))).toBeUndefined();
    expect(sharedCounts([place('Q', 'S')], counts([['Q', 4]]), counts([['S', 9]]))).toBeUndefined();
    expect(sharedCounts([], counts([['Q', 1]]), counts([]))).toBeUndefined();
  });

  it('add up, and the true ones are never more than the most', () => {
    const side = fc.constantFrom('1', '2', '3', '4', null);
    const truth = fc.uniqueArray(fc.record({ row: side, column: side, count: fc.nat(20) }), {
      selector: ({ row, column }) => `${row}/${column}`,
      maxLength: 12,
    });

    fc.assert(
      fc.property(truth, (cells) => {
        const places = cells.filter(({ row, column }) => row !== null || column !== null);
        const sums = (end: 'row' | 'column', numbers: readonly number[]) => {
          const all = new Map<string, number>();
          for (const [at, one] of places.entries()) {
            const key = one[end];
            if (key !== null) all.set(key, (all.get(key) ?? 0) + (numbers[at] ?? 0));
          }
          return all;
        };
        const own = places.map(({ count }) => count);

        const found = sharedCounts(places, sums('row', own), sums('column', own));

        const some = found?.map(({ count }) => count) ?? [];
        expect(some.every((count) => Number.isInteger(count) && count >= 0)).toBe(true);
        expect(sums('row', some)).toEqual(sums('row', own));
        expect(sums('column', some)).toEqual(sums('column', own));
        expect(found?.every(({ most }, at) => most >= (own[at] ?? 0) && most >= (some[at] ?? 0))).toBe(true);
      }),
    );
  });
});
