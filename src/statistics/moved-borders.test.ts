import { describe, expect, it } from 'vitest';
import { area, edition } from '../../tests/support/sync-samples.ts';
import { areaKey, levelId, type AreaKey, type LevelEdition, type LevelVersion } from '../core/area.ts';
import { cell, emptyCell, NOT_APPLICABLE, type Cell } from '../core/cell.ts';
import type { StoredCell } from '../core/dataset.ts';
import { referenceDate } from '../core/reference-date.ts';
import { Cube } from './cube.ts';
import { geographyOf } from './geography.ts';
import { changeCell } from './derived-cells.ts';
import { bordersMovedFindings, movedBorders, thenOnTodaysBorders } from './moved-borders.ts';
import { measureCell } from './roll-up.ts';

const LEVEL = levelId('quartier');
const [THEN, NOW] = [referenceDate('2021-12-31'), referenceDate('2022-12-31')];

function version(...editions: LevelEdition[]): LevelVersion {
  return { id: 'v', level: LEVEL, editions, sources: [] };
}
/** Area 2 is cut anew, area 4 is new, area 3 has gone. */
const CUT = version(
  edition('2015-01-01', area('1', { at: 1 }), area('2', { at: 2 }), area('3', { at: 3 })),
  edition('2022-01-01', area('1', { at: 1, name: 'Neuer Name' }), area('2', { at: 5 }), area('4', { at: 6 })),
);

function cells(values: Readonly<Record<string, number>>): Map<AreaKey, Cell> {
  return new Map(Object.entries(values).map(([key, value]) => [areaKey(key), cell(value)]));
}

describe('movedBorders', () => {
  it('names areas with another shape under the same key, and new ones', () => {
    expect([...movedBorders(CUT, THEN, NOW)]).toEqual(['2', '4']);
  });

  it('names none within one edition, before the level began, or where only a name has changed', () => {
    const renamed = version(
      edition('2015-01-01', area('1')),
      edition('2022-01-01', area('1', { name: 'Neuer Name' })),
    );

    expect(movedBorders(CUT, referenceDate('2022-06-30'), NOW).size).toBe(0);
    expect(movedBorders(CUT, referenceDate('2014-12-31'), NOW).size).toBe(0);
    expect(movedBorders(renamed, THEN, NOW).size).toBe(0);
  });
});

describe('thenOnTodaysBorders', () => {
  const question = {
    areas: ['1', '2', '4'].map(areaKey),
    moved: movedBorders(CUT, THEN, NOW),
    cells: cells({ '1': 10, '2': 20, '3': 30 }),
    as: 'counts' as const,
  };

  it('takes no figure of then for an area that was another one', () => {
    const answer = thenOnTodaysBorders({ ...question, convert: undefined });

    expect([...answer.cells.values()]).toEqual([cell(10), NOT_APPLICABLE, NOT_APPLICABLE]);
    expect(answer.unconverted).toEqual(['2', '4']);
  });

  it('takes the converted figure where there is a crosswalk, also for an area that is new', () => {
    const converted = new Map([
      [areaKey('1'), cell(10)],
      [areaKey('2'), cell(25, 'ok', ['u'])],
    ]);
    const answer = thenOnTodaysBorders({ ...question, convert: () => converted });

    expect([...answer.cells.values()]).toEqual([cell(10), cell(25, 'ok', ['u']), emptyCell('missing')]);
    expect(answer.unconverted).toEqual([]);
  });

  it('serves a change on a small cube, marked where it was converted', () => {
    const stored = (date: typeof THEN, key: string, value: number): StoredCell => ({
      role: 'value',
      level: LEVEL,
      area: areaKey(key),
      date,
      measure: 'ew',
      breakdown: {},
      cell: cell(value),
      source: { file: 0, rows: [1, 1] },
    });
    const cube = new Cube([
      ...['1', '2', '3'].map((key) => stored(THEN, key, 100)),
      ...['1', '2', '4'].map((key) => stored(NOW, key, 120)),
    ]);
    const geography = geographyOf([{ level: LEVEL, parent: null, version: CUT }]);
    const on = (date: typeof THEN) => (key: AreaKey) =>
      measureCell(cube, geography, { level: LEVEL, area: key, date, measure: 'ew', where: {} });
    const areas = geography.areasOn(LEVEL, NOW);

    const answer = thenOnTodaysBorders({
      areas,
      moved: geography.movedBorders(LEVEL, THEN, NOW),
      cells: new Map(geography.areasOn(LEVEL, THEN).map((key) => [key, on(THEN)(key)])),
      as: 'counts',
      convert: () => new Map([[areaKey('2'), cell(80, 'ok', ['u'])]]),
    });
    const changes = areas.map((key) =>
      changeCell(answer.cells.get(key) ?? emptyCell('missing'), on(NOW)(key), 'difference', 0),
    );

    expect(changes).toEqual([cell(20), cell(40, 'ok', ['u']), emptyCell('missing')]);
  });
});

describe('bordersMovedFindings', () => {
  const place = { indicator: 'bev-d1', level: LEVEL, version: CUT };

  it('lists the areas once and says which crosswalk is missing', () => {
    const areas = ['4', '2'].map(areaKey);
    const later = { from: referenceDate('2020-12-31'), to: referenceDate('2023-12-31'), areas };

    const found = bordersMovedFindings(place, [{ from: THEN, to: NOW, areas }, later]);

    expect(found).toEqual([
      expect.objectContaining({
        code: 'statistics.borders-moved',
        severity: 'warning',
        place: { file: 'Indikator bev-d1', row: 0, column: 'quartier' },
        found: 'Name 2 (2), Name 4 (4)',
        expected: 'Ebene quartier, Ausgabe 01.01.2015 → 01.01.2022',
      }),
    ]);
  });

  it('says nothing where nothing moved', () => {
    expect(bordersMovedFindings(place, [{ from: THEN, to: NOW, areas: [] }])).toEqual([]);
  });
});
