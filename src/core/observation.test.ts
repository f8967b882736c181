import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breakdownKey } from './observation.ts';

describe('the key of a breakdown', () => {
  it('names dimensions and codes in alphabetical order', () => {
    expect(breakdownKey({ geschlecht: 'w', alter: '65plus' })).toBe('alter=65plus|geschlecht=w');
    expect(breakdownKey({})).toBe('');
  });

  it('is never shared, whatever stands in the codes of a file', () => {
    expect(breakdownKey({ a: '1|b=2', b: '3' })).not.toBe(breakdownKey({ a: '1', b: '2|b=3' }));
    const code = fc.array(fc.constantFrom('a', 'b', '=', '|', '\\', ' '), { maxLength: 6 });
    const breakdown = fc.record({ a: code, b: code }).map(({ a, b }) => ({ a: a.join(''), b: b.join('') }));
    fc.assert(
      fc.property(breakdown, breakdown, (one, other) => {
        const same = one.a === other.a && one.b === other.b;

        expect(breakdownKey(one) === breakdownKey(other)).toBe(same);
      }),
      { numRuns: 2000 },
    );
  });
});
