import path from 'node:path';
import type { Worksheet } from 'exceljs';
import { describe, expect, it } from 'vitest';
import { landed } from '../../tests/connectors/land.ts';
import { readLayout } from '../../tests/connectors/read-layout.ts';
import { changedBook, recordsOf, sheetOf, told } from '../../tests/support/changed-book.ts';
import { tempFolder } from '../../tests/support/temp-folder.ts';
import { bericht } from './bericht.ts';

const ECKWERTE = 'jc-eckwerte-t99801-0-202412.xlsx';
const FIXTURE = path.join(import.meta.dirname, '__fixtures__', ECKWERTE);
const REPORT = { sheet: '1.1 Eckwerte', headerStart: 'Merkmal', headerRows: 2, region: '^(\\d{5}) ' };
const temp = tempFolder();

describe('bericht', () => {
  const read = async (options: unknown, delivery = landed(FIXTURE)) =>
    readLayout(bericht, await delivery, bericht.options.parse(options));
  const first = (change: (sheet: Worksheet) => void) =>
    changedBook(FIXTURE, { temp, name: ECKWERTE }, (book) => change(sheetOf(book, '1.1 Eckwerte')));

  it('makes a table of each value column, with the label told apart by its heading', async () => {
    const result = await read({ ...REPORT, values: { alle: '^Insgesamt$', sgb2: '/ SGB II$' } });

    expect(result.tables).toHaveLength(2);
    expect(recordsOf(result, 1)[0]).toEqual({
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
    expect(recordsOf(result, 0).map(({ pfad, wert }) => [pfad, wert])).toEqual([
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
    expect(recordsOf(result)[0]).toMatchObject({ stichtag: '2024-09-30', wert: 260 });
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

    expect(recordsOf(result, 0).map(({ stichtag }) => stichtag)).toEqual([
      '2024-10-31',
      '2024-10-31',
      '2024-10-31',
      '',
    ]);
    expect(recordsOf(result, 3)[0]).toMatchObject({ zeitbezug: 'Vorjahr (2023)', stichtag: '' });
  });

  it('reads a month in a date cell and tells of a workbook that counts from 1904', async () => {
    const result = await read(
      REPORT,
      changedBook(FIXTURE, { temp, name: ECKWERTE }, (book) => {
        const cell = sheetOf(book, '1.1 Eckwerte').getCell('B3');
        sheetOf(book, '1.1 Eckwerte').getCell('A3').value = 'Berichtsmonat:';
        cell.value = new Date(Date.UTC(2024, 11, 1));
        cell.numFmt = 'mmmm yyyy';
        book.properties.date1904 = true;
      }),
    );

    expect(told(result.findings)).toEqual(['warning format.date-system-1904 3']);
    expect(recordsOf(result)[0]).toMatchObject({ stichtag: '2024-12-31' });
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
    const delivery = await landed(FIXTURE);
    if (bericht.kind !== 'tables') throw new TypeError('tables');

    const proposal = await bericht.recognise?.(delivery, new AbortController().signal);

    expect(proposal?.options).toEqual({ sheet: '1.1 Eckwerte', headerStart: 'Merkmal', headerRows: 2 });
    expect((await read(proposal?.options)).findings).toEqual([]);
  });
});
