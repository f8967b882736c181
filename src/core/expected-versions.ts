/**
 * What KomMonitor holds of a level after its first edition was created and every later one was sent as a full
 * update: the server's versioning rules as a pure function, for plan and read-back. Sends nothing.
 */
import type { AreaGeometry, AreaKey, EditionArea, LevelEdition } from './area.ts';
import { addDays, type ReferenceDate, type Validity } from './reference-date.ts';
import { sameGeometry } from './same-geometry.ts';

/** One row of the target's feature table. */
export interface ExpectedVersion {
  readonly key: AreaKey;
  readonly name: string;
  readonly geometry: AreaGeometry;
  readonly validity: Validity;
}

/**
 * `editions` ascending by `validFrom`. An unchanged area keeps its row; a changed one closes it the day before and
 * opens another; a vanished one is closed the day before. The server looks only at the newest row of a key: an
 * area that comes back unchanged reopens its old row, and one that comes back changed stretches the old row up to
 * the day before, so in both cases the area also stands in KomMonitor for the time in which it did not exist.
 */
export function expectedVersions(editions: readonly LevelEdition[]): readonly ExpectedVersion[] {
  const rows: ExpectedVersion[] = [];
  const newest = new Map<AreaKey, number>();
  for (const edition of editions) {
    closeVanished(rows, newest, edition);
    for (const area of edition.areas) place(rows, newest, { area, from: edition.validFrom });
  }
  return rows;
}

function closeVanished(
  rows: ExpectedVersion[],
  newest: ReadonlyMap<AreaKey, number>,
  edition: LevelEdition,
): void {
  const present = new Set(edition.areas.map((area) => area.key));
  for (const [key, at] of newest) {
    const row = rows[at];
    if (row && !present.has(key) && row.validity.to === null)
      rows[at] = ending(row, addDays(edition.validFrom, -1));
  }
}

function place(
  rows: ExpectedVersion[],
  newest: Map<AreaKey, number>,
  { area, from }: { area: EditionArea; from: ReferenceDate },
): void {
  const at = newest.get(area.key);
  const row = at === undefined ? undefined : rows[at];
  if (at !== undefined && row) {
    if (row.name === area.name && sameGeometry(row.geometry, area.geometry)) {
      rows[at] = ending(row, null);
      return;
    }
    rows[at] = ending(row, addDays(from, -1));
  }
  newest.set(area.key, rows.length);
  rows.push({ key: area.key, name: area.name, geometry: area.geometry, validity: { from, to: null } });
}

function ending(row: ExpectedVersion, to: ReferenceDate | null): ExpectedVersion {
  return { ...row, validity: { from: row.validity.from, to } };
}
