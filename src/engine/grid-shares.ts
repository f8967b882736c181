/** How much of each grid cell belongs to which area of a level on a day: by official addresses, else by surface. */
import type { AreaKey, LevelId } from '../core/area.ts';
import { finding } from '../core/finding.ts';
import type { ReferenceDate } from '../core/reference-date.ts';
import type { AssignRule } from '../mapping/profile-assign.ts';
import type { CellValues } from '../spatial/assign/apportion-cells.ts';
import {
  sharesByAddress,
  sharesByArea,
  type CellShare,
  type WeightedAddress,
} from '../spatial/assign/cell-shares.ts';
import type { CoordinateIndex } from '../spatial/assign/coordinate-index.ts';
import { gridProjection } from '../spatial/assign/grid-projection.ts';
import { gridAreas } from '../spatial/assign/level-coverage.ts';
import { areasOn } from '../spatial/level-version.ts';
import { areasAbove } from '../statistics/areas-above.ts';
import type { Assigner } from './assigner.ts';
import type { IntakeMeans } from './intake-means.ts';

/** Of a cell's surface: borders of two surveys differ by so much. */
const NEGLIGIBLE = 0.05;

export interface GridShares extends Omit<CellValues, 'values'> {
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
}

export interface GridQuestion {
  readonly rule: Extract<AssignRule, { readonly by: 'grid' }>;
  readonly level: LevelId;
  readonly date: ReferenceDate;
}

/** Undefined where a finding that stops the run says why; it is no fault of the delivery. */
export async function gridShares(
  { rule, level, date }: GridQuestion,
  means: IntakeMeans,
): Promise<GridShares | undefined> {
  const version = means.built.find((built) => built.level.id === level)?.version;
  if (!version) return undefined;
  const bySurface = sharesByArea(gridAreas(areasOn(version, date), means.systems), rule.cell);
  if (rule.weights === undefined) return { shares: bySurface, files: [] };

  const assigner: Assigner | undefined = await means.assigners.on(rule.weights, date);
  if (!assigner) return undefined;
  if (!assigner.coordinates) {
    const facts = { found: rule.weights, expected: 'assign: grid' };
    means.findings.report(
      finding('assignment.coordinates-missing', { file: means.job.origin.file, row: 0 }, facts),
    );
    return undefined;
  }
  const above = areasAbove(means.geography, { level: rule.weights, above: level, date });
  const shares = sharesByAddress(addresses(assigner.coordinates, above), rule.cell);
  const edge = cellsOnEdge(shares, bySurface, rule.cell);
  if (edge > 0) {
    const place = { file: means.job.origin.file, row: 0 };
    means.findings.report(finding('assignment.grid-edge', place, { found: String(edge), expected: level }));
  }
  return { shares, fallback: bySurface, files: assigner.files };
}

/**
 * Cells that reach beyond all areas while no address beyond is known anywhere: the list was cut at the border, and
 * whoever lives on its other side is taken for an inhabitant of this one.
 */
function cellsOnEdge(byAddress: readonly CellShare[], bySurface: readonly CellShare[], cell: number): number {
  if (byAddress.some(({ unit }) => unit === null)) return 0;
  const inhabited = new Set(byAddress.map((share) => share.cell));
  const sticksOut = ({ unit, weight }: CellShare) => unit === null && weight > NEGLIGIBLE * cell ** 2;
  return bySurface.filter((share) => sticksOut(share) && inhabited.has(share.cell)).length;
}

function* addresses(
  coordinates: CoordinateIndex,
  above: ReadonlyMap<AreaKey, AreaKey>,
): Generator<WeightedAddress> {
  const toGrid = gridProjection();
  for (const { east, north, unit } of coordinates.spots()) {
    const [x, y] = toGrid([east, north]);
    yield { east: x, north: y, unit: unit === null ? null : (above.get(unit) ?? null), weight: 1 };
  }
}
