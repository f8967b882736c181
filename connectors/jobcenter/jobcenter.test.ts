import path from 'node:path';
import exceljs, { type Workbook, type Worksheet } from 'exceljs';
import { describe, expect, it } from 'vitest';
import { columnLabel, rawValue, type Finding } from '../../src/sdk/index.ts';
import { describeConnector } from '../../tests/connectors/contract.ts';
import { landed } from '../../tests/connectors/land.ts';
import { readLayout, type ReadResult } from '../../tests/connectors/read-layout.ts';
import { tempFolder } from '../../tests/support/temp-folder.ts';
import { arbeitsmarktKommunal } from './arbeitsmarkt-kommunal.ts';
import { bericht } from './bericht.ts';
import { jobcenter } from './index.ts';
import { quotesTable } from './quotes-table.ts';

const FIXTURES = path.join(import.meta.dirname, '__fixtures__');
const KOMMUNAL = 'arbeitsmarkt-kommunal_05998001.xlsx';
const ECKWERTE = 'jc-eckwerte-t99801-0-202412.xlsx';
const temp = tempFolder();

const ORDER = { encoding: 'windows-1252', delimiter: ';', prefix: 'gemeinde', errorLogMeasure: 'LB' };
const QUOTES = { delimiter: '\t', headerStart: 'Region', headerRows: 2 };
const REPORT = { sheet: '1.1 Eckwerte', headerStart: 'Merkmal', headerRows: 2, region: '^(\\d{5}) ' };

describeConnector(jobcenter, {
  folder: import.meta.dirname,
  config: { files: '*' },
  layouts: {
    'arbeitsmarkt-kommunal': [{ offer: KOMMUNAL, options: { averageDay: '12-31' } }],
    bericht: [{ offer: ECKWERTE, options: REPORT }],
    'order-file': [{ offer: 'sgb2_2024.csv', options: ORDER }],
    'quotes-table': [{ offer: 'quoten.tsv', options: { ...QUOTES, percent: ['SGB II-Quote'] } }],
  },
});

const told = (findings: readonly Finding[]): string[] =>
  findings.map((f) => `${f.severity} ${f.code} ${f.place.row}`);

function rowsOf(result: ReadResult, index = 0): Record<string, unknown>[] {
  const table = result.tables[index];
  const names = table?.columns.map(columnLabel) ?? [];
  return (table?.rows ?? []).map(({ cells }) =>
    Object.fromEntries(names.map((name, at) => [name, rawValue(cells[at])])),
  );
}

/** A fixture with a change, under its own name or another. */
async function changed(
  file: string,
  change: (workbook: Workbook) => void,
  name = file,
): ReturnType<typeof landed> {
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.readFile(path.join(FIXTURES, file));
  change(workbook);
  return landed(temp.write(name, Buffer.from(await workbook.xlsx.writeBuffer())).path);
}

const sheetOf = (workbook: Workbook, name: string): Worksheet => workbook.getWorksheet(name)!;

describe('arbeitsmarkt-kommunal', () => {
  const options = arbeitsmarktKommunal.options.parse({ averageDay: '12-31' });
  const read = async (change: (sheet: Worksheet, workbook: Workbook) => void, name?: string) =>
    readLayout(
      arbeitsmarktKommunal,
      await changed(KOMMUNAL, (book) => change(sheetOf(book, 'Daten'), book), name),
      options,
    );

  it('gives each figure a row of its own, one table for each year', async () => {
    const result = await readLayout(
      arbeitsmarktKommunal,
      await landed(path.join(FIXTURES, KOMMUNAL)),
      options,
    );

    expect(result.tables.map(({ rows }) => rows.length)).toEqual([33, 33, 33]);
    expect(rowsOf(result, 2)[1]).toEqual({
      schluessel: '05998001',
      name: 'Musterbach, Stadt',
      gebietsstand: 'Gebietsstand im Jahr 2024',
      abschnitt: 'Sozialversicherungspflichtig Beschäftigte am Arbeitsort',
      gruppe: 'dar.',
      merkmal: 'Männer',
      pfad: 'Sozialversicherungspflichtig Beschäftigte am Arbeitsort / dar. / Männer',
      jahr: '2024',
      zeitbezug: '30.06.',
      stichtag: '2024-06-30',
      wert: 510,
    });
  });

  it('keeps averages unrounded and signs as signs, strips footnotes, tells equal labels apart', async () => {
    const result = await readLayout(
      arbeitsmarktKommunal,
      await landed(path.join(FIXTURES, KOMMUNAL)),
      options,
    );

    const rows = rowsOf(result, 0);
    expect(rows.find(({ pfad }) => pfad === 'Arbeitslose / Insgesamt')).toMatchObject({
      wert: 77.083_333_333_333_33,
      zeitbezug: 'Jahresdurchschnitt',
      stichtag: '2022-12-31',
    });
    expect(rows.filter(({ merkmal }) => merkmal === 'Frauen').map(({ wert }) => wert)).toEqual([
      400, 480, 60, 36.833_333_333_333_336,
    ]);
    expect(rows.filter(({ wert }) => wert === '*')).toHaveLength(2);
  });

  it('says where the figures come from', async () => {
    const result = await readLayout(
      arbeitsmarktKommunal,
      await landed(path.join(FIXTURES, KOMMUNAL)),
      options,
    );

    expect(result.tables[0]?.titles.slice(3)).toEqual([
      '2024',
      'Region: Musterbach',
      'Berichtsjahr: 2024',
      'Erstellungsdatum: 03. Januar 2025',
      'Nächster Veröffentlichungstermin: 15. Januar 2026',
    ]);
    expect(result.tables[0]?.notes.at(-1)).toBe('Quelle: Statistik der Bundesagentur für Arbeit');
  });

  it('gives means over a year no day that nobody has named', async () => {
    const result = await readLayout(
      arbeitsmarktKommunal,
      await landed(path.join(FIXTURES, KOMMUNAL)),
      arbeitsmarktKommunal.options.parse({}),
    );

    const days = new Set(rowsOf(result, 0).map(({ stichtag }) => stichtag));
    expect(days).toEqual(new Set(['2022-06-30', '']));
  });

  it('names a section that is new and one that is missing, and reads neither', async () => {
    const result = await read((sheet) => {
      sheet.getCell('A9').value = 'Beschäftigte am Arbeitsort (Stichtag 30.06.)';
    });

    expect(told(result.findings)).toEqual([
      'error jobcenter.section-unknown 9',
      'error jobcenter.section-missing 0',
    ]);
    expect(result.tables[0]?.rows).toHaveLength(26);
  });

  it('names a row that is new and one that is missing', async () => {
    const result = await read((sheet) => {
      sheet.getCell('B15').value = '58 Jahre und älter';
    });

    expect(told(result.findings)).toEqual([
      'error jobcenter.row-unknown 15',
      'error jobcenter.row-missing 0',
    ]);
  });

  it('reads nothing where a year stands there twice', async () => {
    const result = await read((sheet) => {
      sheet.getCell('D7').value = '2022';
    });

    expect(told(result.findings)).toEqual(['block jobcenter.year-twice 7']);
    expect(result.findings[0]).toMatchObject({ found: '2022', expected: '30' });
    expect(result.tables).toEqual([]);
  });

  it.each<[string, (sheet: Worksheet) => void, string[]]>([
    [
      'years in another order',
      (sheet) => {
        sheet.getCell('C7').value = '2023';
        sheet.getCell('D7').value = '2022';
      },
      ['block jobcenter.layout-shifted 7'],
    ],
    [
      'years moved by one against the report year',
      (sheet) => {
        for (const [cell, year] of [
          ['C7', '2021'],
          ['D7', '2022'],
          ['E7', '2023'],
        ] as const)
          sheet.getCell(cell).value = year;
      },
      ['error jobcenter.year-differs 5', 'error jobcenter.year-differs 0'],
    ],
    [
      'a header that was moved away from its figures',
      (sheet) => {
        sheet.getCell('C7').value = null;
        sheet.getCell('F7').value = '2025';
      },
      ['error format.column-numbers-missing 8', 'error jobcenter.row-unclear 8'],
    ],
    [
      'a header of another table',
      (sheet) => {
        sheet.getCell('A7').value = 'Region';
      },
      ['block format.header-missing 0'],
    ],
    [
      'a key that lost its zero',
      (sheet) => {
        sheet.getCell('A4').value = '5998001 Musterbach, Stadt';
      },
      ['block jobcenter.region-missing 0'],
    ],
    [
      'a figure without a label',
      (sheet) => {
        sheet.getCell('B12').value = null;
      },
      ['error jobcenter.row-unlabelled 12', 'error jobcenter.row-missing 0'],
    ],
    [
      'a heading without its reference date',
      (sheet) => {
        sheet.getCell('A37').value = 'Arbeitslose';
      },
      ['error jobcenter.section-undated 37'],
    ],
  ])('names %s', async (_what, change, expected) => {
    const result = await read(change);

    expect(told(result.findings).slice(0, expected.length)).toEqual(expected);
  });

  it('names a workbook of another municipality than its name says, and one without the sheet', async () => {
    const other = await read(() => undefined, 'arbeitsmarkt-kommunal_05998002.xlsx');
    const imprint = await read((_sheet, book) => {
      sheetOf(book, 'Impressum').getCell('B3').value = 'Anderstadt';
    });
    const renamed = await read((sheet) => {
      sheet.name = 'Tabelle1';
    });

    expect(told(other.findings)).toEqual(['error jobcenter.region-differs 4']);
    expect(told(imprint.findings)).toEqual(['error jobcenter.region-differs 4']);
    expect(told(renamed.findings)).toEqual(['block format.sheet-missing 0']);
  });

  it('is recognised, with options that read it', async () => {
    const delivery = await landed(path.join(FIXTURES, KOMMUNAL));
    if (arbeitsmarktKommunal.kind !== 'tables') throw new TypeError('tables');

    const proposal = await arbeitsmarktKommunal.recognise?.(delivery, new AbortController().signal);

    expect(proposal).toMatchObject({ options: { averageDay: '12-31' }, certainty: 0.98 });
    const result = await readLayout(
      arbeitsmarktKommunal,
      delivery,
      arbeitsmarktKommunal.options.parse(proposal?.options),
    );
    expect(result.findings).toEqual([]);
  });
});

describe('bericht', () => {
  const read = async (options: unknown, delivery = landed(path.join(FIXTURES, ECKWERTE))) =>
    readLayout(bericht, await delivery, bericht.options.parse(options));
  const first = (change: (sheet: Worksheet) => void) =>
    changed(ECKWERTE, (book) => change(sheetOf(book, '1.1 Eckwerte')));

  it('makes a table of each value column, with the label told apart by its heading', async () => {
    const result = await read({ ...REPORT, values: { alle: '^Insgesamt$', sgb2: '/ SGB II$' } });

    expect(result.tables).toHaveLength(2);
    expect(rowsOf(result, 1)[0]).toEqual({
      schluessel: '05998',
      abschnitt: 'Arbeitslose',
      gruppe: '',
      merkmal: 'Bestand',
      pfad: 'Arbeitslose / Bestand',
      spalte: 'sgb2',
      zeitbezug: 'Dezember 2024',
      stichtag: '2024-12-31',
      wert: 300,
    });
    expect(rowsOf(result, 0).map(({ pfad, wert }) => [pfad, wert])).toEqual([
      ['Arbeitslose / Bestand', 500],
      ['Arbeitslose / Zugang', 90],
      ['Arbeitslose / dar. aus Erwerbstätigkeit', 30],
      ['Gemeldete Arbeitsstellen / Bestand', 150],
    ]);
    expect(result.tables[0]?.notes).toEqual([
      '1) Zu den Begriffen siehe Glossar.',
      '© Statistik (erfundene Zahlen)',
    ]);
  });

  it('takes the month from the sheet and tells where the file name says another', async () => {
    const result = await read({ sheet: '3.1 *', headerStart: 'Merkmal' });

    expect(told(result.findings)).toEqual(['info jobcenter.month-differs 0']);
    expect(result.findings[0]).toMatchObject({ found: 'September 2024', expected: 'Dezember 2024' });
    expect(rowsOf(result)[0]).toMatchObject({ stichtag: '2024-09-30', wert: 260 });
  });

  it('reads nothing where the sheet names no month, or two', async () => {
    const none = await read(
      REPORT,
      first((sheet) => {
        sheet.getCell('A3').value = 'Berichtsmonat:';
      }),
    );
    const two = await read(
      REPORT,
      first((sheet) => {
        sheet.getCell('A3').value = 'Berichtsmonat: Dezember 2024, vorläufig bis März 2025';
      }),
    );
    const chosen = await read(
      { ...REPORT, date: 'Berichtsmonat: (\\p{L}+ \\d{4})' },
      first((sheet) => {
        sheet.getCell('A3').value = 'Berichtsmonat: Dezember 2024, vorläufig bis März 2025';
      }),
    );

    expect(told(none.findings)).toEqual(['block jobcenter.date-missing 0']);
    expect(told(two.findings)).toEqual(['block jobcenter.date-missing 0']);
    expect([...none.tables, ...two.tables]).toEqual([]);
    expect(chosen.findings).toEqual([]);
  });

  it('gives a column or a section of another month its own day, and none where it is not said in full', async () => {
    const result = await read(
      REPORT,
      first((sheet) => {
        sheet.getCell('B6').value = 'Oktober 2024';
        sheet.getCell('E6').value = 'Vorjahr (2023)';
        sheet.getCell('A13').value = 'Gemeldete Arbeitsstellen (Stichtag 30.06.)';
      }),
    );

    expect(rowsOf(result, 0).map(({ stichtag }) => stichtag)).toEqual([
      '2024-10-31',
      '2024-10-31',
      '2024-10-31',
      '',
    ]);
    expect(rowsOf(result, 3)[0]).toMatchObject({ zeitbezug: 'Vorjahr (2023)', stichtag: '' });
  });

  it('reads a month in a date cell and tells of a workbook that counts from 1904', async () => {
    const result = await read(
      REPORT,
      changed(ECKWERTE, (book) => {
        const cell = sheetOf(book, '1.1 Eckwerte').getCell('B3');
        sheetOf(book, '1.1 Eckwerte').getCell('A3').value = 'Berichtsmonat:';
        cell.value = new Date(Date.UTC(2024, 11, 1));
        cell.numFmt = 'mmmm yyyy';
        book.properties.date1904 = true;
      }),
    );

    expect(told(result.findings)).toEqual(['warning format.date-system-1904 3']);
    expect(rowsOf(result)[0]).toMatchObject({ stichtag: '2024-12-31' });
  });

  it('names sections, rows and columns that are not the declared ones', async () => {
    const sections = { Arbeitslose: ['Bestand', 'Zugang'], Stellen: [] };
    const result = await read({ ...REPORT, sections, values: { alle: '^Insgesamt$' } });
    const columns = await read({ ...REPORT, values: { alle: 'SGB', frauen: 'Frauen' } });

    expect(told(result.findings)).toEqual([
      'error jobcenter.row-unknown 12',
      'error jobcenter.section-unknown 14',
      'error jobcenter.section-missing 0',
    ]);
    expect(told(columns.findings)).toEqual([
      'error format.column-duplicate 6',
      'error format.column-missing 6',
    ]);
    expect(columns.tables).toEqual([]);
  });

  it('names a row in which text stands instead of figures', async () => {
    const result = await read(
      REPORT,
      first((sheet) => {
        for (const column of ['B', 'C', 'D', 'E']) sheet.getCell(`${column}11`).value = 'liegt nicht vor';
      }),
    );

    expect(told(result.findings)).toEqual(['error jobcenter.row-unclear 11']);
  });

  it('is recognised, with options that read it', async () => {
    const delivery = await landed(path.join(FIXTURES, ECKWERTE));
    if (bericht.kind !== 'tables') throw new TypeError('tables');

    const proposal = await bericht.recognise?.(delivery, new AbortController().signal);

    expect(proposal?.options).toEqual({ sheet: '1.1 Eckwerte', headerStart: 'Merkmal', headerRows: 2 });
    expect((await read(proposal?.options)).findings).toEqual([]);
  });
});

describe('quotes-table', () => {
  const percent = ['SGB II-Quote', 'ELB-Quote'];
  const read = async (text: string) =>
    readLayout(
      quotesTable,
      await landed(temp.write('quoten.tsv', text).path),
      quotesTable.options.parse({ ...QUOTES, headerRows: 1, percent }),
    );
  const table = (...rates: string[]) =>
    ['Region\tSGB II-Quote\tELB-Quote', ...rates.map((rate, i) => `Stadt ${i}\t${rate}\t7,0`)].join('\n');

  it.each([
    ['12,3', '0,123', '9,8'],
    ['0,123', '0,098', '0,071'],
    ['12,3', '9,8 %', '7,1'],
  ])('names percentages written in different ways: %s, %s, %s', async (...rates) => {
    const result = await read(table(...rates));

    expect(result.findings.map(({ code, place }) => [code, place.column])).toEqual([
      ['jobcenter.share-not-percent', 'SGB II-Quote'],
    ]);
  });

  it.each([
    ['12,3', '0,9', '9,8'],
    ['*', '-', '.'],
    ['12,3 %', '0,4 %', '9,8 %'],
  ])('accepts %s, %s, %s', async (...rates) => {
    const result = await read(table(...rates));

    expect(result.findings).toEqual([]);
  });

  it('is recognised, with options that read it', async () => {
    const delivery = await landed(path.join(FIXTURES, 'quoten.tsv'));
    if (quotesTable.kind !== 'tables') throw new TypeError('tables');

    const proposal = await quotesTable.recognise?.(delivery, new AbortController().signal);

    expect(proposal?.options).toEqual(QUOTES);
  });
});
