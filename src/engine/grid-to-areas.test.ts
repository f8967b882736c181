import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { areaKey, levelId, type AreaGeometry, type LevelVersion } from '../core/area.ts';
import { cell, emptyCell, type Cell } from '../core/cell.ts';
import type { Finding } from '../core/finding.ts';
import type { Observation } from '../core/observation.ts';
import { referenceDate } from '../core/reference-date.ts';
import { openCoordinateSystems } from '../spatial/crs.ts';
import { cellAt, gridCellId } from '../spatial/assign/grid-cell.ts';
import { gridProjection } from '../spatial/assign/grid-projection.ts';
import { geographyOf } from '../statistics/geography.ts';
import { gridToAreas } from './grid-to-areas.ts';

const DAY = referenceDate('2022-05-15');
const LEVEL = levelId('kreis');
const GRIDS = path.join(import.meta.dirname, '../../config/grids');

/** 14 by 11 kilometres. */
const COUNTY: AreaGeometry = {
  type: 'Polygon',
  coordinates: [
    [
      [7, 51],
      [7.2, 51],
      [7.2, 51.1],
      [7, 51.1],
      [7, 51],
    ],
  ],
};
const VERSION: LevelVersion = {
  id: 'v',
  level: LEVEL,
  editions: [
    {
      validFrom: referenceDate('2020-01-01'),
      areas: [{ key: areaKey('K'), name: 'Kreis', parent: null, geometry: COUNTY }],
    },
  ],
  sources: [],
};

async function assigned(figures: readonly { measure: string; cells: readonly Cell[] }[]) {
  const systems = await openCoordinateSystems(GRIDS);
  const toMetres = systems.toMetres({ kind: 'registered', code: 4326, axes: 'east-north' });
  const [east, north] = gridProjection()(toMetres([7.1, 51.05]) ?? [0, 0]);
  const observations = figures.flatMap(({ measure, cells }) =>
    cells.map((one, index): Observation => {
      const id = gridCellId(cellAt(east + index * 100, north, 100));
      const place = { file: 'gitter.csv', row: index + 2 };
      const of = { level: levelId('gitter'), area: areaKey(id), date: DAY, measure, breakdown: {} };
      return { role: 'value', ...of, cell: one, place };
    }),
  );
  const findings: Finding[] = [];
  const rule = {
    by: 'grid' as const,
    cell: 100 as const,
    levels: [LEVEL],
    means: [{ mean: 'miete', weight: 'wohnungen', sum: 'summe', count: 'zahl' }],
  };
  const means = {
    built: [{ level: { id: LEVEL }, version: VERSION }],
    systems,
    geography: geographyOf([{ level: LEVEL, parent: null, version: VERSION }]),
    report: (found: Finding) => void findings.push(found),
  } as unknown as Parameters<typeof gridToAreas>[2];
  const result = await gridToAreas(observations, rule, means);
  const values = Object.fromEntries(result?.observations.map((one) => [one.measure, one.cell]) ?? []);
  return { values, findings };
}

describe('figures of grid cells', () => {
  it('are the sum of the cells, and a cell that is not there counts nobody', async () => {
    const { values, findings } = await assigned([{ measure: 'personen', cells: [cell(7), cell(12)] }]);

    expect(values).toEqual({ personen: cell(19) });
    expect(findings).toEqual([]);
  });

  it('are no sum where a cell does not tell its value', async () => {
    const { values, findings } = await assigned([
      { measure: 'personen', cells: [cell(7), emptyCell('unknown')] },
    ]);

    expect(values).toEqual({ personen: emptyCell('unknown') });
    expect(findings).toMatchObject([{ code: 'assignment.grid-untold', severity: 'warning', found: 'Kreis' }]);
  });

  it('that are averages leave such a cell out of both sums', async () => {
    const { values } = await assigned([
      { measure: 'miete', cells: [cell(8), emptyCell('unknown'), cell(10)] },
      { measure: 'wohnungen', cells: [cell(3), cell(50), cell(1)] },
    ]);

    expect(values).toEqual({ summe: cell(34), zahl: cell(4), wohnungen: cell(54) });
  });
});
