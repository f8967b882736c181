import { describe, expect, it } from 'vitest';
import { areaKey, levelId } from '../core/area.ts';
import { findingText, placeText, type Finding } from '../core/finding.ts';
import type { Observation } from '../core/observation.ts';
import { referenceDate, type ReferenceDate } from '../core/reference-date.ts';
import { tablesOf, type MemoryTable } from '../../tests/support/memory-table.ts';
import { applyProfile } from './apply-profile.ts';
import { checkKeys } from './check-keys.ts';
import { codeListFile, codeListOf } from './code-list.ts';
import { compileProfile } from './compile-profile.ts';
import { loadYaml } from './load.ts';
import { deliveredLevels } from './dataset-shape.ts';
import { profileFile, profileOf } from './profile.ts';

const HEAD = `
id: test
title: Test
dataset: test
connector: duva
layout: { form: delimited }
`;

const LONG = `${HEAD}
decimal: comma
thousands: dot
signs: { base: din }
area:
  column: Gebiet
  padTo: 3
  levels:
    - { level: stadt, match: '^000$' }
    - { level: quartier, match: '^[1-9]\\d\\d$' }
  residual: { nicht zuzuordnen: { level: stadt, key: '000' } }
  total: { Summe: { level: stadt, key: '000' } }
date: { from: column, column: Stichtag, format: DD.MM.YYYY }
dimensions:
  geschlecht: { column: Sex, codes: sex, total: i, label: Text }
values: { column: Wert, measure: personen }
measures: { personen: { integer: true, min: 0 } }
ignoreColumns: [Name]
`;

const SEX = `
id: sex
title: Geschlecht
codes:
  '1': { label: Männer, to: m }
  '2': { label: Frauen, to: w }
`;

const LONG_HEADER = ['Gebiet', 'Name', 'Stichtag', 'Sex', 'Text', 'Wert'];

function compiled(yaml: string) {
  const loaded = loadYaml(yaml, 'test.yaml', profileFile);
  const sex = loadYaml(SEX, 'sex.yaml', codeListFile);
  if (!loaded.ok) throw new Error(loaded.problems.map((p) => p.message).join('\n'));
  if (!sex.ok) throw new Error('code list');
  const list = codeListOf(sex.value, { origin: sex.origin, sha256: 'b' });
  return compileProfile(
    profileOf(loaded.value, { origin: loaded.origin, sha256: 'a' }),
    new Map([['sex', list]]),
  );
}

async function apply(
  yaml: string,
  tables: MemoryTable | MemoryTable[],
  date?: ReferenceDate,
  fileName = 'lieferung.csv',
) {
  const findings: Finding[] = [];
  const observations: Observation[] = [];
  const report = (f: Finding) => findings.push(f);
  const context = { fileName, report, ...(date ? { date } : {}) };
  for await (const batch of applyProfile(compiled(yaml), tablesOf(...[tables].flat()), context))
    observations.push(...batch);
  return { observations, findings, codes: findings.map((f) => f.code) };
}

function long(...rows: string[][]): MemoryTable {
  return { header: LONG_HEADER, rows };
}

/** Sums and residuals told apart by the shape of their keys, for any number of towns. */
const ORDER = `${HEAD}
decimal: comma
signs: { base: ba }
area:
  column: Raum
  levels:
    - { level: quartier, match: '^quartier \\d{9}$', strip: '^quartier \\d{3}' }
    - { level: gemeinde, match: '^summe \\d{8}$', strip: '^summe ', role: total }
    - { level: gemeinde, match: '^rest \\d{8}$', strip: '^rest ', role: residual }
  total: { summe gesamt: { level: kreis, key: '05999' } }
date: { from: parameter }
values: { column: Wert, measure: personen }
measures: { personen: { integer: true, min: 0 } }
`;

describe('applyProfile on sums and residuals of many towns', () => {
  it('takes the area of a sum or a residual from its key', async () => {
    const rows = [
      ['quartier 001010203', '5'],
      ['summe 05999001', '9'],
      ['summe 05999002', '8'],
      ['rest 05999001', '*'],
      ['summe gesamt', '17'],
    ];

    const { observations, findings } = await apply(
      ORDER,
      { header: ['Raum', 'Wert'], rows },
      referenceDate('2024-12-31'),
    );

    expect(findings).toEqual([]);
    expect(observations.map((o) => [o.role, o.level, o.area, o.cell.value])).toEqual([
      ['value', 'quartier', '010203', 5],
      ['total', 'gemeinde', '05999001', 9],
      ['total', 'gemeinde', '05999002', 8],
      ['residual', 'gemeinde', '05999001', null],
      ['total', 'kreis', '05999', 17],
    ]);
  });

  it('stops at a key of another shape, and at a sum that stands there twice', async () => {
    const rows = [
      ['summe 0599900', '9'],
      ['summe 05999002', '8'],
      ['summe 05999002', '7'],
    ];

    const { codes } = await apply(ORDER, { header: ['Raum', 'Wert'], rows }, referenceDate('2024-12-31'));

    expect(codes).toEqual(['mapping.unknown-key', 'mapping.duplicate-different']);
  });

  it('does not count a level as delivered that has nothing but sums', () => {
    expect([...deliveredLevels(compiled(ORDER).profile)]).toEqual(['quartier']);
  });
});

describe('applyProfile on a long table', () => {
  it('gives each figure its level, area, date, measure and breakdown', async () => {
    const { observations, findings } = await apply(
      LONG,
      long(['101', 'Altstadt', '31.12.2024', '1', 'Männer', '1.234']),
    );

    expect(findings).toEqual([]);
    expect(observations).toEqual([
      {
        role: 'value',
        level: 'quartier',
        area: '101',
        date: '2024-12-31',
        measure: 'personen',
        breakdown: { geschlecht: 'm' },
        cell: { value: 1234, state: 'ok' },
        place: { file: 'lieferung.csv', row: 2, column: 'Wert' },
      },
    ]);
  });

  it('keeps total codes and sum rows as control sums and residual rows as residuals', async () => {
    const { observations, findings } = await apply(
      LONG,
      long(
        ['101', '', '31.12.2024', 'i', '', '5'],
        ['Summe', '', '31.12.2024', '1', 'Männer', '9'],
        ['nicht zuzuordnen', '', '31.12.2024', '1', 'Männer', '2'],
      ),
    );

    expect(findings).toEqual([]);
    expect(observations.map((o) => [o.role, o.level, o.area, o.breakdown])).toEqual([
      ['total', 'quartier', '101', {}],
      ['total', 'stadt', '000', { geschlecht: 'm' }],
      ['residual', 'stadt', '000', { geschlecht: 'm' }],
    ]);
  });

  it('puts lost leading zeros back and says so once', async () => {
    const { observations, findings } = await apply(
      LONG,
      long(['0', '', '31.12.2023', '1', 'Männer', '5'], ['0', '', '31.12.2024', '1', 'Männer', '6']),
    );

    expect(observations.map((o) => o.area)).toEqual(['000', '000']);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      code: 'mapping.repadded',
      found: 'Gebiet',
      expected: '2',
      place: { row: 2 },
    });
  });

  it.each([
    ['mapping.blank-key', ['', '', '31.12.2024', '1', 'Männer', '5']],
    ['mapping.unknown-key', ['Köln', '', '31.12.2024', '1', 'Männer', '5']],
    ['mapping.impossible-date', ['101', '', '45.12.2020', '1', 'Männer', '5']],
    ['mapping.unknown-code', ['101', '', '31.12.2024', '3', 'Divers', '5']],
    ['mapping.unknown-code', ['101', '', '31.12.2024', '', '', '5']],
    ['mapping.total-undeclared', ['101', '', '31.12.2024', '3', 'Insgesamt', '5']],
    ['mapping.total-undeclared', ['101', '', '31.12.2024', '(total)', '', '5']],
    ['mapping.label-differs', ['101', '', '31.12.2024', '1', 'Frauen', '5']],
    ['mapping.unparsable-number', ['101', '', '31.12.2024', '1', 'Männer', '5 €']],
    ['mapping.not-integer', ['101', '', '31.12.2024', '1', 'Männer', '5,5']],
    ['mapping.unknown-sign', ['101', '', '31.12.2024', '1', 'Männer', '?']],
  ])('reports %s and takes nothing over from the cell', async (code, row) => {
    const { observations, codes } = await apply(LONG, long(row));

    expect(codes).toEqual([code]);
    expect(observations).toEqual([]);
  });

  it('counts each unknown sign and stops the run for it', async () => {
    const rows = ['2021', '2022', '2023'].map((year) => ['101', '', `31.12.${year}`, '1', 'Männer', '#']);
    const { findings } = await apply(LONG, long(...rows));

    expect(findings.map((f) => [f.severity, findingText(f).text])).toEqual([
      ['block', 'Das Zeichen „#“ ist nicht erklärt; es kommt 3-mal vor.'],
    ]);
  });

  it('names both rows where a second figure differs, and keeps it out', async () => {
    const { observations, findings } = await apply(
      LONG,
      long(['101', '', '31.12.2024', '1', 'Männer', '5'], ['101', '', '31.12.2024', '1', 'Männer', '6']),
    );

    expect(observations).toHaveLength(1);
    expect(findings).toMatchObject([
      {
        code: 'mapping.duplicate-different',
        severity: 'error',
        expected: 'lieferung.csv, Zeile 2, Spalte Wert',
      },
    ]);
    expect(findings.map((f) => placeText(f.place))).toEqual(['lieferung.csv, Zeile 3, Spalte Wert']);
  });

  it('refuses a key that comes twice even where the figures agree', async () => {
    const row = ['101', '', '31.12.2024', '1', 'Männer', '5'];
    const { observations, findings } = await apply(LONG, [long(row), { ...long(row), sheet: 'Kopie' }]);

    expect(observations).toHaveLength(1);
    expect(findings).toMatchObject([
      { code: 'mapping.duplicate-equal', severity: 'error', place: { sheet: 'Kopie' } },
    ]);
  });

  it('lets several residual rows count for the same area', async () => {
    const yaml = LONG.replace('residual: {', "residual: { ohne Adresse: { level: stadt, key: '000' },");
    const { observations, findings } = await apply(
      yaml,
      long(
        ['nicht zuzuordnen', '', '31.12.2024', '1', 'Männer', '2'],
        ['ohne Adresse', '', '31.12.2024', '1', 'Männer', '3'],
      ),
    );

    expect(findings).toEqual([]);
    expect(observations.map((o) => o.cell.value)).toEqual([2, 3]);
  });

  it('shows a hundred findings of a kind and the count of the others', async () => {
    const rows = Array.from({ length: 250 }, () => ['', '', '31.12.2024', '1', 'Männer', '5']);
    const { codes, findings } = await apply(LONG, long(...rows));

    expect(codes.filter((code) => code === 'mapping.blank-key')).toHaveLength(100);
    expect(findings.at(-1)).toMatchObject({
      code: 'mapping.more-of-same',
      found: 'mapping.blank-key',
      expected: '150',
    });
  });

  it('stops at a new, a missing and a doubled column', async () => {
    const { observations, findings } = await apply(LONG, {
      header: ['Gebiet', 'Datum', 'Sex', 'Text', 'Wert', 'Wert'],
      rows: [['101', '31.12.2024', '1', 'Männer', '5', '5']],
    });

    expect(observations).toEqual([]);
    expect(findings.map((f) => f.code).sort()).toEqual([
      'mapping.ambiguous-column',
      'mapping.missing-column',
      'mapping.unknown-column',
      'mapping.unknown-column',
      'mapping.unknown-column',
    ]);
  });

  it('quotes nothing of a first row that is no header: it may be the record of a person', async () => {
    const { findings } = await apply(LONG, {
      header: ['Quarzmann', 'Xanthippa', '17.03.1961', 'w', '000', 'Lindenweg 3'],
      rows: [['Quarzfrau', 'Yorick', '18.03.1962', 'm', '163', 'Lindenweg 4']],
    });

    expect(findings.map((f) => f.code)).toContain('mapping.unknown-column');
    expect(JSON.stringify(findings)).not.toMatch(/Quarz|Xanthippa|1961|Lindenweg/);
    expect(findings.at(-1)).toMatchObject({ found: 'Nr. 6', place: { column: 'Nr. 6' } });
  });

  it('tells of formulas once per column', async () => {
    const cell = { value: 5, formula: true };
    const { observations, findings } = await apply(LONG, {
      header: LONG_HEADER,
      rows: [
        ['101', '', '31.12.2024', '1', 'Männer', cell],
        ['102', '', '31.12.2024', '1', 'Männer', cell],
      ],
    });

    expect(observations).toHaveLength(2);
    expect(findings).toMatchObject([{ code: 'mapping.formula-cells', severity: 'warning', expected: '2' }]);
  });
});

const WIDE = `${HEAD}
decimal: proven
signs: { base: din }
area: { column: Stadtteil, strip: ' .*$', padTo: 2, level: stadtteil }
date: { from: header, match: '(\\d{4})$', format: YYYY, day: 12-31 }
values:
  columns:
    - { match: '^Quote', measure: quote }
measures: { quote: { max: 5000 } }
ignoreColumns: [4]
`;

describe('applyProfile on a wide table', () => {
  const header = ['Stadtteil', 'Quote / 2023', 'Quote / 2024', 'Bemerkung'];

  it('takes the date of a column from its header and the key from a cell with code and name', async () => {
    const { observations, findings } = await apply(WIDE, {
      header,
      rows: [
        ['1 Aegidii', '1.234,5', '7', 'x'],
        ['12 Kreuz', '3.456', '8', ''],
      ],
    });

    expect(findings.map((f) => f.code)).toEqual(['mapping.repadded']);
    expect(observations.map((o) => [o.area, o.date, o.cell.value])).toEqual([
      ['01', '2023-12-31', 1234.5],
      ['01', '2024-12-31', 7],
      ['12', '2023-12-31', 3456],
      ['12', '2024-12-31', 8],
    ]);
  });

  it('refuses columns that have changed places where the profile names their positions', async () => {
    const yaml = WIDE.replace(
      "{ match: '^Quote', measure",
      '{ label: Quote / 2024, position: 3, measure',
    ).replace('[4]', '[2, 4]');
    const rows = [['12 Kreuz', '7', '8', '']];

    const good = await apply(yaml, { header, rows });
    const moved = await apply(yaml, {
      header: ['Stadtteil', 'Quote / 2024', 'Quote / 2023', 'Bemerkung'],
      rows,
    });

    expect(good.observations.map((o) => [o.date, o.cell.value])).toEqual([['2024-12-31', 8]]);
    expect(moved.observations).toEqual([]);
    expect(moved.findings).toMatchObject([
      {
        code: 'mapping.moved-column',
        place: { column: 'Nr. 3' },
        found: 'Quote / 2023',
        expected: 'Quote / 2024',
      },
    ]);
  });

  it('does not choose a meaning for 1.234 where the column proves none', async () => {
    const { observations, findings } = await apply(WIDE, {
      header,
      rows: [
        ['1', '1.234', '7', ''],
        ['2', '5', '8', ''],
      ],
    });

    expect(observations).toEqual([]);
    expect(findings).toMatchObject([
      { code: 'mapping.ambiguous-number', found: '1.234', place: { column: 'Quote / 2023' } },
    ]);
  });

  it('does not read a column that mixes comma and point', async () => {
    const rows = [
      ['1', '12,5', '7', ''],
      ['2', '0.5 r', '8', ''],
    ];
    const { observations, findings } = await apply(WIDE, { header, rows });

    expect(observations).toEqual([]);
    expect(findings).toMatchObject([{ code: 'mapping.mixed-notation', found: '12,5' }]);
  });

  it('reads marks and brackets of a proven column, with dots and with blanks as thousands', async () => {
    const rows = [
      ['11', '(12,5)', '7', ''],
      ['12', '1.234 r', '8', ''],
      ['13', '1\u00A0234', '9', ''],
    ];
    const { observations, findings } = await apply(WIDE, { header, rows });

    expect(findings).toEqual([]);
    expect(
      observations.filter((o) => o.date === '2023-12-31').map((o) => [o.cell.value, o.cell.state]),
    ).toEqual([
      [12.5, 'low_reliability'],
      [1234, 'ok'],
      [1234, 'ok'],
    ]);
  });

  it('stops where a header names no date', async () => {
    const { observations, codes } = await apply(WIDE, {
      header: ['Stadtteil', 'Quote / 2023', 'Quote / neu', 'x'],
      rows: [],
    });

    expect(observations).toEqual([]);
    expect(codes).toEqual(['mapping.no-date']);
  });

  it('knows the first row by its place and refuses another one there', async () => {
    const yaml = WIDE.replace(
      'area: {',
      "area: { firstRow: { label: Mettmann, level: kreis, key: '05158' },",
    );
    const good = await apply(yaml, {
      header,
      rows: [
        ['Mettmann', '1', '2', ''],
        ['24', '1', '2', ''],
      ],
    });
    const bad = await apply(yaml, { header, rows: [['24', '1', '2', '']] });

    expect(good.observations.map((o) => o.level)).toEqual(['kreis', 'kreis', 'stadtteil', 'stadtteil']);
    expect(bad.findings).toMatchObject([{ code: 'mapping.first-row', found: '24', expected: 'Mettmann' }]);
  });
});

describe('dates of a whole delivery', () => {
  const yaml = (date: string) => `${HEAD}
decimal: comma
signs: { base: din }
area: { column: sb, padTo: 2, level: bezirk }
date: ${date}
values: { columns: [{ label: HH, measure: haushalte }] }
measures: { haushalte: { integer: true } }
`;
  const table = {
    header: ['sb', 'HH'],
    rows: [['01', '5']],
    titles: ['Haushalte', 'Stichtag: 31.12.2024, Hauptwohnung'],
  };

  it('come from the file name, a title or the command line', async () => {
    const fileName = "{ from: fileName, match: '_([0-9-]+)\\.txt$', format: YYYY-MM }";
    const title = "{ from: title, match: 'Stichtag: ([0-9.]+)', format: DD.MM.YYYY }";
    const runs = [
      await apply(yaml(fileName), table, undefined, 'Haushalte_SB_2024-12.txt'),
      await apply(yaml(title), table),
      await apply(yaml('{ from: parameter }'), table, referenceDate('2024-12-31')),
    ];

    expect(runs.map((run) => run.observations.map((o) => o.date))).toEqual([
      ['2024-12-31'],
      ['2024-12-31'],
      ['2024-12-31'],
    ]);
  });

  it('are told apart from days that do not exist', async () => {
    const title = "{ from: title, match: 'Stichtag: ([0-9.]+)', format: DD.MM.YYYY }";

    const { observations, findings } = await apply(yaml(title), {
      ...table,
      titles: ['Stichtag: 45.12.2020'],
    });

    expect(observations).toEqual([]);
    expect(findings).toMatchObject([
      { code: 'mapping.impossible-date', found: '45.12.2020', expected: 'DD.MM.YYYY' },
    ]);
  });

  it('are never guessed', async () => {
    const { observations, findings } = await apply(yaml('{ from: parameter }'), table);

    expect(observations).toEqual([]);
    expect(findings).toMatchObject([{ code: 'mapping.no-date', severity: 'block' }]);
  });
});

describe('checkKeys', () => {
  it('names an unknown area once and tells of a level that is not used', async () => {
    const { observations } = await apply(
      LONG,
      long(
        ['101', '', '31.12.2024', '1', 'Männer', '5'],
        ['199', '', '31.12.2024', '1', 'Männer', '5'],
        ['199', '', '31.12.2024', '2', 'Frauen', '5'],
        ['000', '', '31.12.2024', '1', 'Männer', '5'],
      ),
    );

    const keys = new Map([[levelId('quartier'), new Set([areaKey('101')])]]);
    const nameOf = (level: string) => (level === 'quartier' ? 'Quartiere' : 'Die Stadt');
    const findings = checkKeys(observations, { keys, nameOf }, 'Gebiet');

    expect(findings.map((f) => [f.code, f.found, f.expected, placeText(f.place)])).toEqual([
      ['mapping.unknown-area', '199 (2-mal)', 'Quartiere', 'lieferung.csv, Zeile 3, Spalte Gebiet'],
      ['mapping.level-unused', 'Die Stadt', '1', 'lieferung.csv, Zeile 5, Spalte Gebiet'],
    ]);
  });
});
