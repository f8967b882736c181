/** What KomMonitor demands of a level beyond correct geometry: its size as text, and days it handles wrongly. */
import type { EditionArea } from '../core/area.ts';
import { finding, type Finding } from '../core/finding.ts';
import { addDays, germanDate, yearOf, type ReferenceDate } from '../core/reference-date.ts';

/** KomMonitor takes a level as one string, and its parser refuses strings from this length on. */
export const MAX_CHARACTERS = 20_000_000;

export function checkTargetRules({
  areas,
  validFrom,
  file,
}: {
  areas: readonly EditionArea[];
  validFrom: ReferenceDate;
  file: string;
}): Finding[] {
  const findings: Finding[] = [];
  const size = uploadCharacters(areas);
  if (size >= MAX_CHARACTERS) {
    const facts = { found: String(size), expected: String(MAX_CHARACTERS) };
    findings.push(finding('spatial.unit-too-large', { file, row: 0 }, facts));
  }
  if (isDayAfterClockChange(validFrom)) {
    const facts = { found: germanDate(validFrom) };
    findings.push(finding('spatial.valid-from-after-clock-change', { file, row: 0 }, facts));
  }
  return findings;
}

/** Length of the feature collection as it is uploaded: two-dimensional, no `crs`, ID and NAME as text. */
export function uploadCharacters(areas: readonly EditionArea[]): number {
  const frame = JSON.stringify({ type: 'FeatureCollection', features: [] }).length;
  return areas.reduce(
    (sum, { key, name, geometry }) =>
      sum + JSON.stringify({ type: 'Feature', geometry, properties: { ID: key, NAME: name } }).length + 1,
    frame,
  );
}

/**
 * The server ends old areas 24 hours before the new day begins; after the 23-hour day of the spring clock change
 * that is two calendar days earlier in the zone Europe/Berlin (last Sunday in March since 1996).
 */
export function isDayAfterClockChange(date: ReferenceDate): boolean {
  const endOfMarch = `${yearOf(date)}-03-31` as ReferenceDate;
  const weekday = new Date(`${endOfMarch}T00:00:00Z`).getUTCDay();
  return date === addDays(endOfMarch, 1 - weekday);
}
