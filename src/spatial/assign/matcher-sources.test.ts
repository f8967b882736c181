/** What comes on top of the directory: renamings, protected addresses, coordinates. */
import { describe, expect, it } from 'vitest';
import { askMatcher, DAY, GEMEINDE, streetRows } from '../../../tests/support/street-rows.ts';
import { areaKey } from '../../core/area.ts';
import { referenceDate } from '../../core/reference-date.ts';
import type { Alias } from './aliases.ts';
import type { CoordinateIndex, Spot } from './coordinate-index.ts';
import { orderOf } from './house-number-order.ts';
import { normaliseStreetName } from './street-name.ts';

function alias(old: [string, string], current: [string, string], from = '2020-01-01'): Alias {
  const [oldKey, oldName] = old;
  const [key, name] = current;
  const confirmed = { confirmedBy: 'A. Muster', confirmedOn: DAY };
  return {
    row: 2,
    gemeinde: GEMEINDE,
    old: { key: oldKey, name: oldName },
    current: { key, name },
    validFrom: referenceDate(from),
    ...confirmed,
  };
}

function coordinates(spots: Record<string, Record<string, Spot>>): CoordinateIndex {
  const streets = new Map(
    Object.entries(spots).map(([name, houses]) => [
      normaliseStreetName(name),
      new Map(
        Object.entries(houses).map(([number, spot]) => [
          orderOf({ number: Number(number), suffix: '' }),
          spot,
        ]),
      ),
    ]),
  );
  const spotted = Object.values(spots).flatMap((houses) => Object.values(houses));
  return {
    gemeinden: new Set([GEMEINDE]),
    street: ({ normalised }) => streets.get(normalised),
    spots: () => spotted,
  };
}

describe('an alias', () => {
  it('leads from the old key or name to the new street', () => {
    const match = askMatcher({ aliases: [alias(['00099', 'Alte Str.'], ['00042', ''])] });

    expect(match('00099', 'Alte Straße', '5')).toBe('Q3 alias');
    expect(match('', 'Alte Straße', '5')).toBe('Q3 alias');
    expect(match('00099', '', '7', 'x')).toBe('Q3 alias');
    expect(match('00099', '', '25')).toBe('unknown_number');
  });

  it('follows a street that was renamed twice, and is not caught in a circle', () => {
    const chain = [alias(['00098', ''], ['00099', '']), alias(['00099', ''], ['00042', ''])];
    const circle = [alias(['00098', ''], ['00099', '']), alias(['00099', ''], ['00098', ''])];

    expect(askMatcher({ aliases: chain })('00098', '', '5')).toBe('Q3 alias');
    expect(askMatcher({ aliases: circle })('00098', '', '5')).toBe('unknown_street');
  });

  it('does not hold before its day', () => {
    const match = askMatcher({ aliases: [alias(['00099', ''], ['00042', ''], '2025-01-01')] });

    expect(match('00099', '', '5')).toBe('unknown_street');
  });

  it('explains an old name under the same key', () => {
    const match = askMatcher({ aliases: [alias(['', 'Alte Straße'], ['00042', ''])] });

    expect(match('00042', 'Alte Straße', '5')).toBe('Q3 exact renamed');
  });

  it('takes a key that was given to another street for the street its name says', () => {
    const match = askMatcher({ aliases: [alias(['00007', 'Alte Straße'], ['00042', ''])] });

    expect(match('00007', 'Alte Straße', '5')).toBe('Q3 alias');
    expect(match('00007', 'Am Bühl', '5')).toBe('Q1 exact');
  });

  it('takes over the numbers of a street that was renamed in part', () => {
    const match = askMatcher({
      directory: [
        ...streetRows('00007', 'Am Bühl', { Q1: '1-9' }),
        ...streetRows('00042', 'Neue Straße', { Q3: '11-19' }),
      ],
      aliases: [alias(['00007', ''], ['00042', ''])],
    });

    expect(match('00007', 'Am Bühl', '5')).toBe('Q1 exact');
    expect(match('00007', 'Am Bühl', '11')).toBe('Q3 alias');
  });
});

describe('a protected address', () => {
  const protectedAddresses = [
    { gemeinde: GEMEINDE, streetKey: '00014', number: '17' },
    { gemeinde: GEMEINDE, streetName: 'Gartenweg', number: '3-5' },
    { gemeinde: GEMEINDE, streetName: 'Nirgendweg', number: '1' },
    { gemeinde: GEMEINDE, streetKey: '00042' },
  ];
  const match = askMatcher({ protectedAddresses, aliases: [alias(['00099', 'Alte Straße'], ['00014', ''])] });

  it.each([
    ['00014', 'Müllerstraße', '17', ''],
    ['', 'Müller-Str.', '0017', ''],
    ['00099', '', '17', ''],
    ['', 'Alte Str.', '17', ''],
    ['00014', '', '15-19', ''],
    ['00014', '', '', ''],
    ['00028', 'Gartenweg', '4', ''],
    ['', 'Gartenweg', '5', ''],
    ['', 'Nirgendweg', '1', ''],
    ['00042', '', '7', 'a'],
  ])('stays residual as key "%s", name "%s", number "%s" "%s"', (key, name, number, suffix) => {
    expect(match(key, name, number, suffix)).toBe('protected');
  });

  it('stays residual under a suffix that would be dropped', () => {
    const guarded = askMatcher({
      protectedAddresses: [{ gemeinde: GEMEINDE, streetKey: '00014', number: '31' }],
    });

    expect(guarded('00014', '', '31', 'c')).toBe('protected');
  });

  it('is told by its house, where the list writes the name of a street and the record its key', () => {
    const at = (north: number): Spot => ({ unit: areaKey('Q1'), marks: [], east: 360_000, north });
    const houses = new Map([3, 5].map((number) => [orderOf({ number, suffix: '' }), at(number)]));
    const name = normaliseStreetName('Stillweg');
    const guarded = askMatcher({
      coordinates: {
        gemeinden: new Set([GEMEINDE]),
        street: ({ key, normalised }) => (key === '00077' || normalised === name ? houses : undefined),
        spots: () => houses.values(),
      },
      protectedAddresses: [{ gemeinde: GEMEINDE, streetName: 'Stillweg', number: '3' }],
    });

    expect(guarded('00077', '', '3')).toBe('protected');
    expect(guarded('00077', '', '5')).toBe('Q1 coordinate');
  });

  it('does not protect its neighbours', () => {
    expect(match('00014', '', '19')).toBe('Q2 exact');
    expect(match('00014', '', '17', 'a')).toBe('Q2 exact');
    expect(match('00028', 'Gartenweg', '6')).toBe('Q2 exact');
  });
});

describe('with coordinates, an address', () => {
  const spot = (unit: string | null, ...marks: Spot['marks']): Spot => ({
    unit: unit === null ? null : areaKey(unit),
    marks,
    east: 360_000,
    north: 5_650_000,
  });
  const match = askMatcher({
    coordinates: coordinates({
      Müllerstraße: {
        1: spot('Q1'),
        11: spot('Q2'),
        17: spot('Q1', 'near-edge'),
        33: spot('Q2'),
        35: spot(null),
      },
      Kirchplatz: { 8: spot('Q3', 'quality-c') },
      Neubauweg: { 1: spot('Q2', 'nearest-unit') },
    }),
  });

  it('is looked up both ways, and the directory wins where it knows the house', () => {
    expect(match('00014', '', '1')).toBe('Q1 exact compared');
    expect(match('00014', '', '17')).toBe('Q2 exact near-edge compared coordinate-disagrees');
    expect(match('00014', '', '3')).toBe('Q1 exact');
  });

  it('is not assigned where the coordinate contradicts what was only inferred', () => {
    expect(match('00014', '', '11')).toBe('ambiguous_range compared coordinate-disagrees');
  });

  it('is found by its coordinate where the directory does not decide', () => {
    expect(match('00014', '', '33')).toBe('Q2 coordinate');
    expect(match('00021', '', '8')).toBe('Q3 coordinate quality-c');
    expect(match('', 'Neubauweg', '1')).toBe('Q2 coordinate nearest-unit');
  });

  it('outside all areas is a boundary point, and a street of the address file alone is new', () => {
    expect(match('00014', '', '35')).toBe('boundary_point');
    expect(match('', 'Neubauweg', '3')).toBe('new_since_directory');
  });
});
