/** What official tables need beyond small-area files: rows of one kind, measures by row, areas that are gone. */
import { describe, expect, it } from 'vitest';
import { referenceDate } from '../core/reference-date.ts';
import type { Finding } from '../core/finding.ts';
import type { Observation } from '../core/observation.ts';
import { tablesOf, type MemoryTable } from '../../tests/support/memory-table.ts';
import { applyProfile } from './apply-profile.ts';
import { codeListFile, codeListOf } from './code-list.ts';
import { compileProfile } from './compile-profile.ts';
import { loadYaml } from './load.ts';
import { profileFile, profileOf } from './profile.ts';

const PROFILE = `
id: test
title: Test
dataset: test
connector: itnrw
layout: { form: ffcsv }
decimal: comma
signs: { base: genesis }
rows:
  - { column: Ebene, keep: '^(GEMEIN|KREISE)$', skip: '^DINSG$' }
area:
  column: Gebiet
  register: ags
  levels:
    - { level: gemeinde, match: '^05111$', append: '000' }
    - { level: gemeinde, match: '^\\d{8}$' }
    - { level: kreis, match: '^\\d{5}$' }
date: { from: parameter }
dimensions:
  zweig: { column: Zweig, total: '' }
values:
  column: Wert
  quality: Q
  measure:
    column: [Merkmal, Einheit]
    codes: { GEB.Anzahl: gebaeude, 'GEB.%': anteil }
measures:
  gebaeude: { integer: true }
  anteil: { rate: true, max: 100 }
`;

const REGISTER = `
id: ags
title: Gemeinden
editions:
  - validFrom: '1976-07-01'
    validTo: '2009-10-20'
    codes: { '05354': { label: Aachen } }
  - validFrom: '2009-10-21'
    codes:
      '05158': { label: Mettmann }
      '05158008': { label: Haan }
      '05111000': { label: Düsseldorf }
`;

const HEADER = ['Ebene', 'Gebiet', 'Zweig', 'Merkmal', 'Einheit', 'Wert', 'Q'];

async function apply(yaml: string, table: MemoryTable, day = '2024-12-31') {
  const profile = loadYaml(yaml, 'test.yaml', profileFile);
  const register = loadYaml(REGISTER, 'ags.yaml', codeListFile);
  if (!profile.ok || !register.ok) throw new Error(JSON.stringify([profile, register]));
  const list = codeListOf(register.value, { origin: register.origin, sha256: 'b' });
  const compiled = compileProfile(
    profileOf(profile.value, { origin: profile.origin, sha256: 'a' }),
    new Map([['ags', list]]),
  );
  const findings: Finding[] = [];
  const observations: Observation[] = [];
  const context = {
    fileName: 'a.csv',
    date: referenceDate(day),
    report: (f: Finding) => void findings.push(f),
  };
  for await (const batch of applyProfile(compiled, tablesOf(table), context)) observations.push(...batch);
  return { observations, codes: findings.map((f) => `${f.severity} ${f.code} ${f.place.row} ${f.found}`) };
}

describe('a profile of an official table', () => {
  it('reads the rows it keeps, counts those it skips and reports any other', async () => {
    const { observations, codes } = await apply(PROFILE, {
      header: HEADER,
      rows: [
        ['KREISE', '05158', 'A', 'GEB', 'Anzahl', '5', ''],
        ['DINSG', 'DG', 'A', 'GEB', 'Anzahl', '500', ''],
        ['DINSG', 'DG', 'B', 'GEB', 'Anzahl', '400', ''],
        ['REGBEZ', '051', 'A', 'GEB', 'Anzahl', '50', ''],
      ],
    });

    expect(observations.map((o) => o.cell.value)).toEqual([5]);
    expect(codes).toEqual(['error mapping.row-unforeseen 5 REGBEZ', 'info mapping.rows-skipped 3 Ebene']);
  });

  it('files each row under the measure that its code and unit name', async () => {
    const { observations, codes } = await apply(PROFILE, {
      header: HEADER,
      rows: [
        ['GEMEIN', '05158008', 'A', 'GEB', 'Anzahl', '5', 'e'],
        ['GEMEIN', '05158008', 'A', 'GEB', '%', '12,5', '()'],
        ['GEMEIN', '05158008', 'A', 'GEB', 'Tsd.', '5', ''],
      ],
    });

    expect(observations.map((o) => [o.measure, o.cell])).toEqual([
      ['gebaeude', { value: 5, state: 'ok', marks: ['e'] }],
      ['anteil', { value: 12.5, state: 'low_reliability' }],
    ]);
    expect(codes).toEqual(['error mapping.unknown-measure 4 GEB.Tsd.']);
  });

  it('takes a blank code for the sum where it says so', async () => {
    const { observations } = await apply(PROFILE, {
      header: HEADER,
      rows: [['KREISE', '05158', '', 'GEB', 'Anzahl', '9', '']],
    });

    expect(observations).toMatchObject([{ role: 'total', breakdown: {} }]);
  });

  it('appends what a key of five digits lacks to be that of a municipality', async () => {
    const { observations } = await apply(PROFILE, {
      header: HEADER,
      rows: [['KREISE', '05111', 'A', 'GEB', 'Anzahl', '9', '']],
    });

    expect(observations).toMatchObject([{ level: 'gemeinde', area: '05111000' }]);
  });

  it('drops the signs of an area that did not exist on the day and reports its figures', async () => {
    const rows = [
      ['KREISE', '05354', 'A', 'GEB', 'Anzahl', '-', ''],
      ['KREISE', '05354', 'B', 'GEB', 'Anzahl', '.', ''],
      ['KREISE', '05354', 'C', 'GEB', 'Anzahl', '7', ''],
      ['KREISE', '05158', 'A', 'GEB', 'Anzahl', '-', ''],
    ];

    const { observations, codes } = await apply(PROFILE, { header: HEADER, rows });
    const before = await apply(PROFILE, { header: HEADER, rows: rows.slice(0, 3) }, '2008-12-31');

    expect(observations.map((o) => [o.area, o.cell.state])).toEqual([['05158', 'nil']]);
    expect(codes).toEqual([
      'error mapping.area-not-registered 4 05354',
      'info mapping.area-not-existing 2 05354',
    ]);
    expect(before.observations.map((o) => o.cell.state)).toEqual(['nil', 'suppressed', 'ok']);
  });

  it('reads marks for one of several value columns', async () => {
    const wide = PROFILE.replace(
      /values:[\s\S]*?measures:/u,
      'values:\n  columns:\n    - { label: Wert, measure: anteil, quality: Q }\n    - { label: Zahl, measure: gebaeude }\nmeasures:',
    );

    const { observations } = await apply(wide.replace(/dimensions:\n.*\n/u, ''), {
      header: ['Ebene', 'Gebiet', 'Wert', 'Zahl', 'Q'],
      rows: [['KREISE', '05158', '6,5', '3', 'KLAMMERN']],
    });

    expect(observations.map((o) => o.cell.state)).toEqual(['low_reliability', 'ok']);
  });
});
