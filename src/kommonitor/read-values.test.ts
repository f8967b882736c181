import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaKey } from '../core/area.ts';
import { referenceDate } from '../core/reference-date.ts';
import { storedNumber, valuesShape } from './read-values.ts';

const Q1 = areaKey('001');
const Y23 = referenceDate('2023-12-31');
const Y24 = referenceDate('2024-12-31');

function row(key: string, y23: unknown, y24: unknown, more: object = {}): object {
  return { fid: '1', ID: key, 'DATE_2023-12-31': y23, 'DATE_2024-12-31': y24, NAME: 'Hafen', ...more };
}

describe('storedNumber', () => {
  it.each([
    ['12.5', 12.5],
    ['0', 0],
    ['-3', -3],
    ['1.2345679E8', 123_456_792],
    ['1.0E-5', Math.fround(0.00001)],
    ['0.1', Math.fround(0.1)],
    [null, null],
  ])('reads %s as what the server has stored', (text, expected) => {
    expect(storedNumber(text)).toBe(expected);
  });

  it.each(['NaN', 'Infinity', '', ' 1', '1,5', '0x10', '1e999', 5, undefined])(
    'does not take %s for a number',
    (text) => {
      expect(storedNumber(text)).toBeUndefined();
    },
  );

  it('reads back every float32 from its shortest text', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const shortest = String(Number(value.toPrecision(9)));

        return storedNumber(shortest) === (value === 0 ? Number(shortest) : value);
      }),
    );
  });
});

describe('valuesShape', () => {
  it('turns flat rows of text into values by key and date', () => {
    const values = valuesShape.parse([row('001', '12.5', null), row('002', '0', '7')]);

    expect(values.dates).toEqual([Y23, Y24]);
    expect(values.rows.get(Q1)).toEqual(
      new Map([
        [Y23, 12.5],
        [Y24, null],
      ]),
    );
    expect(values.contradictory).toEqual([]);
  });

  it('answers an empty table for no rows', () => {
    expect(valuesShape.parse([])).toEqual({ dates: [], rows: new Map(), contradictory: [] });
  });

  it('merges the versions of an area, which repeat its values', () => {
    const values = valuesShape.parse([
      row('001', '1', '2', { validEndDate: '2023-12-31' }),
      row('001', '1', '2', { validEndDate: null }),
    ]);

    expect([...values.rows.keys()]).toEqual(['001']);
    expect(values.contradictory).toEqual([]);
  });

  it.each([
    ['another value', '1', '3'],
    ['no value', '1', null],
  ])('names a key whose second row has %s', (_name, y23, y24) => {
    const values = valuesShape.parse([row('001', '1', '2'), row('001', y23, y24), row('002', '1', '1')]);

    expect(values.contradictory).toEqual(['001']);
  });

  it('leaves columns alone that only look like dates', () => {
    const values = valuesShape.parse([
      row('001', '1', '2', { DATE_OF_SURVEY: 'May', 'DATE_2023-02-30': '3' }),
    ]);

    expect(values.dates).toEqual([Y23, Y24]);
  });

  it.each([row('001', 'NaN', '2'), { 'DATE_2023-12-31': '1' }, row('001', 1, '2')])(
    'refuses a row it cannot trust: %j',
    (broken) => {
      expect(valuesShape.safeParse([broken]).success).toBe(false);
    },
  );
});
