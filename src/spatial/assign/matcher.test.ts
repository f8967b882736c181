import { describe, expect, it } from 'vitest';
import { askMatcher, DAY, DIRECTORY, GEMEINDE, streetRows } from '../../../tests/support/street-rows.ts';
import { referenceDate } from '../../core/reference-date.ts';
import { createMatcher } from './matcher.ts';

describe('by the directory, an address', () => {
  const match = askMatcher();

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

  it('has neighbours on its own side only', () => {
    const single = askMatcher({ directory: streetRows('00007', 'Am Bühl', { Q1: '10,12,14' }) });

    expect(single('00007', '', '12')).toBe('Q1 exact');
    expect(single('00007', '', '11')).toBe('unknown_number');
    expect(single('00007', '', '12', 'a')).toBe('Q1 suffix-dropped');
  });

  it('of another county is residual', () => {
    const { match: direct } = createMatcher({ directory: DIRECTORY, date: DAY });

    expect(direct({ gemeinde: '05111000', streetKey: '00007', number: '1' })).toMatchObject({
      residual: 'outside_county',
    });
  });

  it('gets the same answer, the same object, every time', () => {
    const { match: direct } = createMatcher({ directory: DIRECTORY, date: DAY });
    const ask = (number: string) => direct({ gemeinde: GEMEINDE, streetKey: '00014', number });

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
    ...streetRows('00007', 'Am Bühl', { Q1: '' }).map((row) => ({ ...row, ...old })),
    ...streetRows('00007', 'Am Bühl', { Q9: '' }).map((row) => ({ ...row, ...present })),
    ...streetRows('00014', 'Kurzweg', { Q1: '1-9' }).map((row) => ({ ...row, ...old })),
    ...streetRows('00014', 'Kurzweg', { Q1: '1-19' }).map((row) => ({ ...row, ...present })),
    ...streetRows('00021', 'Neubau', { Q1: '' }).map((row) => ({ ...row, ...present })),
  ];

  it('decides which edition of the directory counts', () => {
    expect(askMatcher({ directory, date: referenceDate('2022-12-31') })('00007', '', '1')).toBe('Q1 exact');
    expect(askMatcher({ directory, date: referenceDate('2023-01-01') })('00007', '', '1')).toBe('Q9 exact');
  });

  it('makes what comes later new and not unknown', () => {
    const match = askMatcher({ directory, date: referenceDate('2022-12-31') });

    expect(match('00021', 'Neubau', '1')).toBe('new_since_directory');
    expect(match('', 'Neubau', '1')).toBe('new_since_directory');
    expect(match('00014', 'Kurzweg', '15')).toBe('new_since_directory');
    expect(match('00014', 'Kurzweg', '25')).toBe('unknown_number');
  });
});
