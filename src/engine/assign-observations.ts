/** Figures that speak of other areas than those of a level: cells of a grid are brought to areas here. */
import type { Finding } from '../core/finding.ts';
import type { Observation } from '../core/observation.ts';
import type { CompiledProfile } from '../mapping/compile-profile.ts';
import type { DatasetLineage } from '../core/dataset.ts';
import { gridToAreas } from './grid-to-areas.ts';
import type { IntakeMeans } from './intake-means.ts';

export interface AssignedObservations {
  readonly observations: readonly Observation[];
  /** By which files they were assigned, for the lineage. */
  readonly files: NonNullable<DatasetLineage['assignment']>;
}

export async function assignObservations(
  observations: readonly Observation[],
  { profile }: CompiledProfile,
  means: IntakeMeans & { readonly report: (found: Finding) => void },
): Promise<AssignedObservations> {
  if (!profile.assign) return { observations, files: [] };
  if (profile.assign.by === 'grid') return gridToAreas(observations, profile.assign, means);
  throw new RangeError('crosswalks are not wired yet');
}
