/** Workbooks as they must not be: dangerous ones are not opened, faulty ones are stopped at the cell. */
import { crc32, deflateRawSync } from 'node:zlib';
import { describeBadInput, type BadCase } from '../support/trial-run.ts';
import { benefitsWorkbook, type TrialSite } from '../support/trial-site.ts';
import { zipFile } from '../support/zip-file.ts';

const FILE = 'hilfe_2023.xlsx';
const SHEET = `${FILE}, Blatt Tabelle1`;

function changed(change: Parameters<typeof benefitsWorkbook>[1]) {
  return async (site: TrialSite) => site.deliver(FILE, await benefitsWorkbook(2023, change));
}

/** A compound file, which is what Excel makes of an .xls and of a workbook with a password. */
const COMPOUND = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2040)]);

/** 64 megabytes of zeros in 64 kilobytes. */
function bomb(): Buffer {
  const zeros = Buffer.alloc(64 << 20);
  const packed = { bytes: deflateRawSync(zeros, { level: 9 }), size: zeros.length, crc: crc32(zeros) };
  return zipFile([
    { name: 'xl/workbook.xml', content: '<workbook/>' },
    { name: 'xl/worksheets/sheet1.xml', content: '', packed },
  ]);
}

const CASES: readonly BadCase[] = [
  {
    name: 'a zip bomb',
    arrange: (site) => site.deliver(FILE, bomb()),
    findings: [{ code: 'format.archive-too-large', place: FILE, found: '1029 : 1', expected: '200 : 1' }],
  },
  {
    name: 'a password or the old format .xls',
    arrange: (site) => site.deliver(FILE, COMPOUND),
    findings: [{ code: 'format.password-protected-or-old', place: FILE }],
  },
  {
    name: 'a workbook that was cut off',
    arrange: (site) => site.deliver(FILE, site.delivery(FILE).subarray(0, 3000)),
    findings: [{ code: 'format.archive-broken', place: FILE }],
  },
  {
    name: 'a text file with the ending .xlsx',
    arrange: (site) => site.deliver(FILE, 'Quartier;insgesamt\n001;5\n'),
    findings: [{ code: 'format.not-a-workbook', place: FILE }],
  },
  {
    name: 'an empty file',
    arrange: (site) => site.deliver(FILE, ''),
    findings: [{ code: 'format.empty', place: FILE }],
  },
  {
    name: 'a hidden sheet',
    arrange: changed((workbook) => {
      workbook.addWorksheet('Nebenrechnung', { state: 'hidden' }).addRow(['Rest', 1]);
    }),
    findings: [
      { code: 'format.hidden-sheet', place: `${FILE}, Blatt Nebenrechnung`, found: 'Nebenrechnung' },
    ],
  },
  {
    name: 'a renamed sheet',
    arrange: changed((_workbook, sheet) => {
      sheet.name = 'Auswertung';
    }),
    findings: [{ code: 'format.sheet-missing', place: FILE, found: 'Auswertung', expected: 'Tabelle1' }],
  },
  {
    name: 'a table with nothing but its header',
    arrange: changed((_workbook, sheet) => {
      for (let row = 6; row <= sheet.rowCount; row += 1) sheet.getRow(row).values = [];
    }),
    findings: [{ code: 'format.no-rows', place: SHEET }],
  },
  {
    name: 'a blank row in the middle of the table',
    arrange: changed((_workbook, sheet) => {
      sheet.getRow(30).values = [];
    }),
    findings: [{ code: 'format.rows-after-end', place: `${SHEET}, Zeile 31` }],
  },
  {
    name: 'a renamed column',
    arrange: changed((_workbook, sheet) => {
      sheet.getCell('C5').value = 'erwerbsfähig';
    }),
    findings: [
      { code: 'mapping.missing-column', place: SHEET, expected: 'Hilfebeziehende / ELB' },
      {
        code: 'mapping.unknown-column',
        place: `${SHEET}, Spalte Hilfebeziehende / erwerbsfähig`,
        found: 'Hilfebeziehende / erwerbsfähig',
      },
    ],
  },
  {
    name: 'two columns that have changed places and are addressed by position',
    arrange: async (site) => {
      site.edit('mappings/profiles/versuch-hilfe.yaml', '/ ELB,', '/ ELB, position: 3,');
      site.edit('mappings/profiles/versuch-hilfe.yaml', '/ NEF,', '/ NEF, position: 4,');
      await changed((_workbook, sheet) => {
        for (let row = 5; row <= 70; row += 1) {
          const [elb, nef] = [sheet.getCell(row, 3).value, sheet.getCell(row, 4).value];
          sheet.getCell(row, 3).value = nef;
          sheet.getCell(row, 4).value = elb;
        }
      })(site);
    },
    findings: [
      {
        code: 'mapping.moved-column',
        place: `${SHEET}, Spalte Nr. 3`,
        found: 'Hilfebeziehende / NEF',
        expected: 'Hilfebeziehende / ELB',
      },
      {
        code: 'mapping.moved-column',
        place: `${SHEET}, Spalte Nr. 4`,
        found: 'Hilfebeziehende / ELB',
        expected: 'Hilfebeziehende / NEF',
      },
    ],
  },
  {
    name: 'an impossible date in the title',
    arrange: changed((_workbook, sheet) => {
      sheet.getCell('A2').value = 'Stichtag: 45.12.2020';
    }),
    findings: [
      { code: 'mapping.impossible-date', place: SHEET, found: '45.12.2020', expected: 'DD.MM.YYYY' },
    ],
  },
  {
    name: 'a title without a date',
    arrange: changed((_workbook, sheet) => {
      sheet.getCell('A2').value = 'Stichtag: Jahresende';
    }),
    findings: [{ code: 'mapping.no-date', place: SHEET, found: FILE }],
  },
  {
    name: "last year's figures under this year's date",
    arrange: async (site) => {
      const old = await benefitsWorkbook(2022, (_workbook, sheet) => {
        sheet.getCell('A2').value = 'Stichtag: 31.12.2023';
      });
      site.deliver(FILE, old);
    },
    findings: [
      {
        code: 'statistics.same-as-other-date',
        place: SHEET,
        found: '31.12.2023',
        expected: '31.12.2022',
      },
    ],
  },
  {
    name: 'an unknown key',
    arrange: changed((_workbook, sheet) => {
      sheet.getCell('A10').value = '999';
    }),
    findings: [
      {
        code: 'mapping.unknown-area',
        place: `${SHEET}, Zeile 10, Spalte Quartier`,
        found: '999 (3-mal)',
        expected: 'Versuchsquartiere',
      },
    ],
  },
  {
    name: 'keys that have lost their leading zeros',
    arrange: changed((_workbook, sheet) => {
      sheet.getCell('A10').value = 5;
    }),
    findings: [
      {
        code: 'mapping.unknown-area',
        place: `${SHEET}, Zeile 10, Spalte Quartier`,
        found: '5 (3-mal)',
        expected: 'Versuchsquartiere',
      },
    ],
  },
  {
    name: 'a missing quarter',
    arrange: changed((_workbook, sheet) => {
      sheet.spliceRows(10, 1);
    }),
    findings: [
      {
        code: 'statistics.area-missing',
        place: SHEET,
        found: 'Nördliches Quartier 005 (005) am 31.12.2023',
        expected: '64 Raumeinheiten der Ebene versuch-quartier, geliefert 63',
      },
    ],
  },
  {
    name: 'an unknown sign',
    arrange: changed((_workbook, sheet) => {
      sheet.getCell('C9').value = 'k.A.';
    }),
    findings: [
      {
        code: 'mapping.unknown-sign',
        place: `${SHEET}, Zeile 9, Spalte Hilfebeziehende / ELB`,
        found: 'k.A.',
        expected: '1',
      },
    ],
  },
  {
    name: 'a figure that is not what the row adds up to',
    arrange: changed((_workbook, sheet) => {
      sheet.getCell('B9').value = 1;
    }),
    findings: [
      {
        code: 'statistics.control-sum',
        place: `${SHEET}, Zeile 9, Spalte Hilfebeziehende / insgesamt`,
        found: '105',
        expected: '1',
      },
    ],
  },
];

describeBadInput('P18 a workbook', CASES);
