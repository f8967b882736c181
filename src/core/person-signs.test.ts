import { describe, expect, it } from 'vitest';
import { likelyPersonSign, personSign } from './person-signs.ts';

const ROWS = Array.from({ length: 4 }, (_, n) => [`00${n}`, `Ort ${n}`, String(12 + n)]);

describe('a table with a column „Name“', () => {
  it('is one on persons where a register delivers it', () => {
    expect(personSign(['Nr', 'Name', 'Einwohner'], ROWS)).toBe('Spalte 2: Name');
  });

  it('is one on areas where it also has a key and figures', () => {
    expect(likelyPersonSign(['Nr', 'Name', 'Einwohner'], ROWS)).toBeUndefined();
  });

  it.each([
    [
      'no key',
      ['Name', 'Zahl'],
      [
        ['Quarzmann', '1'],
        ['Xanthippa', '2'],
      ],
    ],
    [
      'no figures',
      ['Nr', 'Name'],
      [
        ['1', 'Quarzmann'],
        ['2', 'Xanthippa'],
      ],
    ],
    ['a birthday', ['Nr', 'Name', 'Geburtsdatum', 'Zahl'], [['1', 'Quarzmann', '17.03.1961', '3']]],
    ['a first name', ['Nr', 'Name', 'Vorname', 'Zahl'], [['1', 'Quarzmann', 'Xanthippa', '3']]],
    ['no rows', ['Nr', 'Name', 'Zahl'], []],
  ])('stays one on persons with %s', (_what, labels, rows) => {
    expect(likelyPersonSign(labels, rows)).toMatch(/^Spalte \d: /);
  });
});

it('cells of a grid have long names of their own and are no persons', () => {
  const cells = [
    'CRS3035RES100mN2689100E4337000',
    'CRS3035RES100mN2689100E4341100',
    'CRS3035RES100mN2689200E4341100',
  ];

  expect(
    personSign(
      ['Zelle', 'Zahl'],
      cells.map((cell) => [cell, '4']),
    ),
  ).toBeUndefined();
});
