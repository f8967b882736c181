/** An order file from its bytes to the cells of a dataset, with the profile that is shipped for the demo county. */
import path from 'node:path';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { areaKey, levelId, type LevelVersion } from '../../src/core/area.ts';
import type { Finding } from '../../src/core/finding.ts';
import type { Observation } from '../../src/core/observation.ts';
import { referenceDate } from '../../src/core/reference-date.ts';
import { applyProfile } from '../../src/mapping/apply-profile.ts';
import { loadCatalogue } from '../../src/mapping/catalogue.ts';
import { compileProfile } from '../../src/mapping/compile-profile.ts';
import { assembleDataset } from '../../src/statistics/assemble.ts';
import { Cube } from '../../src/statistics/cube.ts';
import { geographyOf } from '../../src/statistics/geography.ts';
import { measureCell } from '../../src/statistics/roll-up.ts';
import { landed } from '../../tests/connectors/land.ts';
import { tempFolder } from '../../tests/support/temp-folder.ts';
import { orderFile } from './order-file.ts';

const temp = tempFolder();
const catalogue = await loadCatalogue([path.resolve(import.meta.dirname, '../..')]);
const HEADER = 'BERICHTSMONAT;GEMEINDE;GEBIET;NAME;BG;LB;ELB;NEF;NEF_U15;ELB_LZB;ALO;ALO_SGB2;ALO_U25;SVB';
const DATE = referenceDate('2024-12-31');

const GEOGRAPHY = geographyOf([
  level('demo-quartier', 'demo-gemeinde', {
    '010101': '05998001',
    '010102': '05998001',
    '020101': '05998002',
  }),
  level('demo-gemeinde', 'demo-kreis', { '05998001': '05998', '05998002': '05998' }),
  level('demo-kreis', null, { '05998': null }),
]);

function level(id: string, parent: string | null, areas: Readonly<Record<string, string | null>>) {
  const version: LevelVersion = {
    id,
    level: levelId(id),
    editions: [
      {
        validFrom: referenceDate('2019-01-01'),
        areas: Object.entries(areas).map(([key, owner]) => ({
          key: areaKey(key),
          name: key,
          parent: owner === null ? null : areaKey(owner),
          geometry: { type: 'Polygon', coordinates: [] },
        })),
      },
    ],
    sources: [],
  };
  return { level: levelId(id), parent: parent === null ? null : levelId(parent), version };
}

/** `figures`: of LB; the other measures are twenty everywhere, and their sums fit. */
async function assembled(lb: readonly [string, string, string, string, string, string, string]) {
  const units = ['05998001;001010101;A', '05998001;001010102;B', '05998001;keine Angabe;keine Angabe'];
  const names = [
    ...units,
    '05998001;001SUMSUM;Summe',
    '05998002;002020101;C',
    '05998002;002SUMSUM;Summe',
    ';SUMSUMSUM;Summe',
  ];
  const others = ['20', '20', '20', '60', '20', '20', '80'];
  const rows = names.map((name, at) => {
    const other = others[at] ?? '';
    return ['202412', name, other, lb[at], ...Array.from({ length: 8 }, () => other)].join(';');
  });
  const { path: file } = temp.write(
    'sgb2_2024.csv',
    iconv.encode([HEADER, ...rows, ''].join('\r\n'), 'windows-1252'),
  );

  const profile = catalogue.profiles.get('demo-jobcenter');
  if (!profile || orderFile.kind !== 'tables') throw new RangeError('no profile');
  const { form: _form, ...written } = profile.layout;
  const findings: Finding[] = [];
  const report = (found: Finding) => void findings.push(found);
  const context = { signal: new AbortController().signal, report };
  const tables = orderFile.read(await landed(file), orderFile.options.parse(written), context);
  const observations: Observation[] = [];
  const compiled = compileProfile(profile, catalogue.codes);
  for await (const batch of applyProfile(compiled, tables, { fileName: 'sgb2_2024.csv', report }))
    observations.push(...batch);
  const { cells, findings: later } = assembleDataset(observations, {
    codesOn: () => undefined,
    rates: new Set(),
    absent: 'error',
    geography: GEOGRAPHY,
    files: ['sgb2_2024.csv'],
    known: [],
  });
  const cube = new Cube(cells);
  const value = (of: string, area: string) =>
    measureCell(cube, GEOGRAPHY, {
      level: levelId(of),
      area: areaKey(area),
      date: DATE,
      measure: 'leistungsberechtigte',
      where: {},
    });
  return {
    value,
    codes: [...findings, ...later].filter((f) => f.severity !== 'info').map((f) => f.code),
    findings: later,
  };
}

describe('an order file as a dataset', () => {
  it('counts the residual in the sums of its municipality and of the Kreis alone', async () => {
    const { value, codes } = await assembled(['40', '30', '12', '82', '50', '50', '132']);

    expect(codes).toEqual([]);
    expect(value('demo-quartier', '010101')).toEqual({ value: 40, state: 'ok' });
    expect(value('demo-gemeinde', '05998001')).toEqual({ value: 82, state: 'ok' });
    expect(value('demo-kreis', '05998')).toEqual({ value: 132, state: 'ok' });
  });

  it('keeps secret what is secret, sums of it too, and tells that these sums stay unchecked', async () => {
    const { value, codes, findings } = await assembled(['*', '*', '12', '22', '50', '50', '72']);

    expect(codes).toEqual([]);
    expect(value('demo-quartier', '010101')).toEqual({ value: null, state: 'suppressed' });
    expect(value('demo-gemeinde', '05998001')).toEqual({ value: null, state: 'suppressed' });
    expect(value('demo-kreis', '05998')).toEqual({ value: null, state: 'suppressed' });
    expect(value('demo-gemeinde', '05998002')).toEqual({ value: 50, state: 'ok' });
    expect(findings.filter((f) => f.code === 'statistics.control-sum-unchecked')).toHaveLength(2);
  });

  it('stops at a sum that its parts do not reach', async () => {
    const { codes } = await assembled(['40', '30', '12', '83', '50', '50', '133']);

    expect(codes).toEqual([
      'jobcenter.sum-differs',
      'jobcenter.sum-differs',
      'statistics.control-sum',
      'statistics.control-sum',
    ]);
  });
});
