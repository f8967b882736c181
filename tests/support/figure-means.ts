/** What figures are read from, for tests of what stands behind a job's values: a geography and cells by dataset. */
import type { StoredCell } from '../../src/core/dataset.ts';
import type { FigureMeans } from '../../src/engine/protect/figure-means.ts';
import type { Policy } from '../../src/mapping/policy.ts';
import { bordersOf } from '../../src/statistics/across-borders.ts';
import { Cube } from '../../src/statistics/cube.ts';
import { geographyOf, type GeographyLevel } from '../../src/statistics/geography.ts';
import { nestedLevels } from './attack-world.ts';
import { shippedPolicy } from './shipped-policy.ts';

export const TREE = { S1: ['Q1', 'Q2', 'Q3'] };

export interface MeansQuestion {
  readonly data: Readonly<Record<string, readonly StoredCell[]>>;
  readonly policy?: Partial<Policy>;
  readonly levels?: readonly GeographyLevel[];
  readonly means?: Partial<FigureMeans>;
}

/** Three quarters in one Sozialraum of the county; every measure is a count, of which sources hide up to nine. */
export function figureMeans({
  data,
  policy,
  means,
  levels = nestedLevels(TREE),
}: MeansQuestion): FigureMeans {
  const geography = geographyOf(levels);
  const known = new Map(
    Object.entries(data).map(([id, cells]) => [id, { cube: new Cube(cells), versions: [id] }]),
  );
  return {
    geography,
    dataset: (id) => known.get(id),
    measureRule: () => ({ isRate: false, mayLack: () => false }),
    isCount: () => true,
    bordersOn: (level) => bordersOf(geography, level),
    hiddenMost: () => 9,
    policy: { ...shippedPolicy, ...policy },
    overlapsOf: () => [],
    strictestClass: () => 0,
    earlier: [],
    ...means,
  };
}
