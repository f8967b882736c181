import { describe, expect, it } from 'vitest';
import { areaKey, levelId } from '../core/area.ts';
import { loadYaml } from './load.ts';
import { columnUses, newVersion, type ProfileChange } from './new-version.ts';
import { profileFile, type TableFile } from './profile.ts';
import { similarLabels } from './similar-labels.ts';

const TEXT = `# Personen je Quartier, wie sie das Amt liefert.
id: personen
title: Personen
dataset: personen
connector: duva
layout: { form: delimited, delimiter: ';' }
decimal: comma
thousands: dot
signs: { base: din }
area: { column: QUARTIER, level: quartier } # Schlüssel mit führenden Nullen
date: { from: column, column: STICHTAG, format: DD.MM.YYYY }
dimensions:
  geschlecht: { column: GESCHL, codes: geschlecht, label: GESCHL_TEXT }
values: { column: PERSONEN, measure: personen }
measures:
  personen: { integer: true, min: 0 }
ignoreColumns: [ BEMERKUNG, Kreis ]
`;

const NOTHING: ProfileChange = {
  renamed: new Map(),
  ignored: [],
  signs: new Map(),
  decimal: 'comma',
  reason: [],
};

const written = (change: Partial<ProfileChange>) =>
  newVersion(TEXT, 'personen.yaml', { ...NOTHING, ...change });

describe('a new version of a profile', () => {
  it('is the same text where nothing changes', () => {
    expect(written({}).yaml).toBe(TEXT);
  });

  it('reads columns under their new headings, in every place, and keeps comments', () => {
    const renamed = new Map([
      ['QUARTIER', 'Quartier-Nr.'],
      ['GESCHL_TEXT', 'Geschlecht'],
      ['PERSONEN', 'Kreis'],
    ]);
    const { yaml, problems } = written({ renamed, ignored: ['Stand'], reason: ['Grund: neue\nKöpfe'] });

    expect(problems).toEqual([]);
    expect(yaml).toMatch(/^# Grund: neue Köpfe\n# Personen je Quartier/);
    expect(yaml).toContain('column: Quartier-Nr., level: quartier } # Schlüssel mit führenden Nullen');
    expect(yaml).toContain('label: Geschlecht');
    expect(yaml).toContain('values: { column: Kreis, measure: personen }');
    // What is read now is not ignored any more.
    const loaded = loadYaml(yaml, 'personen.yaml', profileFile);
    expect(loaded.ok && (loaded.value as TableFile).ignoreColumns).toEqual(['BEMERKUNG', 'Stand']);
  });

  it('explains signs and the decimal mark, without a mark for thousands that is the same', () => {
    const { yaml, problems } = written({ signs: new Map([['*', 'suppressed']]), decimal: 'point' });

    expect(problems).toEqual([]);
    const loaded = loadYaml(yaml, 'personen.yaml', profileFile);
    expect(loaded.ok && loaded.value).toMatchObject({
      decimal: 'point',
      thousands: 'none',
      signs: { base: 'din', override: { '*': 'suppressed' } },
    });
  });

  it('finds the rows of a workbook by the new headings, and leaves its sections alone', () => {
    const layout = `layout: { form: sheets, sheets: [ QUARTIER ], headerStart: QUARTIER, key: QUARTIER, fillDown: [ GESCHL ], stop: x }`;
    const text = TEXT.replace(/connector: .*\nlayout: .*/, `connector: workbook\n${layout}`);
    const renamed = new Map([
      ['QUARTIER', 'Nr'],
      ['GESCHL', 'Sex'],
    ]);

    expect(newVersion(text, 'personen.yaml', { ...NOTHING, renamed }).yaml).toContain(
      'layout: { form: sheets, sheets: [ QUARTIER ], headerStart: Nr, key: Nr, fillDown: [ Sex ], stop: x }',
    );
  });

  it('names texts as areas and the crosswalk of the keys, and keeps the names there are', () => {
    const area = { level: levelId('quartier'), key: areaKey('0559') };
    const text = TEXT.replace(
      'level: quartier }',
      'level: quartier, names: { Mitte: { level: quartier, key: "1" } } }',
    );
    const { yaml, problems } = newVersion(text, 'personen.yaml', {
      ...NOTHING,
      named: new Map([['Haan: West', area]]),
      crosswalk: 'personen-schluessel',
    });

    expect(problems).toEqual([]);
    const loaded = loadYaml(yaml, 'personen.yaml', profileFile);
    expect(loaded.ok && loaded.value).toMatchObject({
      area: { names: { Mitte: { level: 'quartier', key: '1' }, 'Haan: West': area } },
      assign: { by: 'crosswalk', crosswalk: 'personen-schluessel' },
    });
  });

  it('says what would keep it from loading', () => {
    expect(
      newVersion(TEXT.replace('integer: true', 'integer: vielleicht'), 'p.yaml', NOTHING).problems,
    ).toEqual([expect.stringMatching(/^Zeile 16: /)]);
  });

  it('cannot be broken by headings that are YAML themselves', () => {
    for (const label of [
      'a: b',
      '# nichts',
      '- x',
      '"',
      "'",
      '{',
      '*x',
      '&a',
      'ja\nid: andere',
      '__proto__',
    ]) {
      const { yaml, problems } = written({
        renamed: new Map([['QUARTIER', label]]),
        ignored: [`${label}2`],
        reason: [label],
      });
      const loaded = loadYaml(yaml, 'p.yaml', profileFile);

      expect(problems, label).toEqual([]);
      expect(loaded.ok && loaded.value, label).toMatchObject({ id: 'personen', area: { column: label } });
    }
  });
});

describe('the columns of a profile', () => {
  it('are named once, with what they mean', () => {
    const loaded = loadYaml(TEXT, 'personen.yaml', profileFile);
    if (!loaded.ok) throw new Error('does not load');

    expect(columnUses(loaded.value as TableFile)).toEqual([
      { column: 'QUARTIER', meaning: 'area' },
      { column: 'STICHTAG', meaning: 'date' },
      { column: 'GESCHL', meaning: 'dimension', name: 'geschlecht' },
      { column: 'GESCHL_TEXT', meaning: 'label', name: 'geschlecht' },
      { column: 'PERSONEN', meaning: 'value', name: 'personen' },
    ]);
  });
});

describe('similar headings', () => {
  it('are found by their letters, each used once', () => {
    const found = similarLabels(
      ['QUARTIER', 'PERSONEN', 'MIETE'],
      ['Anzahl Personen', 'Quartier-Nr.', 'Personen', 'xyz'],
    );

    expect(found).toEqual(
      new Map([
        ['PERSONEN', 'Personen'],
        ['QUARTIER', 'Quartier-Nr.'],
      ]),
    );
  });
});
