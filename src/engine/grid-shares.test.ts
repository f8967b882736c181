import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { areaKey, levelId, type LevelVersion } from '../core/area.ts';
import type { Finding } from '../core/finding.ts';
import { referenceDate } from '../core/reference-date.ts';
import { openCoordinateSystems } from '../spatial/crs.ts';
import { geographyOf } from '../statistics/geography.ts';
import { gridShares } from './grid-shares.ts';

const DAY = referenceDate('2022-05-15');
const LEVEL = levelId('kreis');
const KEY = areaKey('K');
const GRIDS = path.join(import.meta.dirname, '../../config/grids');

/** Its western border is 11 kilometres long and follows no line of the grid. */
const VERSION: LevelVersion = {
  id: 'v',
  level: LEVEL,
  editions: [
    {
      validFrom: referenceDate('2020-01-01'),
      areas: [
        {
          key: KEY,
          name: 'Kreis',
          parent: null,
          geometry: {
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
          },
        },
      ],
    },
  ],
  sources: [],
};
/** Houses a few metres inside that border, from south to north. */
const ON_THE_BORDER = Array.from({ length: 50 }, (_, index) => [7.0003, 51.01 + index * 0.0015] as const);
const BEYOND = [6.95, 51.05] as const;

async function told(outside: readonly (readonly [number, number])[]): Promise<readonly Finding[]> {
  const systems = await openCoordinateSystems(GRIDS);
  const toMetres = systems.toMetres({ kind: 'registered', code: 4326, axes: 'east-north' });
  const spotAt = ([x, y]: readonly [number, number], unit: typeof KEY | null) => {
    const [east, north] = toMetres([x, y]) ?? [0, 0];
    return { east, north, unit };
  };
  const spots = [...ON_THE_BORDER.map((at) => spotAt(at, KEY)), ...outside.map((at) => spotAt(at, null))];
  const findings: Finding[] = [];
  const means = {
    built: [{ level: { id: LEVEL }, version: VERSION }],
    systems,
    geography: geographyOf([{ level: LEVEL, parent: null, version: VERSION }]),
    assigners: { on: () => Promise.resolve({ coordinates: { spots: () => spots }, files: [] }) },
    findings: { report: (found: Finding) => void findings.push(found) },
    job: { origin: { file: 'auftrag.yaml' } },
  } as unknown as Parameters<typeof gridShares>[1];
  const rule = { by: 'grid' as const, cell: 100 as const, levels: [LEVEL], means: [], weights: LEVEL };
  await gridShares({ rule, level: LEVEL, date: DAY }, means);
  return findings;
}

describe('cells on the border of a county', () => {
  it('are told where the addresses end there, too: whoever lives beyond is counted inside', async () => {
    expect(await told([])).toMatchObject([
      {
        code: 'assignment.grid-edge',
        severity: 'warning',
        place: { file: 'auftrag.yaml' },
        expected: 'kreis',
      },
    ]);
  });

  it('are none where addresses beyond the border are known', async () => {
    expect(await told([BEYOND])).toEqual([]);
  });
});
