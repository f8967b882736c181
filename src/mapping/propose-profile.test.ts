import { describe, expect, it } from 'vitest';
import { memoryTable } from '../../tests/support/memory-table.ts';
import { loadYaml } from './load.ts';
import { profileFile, type TableFile } from './profile.ts';
import { proposeProfile, type ProfileProposal, type ProposalQuestion } from './propose-profile.ts';
import { tableCollector } from './propose/table-facts.ts';

type Rows = readonly (readonly string[])[];

type More = Partial<Pick<ProposalQuestion, 'file' | 'level' | 'signs'>> & { titles?: readonly string[] };

async function propose(labels: readonly string[], rows: Rows, more: More = {}) {
  const collector = tableCollector();
  await collector.add(memoryTable({ header: labels, rows, titles: more.titles ?? [] }));
  const [table] = collector.facts();
  if (!table) throw new RangeError('no table');
  const layout = { form: 'delimited', delimiter: ';' };
  return proposeProfile({ file: 'lieferung.csv', connector: 'duva', layout, table, ...more });
}

/** The proposal as it is loaded, with its text. */
async function loaded(
  labels: readonly string[],
  rows: Rows,
  more: More = {},
): Promise<{ file: TableFile; proposal: ProfileProposal }> {
  const proposal = await propose(labels, rows, more);
  if (!('yaml' in proposal)) throw new RangeError(proposal.missing.join(' '));
  const result = loadYaml(proposal.yaml, 'vorschlag.yaml', profileFile);
  if (!result.ok) throw new RangeError(JSON.stringify(result.problems));
  if (result.value.kind === 'persons' || result.value.kind === 'movements') throw new TypeError('persons');
  return { file: result.value, proposal };
}

/** Keys 001, 002 …, each with the cells behind it. */
const keyed = (count: number, cells: (n: number) => string[]): string[][] =>
  Array.from({ length: count }, (_, n) => [String(n + 1).padStart(3, '0'), ...cells(n)]);

describe('figures', () => {
  it.each<[string, (n: number) => string, object]>([
    ['a decimal comma', (n) => `${n},5`, { decimal: 'comma', thousands: 'none' }],
    ['a decimal point', (n) => `${n}.25`, { decimal: 'point', thousands: 'none' }],
    ['dots for thousands', (n) => (n === 0 ? '2.345,5' : `1.23${n}`), { decimal: 'comma', thousands: 'dot' }],
    [
      'commas for thousands',
      (n) => (n === 0 ? '2,345.5' : `1,23${n}`),
      { decimal: 'point', thousands: 'comma' },
    ],
    ['blanks for thousands', (n) => `1 23${n}`, { decimal: 'comma', thousands: 'space' }],
    ['no mark at all', (n) => String(n), { decimal: 'comma', thousands: 'none' }],
  ])('with %s are proven from the whole column', async (_what, cell, expected) => {
    const { file } = await loaded(
      ['Quartier', 'Wert'],
      keyed(5, (n) => [cell(n)]),
    );

    expect(file).toMatchObject(expected);
  });

  it('that fit both readings are left to a person', async () => {
    const { file, proposal } = await loaded(
      ['Quartier', 'Wert'],
      keyed(5, (n) => [`1.23${n}`]),
    );

    expect(file.decimal).toBe('proven');
    expect(proposal.missing).toEqual([
      expect.stringContaining('beiden Lesarten'),
      expect.stringContaining('Stichtag'),
    ]);
    expect(file.measures['wert']).not.toHaveProperty('integer', true);
  });

  it('of columns that write them differently are proven one by one', async () => {
    const { file } = await loaded(
      ['Quartier', 'A', 'B'],
      keyed(5, (n) => [`${n},5`, `${n}.5`]),
    );

    expect(file.decimal).toBe('proven');
  });

  it('are counts where all are whole, and rates where words say so', async () => {
    const { file } = await loaded(
      ['Quartier', 'Personen', 'Arbeitslosenquote', 'Fläche'],
      keyed(5, (n) => [String(n), `${n},1`, `${n},2`]),
    );

    expect(file.measures).toEqual({
      personen: { integer: true, min: 0, rate: false },
      arbeitslosenquote: { integer: false, min: 0, rate: true },
      flaeche: { integer: false, min: 0, rate: false },
    });
  });

  it('below zero allow no lower bound', async () => {
    const { file } = await loaded(
      ['Quartier', 'Saldo'],
      keyed(5, (n) => [String(n - 2)]),
    );

    expect(file.measures['saldo']).toEqual({ integer: true, rate: false });
  });
});

describe('signs', () => {
  it.each<[string[], object]>([
    [['1', '2', '3'], { base: 'none', override: {} }],
    [['1', '-', '.'], { base: 'din', override: {} }],
    [['1', '*', '3'], { base: 'ba', override: {} }],
    [['1', '-9999', '3'], { base: 'none', override: { '-9999': 'suppressed' } }],
    [['1', 'k. A.', '3'], { base: 'none', override: { 'k. A.': 'unknown' } }],
  ])('%j', async (cells, signs) => {
    const { file } = await loaded(
      ['Quartier', 'Wert'],
      keyed(60, (n) => [cells[n % 30] ?? '4']),
    );

    expect(file.signs).toEqual(signs);
  });

  it('of an office that is known are that office’s own', async () => {
    const { file } = await loaded(['Quartier', 'Wert'], keyed(5, String as never), {
      signs: { base: 'genesis' },
    });

    expect(file.signs.base).toBe('genesis');
  });

  it('that nobody knows are missing, and not overridden', async () => {
    const { file, proposal } = await loaded(
      ['Quartier', 'Wert'],
      keyed(60, (n) => [n === 3 ? 'zu klein' : '4']),
    );

    expect(file.signs.override).toEqual({});
    expect(proposal.missing.join(' ')).toContain('„zu klein“');
  });
});

describe('the date', () => {
  const figures = keyed(4, (n) => [String(n)]);

  it.each<[string, string, object]>([
    ['31.12.2024', 'Stichtag', { from: 'column', format: 'DD.MM.YYYY' }],
    ['2024-12-31', 'Tag', { from: 'column', format: 'YYYY-MM-DD' }],
    ['2024', 'Jahr', { from: 'column', format: 'YYYY', day: '12-31' }],
    ['202412', 'ZEIT', { from: 'column', format: 'YYYYMM' }],
  ])('%s in a column called %s', async (cell, label, date) => {
    const { file } = await loaded(
      ['Quartier', label, 'Wert'],
      keyed(4, (n) => [cell, String(n)]),
    );

    expect(file.date).toMatchObject({ column: label, ...date });
  });

  it('is no column of figures that look like years', async () => {
    const { file } = await loaded(
      ['Quartier', 'Einwohner'],
      keyed(4, (n) => [String(1990 + n)]),
    );

    expect(file.date).toEqual({ from: 'parameter' });
    expect(file.measures).toHaveProperty('einwohner');
  });

  it('stands in the headers of all value columns', async () => {
    const { file } = await loaded(
      ['Quartier', 'Jahr / 2022', 'Jahr / 2023'],
      keyed(4, (n) => [String(n), String(n)]),
    );

    expect(file.date).toMatchObject({ from: 'header', format: 'YYYY' });
    expect(file.values).toMatchObject({ columns: [{ measure: 'wert' }] });
  });

  it.each<[More, object]>([
    [
      { titles: ['Einwohner', 'Stichtag: 31.12.2024, Hauptwohnung'] },
      { from: 'title', format: 'DD.MM.YYYY' },
    ],
    [{ titles: ['Berichtsjahr: 2014'] }, { from: 'title', format: 'YYYY' }],
    [{ file: 'Haushalte_SB_2024-12.txt' }, { from: 'fileName', format: 'YYYY-MM' }],
    [{ file: 'einwohner-2024.csv' }, { from: 'fileName', format: 'YYYY' }],
    [{ file: '46181-0001_1773174944165.csv' }, { from: 'parameter' }],
  ])('%j', async (more, date) => {
    const { file } = await loaded(['Quartier', 'Wert'], figures, more);

    expect(file.date).toMatchObject(date);
  });
});

describe('the area', () => {
  it('is the key and not the name beside it', async () => {
    const { file } = await loaded(
      ['RAUM', 'RAUM_TXT', 'Wert'],
      keyed(4, (n) => [`Ort ${n}`, String(n)]),
    );

    expect(file.area).toMatchObject({ column: 'RAUM', level: 'raumebene-eintragen' });
    expect(file.ignoreColumns).toEqual(['RAUM_TXT']);
  });

  it('has levels by the length of official keys', async () => {
    const keys = ['05', '051', '05111', '05158', '05158008'];

    const { file, proposal } = await loaded(
      ['AGS', 'Wert'],
      keys.map((key) => [key, '1']),
      { level: 'stadt' },
    );

    expect(file.area.levels).toMatchObject([
      { level: 'stadt', match: String.raw`^\d{8}$` },
      { level: 'kreis', match: String.raw`^\d{5}$` },
      { level: 'regierungsbezirk', match: String.raw`^\d{3}$` },
      { level: 'land', match: String.raw`^\d{2}$` },
    ]);
    expect(proposal.checks.map(({ text }) => text).join(' ')).toContain('kreisfreie Städte');
  });

  it('gets its lost zero back where the lengths show it', async () => {
    const { file } = await loaded(
      ['AGS', 'Wert'],
      ['5158008', '5158024', '11000000'].map((key) => [key, '1']),
    );

    expect(file.area.padTo).toBe(8);
  });

  it('keeps the town as a whole apart from its quarters', async () => {
    const { file } = await loaded(
      ['raum_id', 'Wert'],
      ['000', '101', '102', '103'].map((key) => [key, '1']),
      { level: 'quartier' },
    );

    expect(file.area.levels.map(({ level }) => level)).toEqual(['quartier-gesamt', 'quartier']);
  });

  it('is taken out of a cell that holds key and name', async () => {
    const { file } = await loaded(
      ['Stadtteil', 'Wert'],
      [
        ['11 Aegidii', '1'],
        ['12 Überwasser', '2'],
        ['13 Dom', '3'],
      ],
    );

    expect(file.area.strip).toBe(String.raw`\D.*$`);
  });

  it('of names only says that keys are missing', async () => {
    const { proposal } = await loaded(
      ['Stadtteil', 'Wert'],
      [
        ['Aegidii', '1'],
        ['Dom', '2'],
      ],
    );

    expect(proposal.missing.join(' ')).toContain('stehen nur Namen');
  });

  it('knows sums and residuals by their words', async () => {
    const rows = [...keyed(4, (n) => [String(n)]), ['nicht zuzuordnen', '1'], ['Insgesamt', '7']];

    const { file } = await loaded(['Quartier', 'Wert'], rows, { level: 'quartier' });

    expect(Object.keys(file.area.residual)).toEqual(['nicht zuzuordnen']);
    expect(Object.keys(file.area.total)).toEqual(['Insgesamt']);
    expect(file.area.levels).toEqual([]);
  });

  it('passes over sums that occur between the rows', async () => {
    const rows = [
      ['1 A', '1'],
      ['2 B', '1'],
      ['Summe', '2'],
      ['3 C', '1'],
      ['Summe', '1'],
    ];

    const { file } = await loaded(['Quartier', 'Wert'], rows);

    expect(file.rows).toMatchObject([{ column: 'Quartier', skip: '^(?:Summe)$' }]);
    expect(file.area.total).toEqual({});
  });

  it('that no column says is missing, and nothing is proposed', async () => {
    const proposal = await propose(
      ['a', 'b'],
      [
        ['1,5', '2,5'],
        ['2,5', '3,5'],
      ],
    );

    expect(proposal).toEqual({ missing: [expect.stringContaining('Schlüssel der Raumeinheit')] });
  });
});

describe('the breakdown', () => {
  const long = ['001', '002', '003'].flatMap((key) =>
    [
      ['0', 'Insgesamt'],
      ['1', 'männlich'],
      ['2', 'weiblich'],
    ].map(([code = '', label = '']) => [key, code, label, '5']),
  );

  it('is a code that tells rows apart, its label is not read, its sum is known by the label', async () => {
    const { file } = await loaded(['RAUM', 'GESCHLECHT', 'BEZEICHNUNG', 'PERSONEN'], long);

    expect(file.dimensions).toEqual({ geschlecht: { column: 'GESCHLECHT', total: '0', overlapping: false } });
    expect(file.ignoreColumns).toEqual(['BEZEICHNUNG']);
  });

  it('that tells no rows apart leaves them to a person', async () => {
    const { proposal } = await loaded(
      ['RAUM', 'PERSONEN'],
      [
        ['001', '1'],
        ['001', '2'],
        ['002', '3'],
        ['002', '4'],
      ],
    );

    expect(proposal.missing.join(' ')).toContain('unterscheiden nicht alle Zeilen (2 doppelte)');
  });

  it('may be digits, where each code occurs with each area', async () => {
    const rows = ['001', '002', '003'].flatMap((key) => ['0', '1', '2', '3'].map((age) => [key, age, '5']));

    const { file } = await loaded(['RAUM', 'ALTER', 'PERSONEN'], rows);

    expect(file.dimensions).toMatchObject({ alter: { column: 'ALTER' } });
    expect(Object.keys(file.measures)).toEqual(['personen']);
  });

  it('is never made of figures to hide that two rows speak of one area', async () => {
    const rows = [...keyed(20, (n) => [String(100 + n), String(n)]), ['001', '999', '998']];

    const { file, proposal } = await loaded(['RAUM', 'Arbeitslose im Alter', 'Personen'], rows);

    expect(file.dimensions).toEqual({});
    expect(proposal.missing.join(' ')).toContain('(1 doppelte)');
  });

  it('is none in a table with one row per area', async () => {
    const { file } = await loaded(
      ['RAUM', 'KOM', 'PERSONEN'],
      keyed(6, (n) => ['gültig', String(n)]),
    );

    expect(file.dimensions).toEqual({});
    expect(file.ignoreColumns).toEqual(['KOM']);
  });
});

describe('what a row counts', () => {
  it('is told by the codes and units beside the figure', async () => {
    const rows = ['001', '002', '003'].flatMap((key) => [
      [key, '10', 'Anzahl', 'G1', 'Gebäude'],
      [key, '12,5', '%', 'G1', 'Gebäude'],
    ]);

    const { file } = await loaded(
      ['region', 'value', 'value_unit', 'value_variable_code', 'value_variable_label'],
      rows,
    );

    expect(file.values).toMatchObject({
      column: 'value',
      measure: {
        column: ['value_variable_code', 'value_unit'],
        codes: { 'G1.Anzahl': 'gebaeude-anzahl', 'G1.%': 'gebaeude-prozent' },
      },
    });
    expect(file.measures).toMatchObject({
      'gebaeude-anzahl': { integer: true },
      'gebaeude-prozent': { rate: true },
    });
  });
});
