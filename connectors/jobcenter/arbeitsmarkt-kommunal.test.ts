import path from 'node:path';
import type { Workbook, Worksheet } from 'exceljs';
import { describe, expect, it } from 'vitest';
import { landed } from '../../tests/connectors/land.ts';
import { readLayout } from '../../tests/connectors/read-layout.ts';
import { changedBook, recordsOf, sheetOf, told } from '../../tests/support/changed-book.ts';
import { tempFolder } from '../../tests/support/temp-folder.ts';
import { arbeitsmarktKommunal } from './arbeitsmarkt-kommunal.ts';

const KOMMUNAL = 'arbeitsmarkt-kommunal_05998001.xlsx';
const FIXTURE = path.join(import.meta.dirname, '__fixtures__', KOMMUNAL);
const temp = tempFolder();

describe('arbeitsmarkt-kommunal', () => {
  const options = arbeitsmarktKommunal.options.parse({ averageDay: '12-31' });
  const read = async (change: (sheet: Worksheet, workbook: Workbook) => void, name = KOMMUNAL) =>
    readLayout(
      arbeitsmarktKommunal,
      await changedBook(FIXTURE, { temp, name }, (book) => change(sheetOf(book, 'Daten'), book)),
      options,
    );

  it('gives each figure a row of its own, one table for each year', async () => {
    const result = await readLayout(arbeitsmarktKommunal, await landed(FIXTURE), options);

    expect(result.tables.map(({ rows }) => rows.length)).toEqual([33, 33, 33]);
    expect(recordsOf(result, 2)[1]).toEqual({
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
    const result = await readLayout(arbeitsmarktKommunal, await landed(FIXTURE), options);

    const rows = recordsOf(result, 0);
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
    const result = await readLayout(arbeitsmarktKommunal, await landed(FIXTURE), options);

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
      await landed(FIXTURE),
      arbeitsmarktKommunal.options.parse({}),
    );

    const days = new Set(recordsOf(result, 0).map(({ stichtag }) => stichtag));
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
    const delivery = await landed(FIXTURE);
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
