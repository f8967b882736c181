import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberParser, trimCell } from './number-text.ts';

const german = numberParser({ decimal: 'comma', thousands: 'dot' });
const english = numberParser({ decimal: 'point', thousands: 'comma' });
const spaced = numberParser({ decimal: 'comma', thousands: 'space' });
const plain = numberParser({ decimal: 'point', thousands: 'none' });

describe('numberParser', () => {
  it.each([
    [german, '1.234,5', 1234.5],
    [german, '1234,5', 1234.5],
    [german, '12', 12],
    [german, '-  23', -23],
    [german, '\u221223', -23],
    [german, '1.234.567', 1_234_567],
    [english, '1,234.5', 1234.5],
    [spaced, '12\u00A0301', 12_301],
    [spaced, '1\u202F234\u2009567,25', 1_234_567.25],
    [plain, '1023101.0', 1_023_101],
  ])('reads what fits the notation (%#)', (parse, text, value) => {
    expect(parse(text)).toBe(value);
  });

  it.each([
    [german, '1.23'],
    [german, '0.500'],
    [german, '1.2345'],
    [german, '1,234.5'],
    [german, '1,2,3'],
    [german, '1e5'],
    [german, '12,'],
    [german, ',5'],
    [german, '--5'],
    [german, 'NaN'],
    [german, ''],
    [plain, '1,5'],
    [plain, '1 234'],
    [plain, '0x1F'],
    [plain, '١٢'],
  ])('refuses what does not (%#: %s)', (parse, text) => {
    expect(parse(text)).toBeUndefined();
  });

  it('reads back every number written in German notation', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e12, max: 1e12 }),
        fc.integer({ min: 0, max: 999 }),
        (whole, thousandths) => {
          const value = whole + Math.sign(whole || 1) * (thousandths / 1000);
          const text = value.toLocaleString('de-DE', { minimumFractionDigits: 3, maximumFractionDigits: 3 });

          expect(german(text)).toBeCloseTo(value, 2);
        },
      ),
    );
  });

  it('takes all kinds of blanks off both ends', () => {
    expect(trimCell('\u00A0 12\u202F\t')).toBe('12');
  });
});
