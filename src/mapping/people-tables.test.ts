/** What tables made for people need of a profile: sheets, days in labels, sections, shares in two notations. */
import { describe, expect, it } from 'vitest';
import type { Finding } from '../core/finding.ts';
import type { Observation } from '../core/observation.ts';
import { tablesOf, type MemoryTable } from '../../tests/support/memory-table.ts';
import { applyProfile } from './apply-profile.ts';
import { compileProfile } from './compile-profile.ts';
import { loadYaml } from './load.ts';
import { profileFile, profileOf } from './profile.ts';

const PROFILE = `
id: test
title: Test
dataset: test
connector: workbook
layout: { form: sheets }
decimal: comma
signs: { base: din }
area:
  column: Gebiet
  section: Abschnitt
  names:
    'Stadtteile / Altona': { level: stadtteil, key: altona }
    'Bezirke / Altona': { level: bezirk, key: '2' }
date:
  from: labels
  patterns:
    - { match: '(\\d{2}\\.\\d{2}\\.\\d{4})', format: DD.MM.YYYY }
values:
  columns:
    - { sheet: '^Bestand$', match: '^Einwohner ', measure: einwohner }
    - { sheet: '^Schulen$', match: '^Schüler ', measure: schueler }
    - { sheet: '^Schulen$', match: '^Anteil ', measure: anteil }
measures:
  einwohner: { integer: true }
  schueler: { integer: true }
  anteil: { rate: true, percent: hundredfold }
checks:
  - { rate: anteil, numerator: schueler, denominator: einwohner, tolerance: 1 }
`;

function loaded(yaml: string) {
  return loadYaml(yaml, 'test.yaml', profileFile);
}

async function apply(...tables: MemoryTable[]) {
  const profile = loaded(PROFILE);
  if (!profile.ok) throw new Error(JSON.stringify(profile.problems));
  const compiled = compileProfile(profileOf(profile.value, { ...profile, sha256: 'a' }), new Map());
  const findings: Finding[] = [];
  const observations: Observation[] = [];
  const context = { fileName: 'a.xlsx', report: (f: Finding) => void findings.push(f) };
  for await (const batch of applyProfile(compiled, tablesOf(...tables), context)) observations.push(...batch);
  return {
    figures: observations.map((o) => `${o.level} ${o.area} ${o.date} ${o.measure} ${o.cell.value}`),
    findings: findings.map((f) => `${f.severity} ${f.code} ${f.place.row} ${f.found ?? ''}`.trim()),
  };
}

const STOCK: MemoryTable = {
  sheet: 'Bestand',
  header: ['Gebiet', 'Einwohner 31.12.2024', 'Abschnitt'],
  rows: [
    ['Altona', { value: 1000 }, 'Stadtteile'],
    ['Altona', { value: 5000 }, 'Bezirke'],
  ],
};
const SCHOOLS = ['Gebiet', 'Schüler 15.12.2024', 'Anteil (15.12.2024)', 'Abschnitt'];
const PERCENT = { value: 0.1, format: '0.0%' };

describe('a profile of a table made for people', () => {
  it('reads each sheet by its own columns and days, and each name by its section', async () => {
    const { figures, findings } = await apply(STOCK, {
      sheet: 'Schulen',
      header: SCHOOLS,
      rows: [['Altona', { value: 100 }, PERCENT, 'Stadtteile']],
    });

    expect(figures).toEqual([
      'stadtteil altona 2024-12-31 einwohner 1000',
      'bezirk 2 2024-12-31 einwohner 5000',
      'stadtteil altona 2024-12-15 schueler 100',
      'stadtteil altona 2024-12-15 anteil 10',
    ]);
    expect(findings).toEqual([]);
  });

  it('does not take a name for an area without its section', async () => {
    const { figures, findings } = await apply({ ...STOCK, rows: [['Altona', { value: 1 }, '']] });

    expect(figures).toEqual([]);
    expect(findings).toContain('error mapping.unknown-key 2 Altona');
  });

  it('reports a sheet for which it names no column', async () => {
    const { findings } = await apply({ ...STOCK, sheet: 'Bestand neu' });

    expect(findings).toContain('error mapping.sheet-unforeseen 0 Bestand neu');
  });

  it('reports a column that mixes 10 % with 10, once and at the first that differs', async () => {
    const { findings } = await apply(STOCK, {
      sheet: 'Schulen',
      header: SCHOOLS,
      rows: [
        ['Altona', { value: 0 }, { value: 0 }, 'Stadtteile'],
        ['Altona', { value: 500 }, PERCENT, 'Bezirke'],
        ['Altona', { value: 100 }, { value: 10 }, 'Stadtteile'],
        ['Altona', { value: 100 }, { value: 10 }, 'Bezirke'],
      ],
    });

    expect(findings.filter((text) => text.includes('percent'))).toEqual([
      'error mapping.percent-mixed 4 Anteil (15.12.2024)',
    ]);
  });

  it('recomputes a share from counts of another sheet and day', async () => {
    const { findings } = await apply(STOCK, {
      sheet: 'Schulen',
      header: SCHOOLS,
      rows: [['Altona', { value: 200 }, PERCENT, 'Stadtteile']],
    });

    expect(findings).toEqual(['error mapping.rate-differs 2 10']);
  });

  it.each([
    ['numerator: schueler', 'numerator: schule', 'Die Messgröße „schule“ gibt es hier nicht.'],
    [
      'denominator: einwohner',
      'denominator: { measure: einwohner, where: { alter: x } }',
      '„einwohner“ ist nicht nach „alter“ gegliedert.',
    ],
    [
      'measure: anteil }',
      'measure: anteil, breakdown: { art: x } }',
      'Bitte unter „where“ einen Code nennen.',
    ],
    ['format: DD.MM.YYYY', 'format: YYYY/YYYY', 'Zu „YYYY/YYYY“ gehört „day“'],
  ])('is refused where %s has become %s', (from, to, message) => {
    const profile = loaded(PROFILE.replace(from, to));

    expect(profile.ok ? [] : profile.problems.map((problem) => problem.message).join('\n')).toContain(
      message,
    );
  });
});
