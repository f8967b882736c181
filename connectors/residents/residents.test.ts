import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findingText } from '../../src/core/finding.ts';
import { columnLabel, type AnyConnector } from '../../src/sdk/index.ts';
import { describeConnector } from '../../tests/connectors/contract.ts';
import { landed } from '../../tests/connectors/land.ts';
import { readLayout, type ReadTable } from '../../tests/connectors/read-layout.ts';
import { delimited } from './delimited.ts';
import { fixedWidth } from './fixed-width.ts';
import { residents } from './index.ts';

const FIXTURES = `${import.meta.dirname}/__fixtures__`;
const APPROVED = { approvedBy: 'Statistikstelle, A. Beispiel', approvedOn: '2026-01-15' };
const RECORD = {
  STICHTAG: 'STICHTAG',
  AGS: 'GEMEINDE',
  PSEUDO: 'PSEUDONYM',
  GEBDAT: 'GEBDATUM',
  GESCHL: 'GESCHL',
  STAAT1: 'STAAT1',
  STAAT2: 'STAAT2',
  WOHNST: 'WOHNST',
  STRSCHL: 'STRSCHL',
  HNR: 'HNR',
  HNRZUS: 'HNRZUS',
  SPERRE: 'SPERRE',
};
const WIDTHS = [8, 8, 16, 8, 1, 3, 3, 1, 5, 4, 1, 1];
const POSITIONS = Object.keys(RECORD).map((field, index) => ({
  field,
  from: 1 + WIDTHS.slice(0, index).reduce((sum, width) => sum + width, 0),
  length: WIDTHS[index]!,
  optional: ['STAAT2', 'HNRZUS', 'SPERRE'].includes(field),
}));
const COUNTS = [
  { field: 'QUARTIER', from: 1, length: 3 },
  { field: 'ALTERSGRUPPE', from: 4, length: 4 },
  { field: 'PERSONEN', from: 8, length: 6 },
];

describeConnector(residents, {
  folder: import.meta.dirname,
  config: { files: ['*.csv', '*.dat'] },
  layouts: {
    delimited: [
      { offer: 'quartiere-2024.csv', options: { delimiter: ';' } },
      { offer: 'einwohner-2024.csv', options: { delimiter: ';', record: RECORD, microdata: APPROVED } },
    ],
    'fixed-width': [
      { offer: 'quartiere-2024.dat', options: { record: COUNTS } },
      { offer: 'einwohner-2024.dat', options: { record: POSITIONS, microdata: APPROVED } },
    ],
  },
});

/** What must never be told. */
const PLANTED = ['Xanthippa', 'Quarzmann', '17.03.1961', '19610317', 'Geheimweg'];

describe('aggregate mode', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'residents-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function read(form: 'delimited' | 'fixed-width', text: string, options: object = {}) {
    const file = path.join(folder, 'lieferung.csv');
    writeFileSync(file, text);
    const layout = (residents as AnyConnector).layouts![form]!;
    const result = await readLayout(layout, await landed(file), layout.options.parse(options) as never);
    return { ...result, codes: result.findings.map(({ code }) => code) };
  }

  function lines(header: string, row: (n: number) => string, count = 12): string {
    return [header, ...Array.from({ length: count }, (_, n) => row(n)), ''].join('\n');
  }

  it.each([
    ['names in the header', 'Nachname;Vorname;Quartier\nQuarzmann;Xanthippa;001\n'],
    ['one name', 'Name;Personen\nQuarzmann;1\n'],
    ['a date of birth in the header', 'Quartier;Geburtsdatum\n001;17.03.1961\n'],
    ['a pseudonym', 'PSEUDO;QUARTIER\nab12ab12ab12ab12;001\n'],
    ['house numbers', 'STRSCHL;HNR;PERSONEN\n00007;0012;3\n'],
    ['days of birth under another label', lines('A;B', (n) => `00${n};${10 + n}.03.${1930 + n * 7}`)],
    ['compact days of birth without header', lines('19610317;w', (n) => `${1930 + n * 7}03${10 + n};m`)],
    ['addresses in one cell', lines('Ort;Anzahl', (n) => `Geheimweg ${n + 1}a;1`)],
    ['full names in one cell', lines('Wer;Wo', (n) => `Quarzmann${'abcdefghijklm'[n]}, Xanthippa;001`)],
    ['a key of its own in each row', lines('Schluessel;Wo', (n) => `${n}0cafe0123456789ab;001`)],
  ])('refuses a file with %s', async (_what, text) => {
    const { tables, findings, codes } = await read('delimited', text);

    expect(codes).toEqual(['residents.looks-like-persons']);
    expect(findings[0]?.severity).toBe('block');
    expect(tables).toEqual([]);
    const told = JSON.stringify([findings, findings.map((found) => findingText(found))]);
    expect(PLANTED.filter((word) => told.includes(word))).toEqual([]);
  });

  it.each([
    [
      'reference dates',
      lines('STICHTAG;QUARTIER;PERSONEN', (n) => `31.12.${1970 + n * 4};00${n % 3};12`, 14),
    ],
    ['municipality names', lines('GEMEINDE;PERSONEN', (n) => `Muster${'abcdefghijklm'[n]}, Stadt;12`)],
    ['counts and keys', lines('SCHLUESSEL;PERSONEN', (n) => `0599800${n % 10};12${n}`, 9)],
    ['street names alone', lines('STRASSE;PERSONEN', (n) => `Am Wehr ${'abcdefghijklm'[n]};12`)],
  ])('reads a table with %s', async (_what, text) => {
    const { tables, codes } = await read('delimited', text);

    expect(codes).toEqual([]);
    expect(tables[0]?.rows.length).toBeGreaterThan(5);
  });

  it('refuses persons although the record layout describes them, as long as nobody approved', async () => {
    const text = readFileSync(`${FIXTURES}/einwohner-2024.csv`, 'utf8');

    const delimitedFile = await read('delimited', text, { record: RECORD });
    const fixedFile = await read('fixed-width', readFileSync(`${FIXTURES}/einwohner-2024.dat`, 'utf8'), {
      record: POSITIONS,
    });

    expect(delimitedFile.codes).toEqual(['residents.looks-like-persons']);
    expect(fixedFile.codes).toEqual(['residents.looks-like-persons']);
    expect([...delimitedFile.tables, ...fixedFile.tables]).toEqual([]);
  });

  it('tells no label of a file that may have no header', async () => {
    const { findings } = await read('delimited', 'Xanthippa;Xanthippa;001\nQuarzmann;Anna;002\n');

    expect(findings.map(({ code }) => code)).toContain('format.column-duplicate');
    expect(JSON.stringify(findings)).not.toContain('Xanthippa');
  });
});

describe('microdata mode', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'residents-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const options = delimited.options.parse({ delimiter: ';', record: RECORD, microdata: APPROVED });

  it('is switched on by a name and a day, and needs a record layout', () => {
    const accepts = (microdata: unknown, record: unknown = RECORD) =>
      delimited.options.safeParse({ delimiter: ';', record, microdata }).success;

    expect(accepts(APPROVED)).toBe(true);
    expect(accepts({ approvedBy: 'A. Beispiel' })).toBe(false);
    expect(accepts({ ...APPROVED, approvedBy: '  ' })).toBe(false);
    expect(accepts({ ...APPROVED, approvedOn: '2026-02-30' })).toBe(false);
    expect(accepts(true)).toBe(false);
    expect(accepts(APPROVED, undefined)).toBe(true);
    expect(delimited.options.safeParse({ delimiter: ';', microdata: APPROVED }).success).toBe(false);
  });

  it('delivers the lines under the names of the fields, zeros and blanks included', async () => {
    const fromText = await readLayout(delimited, await landed(`${FIXTURES}/einwohner-2024.csv`), options);
    const positions = fixedWidth.options.parse({ record: POSITIONS, microdata: APPROVED });
    const fromFixed = await readLayout(fixedWidth, await landed(`${FIXTURES}/einwohner-2024.dat`), positions);

    const cells = (table: ReadTable | undefined) => table?.rows.map((row) => row.cells);
    expect(fromText.tables[0]?.columns.map(columnLabel)).toEqual(Object.keys(RECORD));
    expect(cells(fromText.tables[0])?.[1]?.slice(4)).toEqual([
      'm',
      '163',
      '000',
      'H',
      '00014',
      '0003',
      'a',
      '',
    ]);
    expect(cells(fromFixed.tables[0])).toEqual(cells(fromText.tables[0]));
    expect(fromText.tables[0]?.rows.map(({ row }) => row)).toEqual([2, 3, 4]);
  });

  it('leaves filler positions out', async () => {
    const record = [...POSITIONS.slice(0, 10), { field: 'Füller', from: 58, length: 2 }];
    const positions = fixedWidth.options.parse({ record, microdata: APPROVED });

    const { tables } = await readLayout(
      fixedWidth,
      await landed(`${FIXTURES}/einwohner-2024.dat`),
      positions,
    );

    expect(tables[0]?.columns.map(columnLabel)).toEqual(Object.keys(RECORD).slice(0, 10));
    expect(tables[0]?.rows[0]?.cells).toHaveLength(10);
  });

  it('reads a line that has lost the blanks at its end, and none that is cut off', async () => {
    const file = path.join(folder, 'gekürzt.dat');
    const [first = '', second = ''] = readFileSync(`${FIXTURES}/einwohner-2024.dat`, 'utf8').split('\r\n');
    writeFileSync(file, `${first.trimEnd()}\r\n${second.slice(0, 40)}\r\n`);
    const positions = fixedWidth.options.parse({ record: POSITIONS, microdata: APPROVED });

    const { tables, findings } = await readLayout(fixedWidth, await landed(file), positions);

    expect(tables[0]?.rows.map(({ row }) => row)).toEqual([1]);
    expect(findings.map(({ code, place }) => [code, place.row])).toEqual([['format.line-length', 2]]);
  });

  it('refuses a record layout with a gap or a field twice', () => {
    const accepts = (record: unknown) =>
      fixedWidth.options.safeParse({ record, microdata: APPROVED }).success;

    expect(accepts(POSITIONS)).toBe(true);
    expect(accepts(POSITIONS.slice(1))).toBe(false);
    expect(accepts([...POSITIONS, { ...POSITIONS[0], from: 60 }])).toBe(false);
  });

  it('refuses a header that is not the record layout, and tells no label of it', async () => {
    const file = path.join(folder, 'lieferung.csv');
    const header = Object.values(RECORD).slice(0, -1).join(';');
    writeFileSync(file, `${header};Xanthippa\n${'x;'.repeat(11)}x\n`);

    const { tables, findings } = await readLayout(delimited, await landed(file), options);

    expect(tables).toEqual([]);
    expect(findings.map(({ code, found }) => [code, found])).toEqual([
      ['residents.header-differs', 'es fehlen SPERRE; nicht vereinbart oder doppelt ist Spalte 12'],
    ]);
    expect(JSON.stringify(findings)).not.toContain('Xanthippa');
  });

  it('says that there are no lines below a header', async () => {
    const file = path.join(folder, 'leer.csv');
    writeFileSync(file, `${Object.values(RECORD).join(';')}\r\n`);

    const { tables, findings } = await readLayout(delimited, await landed(file), options);

    expect(tables[0]?.rows).toEqual([]);
    expect(findings.map(({ code }) => code)).toEqual(['format.no-rows']);
  });
});
