/** Cells of a delivery, of one file or several, to a dataset version, addressed by its content, with its origin. */
import type { LandedDelivery } from '../core/delivery.ts';
import type { DatasetLineage, DatasetVersion, StoredCell } from '../core/dataset.ts';
import { contentHash } from '../core/hash.ts';

export interface VersionOrigin extends Omit<DatasetLineage, 'files'> {
  readonly dataset: string;
}

export function datasetVersion(
  deliveries: readonly LandedDelivery[],
  cells: readonly StoredCell[],
  { dataset, ...lineage }: VersionOrigin,
): DatasetVersion {
  const content = cells
    .map((stored) => [cellName(stored), stored] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, stored]) => stored);
  const identity = content.map(({ source: _source, ...stored }) => stored);
  return {
    id: contentHash({ dataset, file: deliveries.map(({ sha256 }) => sha256).join(' '), cells: identity }),
    dataset,
    cells: content,
    lineage: {
      files: deliveries.map(({ file, sha256, bytes }) => ({ name: file, sha256, bytes })),
      ...lineage,
    },
  };
}

function cellName({ role, level, area, date, measure, breakdown }: StoredCell): string {
  return [role, level, area, date, measure, JSON.stringify(breakdown)].join(' ');
}
