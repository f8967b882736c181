/** Damaged and mistaken deliveries, the whole way from bytes to rows: nothing wrong may come out as a row. */
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../../tests/support/temp-folder.ts';
import { zipFile } from '../../tests/support/zip-file.ts';
import { CATALOGUE } from '../core/findings/catalogue.ts';
import { findingText, type Finding } from '../core/finding.ts';
import { readDelimited } from './delimited.ts';
import { openText, type DeclaredEncoding } from './encoding.ts';

const folder = tempFolder();

async function read(bytes: Uint8Array | string, declared: DeclaredEncoding = 'windows-1252') {
  const findings: Finding[] = [];
  const report = (f: Finding): number => findings.push(f);
  const source = folder.write('lieferung.csv', bytes);
  const text = await openText(source, { declared }, report);
  const rows: (readonly string[])[] = [];
  if (text)
    for await (const batch of readDelimited(text.chunks, { file: source.file, delimiter: ';' }, report))
      rows.push(...batch.map((row) => row.cells));
  return { rows, findings, codes: findings.map((f) => f.code) };
}

const windows = (text: string): Buffer => iconv.encode(text, 'windows-1252');

describe('a malformed delivery', () => {
  it.each([
    ['an empty file', '', 'format.empty'],
    ['blank lines only', '\r\n\r\n', 'format.no-rows'],
    ['a workbook named .csv', zipFile([{ name: 'xl/workbook.xml', content: '<w/>' }]), 'format.is-xlsx'],
    ['an archive named .csv', zipFile([{ name: 'a.csv', content: 'a;b' }]), 'format.is-zip'],
    [
      'a workbook with a password',
      Buffer.from('d0cf11e0a1b11ae1000000', 'hex'),
      'format.is-old-excel-or-protected',
    ],
    ['a photograph', Buffer.from('ffd8ffe000104a46494600', 'hex'), 'format.binary'],
    ['UTF-8 instead of Windows-1252', 'key;Straße\n1;Süd\n', 'format.encoding-contradicts'],
    [
      'two encodings in one file',
      Buffer.concat([windows('key;Straße\n'), Buffer.from('1;Süd\n')]),
      'format.encoding-mixed',
    ],
  ])('such as %s yields no row and one finding', async (_what, bytes, code) => {
    const { rows, codes } = await read(bytes);

    expect(rows).toEqual([]);
    expect(codes).toEqual([code]);
  });

  it('with a header alone yields the header and no invented row', async () => {
    expect(await read('key;wert\r\n')).toMatchObject({ rows: [['key', 'wert']], codes: [] });
  });

  it('with ragged rows yields exactly the rows that are whole', async () => {
    const text = 'key;name;wert\n1;Süd;5\n2;Nord\n3;"West;7\n4;Ost;8;9\n5;"Mitte";6\n6;5" Rohr;1\n7;Tal;3';

    const { rows, findings } = await read(windows(text));

    expect(rows.map(([key]) => key)).toEqual(['key', '1', '5', '7']);
    expect(findings.map((f) => [f.place.row, f.code])).toEqual([
      [3, 'format.row-width'],
      [4, 'format.stray-quote'],
      [5, 'format.row-width'],
      [7, 'format.stray-quote'],
    ]);
  });

  it('cut off in the middle of a record loses only that record', async () => {
    const { rows, codes } = await read(windows('key;name;wert\n1;Süd;5\n2;No'));

    expect(rows).toHaveLength(2);
    expect(codes).toEqual(['format.row-width']);
  });
});

describe('the findings of this room', () => {
  const codes = Object.keys(CATALOGUE).filter((code) => code.startsWith('format.')) as Finding['code'][];

  it.each(codes)('%s says in both languages what is wrong and what to do', (code) => {
    const shown = {
      code,
      severity: CATALOGUE[code].severity,
      place: { file: 'a', row: 0 },
      hint: '',
    } as const;

    for (const language of ['de', 'en'] as const) {
      const { text, hint } = findingText({ ...shown, found: 'F', expected: 'E' }, language);
      expect(text).toMatch(/[.!]$/);
      expect(hint).toMatch(/[.!]$/);
      expect(`${text}${hint}`).not.toMatch(/[{}]/);
    }
  });

  it('never quote the text of a faulty row', async () => {
    const { findings } = await read(windows('key;name\n1;"Muster" Erika\n2;Erika;Muster\n3;"Erika Muster\n'));

    expect(findings).toHaveLength(3);
    expect(JSON.stringify(findings)).not.toMatch(/Erika|Muster/);
  });
});
