import { describe, expect, it } from 'vitest';
import { finding } from '../../core/finding.ts';
import { cellAddress, columnLetters, columnNumber, columnOf, rowHref } from './cell.ts';

const sheet = {
  name: 'Daten',
  rows: new Map([
    [1, ['Männer und Frauen']],
    [2, ['', 'insgesamt', 'dar.: Männer', 'Männer']],
    [3, ['0101', '12', 'Quartier', '7']],
    [4, ['Quartier', '12', '', '7']],
  ]),
};
const at = (column: string | undefined, row = 4) =>
  finding('mapping.unknown-key', {
    file: 'a.xlsx',
    sheet: 'Daten',
    row,
    ...(column === undefined ? {} : { column }),
  });

describe('the column of a finding', () => {
  it.each([
    [1, 'A'],
    [26, 'Z'],
    [27, 'AA'],
    [702, 'ZZ'],
    [703, 'AAA'],
    [16_384, 'XFD'],
  ])('%i is called %s, as in Excel', (column, letters) => {
    expect(columnLetters(column)).toBe(letters);
    expect(columnNumber(letters)).toBe(column);
  });

  it.each(['', 'a', 'A1', 'ABCD', '../', '1'])('has no name like %j', (text) => {
    expect(columnNumber(text)).toBeUndefined();
  });

  it.each([
    ['insgesamt', 2, 'its heading'],
    ['Einwohner / ins-\ngesamt', 2, 'the innermost line of its heading'],
    ['dar.: Männer', 3, 'a heading that another one is part of'],
    ['Nr. 7', 7, 'its number'],
    ['Quartier', 3, 'a heading above the row; what stands in it or below counts for nothing'],
    ['gibt es nicht', undefined, 'no heading at all'],
    [undefined, undefined, 'nothing'],
  ])('%j is number %s by %s', (column, number, _by) => {
    expect(columnOf(at(column), sheet)).toBe(number);
  });

  it('is unknown where its heading stands in two of them', () => {
    const twice = { name: undefined, rows: new Map([[1, ['Wert', 'Wert']]]) };

    expect(columnOf(at('Wert'), twice)).toBeUndefined();
  });

  it('makes an address in sheets, and where it is known by number even of a file that is not open', () => {
    expect(cellAddress(at('insgesamt'), sheet)).toBe('B4');
    expect(cellAddress(at('Nr. 3'), undefined)).toBe('C4');
    expect(cellAddress(at('insgesamt'), undefined)).toBeUndefined();
    expect(
      cellAddress(finding('mapping.unknown-key', { file: 'a.csv', row: 4, column: 'Nr. 3' }), undefined),
    ).toBe(undefined);
  });

  it('stands in the address of the page that shows the row', () => {
    expect(rowHref('2026-0001', at('insgesamt'), sheet)).toBe(
      '/laeufe/2026-0001/pruefung/zeile?blatt=Daten&zeile=4&spalte=B',
    );
  });
});
