import { describe, expect, it } from 'vitest';
import { areaKey, levelId, type EditionArea, type LevelEdition } from '../core/area.ts';
import { referenceDate } from '../core/reference-date.ts';
import {
  areaSpans,
  areasOn,
  buildLevelVersion,
  checkHistory,
  checkParentKeys,
  parentTable,
} from './level-version.ts';
import { toAreaGeometry } from './polygons.ts';

const LEVEL = levelId('quartiere');
const SOURCES = [{ file: 'quartiere.shp', sha256: 'abc', crs: 'EPSG:25832' }];

function area(key: string, parent: string | null = null, size = 0.1): EditionArea {
  const ring = [
    [6, 51],
    [6 + size, 51],
    [6 + size, 51 + size],
    [6, 51],
  ] as const;
  return {
    key: areaKey(key),
    name: `Name ${key}`,
    parent: parent === null ? null : areaKey(parent),
    geometry: toAreaGeometry([[ring]]),
  };
}
function edition(day: string, ...areas: EditionArea[]): LevelEdition {
  return { validFrom: referenceDate(day), areas };
}
function version(...editions: LevelEdition[]) {
  return buildLevelVersion(LEVEL, editions, SOURCES);
}

describe('buildLevelVersion', () => {
  it('has the same id for the same content, whatever the source file', () => {
    const a = buildLevelVersion(LEVEL, [edition('2020-01-01', area('1'))], SOURCES);
    const b = buildLevelVersion(LEVEL, [edition('2020-01-01', area('1'))], []);

    expect(a.id).toBe(b.id);
    expect(a.id).toMatch(/^[0-9a-f]{64}$/);
  });

  it('has another id for another level, day, name, parent or shape', () => {
    const ids = [
      version(edition('2020-01-01', area('1'))),
      version(edition('2020-01-02', area('1'))),
      version(edition('2020-01-01', area('1', 'P'))),
      version(edition('2020-01-01', area('1', null, 0.2))),
      version(edition('2020-01-01', { ...area('1'), name: 'B' })),
      buildLevelVersion(levelId('stadt'), [edition('2020-01-01', area('1'))], SOURCES),
    ].map(({ id }) => id);

    expect(new Set(ids).size).toBe(6);
  });

  it('leaves out an edition that says the same as the one before', () => {
    const { editions } = version(
      edition('2020-01-01', area('1'), area('2')),
      edition('2021-01-01', area('2'), area('1')),
      edition('2022-01-01', area('1')),
    );

    expect(editions.map((e) => e.validFrom)).toEqual(['2020-01-01', '2022-01-01']);
  });

  it('refuses no editions, and editions out of order', () => {
    expect(() => version()).toThrow(/keine Ausgabe/);
    expect(() => version(edition('2021-01-01', area('1')), edition('2020-01-01', area('2')))).toThrow(
      /01\.01\.2020 nach 01\.01\.2021/,
    );
    expect(() => version(edition('2021-01-01', area('1')), edition('2021-01-01', area('2')))).toThrow(
      /zeitlicher Reihenfolge/,
    );
  });
});

describe('a level version asked by day', () => {
  const history = version(
    edition('2020-01-01', area('1', 'A'), area('2', 'A')),
    edition('2022-01-01', area('1', 'B')),
    edition('2024-01-01', area('1', 'B'), area('2', 'B'), area('3')),
  );

  it('knows the areas of each day, and none before the first', () => {
    const keys = (day: string) => areasOn(history, referenceDate(day)).map((a) => a.key);

    expect(keys('2019-12-31')).toEqual([]);
    expect(keys('2020-01-01')).toEqual(['1', '2']);
    expect(keys('2021-12-31')).toEqual(['1', '2']);
    expect(keys('2022-01-01')).toEqual(['1']);
    expect(keys('2030-01-01')).toEqual(['1', '2', '3']);
  });

  it('knows the parents of each day', () => {
    expect([...parentTable(history, referenceDate('2021-06-30'))]).toEqual([
      ['1', 'A'],
      ['2', 'A'],
    ]);
    expect([...parentTable(history, referenceDate('2024-06-30'))]).toEqual([
      ['1', 'B'],
      ['2', 'B'],
    ]);
  });

  it('knows when each area existed', () => {
    expect(areaSpans(history)).toEqual([
      { key: '1', name: 'Name 1', validities: [{ from: '2020-01-01', to: null }] },
      {
        key: '2',
        name: 'Name 2',
        validities: [
          { from: '2020-01-01', to: '2021-12-31' },
          { from: '2024-01-01', to: null },
        ],
      },
      { key: '3', name: 'Name 3', validities: [{ from: '2024-01-01', to: null }] },
    ]);
  });

  it('refuses an area that was away for a while, because KomMonitor would show it in between', () => {
    expect(checkHistory(history)).toMatchObject([
      {
        code: 'spatial.area-reappears',
        severity: 'block',
        found: '2',
        expected: '01.01.2022 bis 31.12.2023',
        place: { file: 'quartiere.shp' },
      },
    ]);
  });

  it('checks that parents exist on every day on which either level changes', () => {
    const parents = buildLevelVersion(
      levelId('bezirke'),
      [edition('2020-01-01', area('A'), area('B')), edition('2023-01-01', area('A'))],
      [],
    );

    expect(checkParentKeys(history, parents).map((f) => `${f.found} → ${f.expected}`)).toEqual([
      '1 (01.01.2023) → B',
      '1 (01.01.2024) → B',
      '2 (01.01.2024) → B',
    ]);
  });
});
