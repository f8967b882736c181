/** Does a run hold two deliveries of one date and level? Which of them holds must not follow from their names. */
import type { DatasetVersion, StoredCell } from '../core/dataset.ts';
import { finding, type Finding } from '../core/finding.ts';
import { germanDate } from '../core/reference-date.ts';
import { sheetOf } from './completeness.ts';

/** `taken`: what this run has already read of the same dataset. One finding per date and other file. */
export function deliveredTwice(
  fresh: readonly StoredCell[],
  taken: readonly DatasetVersion[],
  file: string,
): Finding[] {
  const earlier = new Map<string, string>();
  for (const { cells, lineage } of taken)
    for (const { role, level, date, source } of cells)
      if (role === 'value') earlier.set(`${level} ${date}`, lineage.files[source.file]?.name ?? '');

  const findings = new Map<string, Finding>();
  for (const stored of fresh) {
    // What belongs to no area stands on the level above, which may have a file of its own.
    if (stored.role === 'residual') continue;
    const other = earlier.get(`${stored.level} ${stored.date}`);
    const found = germanDate(stored.date);
    if (other === undefined || findings.has(`${found} ${other}`)) continue;
    const place = { ...sheetOf(stored, file), row: stored.source.rows[0] };
    findings.set(
      `${found} ${other}`,
      finding('statistics.date-delivered-twice', place, { found, expected: other }),
    );
  }
  return [...findings.values()];
}
