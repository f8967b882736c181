/** A workbook of one sheet, as large as wanted, written without the library that reads it. */
import { zipFile } from './zip-file.ts';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

/** Header `S1` and so on; the last row begins with `Summe`. */
export function largeWorkbook(rows: number, columns: number): Buffer {
  const name = (column: number) => String.fromCharCode(64 + column);
  const line = (row: number, cell: (column: number) => string) =>
    `<row r="${row}">${numbers(columns)
      .map((column) => {
        const value = cell(column);
        const at = `${name(column)}${row}`;
        return Number.isNaN(Number(value))
          ? `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`
          : `<c r="${at}"><v>${value}</v></c>`;
      })
      .join('')}</row>`;
  const sheet = [
    line(1, (column) => `S${column}`),
    ...numbers(rows).map((row) =>
      line(row + 1, (column) => (column === 1 ? `Q${row}` : String(row * column + 0.5))),
    ),
    line(rows + 2, (column) => (column === 1 ? 'Summe' : '1')),
  ].join('');
  return zipFile([
    {
      name: '[Content_Types].xml',
      content: `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
    },
    {
      name: '_rels/.rels',
      content: `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      content: `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Tabelle1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    },
    {
      name: 'xl/worksheets/sheet1.xml',
      content: `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>${sheet}</sheetData></worksheet>`,
    },
  ]);
}

/** 1 up to and including `n`. */
function numbers(n: number): number[] {
  return Array.from({ length: n }, (_, index) => index + 1);
}
