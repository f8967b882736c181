import { describe, expect, it } from 'vitest';
import { cellReader } from './cell-reader.ts';
import type { Measure } from './profile-values.ts';
import { signTable } from './signs.ts';

const COUNT: Measure = { integer: true, rate: false, min: 0 };
const RATE: Measure = { integer: false, rate: true, min: 0, max: 100 };

function reader(measure: Measure = RATE, override = {}) {
  return cellReader({
    notations: [{ decimal: 'comma', thousands: 'dot' }],
    signs: signTable({ base: 'din', override }),
    measure,
  });
}

describe('cellReader', () => {
  it.each([
    ['12,5', { value: 12.5, state: 'ok' }],
    ['0,0', { value: 0, state: 'ok' }],
    ['-', { value: 0, state: 'nil' }],
    ['.', { value: null, state: 'suppressed' }],
    ['(12,5)', { value: 12.5, state: 'low_reliability' }],
    ['( 7 )', { value: 7, state: 'low_reliability' }],
    ['12,5 r', { value: 12.5, state: 'ok', marks: ['r'] }],
    ['12p', { value: 12, state: 'ok', marks: ['p'] }],
    ['(3)s', { value: 3, state: 'low_reliability', marks: ['s'] }],
    ['  4\u00A0', { value: 4, state: 'ok' }],
  ])('reads „%s“', (text, cell) => {
    expect(reader()(text)).toEqual({ cell });
  });

  it('does not take a bracketed minus for a small number', () => {
    expect(reader()('(-)')).toEqual({ wrong: 'unknown-sign', found: '(-)' });
  });

  it('names a sign that nobody has explained', () => {
    expect(reader()('~')).toEqual({ wrong: 'unknown-sign', found: '~' });
  });

  it.each(['#NV', '#DIV/0!', '#BEZUG!', '#NAME?', '#N/A'])('tells the failed calculation %s', (found) => {
    expect(reader()(found)).toEqual({ wrong: 'error-value', found });
    expect(reader()({ value: found, formula: true })).toEqual({ wrong: 'error-value', found });
  });

  it('refuses a number in the other notation', () => {
    expect(reader()('12.5')).toMatchObject({ wrong: 'unparsable-number', found: '12.5' });
  });

  it('notices thousands that were read as decimals, because a count is whole', () => {
    const english = cellReader({
      notations: [{ decimal: 'point', thousands: 'none' }],
      signs: signTable({ base: 'din', override: {} }),
      measure: COUNT,
    });

    for (const text of ['1.234', '1.000', '12.000', '(1.000)', '1.000 r'])
      expect(english(text)).toEqual({ wrong: 'not-integer', found: text, expected: 'eine ganze Zahl' });
    expect(english('1023101.0')).toEqual({ cell: { value: 1_023_101, state: 'ok' } });
  });

  it('refuses what no count and no share can be', () => {
    expect(reader(COUNT)('-3')).toMatchObject({ wrong: 'out-of-range' });
    expect(reader(RATE)('120')).toMatchObject({ wrong: 'out-of-range', expected: '0 bis 100' });
  });

  it('reads a declared number as the sign it is, in text and in workbooks', () => {
    const read = reader(RATE, { '-9999': 'suppressed' });
    const suppressed = { cell: { value: null, state: 'suppressed' } };

    expect(read('-9999')).toEqual(suppressed);
    expect(read('-9999,0')).toEqual(suppressed);
    expect(read({ value: -9999 })).toEqual(suppressed);
  });

  it('takes the number of a workbook cell, not what its format displays', () => {
    expect(reader()({ value: 0, format: '#,##0;\\-' })).toEqual({ cell: { value: 0, state: 'ok' } });
    expect(reader()({ value: 1234.5 })).toMatchObject({ wrong: 'out-of-range' });
    expect(reader()({ value: '12,5' })).toEqual({ cell: { value: 12.5, state: 'ok' } });
    expect(reader()({ value: null })).toEqual({ cell: { value: null, state: 'missing' } });
  });

  it('asks what a percentage means instead of choosing', () => {
    const cell = { value: 0.123, format: '0.0%' };

    expect(reader()(cell)).toEqual({ wrong: 'percent-format', found: '0.0%' });
    expect(reader({ ...RATE, percent: 'hundredfold' })(cell)).toEqual({ cell: { value: 12.3, state: 'ok' } });
    expect(reader({ ...RATE, percent: 'asStored' })(cell)).toEqual({ cell: { value: 0.123, state: 'ok' } });
  });

  it('refuses days and truth values among the figures', () => {
    expect(reader()({ value: new Date(0) })).toMatchObject({ wrong: 'unexpected-type' });
    expect(reader()({ value: true })).toMatchObject({ wrong: 'unexpected-type' });
  });
});
