/** Delimited files with a single cell or line that is wrong: keys, codes, dates, signs and figures. */
import { describeBadInput, type BadCase } from '../support/trial-run.ts';
import type { TrialSite } from '../support/trial-site.ts';

const FILE = 'einwohner_2023.csv';
/** Line 11: the women of quarter 005. */
const CELL = /(005;[^;]*;31\.12\.2023;w;)\d+/;

function rewritten(from: string | RegExp, to: string) {
  return (site: TrialSite) => site.rewrite(FILE, (text) => text.replace(from, to));
}
/** Line 10, the men of quarter 005, once more at the end. */
function repeated(change: (line: string) => string) {
  return (site: TrialSite) =>
    site.rewrite(FILE, (text) => `${text}${change(text.split('\r\n')[9] ?? '')}\r\n`);
}
function isoDates(site: TrialSite): void {
  site.edit('mappings/profiles/versuch-einwohner.yaml', 'DD.MM.YYYY', 'YYYY-MM-DD');
  for (const year of [2022, 2023])
    site.rewrite(`einwohner_${year}.csv`, (text) => text.replaceAll(`31.12.${year}`, `${year}-12-31`));
}

const CASES: readonly BadCase[] = [
  {
    name: 'an unknown key',
    arrange: rewritten(/017;Nörd/g, '917;Nörd'),
    findings: [
      {
        code: 'mapping.unknown-area',
        place: `${FILE}, Zeile 34, Spalte QUARTIER`,
        found: '917 (2-mal)',
        expected: 'Versuchsquartiere',
      },
    ],
  },
  {
    name: 'a blank key',
    arrange: rewritten('017;Nördliches Quartier 017;31.12.2023;m', ';Nördliches Quartier 017;31.12.2023;m'),
    findings: [{ code: 'mapping.blank-key', place: `${FILE}, Zeile 34, Spalte QUARTIER` }],
  },
  {
    name: 'an unknown code',
    arrange: rewritten('31.12.2023;w', '31.12.2023;weibl.'),
    findings: [{ code: 'mapping.unknown-code', place: `${FILE}, Zeile 3, Spalte GESCHL`, found: 'weibl.' }],
  },
  {
    name: 'a key twice with the same figure',
    arrange: repeated((line) => line),
    findings: [
      {
        code: 'mapping.duplicate-equal',
        place: `${FILE}, Zeile 130, Spalte PERSONEN`,
        found: '005',
        expected: `${FILE}, Zeile 10, Spalte PERSONEN`,
      },
    ],
  },
  {
    name: 'a key and date twice with different figures',
    arrange: repeated((line) => line.replace(/\d+$/, '1')),
    findings: [
      {
        code: 'mapping.duplicate-different',
        place: `${FILE}, Zeile 130, Spalte PERSONEN`,
        found: '005',
        expected: `${FILE}, Zeile 10, Spalte PERSONEN`,
      },
    ],
  },
  {
    name: 'a quarter without its women',
    arrange: rewritten(/\n017;[^\n]*;w;[^\n]*/, ''),
    findings: [
      {
        code: 'statistics.combination-missing',
        place: `${FILE}, Zeile 34`,
        found: 'Nördliches Quartier 017 (017), 31.12.2023',
        expected: 'geschlecht=w',
      },
    ],
  },
  {
    name: 'an impossible date',
    arrange: (site) => {
      isoDates(site);
      site.rewrite(FILE, (text) => text.replace('2023-12-31;w', '2020-12-45;w'));
    },
    findings: [
      {
        code: 'mapping.impossible-date',
        place: `${FILE}, Zeile 3, Spalte STICHTAG`,
        found: '2020-12-45',
        expected: 'YYYY-MM-DD',
      },
    ],
  },
  {
    name: 'an unknown sign',
    arrange: rewritten(CELL, '$1k.A.'),
    findings: [
      {
        code: 'mapping.unknown-sign',
        place: `${FILE}, Zeile 11, Spalte PERSONEN`,
        found: 'k.A.',
        expected: '1',
      },
    ],
  },
  {
    name: 'a thousands point where none is declared',
    arrange: rewritten(CELL, '$11.456'),
    findings: [
      {
        code: 'mapping.unparsable-number',
        place: `${FILE}, Zeile 11, Spalte PERSONEN`,
        found: '1.456',
        expected: 'Dezimalkomma, ohne Tausenderzeichen',
      },
    ],
  },
  {
    name: 'an English thousand that a decimal comma would turn into one',
    arrange: rewritten(CELL, '$11,000'),
    findings: [
      {
        code: 'mapping.not-integer',
        place: `${FILE}, Zeile 11, Spalte PERSONEN`,
        found: '1,000',
        expected: 'eine ganze Zahl',
      },
    ],
  },
  {
    name: 'a negative count',
    arrange: rewritten(CELL, '$1-3'),
    findings: [
      {
        code: 'mapping.out-of-range',
        place: `${FILE}, Zeile 11, Spalte PERSONEN`,
        found: '-3',
        expected: '0 bis 100.000',
      },
    ],
  },
];

describeBadInput('P18 a delivery with a wrong cell', CASES);
