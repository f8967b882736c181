import { describe, expect, it } from 'vitest';
import { signTable } from './signs.ts';

describe('signTable', () => {
  it.each([
    ['-', 'nil', 0],
    ['–', 'nil', 0],
    ['.', 'suppressed', null],
    ['/', 'unreliable', null],
    ['x', 'not_applicable', null],
    ['X', 'not_applicable', null],
    ['...', 'not_yet', null],
    ['…', 'not_yet', null],
    ['', 'missing', null],
  ])('reads „%s“ of the DIN table as %s', (sign, state, value) => {
    expect(signTable({ base: 'din', override: {} }).ofText(sign)).toEqual({ value, state });
  });

  it('knows the star of the Bundesagentur only in its own table', () => {
    expect(signTable({ base: 'ba', override: {} }).ofText('*')).toEqual({ value: null, state: 'suppressed' });
    expect(signTable({ base: 'din', override: {} }).ofText('*')).toBeUndefined();
  });

  it('reads a GENESIS zero as rounded, any other as counted', () => {
    expect(signTable({ base: 'genesis', override: {} }).zero.state).toBe('rounded_zero');
    expect(signTable({ base: 'din', override: {} }).zero.state).toBe('ok');
  });

  it('lets a profile say that a point means unknown and that -9999 means suppressed', () => {
    const signs = signTable({ base: 'din', override: { '.': 'unknown', '-9999': 'suppressed' } });

    expect(signs.ofText('.')?.state).toBe('unknown');
    expect(signs.ofText('-9999')?.state).toBe('suppressed');
    expect(signs.ofNumber(-9999)?.state).toBe('suppressed');
    expect(signs.ofNumber(-1)).toBeUndefined();
  });
});
