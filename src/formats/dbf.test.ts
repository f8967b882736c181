import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { dbfFile, type DbfColumn } from '../../tests/support/dbf-file.ts';
import { readDbf, type DbfTable } from './dbf.ts';

const NAME: DbfColumn = { name: 'NAME', type: 'C', length: 12 };

function names(texts: readonly (string | Buffer)[], language = 0): Buffer {
  return dbfFile({ columns: [NAME], rows: texts.map((text) => [text]), language });
}

describe('readDbf', () => {
  it('reads texts, numbers, days as UTC and truth values', () => {
    const bytes = dbfFile({
      columns: [
        NAME,
        { name: 'N', type: 'N', length: 8 },
        { name: 'TAG', type: 'D', length: 8 },
        { name: 'L', type: 'L', length: 1 },
      ],
      rows: [
        ['01 Nord', '12.50', '20241231', 'T'],
        ['', '', '', '?'],
        [' 2', '********', '00000000', 'n'],
        ['3', '-.5', '20230229', 'F'],
      ],
    });

    expect((readDbf(bytes) as DbfTable).records).toEqual([
      { NAME: '01 Nord', N: 12.5, TAG: new Date(Date.UTC(2024, 11, 31)), L: true },
      { NAME: '', N: null, TAG: null, L: null },
      { NAME: ' 2', N: '********', TAG: null, L: false },
      { NAME: '3', N: -0.5, TAG: '20230229', L: false },
    ]);
  });

  it('keeps the place of deleted records', () => {
    const bytes = dbfFile({ columns: [NAME], rows: [['a'], ['b']], deleted: [0] });

    expect((readDbf(bytes) as DbfTable).records).toEqual([null, { NAME: 'b' }]);
  });

  it.each([
    ['.cpg UTF-8', names(['Köln']), 'UTF-8', 'utf-8'],
    ['.cpg of ESRI for 1252', names([iconv.encode('Köln', 'win1252')]), 'ANSI 1252', 'windows-1252'],
    ['.cpg ISO-8859-1', names([iconv.encode('Köln', 'win1252')], 0x02), 'ISO-8859-1', 'windows-1252'],
    ['language byte 0x57', names([iconv.encode('Köln', 'win1252')], 0x57), undefined, 'windows-1252'],
    ['language byte 0x02', names([iconv.encode('Köln', 'cp850')], 0x02), undefined, 'cp850'],
    ['language byte 0x01', names([iconv.encode('Köln', 'cp437')], 0x01), undefined, 'cp437'],
    ['proven UTF-8 where nothing is said', names(['Köln']), undefined, 'utf-8'],
    ['1252 where nothing is said', names([iconv.encode('Köln', 'win1252')]), undefined, 'windows-1252'],
  ])('takes the encoding from %s', (_what, bytes, cpg, encoding) => {
    const table = readDbf(bytes, cpg) as DbfTable;

    expect(table.encoding).toBe(encoding);
    expect(table.records[0]).toEqual({ NAME: 'Köln' });
  });

  it('refuses an encoding that the bytes refute and a .cpg nobody knows', () => {
    expect(readDbf(names([iconv.encode('Köln', 'win1252')]), 'UTF-8')).toMatchObject({ problem: 'encoding' });
    expect(readDbf(names(['Köln'], 0x57))).toMatchObject({ problem: 'encoding' });
    expect(readDbf(names(['Köln']), 'Big5')).toEqual({ problem: 'encoding', found: '.cpg: Big5' });
  });

  it('does not take a 1252 letter at the end of a full field for the beginning of a UTF-8 one', () => {
    const table = readDbf(names([iconv.encode('Elfbuchstabä', 'win1252')], 0x57)) as DbfTable;

    expect(table.records[0]).toEqual({ NAME: 'Elfbuchstabä' });
  });

  it('accepts UTF-8 whose last letter the field has cut in two', () => {
    const cut = Buffer.from('Größenwachsü').subarray(0, 12);

    expect(readDbf(names([cut]), 'UTF-8')).toMatchObject({ encoding: 'utf-8' });
  });

  it('refuses a table that is cut off or whose record layout does not add up', () => {
    const bytes = names(['a', 'b']);
    const crooked = Buffer.from(bytes);
    crooked.writeUInt16LE(12, 10);

    expect(readDbf(bytes.subarray(0, bytes.length - 5))).toMatchObject({ problem: 'broken' });
    expect(readDbf(bytes.subarray(0, 20))).toMatchObject({ problem: 'broken' });
    expect(readDbf(crooked)).toMatchObject({ problem: 'broken' });
  });
});
