import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { beyondInner, closeValues, derivableParts } from './audit-facts.ts';

describe('what the registry tells', () => {
  it('names figures that the public reads and the inner circle does not, or not so', () => {
    const inner = {
      open: new Map([
        ['a', 5],
        ['b', 7],
      ]),
      hidden: new Set(['c']),
    };
    const outer = {
      open: new Map([
        ['a', 5],
        ['b', 8],
        ['c', 2],
      ]),
      hidden: new Set<string>(),
    };

    expect(beyondInner(inner, outer)).toEqual(['b', 'c']);
  });

  it('names figures with two values that are too close', () => {
    const open = new Map([
      ['a', [41, 42]],
      ['b', [41, 51]],
      ['c', [1, 30, 29.5]],
      ['d', [7]],
    ]);

    expect(closeValues(open, (id) => (id === 'c' ? 0.5 : 3))).toEqual([{ figure: 'a', least: 3 }]);
  });

  it('follows sums downwards, from a level to the next', () => {
    const sums = [
      { whole: 'A', parts: ['a1', 'a2'] },
      { whole: 'K', parts: ['A', 'B'] },
    ];
    const open = new Map([
      ['K', 60],
      ['B', 40],
      ['a1', 18],
    ]);

    expect(derivableParts(sums, (id) => open.get(id))).toEqual([
      { figure: 'A', value: 20, from: ['K', 'B'] },
      { figure: 'a2', value: 2, from: ['A', 'a1'] },
    ]);
  });

  it('concludes nothing where two parts are hidden, and otherwise the hidden part itself', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(50), { minLength: 2, maxLength: 8 }),
        fc.integer({ min: 1, max: 3 }),
        (values, count) => {
          const parts = values.map((_, at) => `p${at}`);
          const hidden = new Set(parts.slice(0, count));
          const total = values.reduce((sum, value) => sum + value, 0);
          const valueOf = (id: string) =>
            id === 'all' ? total : hidden.has(id) ? undefined : values[Number(id.slice(1))];

          const derived = derivableParts([{ whole: 'all', parts }], valueOf);

          expect(derived.map(({ value }) => value)).toEqual(hidden.size === 1 ? [values[0]] : []);
        },
      ),
    );
  });
});
