/**
 * A county of six quarters for tests of statistics: Quartier → Sozialraum → Gemeinde → Kreis, with one change of
 * boundaries in 2024: 0102 moves to another Sozialraum and Gemeinde, 0201 ends, 0202 begins.
 */
import {
  areaKey,
  levelId,
  type AreaGeometry,
  type LevelEdition,
  type LevelVersion,
} from '../../src/core/area.ts';
import { cell, type Cell } from '../../src/core/cell.ts';
import type { StoredCell } from '../../src/core/dataset.ts';
import type { Breakdown } from '../../src/core/observation.ts';
import { referenceDate } from '../../src/core/reference-date.ts';
import { geographyOf, type GeographyLevel } from '../../src/statistics/geography.ts';

export const QUARTIER = levelId('quartier');
export const SOZIALRAUM = levelId('sozialraum');
export const GEMEINDE = levelId('gemeinde');
export const KREIS = levelId('kreis');

/** Last day of the old boundaries, and one of the new ones. */
export const BEFORE = referenceDate('2023-12-31');
export const AFTER = referenceDate('2024-12-31');

const UNIT_SQUARE: AreaGeometry = {
  type: 'Polygon',
  coordinates: [
    [
      [6, 51],
      [7, 51],
      [7, 52],
      [6, 52],
      [6, 51],
    ],
  ],
};

/** Area key to parent key, for each first day of an edition. */
export type Editions = Readonly<Record<string, Readonly<Record<string, string | null>>>>;

export function levelVersion(level: string, editions: Editions): LevelVersion {
  const list = Object.entries(editions).map(
    ([day, areas]): LevelEdition => ({
      validFrom: referenceDate(day),
      areas: Object.entries(areas).map(([key, parent]) => ({
        key: areaKey(key),
        name: `Name ${key}`,
        parent: parent === null ? null : areaKey(parent),
        geometry: UNIT_SQUARE,
      })),
    }),
  );
  return { id: `version of ${level}`, level: levelId(level), editions: list, sources: [] };
}

export function geographyLevel(level: string, parent: string | null, editions: Editions): GeographyLevel {
  const above = parent === null ? null : levelId(parent);
  return { level: levelId(level), parent: above, version: levelVersion(level, editions) };
}

export const SMALL_COUNTY = geographyOf([
  geographyLevel('quartier', 'sozialraum', {
    '2020-01-01': { '0101': 'S1', '0102': 'S1', '0103': 'S2', '0201': 'S3', '0203': 'S3' },
    '2024-01-01': { '0101': 'S1', '0102': 'S3', '0103': 'S2', '0202': 'S3', '0203': 'S3' },
  }),
  geographyLevel('sozialraum', 'gemeinde', { '2020-01-01': { S1: 'G1', S2: 'G1', S3: 'G2' } }),
  geographyLevel('gemeinde', 'kreis', { '2020-01-01': { G1: 'K', G2: 'K' } }),
  geographyLevel('kreis', null, { '2020-01-01': { K: null } }),
]);

interface Stored extends Partial<Omit<StoredCell, 'area' | 'level' | 'date' | 'cell'>> {
  readonly level?: string;
  readonly date?: string;
  readonly breakdown?: Breakdown;
}

/** A stored cell of measure `personen` on the level Quartier before the change, unless said otherwise. */
export function storedCell(area: string, value: number | Cell, rest: Stored = {}): StoredCell {
  const { level = 'quartier', date = BEFORE, ...others } = rest;
  return {
    role: 'value',
    level: levelId(level),
    area: areaKey(area),
    date: referenceDate(date),
    measure: 'personen',
    breakdown: {},
    cell: typeof value === 'number' ? cell(value) : value,
    source: { file: 0, rows: [2, 2] },
    ...others,
  };
}

/** One cell for each area of an object. */
export function storedCells(
  values: Readonly<Record<string, number | Cell>>,
  rest: Stored = {},
): StoredCell[] {
  return Object.entries(values).map(([area, value]) => storedCell(area, value, rest));
}
