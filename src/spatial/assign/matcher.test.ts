import { describe, expect, it } from 'vitest';
import { areaKey } from '../../core/area.ts';
import { referenceDate } from '../../core/reference-date.ts';
import type { Alias } from './aliases.ts';
import type { CoordinateIndex, Spot } from './coordinate-index.ts';
import type { DirectoryRow } from './directory-row.ts';
import { orderOf } from './house-number-order.ts';
import { createMatcher, type MatcherSources } from './matcher.ts';
import { normaliseStreetName } from './street-name.ts';
import { parseRanges } from './range-grammar.ts';

const G = '05998004';
const DATE = referenceDate('2024-12-31');

function street(streetKey: string, streetName: string, ranges: Record<string, string>): DirectoryRow[] {
  return Object.entries(ranges).flatMap(([unit, text]) =>
    parseRanges(text).flatMap((range, i) => {
      if ('problem' in range) throw new Error(text);
      const { from, to, side } = range;
      const names = { gemeinde: G, streetKey, streetName };
      return [{ row: i + 2, ...names, side, from, to, unit: areaKey(unit), validFrom: null, validTo: null }];
    }),
  );
}

const DIRECTORY = [
  ...street('00007', 'Am Bühl', { Q1: '' }),
  ...street('00014', 'Müllerstraße', { Q1: '1-9 ung.,13-15 ung.', Q2: '17-31 ung.,2-20 ger.' }),
  ...street('00021', 'Kirchplatz', { Q1: '1-8', Q3: '8-12' }),
  ...street('00028', 'Gartenweg', { Q2: '' }),
  ...street('00035', 'Gartenweg', { Q3: '' }),
  ...street('00042', 'Neue Straße', { Q3: '1-20' }),
];

function matcher(more: Partial<MatcherSources> = {}) {
  const { match } = createMatcher({ directory: DIRECTORY, date: DATE, ...more });
  return (streetKey: string, streetName: string, number = '', suffix = '') => {
    const found = match({ gemeinde: G, streetKey, streetName, number, suffix });
    const answer = 'unit' in found ? `${found.unit} ${found.how}` : found.residual;
    return [answer, ...found.marks].join(' ');
  };
}

function alias(old: [string, string], current: [string, string], from = '2020-01-01'): Alias {
  const [oldKey, oldName] = old;
  const [key, name] = current;
  const confirmed = { confirmedBy: 'A. Muster', confirmedOn: DATE };
  return {
    row: 2,
    gemeinde: G,
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
  return { gemeinden: new Set([G]), street: ({ normalised }) => streets.get(normalised) };
}

describe('by the directory, an address', () => {
  const match = matcher();

  it.each([
    ['00007', '', '3', '', 'Q1 exact'],
    ['00007', 'Am Bühl', '0003', 'a', 'Q1 exact'],
    ['00014', 'Müllerstraße', '15', '', 'Q1 exact'],
    ['00014', 'Müllerstraße', '17', '', 'Q2 exact'],
    ['00014', 'Müllerstraße', '18', '', 'Q2 exact'],
    ['00014', 'Müllerstraße', '3', 'c', 'Q1 exact'],
    ['00014', 'Müllerstraße', '31', 'c', 'Q2 suffix-dropped'],
    ['00014', 'Müllerstraße', '11', '', 'Q1 interpolated'],
    ['00014', 'Müllerstraße', '11', 'b', 'Q1 interpolated'],
    ['', 'MUELLERSTR.', '17', '', 'Q2 normalised-name'],
    ['99999', 'Mueller-Str.', '11', '', 'Q1 interpolated'],
    ['', 'Mueller-Str.', '31', 'c', 'Q2 normalised-name suffix-dropped'],
    ['00014', 'Müllerstraße', '12-16', '', 'Q2 exact compound'],
    ['00014', 'Müllerstraße', '15-17', '', 'Q1 exact compound compound-split'],
    ['00014', 'Müllerstr.', '17', '', 'Q2 exact'],
    ['00014', 'Kochweg', '17', '', 'Q2 exact name-differs'],
    ['00007', 'Am Bühl', '', '', 'Q1 exact number-missing'],
    ['00028', 'Gartenweg', '1', '', 'Q2 exact'],
  ])('with key "%s", name "%s", number "%s" "%s" is %s', (key, name, number, suffix, expected) => {
    expect(match(key, name, number, suffix)).toBe(expected);
  });

  it.each([
    ['', '', '', '', 'no_address'],
    ['00000', ' ', '0000', '', 'no_address'],
    ['', 'o.f.W.', '', '', 'no_address'],
    ['', 'Ohne festen Wohnsitz', '', '', 'no_address'],
    ['', 'Postfach 1234', '', '', 'po_box_or_office'],
    ['', 'Rathaus', '1', '', 'po_box_or_office'],
    ['99999', 'Kochweg', '1', '', 'unknown_street'],
    ['', 'Kochweg', '', '', 'unknown_street'],
    ['', 'Mullerstraße', '1', '', 'unknown_street'],
    ['00014', 'Müllerstraße', '33', '', 'unknown_number'],
    ['00014', 'Müllerstraße', '22', '', 'unknown_number'],
    ['00014', 'Müllerstraße', '15', 'a', 'ambiguous_range'],
    ['00014', 'Müllerstraße', '', '', 'ambiguous_range'],
    ['00021', 'Kirchplatz', '8', '', 'ambiguous_range'],
    ['', 'Gartenweg', '1', '', 'ambiguous_name'],
    ['', 'Gartenweg', '', '', 'ambiguous_name'],
    ['00007', 'Am Bühl', 'hinten', '', 'bad_format'],
    ['00007', 'Am Bühl', '9-3', '', 'bad_format'],
    ['', 'Kochweg', 'hinten', '', 'bad_format'],
  ])('with key "%s", name "%s", number "%s" "%s" is residual: %s', (key, name, number, suffix, cause) => {
    expect(match(key, name, number, suffix)).toBe(cause);
  });

  it('of another county is residual', () => {
    const { match: direct } = createMatcher({ directory: DIRECTORY, date: DATE });

    expect(direct({ gemeinde: '05111000', streetKey: '00007', number: '1' })).toMatchObject({
      residual: 'outside_county',
    });
  });

  it('gets the same answer, the same object, every time', () => {
    const { match: direct } = createMatcher({ directory: DIRECTORY, date: DATE });
    const ask = (number: string) => direct({ gemeinde: G, streetKey: '00014', number });

    expect(ask('17')).toBe(ask('19'));
    expect(ask('11')).toBe(ask('11'));
  });
});

describe('the date', () => {
  const [old, present] = [
    { validFrom: null, validTo: referenceDate('2022-12-31') },
    { validFrom: referenceDate('2023-01-01'), validTo: null },
  ];
  const directory = [
    ...street('00007', 'Am Bühl', { Q1: '' }).map((row) => ({ ...row, ...old })),
    ...street('00007', 'Am Bühl', { Q9: '' }).map((row) => ({ ...row, ...present })),
    ...street('00014', 'Kurzweg', { Q1: '1-9' }).map((row) => ({ ...row, ...old })),
    ...street('00014', 'Kurzweg', { Q1: '1-19' }).map((row) => ({ ...row, ...present })),
    ...street('00021', 'Neubau', { Q1: '' }).map((row) => ({ ...row, ...present })),
  ];

  it('decides which edition of the directory counts', () => {
    expect(matcher({ directory, date: referenceDate('2022-12-31') })('00007', '', '1')).toBe('Q1 exact');
    expect(matcher({ directory, date: referenceDate('2023-01-01') })('00007', '', '1')).toBe('Q9 exact');
  });

  it('makes what comes later new and not unknown', () => {
    const match = matcher({ directory, date: referenceDate('2022-12-31') });

    expect(match('00021', 'Neubau', '1')).toBe('new_since_directory');
    expect(match('', 'Neubau', '1')).toBe('new_since_directory');
    expect(match('00014', 'Kurzweg', '15')).toBe('new_since_directory');
    expect(match('00014', 'Kurzweg', '25')).toBe('unknown_number');
  });
});

describe('an alias', () => {
  it('leads from the old key or name to the new street', () => {
    const match = matcher({ aliases: [alias(['00099', 'Alte Str.'], ['00042', ''])] });

    expect(match('00099', 'Alte Straße', '5')).toBe('Q3 alias');
    expect(match('', 'Alte Straße', '5')).toBe('Q3 alias');
    expect(match('00099', '', '7', 'x')).toBe('Q3 alias');
    expect(match('00099', '', '25')).toBe('unknown_number');
  });

  it('follows a street that was renamed twice, and is not caught in a circle', () => {
    const chain = [alias(['00098', ''], ['00099', '']), alias(['00099', ''], ['00042', ''])];
    const circle = [alias(['00098', ''], ['00099', '']), alias(['00099', ''], ['00098', ''])];

    expect(matcher({ aliases: chain })('00098', '', '5')).toBe('Q3 alias');
    expect(matcher({ aliases: circle })('00098', '', '5')).toBe('unknown_street');
  });

  it('does not hold before its day', () => {
    const match = matcher({ aliases: [alias(['00099', ''], ['00042', ''], '2025-01-01')] });

    expect(match('00099', '', '5')).toBe('unknown_street');
  });

  it('explains an old name under the same key', () => {
    const match = matcher({ aliases: [alias(['', 'Alte Straße'], ['00042', ''])] });

    expect(match('00042', 'Alte Straße', '5')).toBe('Q3 exact renamed');
  });

  it('takes a key that was given to another street for the street its name says', () => {
    const match = matcher({ aliases: [alias(['00007', 'Alte Straße'], ['00042', ''])] });

    expect(match('00007', 'Alte Straße', '5')).toBe('Q3 alias');
    expect(match('00007', 'Am Bühl', '5')).toBe('Q1 exact');
  });

  it('takes over the numbers of a street that was renamed in part', () => {
    const match = matcher({
      directory: [
        ...street('00007', 'Am Bühl', { Q1: '1-9' }),
        ...street('00042', 'Neue Straße', { Q3: '11-19' }),
      ],
      aliases: [alias(['00007', ''], ['00042', ''])],
    });

    expect(match('00007', 'Am Bühl', '5')).toBe('Q1 exact');
    expect(match('00007', 'Am Bühl', '11')).toBe('Q3 alias');
  });
});

describe('a protected address', () => {
  const protectedAddresses = [
    { gemeinde: G, streetKey: '00014', number: '17' },
    { gemeinde: G, streetName: 'Gartenweg', number: '3-5' },
    { gemeinde: G, streetName: 'Nirgendweg', number: '1' },
    { gemeinde: G, streetKey: '00042' },
  ];
  const match = matcher({ protectedAddresses, aliases: [alias(['00099', 'Alte Straße'], ['00014', ''])] });

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
    const guarded = matcher({ protectedAddresses: [{ gemeinde: G, streetKey: '00014', number: '31' }] });

    expect(guarded('00014', '', '31', 'c')).toBe('protected');
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
  });
  const match = matcher({
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
