import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import iconv from 'iconv-lite';
import exceljs from 'exceljs';
import { describe, expect, it } from 'vitest';
import { columnLabel, rawValue } from '../../src/sdk/index.ts';
import { landed } from '../../tests/connectors/land.ts';
import { readLayout, type ReadResult } from '../../tests/connectors/read-layout.ts';
import { told } from '../../tests/support/changed-book.ts';
import { tempFolder } from '../../tests/support/temp-folder.ts';
import { orderFile } from './order-file.ts';

const FIXTURES = path.join(import.meta.dirname, '__fixtures__');
const temp = tempFolder();
const HEADER = 'BERICHTSMONAT;GEMEINDE;GEBIET;NAME;BG;LB';
const OPTIONS = { delimiter: ';', encoding: 'windows-1252', prefix: 'gemeinde' };

/** Rows without the report month, and the lines of the error log. */
async function read(
  rows: readonly string[],
  { options = {}, log = '0;Straße unbekannt' }: { options?: object; log?: string } = {},
): Promise<ReadResult> {
  const text = [HEADER, ...rows.map((row) => `202412;${row}`), ''].join('\r\n');
  const { path: file } = temp.write('sgb2.csv', iconv.encode(text, 'windows-1252'));
  temp.write('sgb2_fehlerprotokoll.txt', iconv.encode(log, 'windows-1252'));
  return readLayout(
    orderFile,
    await landed(file, ['sgb2_fehlerprotokoll.txt']),
    orderFile.options.parse({ ...OPTIONS, ...options }),
  );
}

const TOWN = [
  '05998001;001010101;Altstadt;20;41',
  '05998001;001010102;Südstadt;30;55',
  '05998001;keine Angabe;keine Angabe;-;-',
  '05998001;001SUMSUM;Summe;50;96',
];
const WHOLE = ';SUMSUMSUM;Summe;50;96';

function rooms({ tables }: ReadResult): unknown[] {
  const at = tables[0]?.columns.findIndex((column) => columnLabel(column) === 'raum') ?? -1;
  return tables[0]?.rows.map(({ cells }) => rawValue(cells[at])) ?? [];
}

describe('rows of an order file', () => {
  it('say whether they are a unit, a sum or a residual, and of what', async () => {
    const result = await read([...TOWN, WHOLE]);

    expect(result.findings).toEqual([]);
    expect(result.tables[0]?.columns.map(columnLabel).slice(-3)).toEqual(['ebene', 'schluessel', 'raum']);
    expect(result.tables[0]?.rows.map(({ cells }) => cells.slice(-3).map(rawValue))).toEqual([
      ['quartier', '001010101', 'quartier 001010101'],
      ['quartier', '001010102', 'quartier 001010102'],
      ['rest', '05998001', 'rest 05998001'],
      ['summe', '05998001', 'summe 05998001'],
      ['summe', 'gesamt', 'summe gesamt'],
    ]);
  });

  it('of a town with keys of its own have sums within it that are no areas', async () => {
    const rows = [
      '05998001;001001001;Altstadt;20;41',
      '05998001;001001SUM;Summe;20;41',
      '05998001;001SUMSUM;Summe;20;41',
      '05998001;002001001;Hafen;12;20',
      '05998001;keine Angabe;;3;3',
      '05998001;SUMSUMSUM;Summe;35;64',
    ];

    const result = await read(rows, { options: { prefix: 'own' } });

    expect(result.findings).toEqual([]);
    expect(rooms(result)).toEqual([
      'quartier 001001001',
      'zwischensumme 001001',
      'zwischensumme 001',
      'quartier 002001001',
      'rest 05998001',
      'summe 05998001',
    ]);
  });

  it('of a workbook get their lost zeros back, which is told, and notes below stay notes', async () => {
    const file = path.join(FIXTURES, 'auftrag-2024.xlsx');
    const delivery = await landed(file, ['auftrag-2024_Fehlerprotokoll.txt']);

    const result = await readLayout(
      orderFile,
      delivery,
      orderFile.options.parse({ sheet: 'Auftrag', titleRows: 1 }),
    );

    expect(told(result.findings)).toEqual(['info format.keys-padded 0']);
    expect(rooms(result)[0]).toBe('quartier 001001001');
    expect(result.tables[0]?.rows[0]?.cells.slice(0, 3).map(rawValue)).toEqual([
      202_412,
      '05998001',
      '001001001',
    ]);
    expect(result.tables[0]?.notes).toEqual(['* = Zahlenwerte unter 10']);
  });

  it('that are nothing of this are told without repeating what else they hold', async () => {
    const result = await read([...TOWN, '05998001;Erika Mustermann;x;1;2', WHOLE]);

    expect(told(result.findings)).toEqual(['error jobcenter.order-unit 6']);
    expect(JSON.stringify(result.findings)).not.toContain('Erika');
    expect(result.tables[0]?.rows).toHaveLength(5);
  });

  it('must not number two municipalities alike', async () => {
    const rows = [
      ...TOWN,
      '05998002;001020101;Höhe;11;22',
      '05998002;001SUMSUM;Summe;11;22',
      ';SUMSUMSUM;Summe;61;118',
    ];

    const result = await read(rows);

    expect(told(result.findings)).toEqual(['error jobcenter.order-prefix 6']);
  });

  it('are not looked for in a file without measures or without a header', async () => {
    const file = temp.write('kurz.csv', 'Monat;Gemeinde;Gebiet;Name\n202412;05998001;001010101;x\n');
    const bare = temp.write('ohne.csv', '202412;05998001;001010101;x;4;5\n');
    const options = orderFile.options.parse({ delimiter: ';' });

    const short = await readLayout(orderFile, await landed(file.path), options);
    const without = await readLayout(orderFile, await landed(bare.path), options);

    expect(told(short.findings)).toEqual(['block jobcenter.order-header 0']);
    expect(told(without.findings)).toEqual(['block jobcenter.order-header 0']);
    expect([...short.tables, ...without.tables]).toEqual([]);
  });
});

describe('sums of an order file', () => {
  const town = (sums: string, ...units: string[]) => [
    ...units.map((figures, i) => `05998001;00101010${i};Quartier ${i};${figures}`),
    `05998001;001SUMSUM;Summe;${sums}`,
    `;SUMSUMSUM;Summe;${sums}`,
  ];

  it('that their parts do not reach are told with both figures', async () => {
    const result = await read(town('60;96', '20;41', '30;55'));

    expect(told(result.findings)).toEqual(['error jobcenter.sum-differs 4', 'error jobcenter.sum-differs 5']);
    expect(result.findings[0]).toMatchObject({ found: '50', expected: '60', place: { column: 'BG' } });
  });

  it('stay unchecked, which is told, where two parts are secret', async () => {
    const result = await read(town('60;96', '*;41', '*;55', '51;-'), { options: { hiddenMax: 9 } });

    expect(told(result.findings)).toEqual(['info jobcenter.sums-unchecked 0']);
    expect(result.findings[0]).toMatchObject({ found: '2', expected: '4' });
  });

  it('beside exactly one secret part are told, without what can be computed', async () => {
    const result = await read(town('57;96', '*;41', '50;55'));

    expect(told(result.findings)).toEqual([
      'warning jobcenter.single-secret 4',
      'warning jobcenter.single-secret 5',
      'info jobcenter.sums-unchecked 0',
    ]);
    expect(result.findings[0]).toMatchObject({ found: '05998001', place: { column: 'BG' } });
    expect(result.findings.map(({ found }) => found)).not.toContain('7');
  });

  it('give one secret sum away beside the sum of all', async () => {
    const rows = [
      '05998001;001010101;Altstadt;*;41',
      '05998001;001010102;Südstadt;*;55',
      '05998001;001SUMSUM;Summe;*;96',
      '05998002;002010101;Höhe;40;60',
      '05998002;002SUMSUM;Summe;40;60',
      ';SUMSUMSUM;Summe;48;156',
    ];

    const result = await read(rows);

    expect(result.findings.filter(({ code }) => code === 'jobcenter.single-secret')).toMatchObject([
      { found: 'gesamt', place: { row: 7, column: 'BG' } },
    ]);
  });

  it.each([
    ['smaller than what is shown', '40;96', {}],
    ['larger than what the signs can hide', '70;96', { hiddenMax: 9 }],
  ])('are impossible where they are %s', async (_what, sums, options) => {
    const result = await read(town(sums, '*;41', '51;55'), { options });

    expect(told(result.findings).filter((line) => line.startsWith('error'))).toEqual([
      'error jobcenter.sum-out-of-reach 4',
      'error jobcenter.sum-out-of-reach 5',
    ]);
  });

  it('are missing from a file that was cut off', async () => {
    const afterTown = await read(TOWN);
    const within = await read(TOWN.slice(0, 2));
    const line = await read([...TOWN, ';SUMSUM']);

    expect(told(afterTown.findings)).toEqual(['error jobcenter.sum-missing 0']);
    expect(told(within.findings)).toEqual(['error jobcenter.sum-missing 0', 'error jobcenter.sum-missing 0']);
    expect(told(line.findings)).toEqual(['error format.row-width 6', 'error jobcenter.sum-missing 0']);
  });
});

describe('the error log', () => {
  const rows = [
    '05998001;001010101;Altstadt;20;41',
    '05998001;keine Angabe;keine Angabe;12;25',
    '05998001;001SUMSUM;Summe;32;66',
    ';SUMSUMSUM;Summe;32;66',
  ];
  const options = { errorLogMeasure: 'LB' };

  it.each([
    '20;Straße nicht im Raster\r\n5;Hausnummer fehlt\r\n',
    'Anzahl;Grund\n20;Straße nicht im Raster\n5;Hausnummer fehlt\nSumme;25\n',
    'Fehlerprotokoll\n\nStraße nicht im Raster: 20\nHausnummer fehlt: 5\n',
    '"Straße nicht im Raster";20\n"Hausnummer fehlt";5\n',
  ])('is read from %j and agrees with the residual', async (log) => {
    const result = await read(rows, { options, log });

    expect(result.findings).toMatchObject([
      {
        code: 'jobcenter.error-log',
        severity: 'info',
        found: '20 Straße nicht im Raster; unter 10 Hausnummer fehlt',
        place: { file: 'sgb2_fehlerprotokoll.txt' },
      },
    ]);
  });

  it('is told where it counts something else than the residual', async () => {
    const result = await read(rows, { options, log: '20;Straße nicht im Raster\n' });

    expect(told(result.findings)).toEqual([
      'info jobcenter.error-log 0',
      'warning jobcenter.error-log-differs 0',
    ]);
    expect(result.findings[1]).toMatchObject({ found: '25', expected: 'weniger' });
  });

  it('is not compared with a residual that is partly secret', async () => {
    const secret = rows.map((row) => row.replace('12;25', '*;*'));

    const result = await read(secret, { options, log: '20;Straße nicht im Raster\n' });

    expect(result.findings.map(({ code }) => code)).not.toContain('jobcenter.error-log-differs');
  });

  it('does not repeat an address, and names a line that it does not understand', async () => {
    const result = await read(rows, { log: '25;Musterweg 7, 40000 Musterbach\nsiehe Anlage\n' });

    expect(told(result.findings)).toEqual([
      'warning jobcenter.error-log-line 2',
      'info jobcenter.error-log 0',
    ]);
    expect(JSON.stringify(result.findings)).not.toContain('Musterweg');
  });

  it('is missed where it does not lie beside the file', async () => {
    const { path: file } = temp.write(
      'allein.csv',
      [HEADER, ...rows.map((row) => `202412;${row}`)].join('\n'),
    );

    const result = await readLayout(
      orderFile,
      await landed(file),
      orderFile.options.parse({ ...OPTIONS, encoding: undefined }),
    );

    expect(told(result.findings)).toEqual(['info jobcenter.error-log-missing 0']);
  });
});

describe('an order file nobody has described', () => {
  const signal = new AbortController().signal;
  if (orderFile.kind !== 'tables') throw new TypeError('tables');
  const { recognise } = orderFile;

  it('is recognised, with options that read it', async () => {
    const csv = await landed(path.join(FIXTURES, 'sgb2_2024.csv'), ['sgb2_2024_fehlerprotokoll.txt']);
    const sheet = await landed(path.join(FIXTURES, 'auftrag-2024.xlsx'), [
      'auftrag-2024_Fehlerprotokoll.txt',
    ]);

    const proposals = [await recognise?.(csv, signal), await recognise?.(sheet, signal)];

    expect(proposals.map((proposal) => proposal?.options)).toEqual([
      { delimiter: ';', encoding: 'windows-1252', titleRows: 0, prefix: 'gemeinde' },
      { sheet: 'Auftrag', titleRows: 1 },
    ]);
    for (const [index, delivery] of [csv, sheet].entries()) {
      const options = orderFile.options.parse(proposals[index]?.options);
      const { findings } = await readLayout(orderFile, delivery, options);
      expect(findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
    }
  });

  it('is not seen in other files', async () => {
    const others = ['quoten.tsv', 'arbeitsmarkt-kommunal_05998001.xlsx', 'sgb2_2024_fehlerprotokoll.txt'];

    for (const file of others)
      expect(await recognise?.(await landed(path.join(FIXTURES, file)), signal)).toBeUndefined();
  });
});

it('a broken workbook is told and nothing is read', async () => {
  const target = path.join(temp.path, 'kaputt.xlsx');
  await copyFile(path.join(FIXTURES, 'auftrag-2024.xlsx'), target);
  const bytes = await new exceljs.Workbook().xlsx.writeBuffer();
  temp.write('kaputt.xlsx', Buffer.from(bytes).subarray(0, 400));

  const result = await readLayout(
    orderFile,
    await landed(target),
    orderFile.options.parse({ sheet: 'Auftrag', titleRows: 1 }),
  );

  expect(told(result.findings)).toEqual(['block format.archive-broken 0']);
  expect(result.tables).toEqual([]);
});
