/** What is wrong with a street directory, found before the record of any person is read. */
import type { AreaKey } from '../../core/area.ts';
import type { ReferenceDate } from '../../core/reference-date.ts';
import type { Report } from '../../formats/source-file.ts';
import { findingDesk, type FindingDesk } from '../../mapping/finding-desk.ts';
import { listText } from '../texts.ts';
import { checkRanges } from './check-ranges.ts';
import { isRowValid, streetIdentity, type DirectoryRow } from './directory-row.ts';
import { normaliseStreetName } from './street-name.ts';

export interface DirectoryCheck {
  /** File name without folder, for the places of the findings. */
  readonly file: string;
  /** Day for which gaps and areas without an address are looked for. */
  readonly date: ReferenceDate;
  /** Areas of the level on that day; rows of other days may name areas of other editions. */
  readonly units: ReadonlySet<AreaKey>;
}

/**
 * Overlaps, gaps, overlapping validities, unknown areas, areas without an address, keys without name and names
 * without key, names used twice. Ranges that end before they start are already reported and left out by the readers.
 */
export function checkDirectory(rows: readonly DirectoryRow[], check: DirectoryCheck, report: Report): void {
  const desk = findingDesk(check.file, report);
  const streets = groupStreets(rows);
  checkUnits(rows, check, desk);
  checkNames([...streets.values()], check, desk);
  checkRanges([...streets.values()], check, desk);
  desk.close();
}

function groupStreets(rows: readonly DirectoryRow[]): Map<string, DirectoryRow[]> {
  const streets = new Map<string, DirectoryRow[]>();
  for (const row of rows) {
    const id = `${row.gemeinde} ${streetIdentity(row)}`;
    const group = streets.get(id);
    if (group) group.push(row);
    else streets.set(id, [row]);
  }
  return streets;
}

function checkUnits(rows: readonly DirectoryRow[], { file, date, units }: DirectoryCheck, desk: FindingDesk) {
  const used = new Set<AreaKey>();
  for (const row of rows) {
    if (!isRowValid(row, date) || used.has(row.unit)) continue;
    used.add(row.unit);
    if (!units.has(row.unit))
      desk.report('assignment.unit-unknown', { file, row: row.row }, { found: row.unit });
  }
  for (const unit of [...units].sort())
    if (!used.has(unit)) desk.report('assignment.unit-without-street', { file, row: 0 }, { found: unit });
}

function checkNames(streets: readonly DirectoryRow[][], { file, date }: DirectoryCheck, desk: FindingDesk) {
  const hasKeys = streets.some((rows) => rows[0]?.streetKey !== '');
  const byName = new Map<string, DirectoryRow[]>();
  for (const rows of streets) {
    const [first] = rows;
    if (!first) continue;
    const place = { file, row: first.row };
    if (rows.every(({ streetName }) => streetName === ''))
      desk.report('assignment.street-without-name', place, { found: first.streetKey });
    if (hasKeys && first.streetKey === '')
      desk.report('assignment.street-without-key', place, { found: first.streetName });

    const names = namesOn(rows, date);
    if (names.size > 1)
      desk.report('assignment.street-two-names', place, { found: listText([...names.values()]) });
    for (const name of names.keys()) {
      const key = `${first.gemeinde} ${name}`;
      byName.set(key, [...(byName.get(key) ?? []), first]);
    }
  }
  for (const found of byName.values()) reportTwice(found, file, desk);
}

/** Normalised name to written name, of the rows valid on the day. */
function namesOn(rows: readonly DirectoryRow[], date: ReferenceDate): Map<string, string> {
  const valid = rows.filter((row) => row.streetName !== '' && isRowValid(row, date));
  return new Map(valid.map(({ streetName }) => [normaliseStreetName(streetName), streetName]));
}

function reportTwice(found: readonly DirectoryRow[], file: string, desk: FindingDesk): void {
  const [, second] = found;
  if (!second) return;
  const expected = listText(found.map((row) => `${row.streetKey || row.streetName} (Zeile ${row.row})`));
  desk.report(
    'assignment.street-name-twice',
    { file, row: second.row },
    { found: second.streetName, expected },
  );
}
