/** Workbooks made for people, read by the connector `workbook`: what is not as declared stops the whole run. */
import { describeBadInput, type BadCase } from '../support/trial-run.ts';
import { benefitsWorkbook, type TrialSite } from '../support/trial-site.ts';

const FILE = 'hilfe_2023.xlsx';
const SHEET = `${FILE}, Blatt Tabelle1`;
const PROFILE = 'mappings/profiles/versuch-hilfe.yaml';
const TOTAL = 'Hilfebeziehende / insgesamt';

function changed(change: Parameters<typeof benefitsWorkbook>[1]) {
  return async (site: TrialSite) => {
    site.edit(PROFILE, 'connector: duva', 'connector: workbook');
    site.edit(
      PROFILE,
      '{ form: result-table, sheet: Tabelle1, headerStart: Quartier, headerRows: 2 }',
      '{ form: sheets, sheets: [Tabelle1], titleRows: 3, headerRows: 2, key: Quartier, lastRow: "^Insgesamt$" }',
    );
    site.deliver(FILE, await benefitsWorkbook(2023, change));
  };
}

const CASES: readonly BadCase[] = [
  {
    name: 'a table that is cut off in the middle',
    arrange: changed((_workbook, sheet) => {
      for (let row = 40; row <= sheet.rowCount; row += 1) sheet.getRow(row).values = [];
    }),
    findings: [{ code: 'format.end-missing', place: `${SHEET}, Zeile 39`, expected: '^Insgesamt$' }],
  },
  {
    name: 'keys that are merged over two rows',
    arrange: changed((_workbook, sheet) => sheet.mergeCells('A10:A11')),
    findings: [
      { code: 'format.merged-body', place: `${SHEET}, Zeile 10, Spalte A`, found: 'A10:A11' },
      { code: 'mapping.blank-key', place: `${SHEET}, Zeile 11, Spalte Quartier` },
    ],
  },
  {
    name: 'two columns of one name with different values',
    arrange: changed((_workbook, sheet) => {
      sheet.getCell('D5').value = 'ELB';
    }),
    findings: [
      {
        code: 'format.column-duplicate',
        place: `${SHEET}, Zeile 4, Spalte 4`,
        found: 'Hilfebeziehende / ELB',
      },
      { code: 'mapping.missing-column', place: SHEET, expected: 'Hilfebeziehende / NEF' },
      {
        code: 'mapping.unknown-column',
        place: `${SHEET}, Spalte Hilfebeziehende / ELB (2)`,
        found: 'Hilfebeziehende / ELB (2)',
      },
    ],
  },
  {
    name: 'a hidden row',
    arrange: changed((_workbook, sheet) => {
      sheet.getRow(12).hidden = true;
    }),
    findings: [{ code: 'format.hidden-rows', place: SHEET, found: '12' }],
  },
  {
    name: 'a formula that has failed',
    arrange: changed((_workbook, sheet) => {
      sheet.getCell('C9').value = { error: '#DIV/0!' };
    }),
    findings: [
      {
        code: 'mapping.error-value',
        place: `${SHEET}, Zeile 9, Spalte Hilfebeziehende / ELB`,
        found: '#DIV/0!',
      },
    ],
  },
  {
    name: 'a sum that its parts do not reach',
    arrange: async (site) => {
      site.edit(
        PROFILE,
        `{ label: ${TOTAL}, measure: hilfe, total: true }`,
        `{ label: ${TOTAL}, measure: alle }`,
      );
      site.edit(
        PROFILE,
        'measures:',
        'checks: [{ sum: alle, of: [hilfe] }]\nmeasures:\n  alle: { integer: true }',
      );
      await changed((_workbook, sheet) => {
        sheet.getCell('B9').value = 1;
      })(site);
    },
    findings: [
      {
        code: 'mapping.sum-differs',
        place: `${SHEET}, Zeile 9, Spalte ${TOTAL}`,
        found: '1',
        expected: '105',
      },
    ],
  },
];

describeBadInput('P18 a workbook made for people', CASES);
