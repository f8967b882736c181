import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { floatText, printedFloat } from './float-text.ts';

describe('floatText', () => {
  it.each([
    [4120, '4120.0'],
    [12.5, '12.5'],
    [0, '0.0'],
    [-3.25, '-3.25'],
    [0.1, '0.1'],
    [123456789, '1.2345679E8'],
    [10_000_000, '1.0E7'],
    [0.0001, '1.0E-4'],
  ])('prints %d as %s', (value, text) => {
    expect(floatText(Math.fround(value))).toBe(text);
  });

  it('prints a number that reads back as the same float32', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Math.fround(Number(floatText(value)))).toBe(value);
        expect(Math.fround(printedFloat(value))).toBe(value);
      }),
    );
  });
});
