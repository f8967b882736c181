import { describe, expect, it } from 'vitest';
import { area, edition } from '../../tests/support/sync-samples.ts';
import { areaKey, levelId, type LevelVersion } from '../core/area.ts';
import { cell, emptyCell, type Cell } from '../core/cell.ts';
import type { Finding } from '../core/finding.ts';
import type { Observation } from '../core/observation.ts';
import { referenceDate } from '../core/reference-date.ts';
import type { CrosswalkMapping, OldAreas } from '../mapping/crosswalk.ts';
import { convertRows } from '../spatial/assign/convert-cells.ts';
import { assembleDataset } from '../statistics/assemble.ts';
import { geographyOf } from '../statistics/geography.ts';
import { buildCrosswalks } from './build-crosswalks.ts';

const LEVEL = levelId('quartier');
const VERSION: LevelVersion = {
  id: 'v',
  level: LEVEL,
  editions: [
    edition('2015-01-01', area('1'), area('2'), area('3')),
    edition('2022-01-01', area('1', { at: 1 }), area('2', { at: 2 }), area('3')),
  ],
  sources: [],
};
const EDITION: OldAreas = { kind: 'edition', validFrom: referenceDate('2015-01-01') };
const [THEN, NOW] = [referenceDate('2021-12-31'), referenceDate('2022-12-31')];

function mapping(id: string, from: OldAreas, parts: readonly (readonly [string, string, number])[]) {
  return {
    id,
    level: LEVEL,
    from,
    validFrom: referenceDate('2022-01-01'),
    file: `${id}.csv`,
    parts: parts.map(([old, to, weight], i) => ({ row: i + 2, from: areaKey(old), to: areaKey(to), weight })),
  } as unknown as CrosswalkMapping;
}

function build(...mappings: CrosswalkMapping[]) {
  const findings: Finding[] = [];
  const crosswalks = new Map(mappings.map((one) => [one.id, one]));
  const built = buildCrosswalks({ crosswalks }, [VERSION], (found) => void findings.push(found));
  return { built, findings };
}

const SPLIT = [
  ['1', '1', 0.1],
  ['1', '2', 0.9],
] as const;

describe('buildCrosswalks', () => {
  it('converts between the editions in force on two days and hides what is mostly estimated', () => {
    const { built, findings } = build(mapping('q', EDITION, SPLIT));

    const cells = new Map<ReturnType<typeof areaKey>, Cell>(
      ['1', '2', '3'].map((key) => [areaKey(key), cell(90)]),
    );
    const converted = built.between(LEVEL, THEN, NOW)?.(cells, 'counts');

    expect(findings).toEqual([]);
    expect([...(converted ?? [])]).toEqual([
      ['1', emptyCell('unreliable')],
      ['2', cell(171, 'ok', ['u'])],
      ['3', cell(90)],
    ]);
  });

  it('knows no way back, none within an edition and none on other levels', () => {
    const { built } = build(mapping('q', EDITION, SPLIT));

    expect(built.between(LEVEL, NOW, THEN)).toBeUndefined();
    expect(built.between(LEVEL, NOW, NOW)).toBeUndefined();
    expect(built.between(levelId('stadt'), THEN, NOW)).toBeUndefined();
  });

  it('answers tables for keys of a source by their name, not for a step between editions', () => {
    const open = mapping('haan', { kind: 'open' }, [
      ['011', '1', 1],
      ['012', '1', 1],
    ]);

    const { built } = build(open);

    expect([...(built.named('haan')?.crosswalk.oldUnits ?? [])]).toEqual(['011', '012']);
    expect(built.named('haan')?.validity).toEqual({ from: '2022-01-01', to: null });
    expect(built.between(LEVEL, THEN, NOW)).toBeUndefined();
  });

  it('reports a table that loses people at its line and does not use it', () => {
    const { built, findings } = build(mapping('q', EDITION, [['1', '2', 0.9]]));

    expect(built.named('q')).toBeUndefined();
    expect(findings.map(({ code, place }) => `${code} ${place.file}:${place.row}`)).toEqual([
      'assignment.crosswalk-weights q.csv:2',
    ]);
  });

  it('wants all keys of a list that is said to be complete', () => {
    const keys = ['1', '2', '3', '9'].map(areaKey);

    const { findings } = build(mapping('q', { kind: 'keys', keys }, []));

    expect(findings.map(({ code, found }) => `${code} ${found}`)).toEqual(['assignment.crosswalk-missing 9']);
  });

  it('brings a delivery in areas of its own to one cell for each area, with all its rows', () => {
    const open = mapping('haan', { kind: 'open' }, [
      ['011', '1', 1],
      ['012', '1', 1],
      ['021', '2', 1],
      ['031', '3', 1],
    ]);
    const named = build(open).built.named('haan');
    if (!named) throw new RangeError('no crosswalk');
    const delivered = ['011', '012', '021', '031'].map((key, i): Observation => {
      const place = { file: 'haan.csv', row: i + 2 };
      const where = { level: LEVEL, area: areaKey(key), date: NOW };
      return { role: 'value', ...where, measure: 'ew', breakdown: {}, cell: cell(10 * (i + 1)), place };
    });

    const { rows } = convertRows(delivered, {
      ...named,
      id: named.mapping.id,
      level: named.mapping.level,
      kindOf: () => 'count',
      absent: 'error',
      placeOf: ({ place }) => place,
    });
    const assembled = assembleDataset(rows, {
      absent: 'error',
      geography: geographyOf([{ level: LEVEL, parent: null, version: VERSION }]),
      files: ['haan.csv'],
      known: [],
      codesOn: () => undefined,
      rates: new Set(),
    });

    expect(assembled.findings).toEqual([]);
    expect(assembled.cells.map(({ area: key, cell: one, source }) => [key, one, source.rows])).toEqual([
      ['1', cell(30), [2, 3]],
      ['2', cell(30), [4, 4]],
      ['3', cell(40), [5, 5]],
    ]);
  });
});
