import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { columnLabel, rawValue, type Layout } from '../../src/sdk/index.ts';
import { describeConnector } from '../../tests/connectors/contract.ts';
import { landed } from '../../tests/connectors/land.ts';
import { readLayout, type ReadResult } from '../../tests/connectors/read-layout.ts';
import { tempFolder } from '../../tests/support/temp-folder.ts';
import { zipFile } from '../../tests/support/zip-file.ts';
import { classicCsv } from './classic-csv.ts';
import { cube } from './cube.ts';
import { ffcsvOld } from './ffcsv-old.ts';
import { ffcsv } from './ffcsv.ts';
import { itnrw } from './index.ts';
import { regionalMachineSheets } from './regional-machine-sheets.ts';
import { xlsx } from './xlsx.ts';
import { zensusGrid } from './zensus-grid.ts';

const FIXTURES = path.join(import.meta.dirname, '__fixtures__');
const temp = tempFolder();

const CLASSIC = { table: '99811-05i', keys: ['jahr', 'ags', 'name'] };
const FLAT = { statistic: '99411', regions: ['KREISE', 'DLAND'], variables: ['GES', 'ALT'] };
const OLD = { statistic: '99411', regions: ['KREISE'], variables: ['GES'] };
const BOOK = { sheet: '99411-0015', titleRows: 3, headerRows: 2, keys: ['ags', 'name'] };
const GRID = { encoding: 'utf-8', cell: 100, values: ['DurchschnMieteQM', 'AnzahlWohnungen'] };
const KILOMETRE = { encoding: 'utf-8', cell: 1000, values: ['Einwohner'], member: '*_1km-*.csv' };

describeConnector(itnrw, {
  folder: import.meta.dirname,
  config: { files: '*' },
  layouts: {
    'classic-csv': [{ offer: 'leistungen.csv', options: CLASSIC }],
    cube: [{ offer: 'quader.csv', options: { cube: '99414BJ002' } }],
    ffcsv: [
      { offer: 'fortschreibung_flat.csv', options: FLAT },
      { offer: 'fortschreibung_flat.zip', options: FLAT },
    ],
    'ffcsv-old': [
      { offer: 'fortschreibung-alt_flat.csv', options: OLD },
      { offer: 'fortschreibung-alt_en_flat.csv', options: OLD },
    ],
    'regional-machine-sheets': [{ offer: 'regionaltabelle.xlsx', options: { sheet: 'CSV-Einwohnerzahl' } }],
    xlsx: [{ offer: 'bevoelkerung-kreise.xlsx', options: BOOK }],
    'own-areas': [{ offer: 'zensus-eigene-gebiete.csv', options: { key: 'QUARTIER' } }],
    'zensus-grid': [
      { offer: 'Zensus2022_Miete_100m-Gitter.csv', options: GRID },
      { offer: 'zensus2022_miete_1252.csv', options: { ...GRID, encoding: 'windows-1252' } },
      { offer: 'Zensus2022_Einwohner.zip', options: KILOMETRE },
    ],
  },
});

async function read<Options>(layout: Layout<Options>, file: string, options: unknown): Promise<ReadResult> {
  return readLayout(layout, await landed(path.resolve(FIXTURES, file)), layout.options.parse(options));
}

/** A fixture with a change, read again. */
async function changed<Options>(
  layout: Layout<Options>,
  { file, options, change }: { file: string; options: unknown; change: (text: string) => string },
): Promise<ReadResult> {
  const text = (await readFile(path.join(FIXTURES, file))).toString('latin1');
  const source = temp.write(file, Buffer.from(change(text), 'latin1'));
  return readLayout(layout, await landed(source.path), layout.options.parse(options));
}

const columns = ({ tables }: ReadResult, index = 0) => tables[index]?.columns.map(columnLabel);
const body = ({ tables }: ReadResult, index = 0) =>
  tables[index]?.rows.map((row) => row.cells.map((cell) => rawValue(cell)));
const codes = ({ findings }: ReadResult) => findings.map((f) => `${f.severity} ${f.code} ${f.place.row}`);

describe('classic-csv', () => {
  it('names the key columns, joins header lines with their unit and leaves the repeated column out', async () => {
    const result = await read(classicCsv, 'leistungen.csv', CLASSIC);

    expect(columns(result)).toEqual([
      'jahr',
      'ags',
      'name',
      'Empfänger von Leistungen / SGB II / Anzahl',
      'Empfänger von Leistungen / Insgesamt / Anzahl',
      'Empfänger von Leistungen / Grundsicherung im Alter; bei Erwerbsminderung / Insgesamt / Anzahl',
    ]);
    expect(result.tables[0]?.columns.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5, 7]);
    expect(body(result)?.[4]).toEqual(['2024', '05158024', '      Mettmann, Stadt', '.', '25', '25']);
    expect(body(result)).toHaveLength(6);
  });

  it('keeps titles, notes and the stamp of the data', async () => {
    const result = await read(classicCsv, 'leistungen.csv', CLASSIC);

    expect(result.tables[0]?.titles[0]).toBe('Tabelle: 99811-05i');
    expect(result.tables[0]?.notes).toEqual([
      'Zahlen außer SGB II sind auf 5 gerundet. ---------- . = geheim – siehe Erläuterung',
      '© Erfundenes Amt, 2025.',
      'Stand: 02.01.2026 / 19:06:32',
    ]);
  });

  it('reports columns of one name with different values', async () => {
    const result = await changed(classicCsv, {
      file: 'leistungen.csv',
      options: CLASSIC,
      change: (text) => text.replace('30;45;30;15', '30;45;31;15'),
    });

    expect(codes(result)).toEqual(['error format.twin-columns-differ 11']);
  });

  it('reports a table that is cut off in the middle', async () => {
    const result = await changed(classicCsv, {
      file: 'leistungen.csv',
      options: CLASSIC,
      change: (text) => text.slice(0, text.indexOf('25;.;25')),
    });

    expect(codes(result)).toEqual(['error format.row-width 12', 'error format.table-cut 12']);
  });

  it('does not read another table, nor one with fewer key columns than declared', async () => {
    const other = await read(classicCsv, 'leistungen.csv', { ...CLASSIC, table: '12411-09i' });
    const deeper = await read(classicCsv, 'leistungen.csv', { keys: ['jahr', 'ags', 'name', 'alter'] });

    expect([...other.tables, ...deeper.tables]).toEqual([]);
    expect(codes(other)).toEqual(['block format.other-table 1']);
    expect(codes(deeper)).toEqual(['block format.header-missing 0']);
  });
});

describe('ffcsv', () => {
  it('finds region and variables by code in any place, and tells a total from no breakdown', async () => {
    const result = await read(ffcsv, 'fortschreibung_flat.csv', FLAT);

    expect(columns(result)).toEqual([
      'time',
      'region_variable',
      'region',
      'region_label',
      'GES',
      'GES_label',
      'ALT',
      'ALT_label',
      'value',
      'value_unit',
      'value_variable_code',
      'value_variable_label',
      'value_q',
    ]);
    expect(
      body(result)?.map((cells) => [...cells.slice(1, 3), cells[4], cells[6], cells[8], cells[12]]),
    ).toEqual([
      ['KREISE', '05158', 'GESW', '(none)', '52', 'e'],
      ['KREISE', '05158', '(total)', '(none)', '100', ''],
      ['DLAND', '05', 'GESM', 'A65', '12,5', '()'],
    ]);
    expect(result.tables[0]?.titles).toEqual(['99411 Erfundene Fortschreibung']);
  });

  it('reads the same from the archive that the service sends', async () => {
    const plain = await read(ffcsv, 'fortschreibung_flat.csv', FLAT);
    const packed = await read(ffcsv, 'fortschreibung_flat.zip', FLAT);

    expect(body(packed)).toEqual(body(plain));
  });

  it('takes a file without quality column', async () => {
    const result = await changed(ffcsv, {
      file: 'fortschreibung_flat.csv',
      options: FLAT,
      change: (text) => text.replaceAll(/;(value_q|e|\(\)|)\n/g, '\n'),
    });

    expect(result.findings).toEqual([]);
    expect(body(result)?.map((cells) => cells.at(-1))).toEqual(['', '', '']);
  });

  it('does not read rows by variables, regions or statistics that are not foreseen', async () => {
    const variable = await read(ffcsv, 'fortschreibung_flat.csv', { ...FLAT, variables: ['GES'] });
    const region = await read(ffcsv, 'fortschreibung_flat.csv', { ...FLAT, regions: ['KREISE', 'GES'] });
    const statistic = await read(ffcsv, 'fortschreibung_flat.csv', { ...FLAT, statistic: '12411' });

    expect(codes(variable)).toEqual(['error format.variable-unexpected 4']);
    expect(body(variable)).toHaveLength(2);
    expect(codes(region)).toContain('error format.region-variables 2');
    expect(codes(statistic)).toEqual([2, 3, 4].map((row) => `block format.other-table ${row}`));
  });

  it('tells the two generations of flat files apart', async () => {
    const old = await read(ffcsv, 'fortschreibung-alt_en_flat.csv', OLD);
    const current = await read(ffcsvOld, 'fortschreibung_flat.csv', FLAT);

    expect(codes(old)).toEqual(['block format.other-table 1']);
    expect(codes(current)).toEqual(['block format.other-table 1']);
    expect([...old.tables, ...current.tables]).toEqual([]);
  });

  it('reads nothing from an archive with two files', async () => {
    const { path: file } = temp.write(
      'zwei.zip',
      zipFile([
        { name: 'a.csv', content: 'x' },
        { name: 'b.csv', content: 'y' },
      ]),
    );

    const result = await readLayout(ffcsv, await landed(file), ffcsv.options.parse(FLAT));

    expect(codes(result)).toEqual(['block format.archive-members 0']);
  });

  it('lists the first hundred of many faulty rows', async () => {
    const [header = '', ...rows] = (
      await readFile(path.join(FIXTURES, 'fortschreibung_flat.csv'), 'utf8')
    ).split('\n');
    const { path: file } = temp.write(
      'viele.csv',
      [header, ...Array<string>(150).fill(rows[2] ?? '')].join('\n'),
    );

    const result = await readLayout(
      ffcsv,
      await landed(file),
      ffcsv.options.parse({ ...FLAT, variables: ['GES'] }),
    );

    expect(result.findings).toHaveLength(101);
    expect(result.findings.at(-1)).toMatchObject({ code: 'format.further-rejects', found: '50' });
  });
});

describe('ffcsv-old', () => {
  it('makes a table in long form of each measure, split at the first and last double underscore', async () => {
    const result = await read(ffcsvOld, 'fortschreibung-alt_flat.csv', OLD);

    expect(result.tables).toHaveLength(2);
    expect(body(result, 0)).toEqual([
      [
        '2022-12-31',
        'KREISE',
        '05158',
        '  Mettmann, Kreis',
        '(total)',
        'Insgesamt',
        '100',
        'Anzahl',
        'BEVSTD',
        'Bevoelkerungs__stand',
        '',
      ],
      [
        '2022-12-31',
        'KREISE',
        '05158',
        '  Mettmann, Kreis',
        'GESM',
        'männlich',
        '48',
        'Anzahl',
        'BEVSTD',
        'Bevoelkerungs__stand',
        '',
      ],
    ]);
    expect(body(result, 1)?.map((cells) => cells.slice(6, 10))).toEqual([
      ['407,2', 'qkm', 'FLC006', 'Flaeche'],
      ['-', 'qkm', 'FLC006', 'Flaeche'],
    ]);
  });

  it('reads the English edition with its three columns of one name', async () => {
    const german = await read(ffcsvOld, 'fortschreibung-alt_flat.csv', OLD);
    const english = await read(ffcsvOld, 'fortschreibung-alt_en_flat.csv', OLD);

    const withoutLabels = (cells: readonly unknown[]) => cells.filter((_, index) => index !== 5);
    expect(body(english)?.map(withoutLabels)).toEqual(body(german)?.map(withoutLabels));
    expect(columns(english)).toEqual(columns(german));
  });
});

describe('xlsx', () => {
  it('reads merged titles and headers, numbers as numbers, and the notes', async () => {
    const result = await read(xlsx, 'bevoelkerung-kreise.xlsx', BOOK);

    expect(columns(result)).toEqual(['ags', 'name', 'Stichtag / 31.12.2023', 'Stichtag / 31.12.2024']);
    expect(body(result)).toEqual([
      ['05158', 'Mettmann, Kreis', 484322, 485000],
      ['05354', 'Aachen, Kreis', '-', '-'],
    ]);
    expect(result.tables[0]?.notes.at(-1)).toBe('© Erfundenes Amt, 2025 | Stand: 27.03.2025 / 03:59:13');
  });
});

describe('cube', () => {
  it('makes a table of each measure and keeps locked and distorted values secret', async () => {
    const result = await read(cube, 'quader.csv', {});

    expect(columns(result)).toEqual([
      'DINSG',
      'WZ08N7',
      'JAHR',
      'value',
      'value_unit',
      'value_variable_code',
      'value_q',
    ]);
    expect([body(result, 0), body(result, 1)]).toEqual([
      [
        ['DG', 'WZ08-49', '2024', '138.9', '2015=100', 'UMS103', 'p'],
        ['DG', 'WZ08-50', '2024', '.', '2015=100', 'UMS103', ''],
      ],
      [
        ['DG', 'WZ08-49', '2024', '1200', 'Anzahl', 'BES001', 'e'],
        ['DG', 'WZ08-50', '2024', '.', 'Anzahl', 'BES001', ''],
      ],
    ]);
  });

  it('tells nobody who made the export', async () => {
    const result = await read(cube, 'quader.csv', { cube: 'anderer' });

    expect(codes(result)).toEqual(['block format.other-table 2']);
    expect(JSON.stringify([result, await read(cube, 'quader.csv', {})])).not.toContain('DE1234567');
  });
});

describe('zensus-grid', () => {
  it('checks each cell against its centre and gives its corner', async () => {
    const result = await read(zensusGrid, 'Zensus2022_Miete_100m-Gitter.csv', GRID);

    expect(columns(result)).toEqual([
      'zelle',
      'ost',
      'nord',
      'DurchschnMieteQM',
      'AnzahlWohnungen',
      'zeichen',
    ]);
    expect(body(result)?.[1]).toEqual([
      'CRS3035RES100mN3132800E4106900',
      '4106900',
      '3132800',
      '–',
      '4',
      'KLAMMERN',
    ]);
  });

  it('reads the dash of Windows-1252 as the same sign', async () => {
    const utf8 = await read(zensusGrid, 'Zensus2022_Miete_100m-Gitter.csv', GRID);
    const latin = await read(zensusGrid, 'zensus2022_miete_1252.csv', { ...GRID, encoding: 'windows-1252' });

    expect(body(latin)).toEqual(body(utf8));
  });

  it('passes over cells outside the wanted part', async () => {
    const within = { east: [4_106_900, 4_107_000], north: [3_132_700, 3_132_800] };

    const result = await read(zensusGrid, 'Zensus2022_Miete_100m-Gitter.csv', { ...GRID, within });

    expect(result.findings).toEqual([]);
    expect(body(result)).toHaveLength(1);
  });

  it('reports cells with another centre, another size or east and north exchanged', async () => {
    const change = (text: string) =>
      text
        .replace('4106950;3132750', '3132750;4106950')
        .replace('RES100mN3132800', 'RES1000mN3132800')
        .replace('N9132800', 'N9132801');

    const result = await changed(zensusGrid, {
      file: 'Zensus2022_Miete_100m-Gitter.csv',
      options: GRID,
      change,
    });

    expect(codes(result)).toEqual([2, 3, 4].map((row) => `error format.grid-cell-differs ${row}`));
    expect(body(result)).toEqual([]);
  });

  it('does not read a theme with missing or further columns', async () => {
    const missing = await read(zensusGrid, 'Zensus2022_Miete_100m-Gitter.csv', {
      ...GRID,
      values: ['AnzahlWohnungen', 'Leerstand'],
    });

    expect(codes(missing)).toEqual(['error format.column-missing 1', 'error format.column-unexpected 1']);
    expect(missing.tables).toEqual([]);
  });
});

describe('regional-machine-sheets', () => {
  it('puts a lost zero back by the level of the row and reports keys that cannot be of that level', async () => {
    const result = await read(regionalMachineSheets, 'regionaltabelle.xlsx', { sheet: 'CSV-Haushalte' });

    expect(body(result)?.map((cells) => cells[1])).toEqual(['051580008008', '05158']);
    expect(codes(result)).toEqual(['error format.key-length 4', 'info format.keys-padded 0']);
  });

  it('reads machine sheets only', () => {
    expect(regionalMachineSheets.options.safeParse({ sheet: 'Einwohnerzahl' }).success).toBe(false);
  });
});
