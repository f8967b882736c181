import { describe, expect, it } from 'vitest';
import { memoryTable } from '../../../tests/support/memory-table.ts';
import type { Finding } from '../../core/finding.ts';
import { rangeText } from './directory-row.ts';
import { readKglDirectory, type KglOptions } from './read-kgl.ts';

const HEADER = ['STRSCHL', 'STRNAME', 'SEITE', 'VON', 'VONZUS', 'BIS', 'BISZUS', 'QUARTIER', 'AB', 'ENDE'];
const OPTIONS: KglOptions = {
  gemeinde: '05998004',
  columns: {
    streetKey: 'STRSCHL',
    streetName: 'STRNAME',
    side: 'SEITE',
    fromNumber: 'VON',
    fromSuffix: 'VONZUS',
    toNumber: 'BIS',
    toSuffix: 'BISZUS',
    unit: 'QUARTIER',
    validFrom: 'AB',
    validTo: 'ENDE',
  },
};

async function read(...lines: string[]) {
  const findings: Finding[] = [];
  const rows = lines.map((line) => line.split(';'));
  const table = memoryTable({ file: 'kgl.csv', header: HEADER, rows });
  const directory = await readKglDirectory(table, OPTIONS, (f) => findings.push(f));
  return { directory, codes: findings.map(({ code, place }) => `${code} ${place.row}`) };
}

describe('readKglDirectory', () => {
  it('reads sides, suffixes, open ends and validity', async () => {
    const { directory, codes } = await read(
      '00007;Am Bühl;B;1;;9999;;Q1;01.01.2019;',
      '00014;Gartenweg;U;0001;;0015;a;Q1;20190101;20221231',
      '00014;Gartenweg;G;2;;8;;Q2;2019-01-01;99991231',
      '00021;Kirchplatz;;;;;;Q3;;',
    );

    expect(codes).toEqual([]);
    expect(directory.map((row) => [row.streetKey, rangeText(row), row.validFrom, row.validTo])).toEqual([
      ['00007', 'ganze Straße', '2019-01-01', null],
      ['00014', '1-15A ungerade', '2019-01-01', '2022-12-31'],
      ['00014', '2-8 gerade', '2019-01-01', null],
      ['00021', 'ganze Straße', null, null],
    ]);
    expect(directory[0]).toMatchObject({ row: 2, gemeinde: '05998004', unit: 'Q1', streetName: 'Am Bühl' });
  });

  it('lets a side begin at 1 or 0 whatever its parity', async () => {
    const { directory, codes } = await read('00007;A;G;1;;9999;;Q1;;', '00007;A;U;0;;9999;;Q1;;');

    expect(codes).toEqual([]);
    expect(directory.map(rangeText)).toEqual(['1-Ende gerade', '1-Ende ungerade']);
  });

  it('leaves out what it cannot read, each with its line and its reason', async () => {
    const { directory, codes } = await read(
      '00007;A;X;1;;9;;Q1;;',
      '00007;A;B;1;;x;;Q1;;',
      '00007;A;B;1;;;;Q1;;',
      '00007;A;B;9;;1;;Q1;;',
      '00007;A;B;1;;9;;Q1;31.02.2020;',
      '00007;A;B;1;;9;;Q1;2020-01-01;2019-12-31',
      ';;B;1;;9;;Q1;;',
    );

    expect(directory).toEqual([]);
    expect(codes).toEqual([
      'assignment.side-unreadable 2',
      'assignment.range-unreadable 3',
      'assignment.range-unreadable 4',
      'assignment.range-reversed 5',
      'assignment.date-unreadable 6',
      'assignment.validity-reversed 7',
      'assignment.street-nameless 8',
      'assignment.directory-empty 0',
    ]);
  });

  it('warns where the ends are not on the side named', async () => {
    const { directory, codes } = await read('00007;A;G;3;;9;;Q1;;');

    expect(directory).toHaveLength(1);
    expect(codes).toEqual(['assignment.range-side 2']);
  });
});
