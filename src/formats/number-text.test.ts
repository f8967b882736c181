import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SyncError } from '../errors.ts';
import { formatNumber, parseNumber, proveDecimal, type NumberNotation } from './number-text.ts';

const GERMAN: NumberNotation = { decimal: 'comma', thousands: 'dot' };
const SPACED: NumberNotation = { decimal: 'comma', thousands: 'space' };
const PLAIN: NumberNotation = { decimal: 'comma', thousands: 'none' };
const ENGLISH: NumberNotation = { decimal: 'point', thousands: 'comma' };

describe('parseNumber', () => {
  it('reads German, spaced and English notation', () => {
    expect(parseNumber('1.234.567,89', GERMAN)).toBe(1_234_567.89);
    expect(parseNumber('12 301', SPACED)).toBe(12_301);
    expect(parseNumber('12\u202f301,5', SPACED)).toBe(12_301.5);
    expect(parseNumber('1,234.5', ENGLISH)).toBe(1234.5);
    expect(parseNumber('1234', GERMAN)).toBe(1234);
    expect(parseNumber('007', PLAIN)).toBe(7);
  });

  it('reads the same text as the notation says and not as it looks', () => {
    expect(parseNumber('1.234', GERMAN)).toBe(1234);
    expect(parseNumber('1.234', { decimal: 'point', thousands: 'none' })).toBe(1.234);
  });

  it('strips every kind of blank at both ends and lets the minus stand apart', () => {
    expect(parseNumber('\u00a0 12,5\u2009\u202f', PLAIN)).toBe(12.5);
    expect(parseNumber('-  23', PLAIN)).toBe(-23);
    expect(parseNumber('\u221223', PLAIN)).toBe(-23);
    expect(parseNumber('+4', PLAIN)).toBe(4);
    expect(Object.is(parseNumber('-0', PLAIN), 0)).toBe(true);
  });

  it.each([
    '12,3,4',
    '1.23.4',
    '1.2345',
    '12.34',
    '0.123',
    '.123',
    '1.234.56,7',
    ',5',
    '5,',
    '1e3',
    '12 301',
    '- - 3',
    '3-',
    '(3)',
    '5 %',
    '-',
    '.',
    'x',
    '12.5',
    'Infinity',
    '0x10',
    '31.12.2024',
  ])('refuses %j in German notation', (text) => {
    expect(parseNumber(text, GERMAN)).toEqual({ problem: 'not-a-number' });
  });

  it('tells an empty text from a wrong one', () => {
    expect(parseNumber(' \u00a0', GERMAN)).toEqual({ problem: 'empty' });
  });

  it('refuses whole numbers that a number cannot hold', () => {
    expect(parseNumber('9007199254740991', PLAIN)).toBe(Number.MAX_SAFE_INTEGER);
    expect(parseNumber('9007199254740993', PLAIN)).toEqual({ problem: 'imprecise' });
    expect(parseNumber('77.08333333333333', ENGLISH)).toBe(77.08333333333333);
  });

  it('reads an exponent only where it is allowed', () => {
    expect(parseNumber('1.5E-3', { decimal: 'point', thousands: 'none', exponent: true })).toBe(0.0015);
    expect(parseNumber('1.5E-3', { decimal: 'point', thousands: 'none' })).toEqual({
      problem: 'not-a-number',
    });
  });

  it('refuses a notation with one mark for both purposes', () => {
    expect(() => parseNumber('1', { decimal: 'comma', thousands: 'comma' })).toThrow(SyncError);
    expect(() => formatNumber(1, { decimal: 'point', thousands: 'dot' }, 0)).toThrow(SyncError);
  });
});

describe('formatNumber', () => {
  it('groups, rounds and signs', () => {
    expect(formatNumber(1_234_567.891, GERMAN, 2)).toBe('1.234.567,89');
    expect(formatNumber(-1234, ENGLISH, 0)).toBe('-1,234');
    expect(formatNumber(-0.001, GERMAN, 1)).toBe('0,0');
    expect(formatNumber(999, SPACED, 0)).toBe('999');
  });

  it('refuses what it cannot write out', () => {
    expect(() => formatNumber(Number.NaN, GERMAN, 0)).toThrow(RangeError);
    expect(() => formatNumber(1e21, GERMAN, 0)).toThrow(RangeError);
  });

  it('P30 is read back as the same number in every notation', () => {
    const notation = fc.constantFrom(GERMAN, SPACED, PLAIN, ENGLISH);

    fc.assert(
      fc.property(
        fc.integer({ min: -1e12, max: 1e12 }),
        fc.nat({ max: 3 }),
        notation,
        (scaled, decimals, used) => {
          const value = Number((scaled / 10 ** decimals).toFixed(decimals));
          expect(parseNumber(formatNumber(value, used, decimals), used)).toBe(value === 0 ? 0 : value);
        },
      ),
    );
  });
});

describe('P30 numbers arrive as meant: proveDecimal', () => {
  it('proves the comma or the point by one value that fits only one of them', () => {
    expect(proveDecimal(['1.234', '12,5'])).toBe('comma');
    expect(proveDecimal(['1.234', '1.234.567'])).toBe('comma');
    expect(proveDecimal(['0,123'])).toBe('comma');
    expect(proveDecimal(['12 345,678'])).toBe('comma');
    expect(proveDecimal(['1,234', '1,234.5'])).toBe('point');
    expect(proveDecimal(['10.5', '3'])).toBe('point');
  });

  it('says so where every value fits both', () => {
    expect(proveDecimal(['1.234', '12.345', '7'])).toBe('ambiguous');
    expect(proveDecimal(['1,234'])).toBe('ambiguous');
  });

  it('says so where the values contradict each other', () => {
    expect(proveDecimal(['12,5', '12.5'])).toBe('contradictory');
  });

  it('learns nothing from whole numbers, signs and dates', () => {
    expect(proveDecimal(['1234', '-', '.', 'x', '31.12.2024', ''])).toBe('plain');
  });
});
