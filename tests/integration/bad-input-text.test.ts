/** Delimited files that are wrong as a whole: encoding, rows, columns, completeness, repetition. */
import { describeBadInput, type BadCase } from '../support/trial-run.ts';
import { populationCsv, QUARTERS, type TrialSite } from '../support/trial-site.ts';

const FILE = 'einwohner_2023.csv';

function rewritten(from: string | RegExp, to: string) {
  return (site: TrialSite) => site.rewrite(FILE, (text) => text.replace(from, to));
}

const OLD_EXCEL = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2040)]);

const CASES: readonly BadCase[] = [
  {
    name: 'a Windows-1252 file declared as UTF-8',
    arrange: (site) => site.edit('mappings/profiles/versuch-einwohner.yaml', 'windows-1252', 'utf-8'),
    findings: [2022, 2023].map((year) => ({
      code: 'format.encoding-contradicts',
      place: `einwohner_${year}.csv, Zeile 2`,
      found: 'Byte 45',
      expected: 'utf-8',
    })),
  },
  {
    name: 'a UTF-8 file declared as Windows-1252',
    arrange: (site) => site.deliver(FILE, populationCsv(2023)),
    findings: [
      {
        code: 'format.encoding-contradicts',
        place: `${FILE}, Zeile 2`,
        found: 'UTF-8',
        expected: 'windows-1252',
      },
    ],
  },
  {
    name: 'a byte order mark that contradicts the declaration',
    arrange: (site) => site.deliver(FILE, `\uFEFF${populationCsv(2023)}`),
    findings: [
      { code: 'format.encoding-contradicts', place: FILE, found: 'BOM UTF-8', expected: 'windows-1252' },
    ],
  },
  {
    name: 'a ragged row',
    arrange: rewritten('003;Nördliches Quartier 003;31.12.2023;w;', '003;Nördliches Quartier 003;w;'),
    findings: [{ code: 'format.row-width', place: `${FILE}, Zeile 7`, found: '4', expected: '5' }],
  },
  {
    name: 'a quotation mark that is never closed',
    arrange: rewritten('005;Nörd', '005;"Nörd'),
    findings: [{ code: 'format.unclosed-quote', place: `${FILE}, Zeile 10`, found: '2' }],
  },
  {
    name: 'a date that a second file delivers with another figure',
    arrange: (site) => {
      site.deliver('einwohner_2023_neu.csv', site.delivery(FILE));
      site.rewrite('einwohner_2023_neu.csv', (text) => text.replace(/;w;\d+/, ';w;7'));
    },
    findings: [
      {
        code: 'statistics.date-delivered-twice',
        place: 'einwohner_2023_neu.csv, Zeile 2',
        found: '31.12.2023',
        expected: FILE,
      },
    ],
  },
  {
    name: 'a missing quarter',
    arrange: rewritten(/\n017;[^\n]*\n017;[^\n]*/, ''),
    findings: [
      {
        code: 'statistics.area-missing',
        place: FILE,
        found: 'Nördliches Quartier 017 (017) am 31.12.2023',
        expected: '64 Raumeinheiten der Ebene versuch-quartier, geliefert 63',
      },
    ],
  },
  {
    name: 'a file without the women of any quarter',
    arrange: rewritten(/\n\d+;[^\n]*;w;[^\n]*/g, ''),
    findings: [
      {
        code: 'statistics.code-vanished',
        place: `${FILE}, Spalte geschlecht`,
        found: 'w am 31.12.2023',
        expected: '31.12.2022: 41.252 personen',
      },
    ],
  },
  {
    name: 'a file that shrank from 64 quarters to 3',
    arrange: (site) => site.rewrite(FILE, () => populationCsv(2023, QUARTERS.slice(0, 3))),
    findings: [
      {
        code: 'statistics.area-missing',
        place: FILE,
        found:
          'Nördliches Quartier 004 (004), Nördliches Quartier 005 (005), Nördliches Quartier 006 (006), ' +
          'Nördliches Quartier 007 (007), Nördliches Quartier 008 (008) und 56 weitere am 31.12.2023',
        expected: '64 Raumeinheiten der Ebene versuch-quartier, geliefert 3',
      },
    ],
  },
  {
    name: 'a file that was cut off in the middle of a line',
    arrange: (site) => site.deliver(FILE, site.delivery(FILE).subarray(0, 3000)),
    findings: [{ code: 'format.row-width', place: `${FILE}, Zeile 66`, found: '2', expected: '5' }],
  },
  {
    name: "last year's figures under this year's date",
    arrange: (site) => site.rewrite(FILE, () => populationCsv(2022).replaceAll('31.12.2022', '31.12.2023')),
    findings: [
      {
        code: 'statistics.same-as-other-date',
        place: FILE,
        found: '31.12.2023',
        expected: '31.12.2022',
      },
    ],
  },
  {
    name: "last year's file under a new name",
    arrange: (site) => site.deliver('einwohner_2024.csv', site.delivery(FILE)),
    findings: [
      {
        code: 'statistics.date-delivered-twice',
        place: 'einwohner_2024.csv, Zeile 2',
        found: '31.12.2023',
        expected: FILE,
      },
    ],
  },
  {
    name: 'an empty file',
    arrange: (site) => site.deliver(FILE, ''),
    findings: [{ code: 'format.empty', place: FILE }],
  },
  {
    name: 'a file with nothing but its header',
    arrange: (site) => site.rewrite(FILE, () => populationCsv(2023, [])),
    findings: [{ code: 'format.no-rows', place: FILE }],
  },
  {
    name: 'a renamed column',
    arrange: rewritten('PERSONEN', 'ANZAHL'),
    findings: [
      { code: 'mapping.missing-column', place: FILE, expected: 'PERSONEN' },
      { code: 'mapping.unknown-column', place: `${FILE}, Spalte ANZAHL`, found: 'ANZAHL' },
    ],
  },
  {
    name: 'another delimiter',
    arrange: (site) => site.rewrite(FILE, (text) => text.replaceAll(';', ',')),
    findings: [{ code: 'format.delimiter-absent', place: `${FILE}, Zeile 1`, expected: '„;“' }],
  },
  {
    name: 'a workbook with the ending .csv',
    arrange: (site) => site.deliver(FILE, site.delivery('hilfe_2023.xlsx')),
    findings: [{ code: 'format.is-xlsx', place: FILE }],
  },
  {
    name: 'an old Excel file with the ending .csv',
    arrange: (site) => site.deliver(FILE, OLD_EXCEL),
    findings: [{ code: 'format.is-old-excel-or-protected', place: FILE }],
  },
];

describeBadInput('P18 a delimited file', CASES);
