/** Sources beside those of the trial site, each with its profile and with files that are right until they are changed. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import exceljs from 'exceljs';
import { figureIn, figuresWorkbook, type ExtraSource } from './source-inbox.ts';
import { QUARTERS } from './trial-site.ts';

export const AT = { level: 'Versuchsquartiere', area: '064', date: '2023-12-31' };

export const FLAT_FILE = 'flach.csv';
export const FLAT: ExtraSource = {
  profile: `connector: itnrw
layout: { form: ffcsv-old, statistic: '99411', regions: [QUARTR], variables: [GES] }
decimal: comma
signs: { base: genesis }
area: { column: region, level: versuch-quartier }
date: { from: column, column: time, format: YYYY-MM-DD }
dimensions: { geschlecht: { column: GES } }
values: { column: value, measure: wert, quality: value_q }
measures: { wert: { integer: true, min: 0 } }
ignoreColumns: [region_variable, region_label, value_unit, value_variable_code, value_variable_label, GES_label]
`,
  measure: 'wert',
  files: FLAT_FILE,
  expected: { ...AT, value: 2 * figureIn('064') },
};
export const GERMAN = ['Merkmal_Code', 'Merkmal_Label', 'Auspraegung_Code', 'Auspraegung_Label'];
/** As the English edition was sent: three columns of each variable bear one name. */
export const ENGLISH = ['variable_code', 'variable_label', 'variable_code', 'variable_code'];

export function flatFile(names: readonly string[]): string {
  const first =
    names === GERMAN
      ? 'Statistik_Code;Statistik_Label;Zeit_Code;Zeit_Label;Zeit'
      : 'statistics_code;statistics_label;time_code;time_label;time';
  const header = [
    first,
    ...[1, 2].flatMap((group) => names.map((name) => `${group}_${name}`)),
    'BEVSTD__Bevoelkerungsstand__Anzahl',
  ];
  const day = names === GERMAN ? '31.12.2023' : '2023-12-31';
  const rows = QUARTERS.flatMap((quarter) =>
    ['GESM', 'GESW'].map((sex) =>
      [
        '99411;Erfunden;STAG;Stichtag',
        day,
        'QUARTR;Quartiere',
        quarter,
        `Quartier ${quarter}`,
        'GES;Geschlecht',
        sex,
        sex,
        figureIn(quarter),
      ].join(';'),
    ),
  );
  return [header.join(';'), ...rows, ''].join('\r\n');
}

export const BOOK_FILE = 'werte.xlsx';
export const BOOK: ExtraSource = {
  profile: `connector: workbook
layout: { form: sheets, sheets: [Tabelle1], titleRows: 1, headerRows: 1, key: QUARTIER, stop: '^Ende$' }
decimal: comma
signs: { base: din }
area: { column: QUARTIER, level: versuch-quartier }
date: { from: column, column: STICHTAG, format: DD.MM.YYYY }
values: { columns: [{ label: WERT, measure: wert }] }
measures: { wert: { min: 0, max: 1000, percent: hundredfold } }
`,
  measure: 'wert',
  precision: 1,
  files: BOOK_FILE,
  expected: { ...AT, value: figureIn('064') },
};

export const QUOTAS: ExtraSource = {
  ...BOOK,
  profile: BOOK.profile.replace('{ min: 0, max: 1000,', '{ rate: true, min: 0, max: 100,'),
  type: 'STATUS_RELATIVE',
  level: 'versuch-quartier',
  expected: { ...AT, value: 18.6 },
};

/** `asShare`: the cells of these rows hold a hundredth of it in a percent format. */
export async function quotas(asShare: readonly number[], format = '0.0%', lastRow = 67): Promise<Buffer> {
  return figuresWorkbook((sheet) => {
    for (let row = 3; row <= 66; row += 1) {
      const cell = sheet.getCell(row, 3);
      const value = 12 + row / 10;
      cell.value = asShare.includes(row) ? value / 100 : value;
      if (asShare.includes(row)) cell.numFmt = format;
    }
    for (let row = lastRow + 1; row <= 67; row += 1) sheet.getRow(row).values = [];
  });
}

export const ORDER_FILE = 'auftrag.csv';
export const ORDER: ExtraSource = {
  profile: `connector: jobcenter
layout: { form: order-file, delimiter: ';' }
decimal: comma
signs: { base: ba }
rows: [{ column: ebene, keep: '^quartier$', skip: '^summe$' }]
area: { column: raum, levels: [{ level: versuch-quartier, match: '^quartier 001001\\d{3}$', strip: '^quartier 001001' }] }
date: { from: column, column: BERICHTSMONAT, format: YYYYMM }
values: { columns: [{ label: LB, measure: personen }] }
measures: { personen: { integer: true, min: 0 } }
ignoreColumns: [GEMEINDE, GEBIET, NAME, schluessel]
`,
  measure: 'personen',
  files: ORDER_FILE,
  expected: { ...AT, value: figureIn('064') },
};
export const WHOLE = QUARTERS.reduce((sum, quarter) => sum + figureIn(quarter), 0);

/** Header, 64 quarters from row 2 on, and their sum in row 66. */
export function orderFile(change: (rows: string[]) => string[] = (rows) => rows): string {
  const rows = QUARTERS.map((quarter) => `202312;05999001;001001${quarter};Quartier;${figureIn(quarter)}`);
  const all = [...rows, `202312;05999001;SUMSUMSUM;Summe;${WHOLE}`];
  return ['BERICHTSMONAT;GEMEINDE;GEBIET;NAME;LB', ...change(all), ''].join('\r\n');
}

export const QUOTES_FILE = 'quoten.tsv';
export const QUOTES: ExtraSource = {
  ...QUOTAS,
  profile: `connector: jobcenter
layout: { form: quotes-table, delimiter: "\\t", titleRows: 0, percent: [QUOTE] }
decimal: comma
signs: { base: ba }
area: { column: QUARTIER, level: versuch-quartier }
date: { from: column, column: STICHTAG, format: DD.MM.YYYY }
values: { columns: [{ label: QUOTE, measure: wert }] }
measures: { wert: { rate: true, min: 0, max: 100 } }
`,
  files: QUOTES_FILE,
};

export function quotes(
  change: (quarter: string, quote: string) => string = (_quarter, quote) => quote,
): string {
  const rows = QUARTERS.map((quarter, index) =>
    [quarter, '31.12.2023', change(quarter, (12.3 + index / 10).toFixed(1).replace('.', ','))].join('\t'),
  );
  return ['QUARTIER\tSTICHTAG\tQUOTE', ...rows, ''].join('\r\n');
}

export const LABOUR_FILE = 'arbeitsmarkt_05998001.xlsx';
const ROOT = path.join(import.meta.dirname, '../..');
export const LABOUR: ExtraSource = {
  profile: readFileSync(path.join(ROOT, 'mappings/profiles/ba-arbeitsmarkt-kommunal.yaml'), 'utf8')
    .replace(/^[^]*\nconnector:/, 'connector:')
    .replace(/levels: \[.*\]/, "names: { '05998001': { level: versuch-kreis, key: '05999' } }"),
  measure: 'svb-arbeitsort',
  level: 'versuch-kreis',
  files: LABOUR_FILE,
  expected: { level: 'Versuchskreis', area: '05999', date: '2024-06-30', value: 920 },
};

export async function labour(change: (sheet: exceljs.Worksheet) => void = () => undefined): Promise<Buffer> {
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.readFile(
    path.join(ROOT, 'connectors/jobcenter/__fixtures__/arbeitsmarkt-kommunal_05998001.xlsx'),
  );
  const sheet = workbook.getWorksheet('Daten');
  if (!sheet) throw new RangeError('no sheet');
  change(sheet);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}
