import exceljs from 'exceljs';
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../../tests/support/temp-folder.ts';
import { zipFile, type ZipMember } from '../../tests/support/zip-file.ts';
import type { Finding } from '../core/finding.ts';
import { fillMerges } from './sheet-merges.ts';
import { readWorkbook, type WorkbookOptions } from './sheet.ts';

const folder = tempFolder();
const SAMPLES = fileURLToPath(new URL('../../../shared/samples/', import.meta.url));
const present = existsSync(SAMPLES);
if (!present)
  process.stdout.write('sheet.test: sample files are not there, tests that need them are skipped\n');

async function read(bytes: Uint8Array, options: WorkbookOptions = {}, file = 'mappe.xlsx') {
  const findings: Finding[] = [];
  const workbook = await readWorkbook(folder.write(file, bytes), (f) => findings.push(f), options);
  return {
    sheets: workbook?.sheets,
    first: workbook?.sheets[0],
    findings,
    codes: findings.map((f) => f.code),
  };
}

async function written(
  fill: (sheet: exceljs.Worksheet, workbook: exceljs.Workbook) => void,
): Promise<Buffer> {
  const workbook = new exceljs.Workbook();
  fill(workbook.addWorksheet('Tabelle1'), workbook);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** The least workbook that opens, with one sheet of the given XML. */
function raw(sheetXml: string, more: readonly ZipMember[] = []): Buffer {
  const ns = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const rel = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const sheet = `<sheets><sheet name="Blatt" sheetId="1" r:id="rId1"/></sheets>`;
  return zipFile([
    { name: 'xl/workbook.xml', content: `<workbook xmlns="${ns}" xmlns:r="${rel}">${sheet}</workbook>` },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<Relationships><Relationship Id="rId1" Type="${rel}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    },
    { name: 'xl/worksheets/sheet1.xml', content: `<worksheet xmlns="${ns}">${sheetXml}</worksheet>` },
    ...more,
  ]);
}

describe('readWorkbook', () => {
  it('reads texts, numbers with their format, booleans and rich text', async () => {
    const bytes = await written((sheet) => {
      sheet.getCell('A1').value = '05158008';
      sheet.getCell('B1').value = 0.123;
      sheet.getCell('B1').numFmt = '0.0%';
      sheet.getCell('C1').value = true;
      sheet.getCell('D1').value = { richText: [{ text: 'Bevölke' }, { text: 'rung', font: { bold: true } }] };
      sheet.getCell('E1').value = { text: 'Quelle', hyperlink: 'https://example.org' };
    });

    const { first, findings } = await read(bytes);

    expect(first?.rows).toEqual([
      {
        row: 1,
        cells: [
          { value: '05158008' },
          { value: 0.123, format: '0.0%' },
          { value: true },
          { value: 'Bevölkerung' },
          { value: 'Quelle' },
        ],
      },
    ]);
    expect(findings).toEqual([]);
  });

  it('keeps row numbers, leaves empty rows out and fills every row up to the last column', async () => {
    const bytes = await written((sheet) => {
      sheet.getCell('B2').value = 1;
      sheet.getCell('D5').value = 2;
      sheet.getCell('F9').fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFF0000' } };
    });

    const { first } = await read(bytes);

    expect(first?.rows.map(({ row }) => row)).toEqual([2, 5]);
    expect(first?.rows.map(({ cells }) => cells.map((cell) => (cell as { value: unknown }).value))).toEqual([
      [null, 1, null, null],
      [null, null, null, 2],
    ]);
  });

  it('reads dates as UTC in both date systems', async () => {
    const day = new Date(Date.UTC(2024, 11, 31));
    const fill = (sheet: exceljs.Worksheet): void => {
      sheet.getCell('A1').value = day;
      sheet.getCell('A1').numFmt = 'dd.mm.yyyy';
    };
    const since1900 = await read(await written(fill));
    const since1904 = await read(
      await written((sheet, workbook) => {
        workbook.properties.date1904 = true;
        fill(sheet);
      }),
    );

    expect(since1900.first?.rows[0]?.cells).toEqual([{ value: day, format: 'dd.mm.yyyy' }]);
    expect(since1904.first?.rows[0]?.cells).toEqual([{ value: day, format: 'dd.mm.yyyy' }]);
    expect(since1900.codes).toEqual([]);
    expect(since1904.findings).toMatchObject([
      {
        code: 'format.date-system-1904',
        severity: 'warning',
        found: '2024-12-31',
        place: { sheet: 'Tabelle1' },
      },
    ]);
  });

  it('leaves a number a number whose format only looks like a date', async () => {
    const formats = ['#,##0\\ _D_M', '0.0\\ \\d', '[h]:mm', '# ##0 "Mio"', '[$-407]General'];
    const bytes = await written((sheet) => {
      for (const [index, format] of formats.entries()) {
        sheet.getCell(1, index + 1).value = 12_301.3;
        sheet.getCell(1, index + 1).numFmt = format;
      }
    });

    const { first } = await read(bytes);

    expect(first?.rows[0]?.cells).toEqual(formats.map((format) => ({ value: 12_301.3, format })));
  });

  it('marks stored results of formulas and writes errors as a German Excel shows them', async () => {
    const bytes = await written((sheet) => {
      sheet.getCell('A1').value = { formula: 'B1*2', result: 84 };
      sheet.getCell('B1').value = { formula: 'NA()', result: { error: '#N/A' } as exceljs.CellErrorValue };
      sheet.getCell('C1').value = { error: '#DIV/0!' };
      sheet.getCell('D1').value = { formula: 'TEXT(1,"x")', result: 'kein Datum' };
      sheet.getCell('D1').numFmt = 'dd.mm.yyyy';
    });

    const { first } = await read(bytes);

    expect(first?.rows[0]?.cells).toEqual([
      { value: 84, formula: true },
      { value: '#NV', formula: true },
      { value: '#DIV/0!' },
      { value: 'kein Datum', formula: true },
    ]);
  });

  it('refuses formulas without a stored result, but not the empty text as a result', async () => {
    const cells = '<c r="A1" t="str"><f>""</f><v></v></c><c r="B1"><f>A1*2</f></c><c r="C1"><f>1</f><v/></c>';

    const { findings } = await read(raw(`<sheetData><row r="1">${cells}</row></sheetData>`));

    expect(findings).toMatchObject([
      { code: 'format.formula-without-value', found: 'xl/worksheets/sheet1.xml: B1, C1' },
    ]);
  });

  it('names merges and fills them on request only down to the last header row', async () => {
    const bytes = await written((sheet) => {
      sheet.getCell('A1').value = 'Quartier';
      sheet.getCell('B1').value = 'davon';
      sheet.getCell('B2').value = 'Männer';
      sheet.getCell('C2').value = 'Frauen';
      sheet.getCell('A3').value = 'Stand';
      sheet.mergeCells('A1:A2');
      sheet.mergeCells('B1:C1');
      sheet.mergeCells('A3:C3');
    });

    const { first } = await read(bytes);
    const filled = fillMerges(first!, 2);

    expect(first?.merges).toEqual([
      { top: 1, left: 2, bottom: 1, right: 3 },
      { top: 1, left: 1, bottom: 2, right: 1 },
      { top: 3, left: 1, bottom: 3, right: 3 },
    ]);
    const values = filled.map(({ cells }) => cells.map((cell) => (cell as { value: unknown }).value));
    expect(values).toEqual([
      ['Quartier', 'davon', 'davon'],
      ['Quartier', 'Männer', 'Frauen'],
      ['Stand', null, null],
    ]);
  });

  it('refuses hidden sheets unless each of them is named', async () => {
    const bytes = await written((sheet, workbook) => {
      sheet.getCell('A1').value = 1;
      workbook.addWorksheet('Rohdaten', { state: 'veryHidden' }).getCell('A1').value = 2;
    });

    const refused = await read(bytes);
    const other = await read(bytes, { hiddenSheets: ['Nebenrechnung'] });
    const allowed = await read(bytes, { hiddenSheets: ['Rohdaten'] });

    expect(refused.sheets).toBeUndefined();
    expect(refused.findings).toMatchObject([
      { code: 'format.hidden-sheet', severity: 'block', found: 'Rohdaten' },
    ]);
    expect(other.sheets).toBeUndefined();
    expect(allowed.sheets?.map(({ name, hidden }) => [name, hidden])).toEqual([
      ['Tabelle1', false],
      ['Rohdaten', true],
    ]);
    expect(allowed.findings).toMatchObject([{ code: 'format.hidden-sheet', severity: 'info' }]);
  });

  it.each(['xl/pivotCache/pivotCacheRecords1.xml', 'xl/model/item.data'])(
    'refuses %s, which holds single records',
    async (name) => {
      const { sheets, codes } = await read(raw('<sheetData/>', [{ name, content: '<records/>' }]));

      expect({ sheets, codes }).toEqual({ sheets: undefined, codes: ['format.pivot-cache'] });
    },
  );

  it.each([
    ['xl/externalLinks/externalLink1.xml', 'format.external-links'],
    ['xl/connections.xml', 'format.external-links'],
    ['xl/vbaProject.bin', 'format.macros'],
    ['xl/embeddings/oleObject1.bin', 'format.embedded-files'],
  ])('reads a workbook with %s and tells it', async (name, code) => {
    const bytes = raw('<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>', [
      { name, content: '<x/>' },
    ]);

    const { first, findings } = await read(bytes);

    expect(first?.rows[0]?.cells).toEqual([{ value: 1 }]);
    expect(findings).toMatchObject([{ code, severity: 'warning' }]);
  });

  it('names hidden rows and columns that hold anything', async () => {
    const bytes = await written((sheet) => {
      sheet.getCell('A1').value = 'Quartier';
      sheet.getCell('B2').value = 1;
      sheet.getCell('C3').value = 2;
      for (const row of [2, 7]) sheet.getRow(row).hidden = true;
      for (const column of ['B', 'F']) sheet.getColumn(column).hidden = true;
    });

    const { first } = await read(bytes);

    expect(first).toMatchObject({ hiddenRows: [2], hiddenColumns: [2] });
    expect(first?.rows.map(({ row }) => row)).toEqual([1, 2, 3]);
  });

  it('refuses document types and entities in any part, also in UTF-16', async () => {
    const part = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>';
    const rows = '<sheetData/>';

    expect((await read(raw(rows, [{ name: 'docProps/core.xml', content: part }]))).codes).toEqual([
      'format.xml-entities',
    ]);
    const wide = Buffer.from(part, 'utf16le');
    expect((await read(raw(rows, [{ name: 'xl/styles.xml', content: wide }]))).codes).toEqual([
      'format.xml-entities',
    ]);
  });

  it.each([
    ['a date cell in ISO form', '<row r="1"><c r="A1" t="d"><v>2024-12-31</v></c></row>'],
    ['cells without address', '<row r="1"><c><v>1</v></c></row>'],
    ['prefixed elements', '<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row>'],
  ])('refuses %s, which the library would misread', async (_what, rows) => {
    expect((await read(raw(`<sheetData>${rows}</sheetData>`))).codes).toEqual(['format.workbook-broken']);
  });

  it('refuses sheets beyond 50,000 rows and merges beyond all measure', async () => {
    const many = Array.from({ length: 50_001 }, (_, i) => `<row r="${i + 1}"/>`).join('');
    const wide = '<sheetData/><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>';

    expect((await read(raw(`<sheetData>${many}</sheetData>`))).findings).toMatchObject([
      { code: 'format.sheet-too-large', found: '50001', expected: '50000' },
    ]);
    expect((await read(raw(wide))).codes).toEqual(['format.workbook-broken']);
  });

  it('refuses a sheet under a name the library would pass over', async () => {
    const strange = { name: 'xl/worksheets/Tabelle2.xml', content: '<worksheet/>' };

    expect((await read(raw('<sheetData/>', [strange]))).codes).toEqual(['format.workbook-broken']);
  });

  it('tells what a file is that is no workbook', async () => {
    const compound = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]);
    const archive = zipFile([{ name: 'daten.csv', content: 'a;b' }]);
    const whole = await written((sheet) => (sheet.getCell('A1').value = 1));

    expect((await read(compound)).codes).toEqual(['format.password-protected-or-old']);
    expect((await read(archive)).codes).toEqual(['format.not-a-workbook']);
    expect((await read(Buffer.from('a;b\n'))).codes).toEqual(['format.not-a-workbook']);
    expect((await read(Buffer.alloc(0))).codes).toEqual(['format.empty']);
    expect((await read(whole.subarray(0, whole.length - 40))).codes).toEqual(['format.archive-broken']);
    expect((await read(raw('<sheetData><row r="1">'))).codes).toEqual(['format.workbook-broken']);
  });
});

describe.skipIf(!present)('readWorkbook on real workbooks', () => {
  async function sample(path: string) {
    const findings: Finding[] = [];
    const source = { file: basename(path), path: `${SAMPLES}${path}` };
    const workbook = await readWorkbook(source, (f) => findings.push(f));
    return { sheets: workbook?.sheets ?? [], findings };
  }

  it('reads the Hamburg profile with numbers where its text export has signs', async () => {
    const { sheets, findings } = await sample(
      'quartiersprofile_workbooks/Daten_fuer_die_Stadtteilprofile_2014.xlsx',
    );

    const row = sheets[0]?.rows.find(({ cells }) => (cells[0] as { value: unknown }).value === 'Neustadt');
    expect(row?.cells.length).toBe(69);
    expect(row?.cells[1]).toMatchObject({ value: 12_301 });
    expect(findings).toEqual([]);
  });

  it('reads unrounded averages of the employment agency as they are stored', async () => {
    const { sheets } = await sample('ba_sgb2/Arbeitsmarkt-kommunal_06440001_Altenstadt.xlsx');

    const data = sheets.find(({ name }) => name === 'Daten');
    expect(data?.rows.length).toBe(48);
    expect(data?.merges.length).toBe(12);
  });

  it('reads a GENESIS workbook without a default style', async () => {
    const { sheets } = await sample('genesis_xlsx_xls/12411-0015.xlsx');

    expect(sheets[0]?.rows[5]?.cells.slice(0, 3)).toEqual([
      { value: '01001' },
      { value: 'Flensburg, kreisfreie Stadt' },
      { value: 84_694 },
    ]);
  });
});
