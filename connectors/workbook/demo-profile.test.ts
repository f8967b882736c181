/** The profile of the demo county's workbook, read as it is shipped, whole and faulty. */
import path from 'node:path';
import type exceljs from 'exceljs';
import { describe, expect, it } from 'vitest';
import { levelId } from '../../src/core/area.ts';
import { placeText } from '../../src/core/finding.ts';
import { assembleDataset } from '../../src/statistics/assemble.ts';
import { geographyOf } from '../../src/statistics/geography.ts';
import { PROFILE_QUARTERS, profileValue, quartiersprofil } from '../../tests/support/quartiersprofil.ts';
import { levelVersion } from '../../tests/support/small-county.ts';
import { readAsShipped } from '../../tests/support/shipped-profile.ts';
import { tempFolder } from '../../tests/support/temp-folder.ts';
import { workbook } from './index.ts';

const folder = tempFolder();

async function read(year: number, change?: (book: exceljs.Workbook) => void) {
  const source = folder.write(`Quartiersprofil_${year}.xlsx`, await quartiersprofil(year, change));
  return readAsShipped(workbook, 'demo-quartiersprofil', source.path);
}

async function findingsOf(change: (book: exceljs.Workbook) => void): Promise<string[]> {
  const { findings } = await read(2024, change);
  return findings.map(
    ({ code, severity, place, found }) => `${severity} ${code} | ${placeText(place)} | ${found ?? ''}`,
  );
}

const FILE = 'Quartiersprofil_2024.xlsx';
const SOCIAL = `${FILE}, Blatt Soziales`;

describe('the profile demo-quartiersprofil', () => {
  it('reads the fixture and every other year alike, without a finding', async () => {
    const fixture = path.join(import.meta.dirname, '__fixtures__', FILE);

    const committed = await readAsShipped(workbook, 'demo-quartiersprofil', fixture);
    const earlier = await read(2019);

    expect(committed.findings).toEqual([]);
    expect(earlier.findings).toEqual([]);
    expect(committed.observations).toHaveLength(13 * 7);
    expect(new Set(committed.observations.map(({ date }) => date))).toEqual(new Set(['2024-12-31']));
    expect(new Set(earlier.observations.map(({ date }) => date))).toEqual(new Set(['2019-12-31']));
  });

  it('gives every quarter its 13 figures, with nil and secret as states', async () => {
    const { observations } = await read(2024);
    const values = observations.filter(({ role }) => role === 'value');
    const cellOf = (area: string | undefined, measure: string) =>
      values.find((o) => o.area === area && o.measure === measure)?.cell;

    expect(values).toHaveLength(PROFILE_QUARTERS.length * 13);
    expect(cellOf('010102', 'hilfe-zur-pflege')).toEqual({ value: null, state: 'suppressed' });
    expect(cellOf('010201', 'but-kinder')).toEqual({ value: 0, state: 'nil' });
    expect(cellOf('020101', 'siedlungsflaeche')).toEqual({ value: 3.25, state: 'ok' });
    expect(cellOf('020101', 'pkw-privat')?.value).toBe(profileValue('Infrastruktur', 3, 3));
    expect(cellOf('010101', 'seu-adipositas')?.value).toBe(profileValue('Gesundheit', 0, 2));
  });

  it('files rows without a quarter under their Gemeinde and the last row as a control sum', async () => {
    const { observations } = await read(2024);
    const rest = observations.filter(({ role }) => role !== 'value');

    expect(new Set(rest.map(({ role, level, area }) => `${role} ${level} ${area}`))).toEqual(
      new Set([
        'residual demo-gemeinde 05998001',
        'residual demo-gemeinde 05998002',
        'total demo-kreis 05998',
      ]),
    );
  });

  it('adds up to a dataset whose control sums are reached', async () => {
    const { observations } = await read(2024);
    const first = '2019-01-01';
    const inGemeinde = (key: string) => (key.startsWith('01') ? '05998001' : '05998002');
    const county = { '05998001': '05998', '05998002': '05998' };
    const level = (name: string, parent: string | null, areas: Record<string, string | null>) => ({
      level: levelId(`demo-${name}`),
      parent: parent === null ? null : levelId(`demo-${parent}`),
      version: levelVersion(`demo-${name}`, { [first]: areas }),
    });
    const quarters = Object.fromEntries(PROFILE_QUARTERS.map((key) => [key, inGemeinde(key)]));

    const { cells, findings } = assembleDataset(observations, {
      absent: 'error',
      geography: geographyOf([
        level('quartier', 'gemeinde', quarters),
        level('gemeinde', 'kreis', county),
        level('kreis', null, { '05998': null }),
      ]),
      files: [FILE],
      known: [],
      codesOn: () => undefined,
      rates: new Set(),
    });

    expect(cells).toHaveLength(13 * 6);
    expect(findings.map(({ code }) => code).filter((code) => code !== 'statistics.residual')).toEqual([
      'statistics.control-sum-unchecked',
    ]);
  });

  it('stops at a table that is cut off in the middle', async () => {
    const found = await findingsOf((book) => {
      const sheet = book.getWorksheet('Soziales')!;
      for (let row = 6; row <= sheet.rowCount; row += 1) sheet.getRow(row).values = [];
    });

    expect(found).toEqual([`error format.end-missing | ${SOCIAL}, Zeile 5 | `]);
  });

  it('stops at a row with figures behind the end', async () => {
    const found = await findingsOf((book) =>
      book.getWorksheet('Gesundheit')!.addRow(['020102', 'Nachtrag', 1, 2, 3]),
    );

    expect(found).toEqual([`error format.rows-after-end | ${FILE}, Blatt Gesundheit, Zeile 13 | `]);
  });

  it('refuses a hidden sheet', async () => {
    const found = await findingsOf((book) => {
      book.addWorksheet('Fälle', { state: 'veryHidden' }).addRow(['Az. 1', 1]);
    });

    expect(found).toEqual([`block format.hidden-sheet | ${FILE}, Blatt Fälle | Fälle`]);
  });

  it('stops at hidden rows and columns with content', async () => {
    const found = await findingsOf((book) => {
      book.getWorksheet('Soziales')!.getRow(5).hidden = true;
      book.getWorksheet('Soziales')!.getColumn('H').hidden = true;
    });

    expect(found).toEqual([
      `error format.hidden-rows | ${SOCIAL} | 5`,
      `error format.hidden-columns | ${SOCIAL} | H`,
    ]);
  });

  it('stops at a sheet that is missing', async () => {
    const found = await findingsOf((book) => {
      book.getWorksheet('Gesundheit')!.name = 'Gesundheit neu';
    });

    expect(found).toEqual([`block format.sheet-missing | ${FILE} | Soziales, Infrastruktur, Gesundheit neu`]);
  });

  it('tells a further sheet and reads the others', async () => {
    const found = await findingsOf((book) => void book.addWorksheet('Lesehilfe').addRow(['Zeichen']));

    expect(found).toEqual([`info format.sheets-unread | ${FILE} | Lesehilfe`]);
  });

  it('stops at a doubled column header with different values', async () => {
    const found = await findingsOf((book) => {
      book.getWorksheet('Soziales')!.getCell('D3').value = 'im Alter';
    });

    expect(found).toEqual(
      expect.arrayContaining([
        `error format.column-duplicate | ${SOCIAL}, Zeile 2, Spalte 4 | Grundsicherung und Hilfen 31.12.2024 / im Alter`,
      ]),
    );
  });

  it('refuses a formula without a saved value', async () => {
    const found = await findingsOf((book) => {
      book.getWorksheet('Soziales')!.getCell('C4').value = { formula: 'D4+1' };
    });

    expect(found).toEqual([`block format.formula-without-value | ${FILE} | xl/worksheets/sheet1.xml: C4`]);
  });

  it('reads a formula by its saved value and tells it, also in keys and headers', async () => {
    const change = (book: exceljs.Workbook) => {
      const sheet = book.getWorksheet('Soziales')!;
      sheet.getCell('C4').value = { formula: '2*5', result: 10 };
      sheet.getCell('A4').value = { formula: 'TEXT(10101,"000000")', result: '010101' };
      const label = 'Familien und Kinder 31.12.2024';
      sheet.getCell('F2').value = { formula: `"${label}"`, result: label };
    };

    const { observations } = await read(2024, change);

    expect(observations[0]).toMatchObject({ area: '010101', cell: { value: 10, state: 'ok' } });
    expect(await findingsOf(change)).toEqual([
      `warning format.formula-in-header | ${SOCIAL}, Zeile 2 | F2`,
      `warning mapping.formula-cells | ${SOCIAL}, Zeile 4, Spalte Quartier | Quartier`,
      `warning mapping.formula-cells | ${SOCIAL}, Zeile 4, Spalte Grundsicherung und Hilfen 31.12.2024 / im Alter | Grundsicherung und Hilfen 31.12.2024 / im Alter`,
    ]);
  });

  it('stops at the error values of failed formulas', async () => {
    const found = await findingsOf((book) => {
      const sheet = book.getWorksheet('Gesundheit')!;
      sheet.getCell('C4').value = { error: '#N/A' };
      sheet.getCell('D4').value = { formula: 'C4/0', result: { error: '#DIV/0!' } as exceljs.CellErrorValue };
    });

    expect(found.filter((text) => text.startsWith('error'))).toEqual([
      `error mapping.error-value | ${FILE}, Blatt Gesundheit, Zeile 4, Spalte Schuleingangsuntersuchung (2024) / untersuchte Kinder | #NV`,
      `error mapping.error-value | ${FILE}, Blatt Gesundheit, Zeile 4, Spalte Schuleingangsuntersuchung (2024) / sprachauffällig | #DIV/0!`,
    ]);
  });

  it('stops at merged cells among the data', async () => {
    const found = await findingsOf((book) => {
      const sheet = book.getWorksheet('Soziales')!;
      sheet.mergeCells('A4:A5');
      sheet.mergeCells('C6:D6');
    });

    expect(found.filter((text) => text.includes('merged'))).toEqual([
      `error format.merged-body | ${SOCIAL}, Zeile 4, Spalte A | A4:A5`,
      `error format.merged-body | ${SOCIAL}, Zeile 6, Spalte C | C6:D6`,
    ]);
  });

  it('stops at a percentage in a column of counts', async () => {
    const found = await findingsOf((book) => {
      const cell = book.getWorksheet('Gesundheit')!.getCell('D6');
      cell.value = 0.123;
      cell.numFmt = '0.0%';
    });

    expect(found.map((text) => text.split(' | ')[0])).toEqual([
      'error mapping.percent-mixed',
      'error mapping.percent-format',
    ]);
  });

  it('keeps a nil that the number format shows as a dash a nil, and a day of 1904 a day', async () => {
    const { observations, findings } = await read(2024, (book) => {
      book.properties.date1904 = true;
      const sheet = book.getWorksheet('Soziales')!;
      sheet.getCell('C4').value = 0;
      sheet.getCell('C4').numFmt = String.raw`#\ ##0;\-#\ ##0;\-`;
      sheet.getCell('A14').value = new Date(Date.UTC(2025, 2, 1));
      sheet.getCell('A14').numFmt = 'dd.mm.yyyy';
    });

    expect(observations[0]).toMatchObject({ cell: { value: 0, state: 'ok' } });
    expect(findings.map(({ code, severity }) => `${severity} ${code}`)).toEqual([
      'warning format.date-system-1904',
    ]);
  });

  it('refuses a date in the header that is none, and two in one label', async () => {
    const found = await findingsOf((book) => {
      const sheet = book.getWorksheet('Soziales')!;
      sheet.getCell('C2').value = 'Grundsicherung und Hilfen 31.11.2024';
      book.getWorksheet('Gesundheit')!.getCell('C2').value =
        'Schuleingangsuntersuchung (2024), Stand 01.03.2025';
    });

    expect(
      found.map((text) =>
        text
          .split(' | ')
          .filter((_, i) => i !== 1)
          .join(' | '),
      ),
    ).toEqual([
      ...Array.from({ length: 3 }, () => 'error mapping.impossible-date | 31.11.2024'),
      ...Array.from(
        { length: 3 },
        () => 'block mapping.several-dates | Schuleingangsuntersuchung (2024), Stand 01.03.2025',
      ),
    ]);
  });
});
