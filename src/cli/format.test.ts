import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { count, instantText, shortHash, valueText } from './format.ts';

describe('count', () => {
  it.each([
    [0, '0 Werte'],
    [1, '1 Wert'],
    [4188, '4.188 Werte'],
  ])('%s', (n, text) => {
    expect(count(n, 'Wert', 'Werte')).toBe(text);
  });
});

describe('valueText', () => {
  it.each([
    [0, '0'],
    [12.5, '12,5'],
    [Math.fround(0.1), '0,1'],
    [Math.fround(33.333333), '33,333332'],
    [-3, '-3'],
    [16_777_215, '16.777.215'],
    [123_456_792, '123.456.792'],
    [null, 'kein Wert'],
    ['absent', 'nicht vorhanden'],
  ] as const)('%s reads %s', (value, text) => {
    expect(valueText(value)).toBe(text);
  });

  it('never shows another number than the one that is stored', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }), (value) => {
        const read = Number(valueText(value).replaceAll('.', '').replace(',', '.'));

        expect(Math.abs(Math.fround(read))).toBe(Math.abs(value));
      }),
    );
  });
});

describe('instantText', () => {
  it('is the time in the office, in winter and in summer', () => {
    expect(instantText('2026-02-03T12:58:04.000Z')).toBe('03.02.2026, 13:58:04 MEZ');
    expect(instantText('2026-07-01T23:30:00.000Z')).toBe('02.07.2026, 01:30:00 MESZ');
  });
});

describe('shortHash', () => {
  it('is enough to be typed', () => {
    expect(shortHash('0123456789abcdef')).toBe('01234567');
  });
});
