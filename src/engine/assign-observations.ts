/** Figures that speak of other areas than those of a level: cells of a grid, areas of another time or division. */
import type { Finding } from '../core/finding.ts';
import type { Observation } from '../core/observation.ts';
import type { TableProfile } from '../mapping/profile.ts';
import { convertRows } from '../spatial/assign/convert-cells.ts';
import type { CompiledProfile } from '../mapping/compile-profile.ts';
import type { DatasetLineage } from '../core/dataset.ts';
import { gridToAreas } from './grid-to-areas.ts';
import type { IntakeMeans } from './intake-means.ts';

export interface AssignedObservations {
  readonly observations: readonly Observation[];
  /** By which files they were assigned, for the lineage. */
  readonly files: NonNullable<DatasetLineage['assignment']>;
}

/** Undefined where a finding of the run, not of this delivery, says why nothing can be assigned. */
export async function assignObservations(
  observations: readonly Observation[],
  { profile }: CompiledProfile,
  means: IntakeMeans & { readonly report: (found: Finding) => void },
): Promise<AssignedObservations | undefined> {
  const { assign } = profile;
  if (!assign) return { observations, files: [] };
  if (assign.by === 'grid') return gridToAreas(observations, assign, means);
  const named = means.crosswalks.named(assign.crosswalk);
  if (!named) return isUnused(assign.crosswalk, means) ? { observations, files: [] } : undefined;
  const { mapping, crosswalk, validity } = named;
  // Before the new borders the areas of an earlier edition are the right ones.
  const isOld = ({ date }: Observation) => mapping.from.kind === 'edition' && date < mapping.validFrom;
  const { rows, findings } = convertRows(
    observations.filter((one) => !isOld(one)),
    {
      id: mapping.id,
      level: mapping.level,
      crosswalk,
      validity,
      kindOf: (measure) => kindOf(profile.measures[measure]),
      absent: profile.absent,
      placeOf: ({ place }) => place,
    },
  );
  for (const found of findings) means.report(found);
  return {
    observations: [...observations.filter(isOld), ...rows],
    files: [{ name: mapping.file, sha256: mapping.sha256 }],
  };
}

/** Of a level that the job does not have nothing is converted; otherwise the table is unsound, and that has been told. */
function isUnused(crosswalk: string, { ports, geography }: IntakeMeans): boolean {
  const level = ports.catalogue.crosswalks.get(crosswalk)?.level;
  return level === undefined || !geography.levels.includes(level);
}

function kindOf(measure: TableProfile['measures'][string] | undefined): 'count' | 'amount' | 'rate' {
  if (measure?.rate) return 'rate';
  return measure?.integer ? 'count' : 'amount';
}
