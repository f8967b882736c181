/** Which cells of a dataset version still hold, where other versions have taken over some levels and dates. */
import type { LevelId } from '../core/area.ts';
import type { DatasetVersion, StoredCell } from '../core/dataset.ts';
import type { ReferenceDate } from '../core/reference-date.ts';

/**
 * `owner`: id of the version whose figures hold for a level and date. A residual has no figures of its own: it
 * goes with the figures it is the rest of, and takes nothing over.
 */
export function cellsInForce(
  version: DatasetVersion,
  owner: (level: LevelId, date: ReferenceDate) => string | undefined,
): StoredCell[] {
  const holds = (stored: StoredCell) =>
    stored.role === 'value' && owner(stored.level, stored.date) === version.id;
  const dates = new Set(version.cells.filter(holds).map((stored) => stored.date));
  return version.cells.filter((stored) =>
    stored.role === 'residual' ? dates.has(stored.date) : holds(stored),
  );
}
