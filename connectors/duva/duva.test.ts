import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { columnLabel, rawValue, type Layout } from '../../src/sdk/index.ts';
import { describeConnector } from '../../tests/connectors/contract.ts';
import { landed } from '../../tests/connectors/land.ts';
import { readLayout, type ReadResult } from '../../tests/connectors/read-layout.ts';
import { delimited } from './delimited.ts';
import { fixedWidth } from './fixed-width.ts';
import { duva } from './index.ts';
import { openData } from './open-data.ts';
import { resultTable } from './result-table.ts';

const FIXTURES = path.join(import.meta.dirname, '__fixtures__');
const SAMPLES = path.resolve(import.meta.dirname, '../../../shared/samples');
const samplesPresent = existsSync(SAMPLES);
if (!samplesPresent)
  process.stdout.write('samples are not here: readings of real DUVA-like files are skipped\n');

const OPEN_DATA = { columns: ['tab_id', 'jahr', 'raum_id', 'raum', 'zeile', 'zahl'] };
const FAMILIES = {
  encoding: 'windows-1252',
  delimiter: ';',
  titleRows: 2,
  headerRows: 2,
  units: ['Anzahl'],
  fillDown: ['Stadtbezirk'],
};
const AREAS = { sheet: 'Daten 2024', headerStart: 'Quartier', headerRows: 2, units: ['Anzahl', 'ha'] };

describeConnector(duva, {
  folder: import.meta.dirname,
  config: { files: '*', satzaufbau: '*.satzaufbau.csv' },
  layouts: {
    delimited: [{ offer: 'einwohner-2024.csv', options: { encoding: 'windows-1252', delimiter: ';' } }],
    'fixed-width': [
      { offer: 'haushalte-2024.dat', options: { encoding: 'cp850', satzaufbau: 'haushalte.satzaufbau.csv' } },
    ],
    'open-data': [{ offer: 'bevoelkerung-offen.csv', options: OPEN_DATA }],
    'result-table': [
      { offer: 'quoten.tsv', options: { delimiter: '\t', headerStart: 'Gebiet', headerRows: 2 } },
      { offer: 'familien.csv', options: FAMILIES },
      { offer: 'quartiere.xlsx', options: AREAS },
    ],
  },
});

async function read<Options>(
  layout: Layout<Options>,
  file: string,
  options: unknown,
  companions: string[] = [],
): Promise<ReadResult> {
  return readLayout(
    layout,
    await landed(path.resolve(FIXTURES, file), companions),
    layout.options.parse(options),
  );
}

function shown({ tables }: ReadResult, index = 0) {
  const table = tables[index];
  return {
    columns: table?.columns.map(columnLabel),
    body: table?.rows.map((row) => row.cells.map(rawValue)),
    titles: table?.titles,
    notes: table?.notes,
  };
}

const codes = ({ findings }: ReadResult): string[] =>
  findings.map((f) => `${f.severity} ${f.code} ${f.place.row}`);

describe('list', () => {
  it('adds the record layout to each file and does not offer it by itself', async () => {
    const context = { deliveries: FIXTURES, signal: new AbortController().signal, secret: () => '' };
    const offers = [];
    for await (const offer of duva.list({ files: '*.*', satzaufbau: '*.satzaufbau.csv' }, context))
      offers.push(offer);

    expect(offers.find((offer) => offer.file === 'haushalte-2024.dat')?.companions).toEqual([
      'haushalte.satzaufbau.csv',
    ]);
    expect(offers.map((offer) => offer.file)).not.toContain('haushalte.satzaufbau.csv');
  });
});

describe('delimited', () => {
  it('keeps cells as they stand and trims the header', async () => {
    const result = await read(delimited, 'einwohner-2024.csv', { encoding: 'windows-1252', delimiter: ';' });

    expect(shown(result).columns).toEqual(['RAUM', 'RAUM_TXT', 'ALTER_KL', 'EINWOHNER']);
    expect(shown(result).body).toEqual([
      ['001', 'Altstadt', '00-17', '212'],
      ['001', 'Altstadt', '18-64', '  803'],
      ['002', 'Südstadt – Hafen', '00-17', '.'],
      ['002', 'Südstadt; Hafen', '18-64', '97'],
    ]);
  });

  it('reads nothing with another delimiter or without the encoding', async () => {
    const comma = await read(delimited, 'einwohner-2024.csv', { encoding: 'windows-1252', delimiter: '|' });
    const utf8 = await read(delimited, 'einwohner-2024.csv', { delimiter: ';' });

    expect(codes(comma)).toEqual(['block format.delimiter-absent 1']);
    expect(codes(utf8)).toEqual(['block format.encoding-unknown 4']);
    expect([...comma.tables, ...utf8.tables]).toEqual([]);
  });
});

describe('fixed-width', () => {
  const expected = [
    ['001', 'Altstadt', '123', 3.045],
    ['002', 'Südstadt', '98', 1.2],
    ['003', 'Außenhof', '', '*'],
  ];

  it('reads code page 850 by a delivered Satzaufbau, with implied decimals and the end mark of DOS', async () => {
    const options = { encoding: 'cp850', satzaufbau: '*.satzaufbau.csv' };

    const result = await read(fixedWidth, 'haushalte-2024.dat', options, ['haushalte.satzaufbau.csv']);

    expect(result.findings).toEqual([]);
    expect(shown(result).columns).toEqual(['RAUM', 'RAUM_TXT', 'HAUSHALTE', 'GROESSE']);
    expect(shown(result).body?.map(([key, name, count, size]) => [key, name, stripped(count), size])).toEqual(
      expected,
    );
  });

  it('reads the same by a Satzaufbau in the profile', async () => {
    const satzaufbau = [
      { field: 'RAUM', from: 1, to: 3 },
      { field: 'Füller', from: 4, to: 4 },
      { field: 'RAUM_TXT', from: 5, length: 12 },
      { field: 'HAUSHALTE', from: 17, length: 9, type: 'N' },
      { field: 'GROESSE', from: 26, length: 7, type: 'N', decimals: 3 },
    ];

    const result = await read(fixedWidth, 'haushalte-2024.dat', { encoding: 'cp850', satzaufbau });

    expect(result.findings).toEqual([]);
    expect(shown(result).body?.map(([key, name, count, size]) => [key, name, stripped(count), size])).toEqual(
      expected,
    );
  });

  it('reads nothing without exactly one Satzaufbau', async () => {
    const options = { encoding: 'cp850', satzaufbau: '*.satzaufbau.csv' };

    const result = await read(fixedWidth, 'haushalte-2024.dat', options);

    expect(codes(result)).toEqual(['block format.record-layout-missing 0']);
    expect(result.tables).toEqual([]);
  });

  it.each([
    ['field;from;to\nA;1;3\nB;5;6\n', 'a gap', 0],
    ['field;from;to\nA;1;3\nB;3;6\n', 'an overlap', 0],
    ['field;from;to\nA;1;3\nA;4;6\n', 'a name twice', 0],
    ['field;from;length;type\nA;1;3;Q\n', 'an unknown type', 2],
    ['field;from;to;type\nA;1;drei;N\n', 'a position in words', 2],
    ['field;from;to;length\nA;1;3;3\n', 'two ends', 2],
  ])('refuses the Satzaufbau %j: %s', async (text, _why, row) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'satzaufbau-'));
    await writeFile(path.join(folder, 'a.dat'), '00112345\r\n');
    await writeFile(path.join(folder, 'a.satz.csv'), text);

    const result = await read(fixedWidth, path.join(folder, 'a.dat'), { satzaufbau: '*.satz.csv' }, [
      'a.satz.csv',
    ]);
    await rm(folder, { recursive: true });

    expect(codes(result)).toEqual([`block format.record-layout-faulty ${row}`]);
    expect(result.tables).toEqual([]);
  });

  it('refuses a profile with a gap in the Satzaufbau', () => {
    const satzaufbau = [
      { field: 'A', from: 1, to: 3 },
      { field: 'B', from: 5, to: 6 },
    ];

    expect(fixedWidth.options.safeParse({ satzaufbau }).success).toBe(false);
  });
});

function stripped(value: unknown): string {
  return String(value).replace(/^0+(?=\d)/, '');
}

describe('open-data', () => {
  it('reads the long form as it stands', async () => {
    const result = await read(openData, 'bevoelkerung-offen.csv', OPEN_DATA);

    expect(shown(result).body?.[1]).toEqual(['005', '2024', '001', 'Altstadt, Nord', 'Einwohner', '1015']);
  });

  it('reads nothing where columns are missing or new', async () => {
    const result = await read(openData, 'bevoelkerung-offen.csv', {
      columns: [...OPEN_DATA.columns.slice(1), 'wert'],
    });

    expect(result.tables).toEqual([]);
    expect(codes(result)).toEqual(['error format.column-missing 1', 'error format.column-unexpected 1']);
  });

  it('quotes nothing of a first row that is no header', async () => {
    const result = await read(openData, 'bevoelkerung-offen.csv', { columns: ['wert', 'gebiet'] });

    const unexpected = result.findings.filter(({ code }) => code === 'format.column-unexpected');
    expect(unexpected[0]).toMatchObject({ found: 'Spalte 1' });
    expect(unexpected.every(({ found }) => /^Spalte \d+$/.test(found ?? ''))).toBe(true);
  });
});

describe('result-table', () => {
  it('reads nested rows with sums, drops units and column numbers, keeps filter line and notes', async () => {
    const result = await read(resultTable, 'familien.csv', FAMILIES);

    expect(result.findings).toEqual([]);
    expect(shown(result)).toEqual({
      titles: ['Familien nach Kinderzahl', 'Stichtag: 31.12.2024, Hauptwohnung'],
      columns: [
        'Stadtbezirk',
        'Quartier',
        'Familien / Insgesamt',
        'mit ... Kindern / 1',
        'mit ... Kindern / 2 und mehr',
      ],
      body: [
        ['1 Mitte', '11 Altstadt', '50', '30', '20'],
        ['1 Mitte', '12 Südstadt', '41', '.', '.'],
        ['1 Mitte', 'Summe', '91', '.', '.'],
        ['2 West', '21 Hafen', '7', '7', '-'],
        ['2 West', 'Summe', '7', '7', '-'],
        ['Stadt', 'Insgesamt', '98', '.', '.'],
      ],
      notes: ['__________', '. = Zahlenwert geheim', 'Quelle: Einwohnermelderegister'],
    });
  });

  it('reads values of a workbook, not what it displays, with merged and hyphenated headers', async () => {
    const result = await read(resultTable, 'quartiere.xlsx', AREAS);

    expect(result.findings).toEqual([]);
    expect(result.tables[0]?.sheet).toBe('Daten 2024');
    expect(shown(result)).toEqual({
      titles: ['Einwohnerinnen und Einwohner', 'Stichtag: 31.12.2024, Hauptwohnung'],
      columns: [
        'Quartier',
        'Einwohner / Insgesamt',
        'Einwohner / weiblich',
        'Einwohner / männlich',
        'Fläche in ha',
      ],
      body: [
        ['11 Altstadt', 1015, 520, 495, 12.25],
        ['12 Südstadt', 485, 485, 0, 30.5],
        ['Summe', 1500, 1005, 495, 42.75],
      ],
      notes: ['*) siehe Definitionsänderung ab 2011'],
    });
  });

  it('makes a table of each sheet that fits, and says which sheets there are where none does', async () => {
    const every = await read(resultTable, 'quartiere.xlsx', { ...AREAS, sheet: 'Daten *' });
    const none = await read(resultTable, 'quartiere.xlsx', { ...AREAS, sheet: 'Tabelle1' });

    expect(every.tables.map((table) => table.sheet)).toEqual(['Daten 2023', 'Daten 2024']);
    expect(codes(none)).toEqual(['block format.sheet-missing 0']);
    expect(none.findings[0]?.found).toBe('Deckblatt, Daten 2023, Daten 2024');
  });

  it('reads nothing from a file whose name lies about what it is', async () => {
    const asText = await read(resultTable, 'quartiere.xlsx', { delimiter: ';', headerStart: 'Quartier' });
    const asSheet = await read(resultTable, 'familien.csv', AREAS);

    expect(asText).toMatchObject({ tables: [], findings: [{ severity: 'block' }] });
    expect(asSheet).toMatchObject({ tables: [], findings: [{ code: 'format.not-a-workbook' }] });
  });

  it('wants to know where the header begins and what kind of file it is', () => {
    const accepts = (options: unknown): boolean => resultTable.options.safeParse(options).success;

    expect(accepts({ delimiter: ';', titleRows: 0 })).toBe(true);
    expect(accepts({ delimiter: ';' })).toBe(false);
    expect(accepts({ delimiter: ';', titleRows: 0, headerStart: 'Quartier' })).toBe(false);
    expect(accepts({ titleRows: 0 })).toBe(false);
    expect(accepts({ delimiter: ';', sheet: 'Daten', titleRows: 0 })).toBe(false);
    expect(accepts({ sheet: 'Daten', encoding: 'utf-8', titleRows: 0 })).toBe(false);
    expect(accepts({ sheet: 'Daten', titleRows: 0, stop: '(' })).toBe(false);
  });
});

describe('a workbook with single records in a hidden place', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'duva-hidden-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('is refused as a whole', async () => {
    const { default: exceljs } = await import('exceljs');
    const workbook = new exceljs.Workbook();
    workbook.addWorksheet('Daten 2024').addRows([
      ['Quartier', 'Anzahl'],
      ['11', 5],
    ]);
    workbook.addWorksheet('Einzelfälle', { state: 'hidden' }).addRow(['x']);
    const file = path.join(folder, 'hidden.xlsx');
    await workbook.xlsx.writeFile(file);

    const result = await read(resultTable, file, { sheet: 'Daten 2024', titleRows: 0 });

    expect(result.tables).toEqual([]);
    expect(codes(result)).toEqual(['block format.hidden-sheet 0']);
  });
});

describe.skipIf(!samplesPresent)('real files', () => {
  it('reads the SGB II table of a district pasted from Excel', async () => {
    const file = path.join(SAMPLES, 'ba_sgb2/seed003_kreis-mettmann_sgb2-quoten.tsv');

    const result = await read(resultTable, file, { delimiter: '\t', headerStart: 'Region', headerRows: 2 });

    expect(result.findings).toEqual([]);
    expect(result.tables[0]?.columns.map((column) => column.path)).toEqual([
      ['Region'],
      ['SGB II-Quote'],
      ['ELB-Quote'],
      ['dav.:', 'Männer'],
      ['dav.:', 'Frauen'],
      ['NEF-Quote (U15)'],
    ]);
    expect(result.tables[0]?.rows).toHaveLength(11);
    expect(result.tables[0]?.rows[0]).toEqual({
      row: 5,
      cells: ['Mettmann', '10,1', '8,6', '8,2', '9,0', '15,8'],
    });
    expect(result.tables[0]?.rows[10]?.cells).toEqual([
      'Wülfrath, Stadt',
      '8,1',
      '6,8',
      '6,4',
      '7,2',
      '12,5',
    ]);
  });

  it('reads the open data of Köln in full', async () => {
    const file = path.join(SAMPLES, 'city_duva_like/koeln/bevoelkerung.csv');
    const columns = ['id', 'tab_id', 'tabelle', 'jahr', 'raum_id', 'raum', 'zei_id', 'zeile', 'zahl'];

    const result = await read(openData, file, { columns });

    expect(result.findings).toEqual([]);
    expect(result.tables[0]?.rows).toHaveLength(29_135);
  });

  it('reads a workbook of city profiles with a wide header of merged and hyphenated labels', async () => {
    const file = path.join(SAMPLES, 'quartiersprofile_workbooks/Daten_fuer_die_Stadtteilprofile_2014.xlsx');

    const result = await read(resultTable, file, {
      sheet: 'Stadtteilprofile *',
      titleRows: 1,
      headerRows: 3,
    });

    expect(result.findings).toEqual([]);
    expect(result.tables[0]?.rows).toHaveLength(107);
    expect(result.tables[0]?.columns).toHaveLength(69);
    expect(result.tables[0]?.columns[0]?.path).toEqual(['Stadtgebiet']);
    expect(result.tables[0]?.columns[1]?.path).toEqual([
      'Bevölkerung und Haushalte 31.12.2013',
      'Bevölkerung',
      'Anzahl der Einwohnerinnen und Einwohner',
    ]);
    expect(result.tables[0]?.rows[0]?.cells.slice(0, 3).map(rawValue)).toEqual([
      'Hamburg-Altstadt',
      1675,
      162,
    ]);
  });

  it('reads the households of Mülheim', async () => {
    const file = path.join(SAMPLES, 'city_duva_like/muelheim/Haushalte_SB_2024-12.txt');

    const result = await read(delimited, file, { delimiter: ';' });

    expect(result.findings).toEqual([]);
    expect(result.tables[0]?.columns).toHaveLength(19);
  });
});
