import path from 'node:path';
import exceljs from 'exceljs';
import { describe, expect, it } from 'vitest';
import { describeConnector } from '../../tests/connectors/contract.ts';
import { landed } from '../../tests/connectors/land.ts';
import { readLayout } from '../../tests/connectors/read-layout.ts';
import { quartiersprofil } from '../../tests/support/quartiersprofil.ts';
import { tempFolder } from '../../tests/support/temp-folder.ts';
import { columnLabel, rawValue } from '../../src/sdk/index.ts';
import { workbook } from './index.ts';
import { recognise } from './recognise.ts';
import { sheets } from './sheets.ts';

const folder = tempFolder();
const FIXTURE = path.join(import.meta.dirname, '__fixtures__/Quartiersprofil_2024.xlsx');
const OPTIONS = {
  sheets: ['Soziales', 'Infrastruktur', 'Gesundheit'],
  titleRows: 1,
  headerRows: 2,
  key: 'Quartier',
  name: 'Name',
  lastRow: '^Kreis Musterland$',
};

describeConnector(workbook, {
  folder: import.meta.dirname,
  config: { files: 'Quartiersprofil_*.xlsx' },
  layouts: { sheets: [{ options: OPTIONS, offer: 'Quartiersprofil_2024.xlsx' }] },
});

type Fill = (sheet: exceljs.Worksheet, book: exceljs.Workbook) => void;

async function delivered(fill: Fill) {
  const book = new exceljs.Workbook();
  fill(book.addWorksheet('Tabelle1'), book);
  const bytes = Buffer.from(await book.xlsx.writeBuffer());
  return landed(folder.write('mappe.xlsx', bytes).path);
}

/** Columns, rows as texts, notes and findings of a workbook that `fill` writes. */
async function read(fill: Fill, options: object) {
  const declared = sheets.options.parse({
    sheets: ['Tabelle1'],
    titleRows: 0,
    key: 'Gebiet',
    lastRow: '^Summe$',
    ...options,
  });
  const { tables, findings } = await readLayout(sheets, await delivered(fill), declared);
  return {
    columns: tables.map(({ columns }) => columns.map(columnLabel)),
    rows: tables.flatMap((table) => table.rows.map(({ cells }) => cells.map((cell) => rawValue(cell)))),
    notes: tables.flatMap((table) => table.notes),
    findings: findings.map(({ code, place, found }) => `${code} ${place.row} ${found ?? ''}`.trim()),
  };
}

const rows =
  (...lines: readonly (readonly (string | number | null)[])[]): Fill =>
  (sheet) => {
    for (const line of lines) sheet.addRow([...line]);
  };

describe('the layout sheets', () => {
  it('joins the labels of merged headers and the words that narrow columns have cut', async () => {
    const { columns, notes } = await read(
      (sheet) => {
        rows(
          ['Stadt'],
          ['Gebiet', 'Ein-\nwohner', null, 'Bevölkerungs-dichte'],
          [null, 'Ins-\ngesamt', ' 65-Jährige und Ältere', null],
          ['Summe', 1, 2, 3],
          [],
          ['*) siehe Definitionsänderung ab 2011'],
          ['K:/Statistik/SMS/Mappe.XLS Zeitreihe!Z1S1:Z61S6'],
        )(sheet, sheet.workbook);
        for (const range of ['A1:D1', 'A2:A3', 'B2:C2', 'D2:D3']) sheet.mergeCells(range);
      },
      { titleRows: 1, headerRows: 2 },
    );

    expect(columns).toEqual([
      ['Gebiet', 'Einwohner / Insgesamt', 'Einwohner / 65-Jährige und Ältere', 'Bevölkerungsdichte'],
    ]);
    expect(notes).toEqual([
      '*) siehe Definitionsänderung ab 2011',
      'K:/Statistik/SMS/Mappe.XLS Zeitreihe!Z1S1:Z61S6',
    ]);
  });

  it('passes a merged unit row and blank rows over and reads years in the header as labels', async () => {
    const read1 = await read(
      (sheet) => {
        rows(
          ['Gebiet', 2013, 2014],
          ['Anzahl'],
          ['11 Aegidii', 1, 2],
          [],
          ['12 Dom', 3, 4],
          ['Summe', 4, 6],
        )(sheet, sheet.workbook);
        sheet.mergeCells('A2:C2');
      },
      { units: ['Anzahl'] },
    );

    expect(read1).toMatchObject({
      columns: [['Gebiet', '2013', '2014']],
      rows: [
        ['11 Aegidii', 1, 2],
        ['12 Dom', 3, 4],
        ['Summe', 4, 6],
      ],
      findings: [],
    });
  });

  it('lets a name stand in for a key that is blank', async () => {
    const fill = rows(['Gebiet', 'Name', 'Zahl'], ['11', 'Dom', 1], [null, 'Summe', 1]);

    const { rows: read1 } = await read(fill, { name: 'Name' });

    expect(read1).toEqual([
      ['11', 'Dom', 1],
      ['Summe', 'Summe', 1],
    ]);
  });

  it('ends before a row that the profile names just as well', async () => {
    const fill = rows(['Gebiet', 'Zahl'], ['11', 1], ['12', 2], ['Quelle: Amt'], ['Stand 2025']);

    const read1 = await read(fill, { lastRow: undefined, stop: '^Quelle' });

    expect(read1).toMatchObject({ notes: ['Quelle: Amt', 'Stand 2025'], findings: [] });
    expect(read1.rows).toHaveLength(2);
  });

  it('reports a table whose end does not come', async () => {
    const { findings } = await read(rows(['Gebiet', 'Zahl'], ['11', 1]), {});

    expect(findings).toEqual(['format.end-missing 2']);
  });

  it('gives every row its section, by beginning and length', async () => {
    const sections = [
      { name: 'Stadtteile', first: 'Altona', rows: 2 },
      { name: 'Bezirke', first: 'Altona', rows: 1 },
      { name: 'Stadt', first: 'Summe', rows: 1 },
    ];
    const fill = rows(['Gebiet', 'Zahl'], ['Altona', 1], ['Lurup', 2], ['Altona', 3], ['Summe', 3]);

    const read1 = await read(fill, { sections });

    expect(read1.columns[0]).toEqual(['Gebiet', 'Zahl', 'Abschnitt']);
    expect(read1.rows.map(([name, , section]) => `${String(section)} ${String(name)}`)).toEqual([
      'Stadtteile Altona',
      'Stadtteile Lurup',
      'Bezirke Altona',
      'Stadt Summe',
    ]);
    expect(read1.findings).toEqual([]);
  });

  it.each([
    [
      'a row is missing',
      [
        ['Altona', 1],
        ['Altona', 3],
        ['Summe', 3],
      ],
      ['format.section-differs 4 er beginnt mit „Summe“ statt „Altona“'],
    ],
    [
      'a row is added',
      [
        ['Altona', 1],
        ['Lurup', 2],
        ['Osdorf', 2],
        ['Altona', 3],
        ['Summe', 3],
      ],
      ['format.section-differs 4 er beginnt mit „Osdorf“ statt „Altona“'],
    ],
    [
      'the last section is longer',
      [
        ['Altona', 1],
        ['Lurup', 2],
        ['Altona', 3],
        ['Lurup', 3],
        ['Summe', 3],
      ],
      ['format.section-differs 5 nach ihm folgt noch „Lurup“'],
    ],
  ])('places no row in a section once %s', async (_what, body, expected) => {
    const sections = [
      { name: 'Stadtteile', first: 'Altona', rows: 2 },
      { name: 'Bezirke', first: 'Altona', rows: 1 },
    ];

    const { findings } = await read(rows(['Gebiet', 'Zahl'], ...body), { sections });

    expect(findings).toEqual(expected);
  });

  it('takes heading rows for sections', async () => {
    const fill = rows(
      ['Gebiet', 'Zahl'],
      ['Bezirk Mitte'],
      ['Neustadt', 1],
      ['Bezirk Nord'],
      ['Neustadt', 2],
      ['Summe', 3],
    );

    const { rows: read1 } = await read(fill, { headings: '^Bezirk ' });

    expect(read1).toEqual([
      ['Neustadt', 1, 'Bezirk Mitte'],
      ['Neustadt', 2, 'Bezirk Nord'],
      ['Summe', 3, 'Bezirk Nord'],
    ]);
  });

  it('fills a group that is merged over its rows only where the profile says so', async () => {
    const fill: Fill = (sheet) => {
      rows(
        ['Bezirk', 'Gebiet', 'Zahl'],
        ['Mitte', '11', 1],
        [null, '12', 2],
        ['Summe', null, 3],
      )(sheet, sheet.workbook);
      sheet.mergeCells('A2:A3');
    };

    const filled = await read(fill, { fillDown: ['Bezirk'] });
    const refused = await read(fill, {});

    expect(filled.rows.map(([group]) => group)).toEqual(['Mitte', 'Mitte', 'Summe']);
    expect(filled.findings).toEqual([]);
    expect(refused.findings).toEqual(['format.merged-body 2 A2:A3']);
  });

  it('reads hidden sheets, rows and columns that the profile allows, and says so', async () => {
    const fill: Fill = (sheet, book) => {
      rows(['Gebiet', 'Zahl'], ['11', 1], ['Summe', 1])(sheet, book);
      sheet.getRow(2).hidden = true;
      sheet.getColumn(2).hidden = true;
      book.addWorksheet('Listen', { state: 'hidden' }).addRow(['x']);
    };
    const allowed = { hiddenSheets: ['Listen'], hiddenRows: 'read', hiddenColumns: 'read' };

    const open = await read(fill, allowed);
    const refused = await read(fill, {});

    expect(open.rows).toHaveLength(2);
    expect(open.findings).toEqual([
      'format.hidden-sheet 0 Listen',
      'format.hidden-rows 0 2',
      'format.hidden-columns 0 B',
      'format.sheets-unread 0 Listen',
    ]);
    expect(refused).toMatchObject({ rows: [], findings: ['format.hidden-sheet 0 Listen'] });
  });

  it('reports a key column that is not there and reads nothing', async () => {
    const { rows: read1, findings } = await read(rows(['Stadtteil', 'Zahl'], ['11', 1], ['Summe', 1]), {});

    expect(read1).toEqual([]);
    expect(findings).toEqual(['format.column-missing 0']);
  });

  it('wants a declared beginning and a declared end', () => {
    const problems = sheets.options
      .safeParse({ sheets: ['A'], key: 'Gebiet' })
      .error?.issues.map(({ message }) => message);

    expect(problems).toEqual([
      'entweder „titleRows“ oder „headerStart“',
      'entweder „lastRow“ oder „stop“: Nur ein erklärtes Ende zeigt, ob die Tabelle vollständig ist',
    ]);
  });
});

describe('recognising a workbook', () => {
  const { signal } = new AbortController();

  it('proposes options with which all sheets of one build are read', async () => {
    const delivery = await landed(FIXTURE);

    const proposal = await recognise(delivery, signal);
    const read1 = await readLayout(sheets, delivery, sheets.options.parse(proposal?.options));

    expect(proposal).toEqual({
      options: OPTIONS,
      certainty: 0.8,
      because: 'Blatt „Soziales“ hat 2 Kopfzeile(n) und darunter 7 Zeilen mit Werten.',
    });
    expect(read1.findings).toEqual([]);
    expect(read1.tables.map(({ rows: body }) => body.length)).toEqual([7, 7, 7]);
  });

  it('tells a unit row from a title', async () => {
    const delivery = await delivered((sheet) => {
      rows(
        ['Titel'],
        ['Gebiet', 2013, 2014],
        [null, 'Anzahl'],
        ['11', 1, 2],
        ['12', 3, 4],
        ['Summe', 4, 6],
      )(sheet, sheet.workbook);
      sheet.mergeCells('B3:C3');
    });

    const proposal = await recognise(delivery, signal);

    expect(proposal?.options).toEqual({
      sheets: ['Tabelle1'],
      titleRows: 1,
      headerRows: 1,
      units: ['Anzahl'],
      key: 'Gebiet',
      lastRow: '^Summe$',
    });
  });

  it('takes no workbook that is refused and no file that is none for its own', async () => {
    const hidden = await quartiersprofil(2024, (book) => {
      book.addWorksheet('Fälle', { state: 'hidden' }).addRow(['x']);
    });
    const files = { hidden, prose: Buffer.from('kein Excel'), letter: await letter() };

    for (const [name, bytes] of Object.entries(files)) {
      const delivery = await landed(folder.write(`${name}.xlsx`, bytes).path);
      expect(await recognise(delivery, signal)).toBeUndefined();
    }
  });

  async function letter(): Promise<Buffer> {
    const book = new exceljs.Workbook();
    book.addWorksheet('Brief').addRow(['Sehr geehrte Damen und Herren']);
    return Buffer.from(await book.xlsx.writeBuffer());
  }
});
