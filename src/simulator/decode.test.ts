import { describe, expect, it } from 'vitest';
import { LONGEST_STRING } from './assumptions.ts';
import { body, day, decimal, flag, flagOrFalse, list, literal, record, text, Unreadable } from './decode.ts';

describe('decoding like Jackson', () => {
  it('makes absent and null members null and rejects unknown ones', () => {
    const decode = record({ name: text, flagged: flagOrFalse, ids: list(text) });

    expect(decode({})).toEqual({ name: null, flagged: false, ids: [] });
    expect(decode({ name: null, flagged: null, ids: null })).toEqual({
      name: null,
      flagged: null,
      ids: null,
    });
    expect(() => decode({ other: 1 })).toThrow(Unreadable);
  });

  it('reads days with and without a time and no other date', () => {
    expect(day('2024-12-31')).toBe('2024-12-31');
    expect(day('2024-12-31T10:00:00Z')).toBe('2024-12-31');
    expect(() => day('31.12.2024')).toThrow(Unreadable);
    expect(() => day('2023-02-29')).toThrow(Unreadable);
  });

  it('reads numbers written as text, and the text NaN', () => {
    expect(decimal('12.5')).toBe(12.5);
    expect(decimal('NaN')).toBeNaN();
    expect(() => decimal('zwölf')).toThrow(Unreadable);
    expect(() => decimal(true)).toThrow(Unreadable);
  });

  it('accepts known literals only', () => {
    const decode = literal('JENKS', 'QUANTILE');

    expect(decode('JENKS')).toBe('JENKS');
    expect(() => decode('jenks')).toThrow(Unreadable);
  });

  it('refuses lists and objects for texts, truth values that are none, and texts that are too long', () => {
    expect(text(5)).toBe('5');
    expect(() => text([])).toThrow(Unreadable);
    expect(() => flag('vielleicht')).toThrow(Unreadable);
    expect(() => text('x'.repeat(LONGEST_STRING + 1))).toThrow(Unreadable);
  });

  it('wants a document', () => {
    expect(() => body(record({}))(null)).toThrow(Unreadable);
    expect(() => body(list(text))(undefined)).toThrow(Unreadable);
  });
});
