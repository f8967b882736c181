/**
 * Are the files of one delivery parts of it, or do two of them say the same? Figures of the parts are added up, so
 * that last year's edition beside this year's, or a copy, would count double without anybody seeing it.
 */
import { finding, type Finding } from '../core/finding.ts';
import { breakdownKey } from '../core/observation.ts';
import type { Observation } from '../core/observation.ts';
import { germanDate } from '../core/reference-date.ts';

/** One finding for each pair of files. What belongs to no area may stand in each of them. */
export function figuresApart(
  parts: readonly { readonly file: string; readonly observations: readonly Observation[] }[],
): Finding[] {
  const owners = new Map<string, number>();
  const findings = new Map<string, Finding>();
  for (const [index, { file, observations }] of parts.entries())
    for (const { role, level, area, date, measure, breakdown, place } of observations) {
      if (role !== 'value') continue;
      const key = [level, area, date, measure, breakdownKey(breakdown)].join(' ');
      const owner = owners.get(key) ?? index;
      owners.set(key, owner);
      if (owner === index || findings.has(`${owner} ${index}`)) continue;
      const found = `${area} am ${germanDate(date)}`;
      findings.set(`${owner} ${index}`, twice({ ...place, file }, found, parts[owner]?.file ?? ''));
    }
  return [...findings.values()];
}

/** Of registers: a Gemeinde, or the very same file, that comes a second time. */
export function registersApart(
  parts: readonly {
    readonly file: string;
    readonly sha256: string;
    /** Lines by Gemeinde; none where they are not counted. */
    readonly read: ReadonlyMap<string, number>;
  }[],
): Finding[] {
  const owners = new Map<string, number>();
  return parts.flatMap(({ file, sha256, read }, index) => {
    const gemeinden = [...read].flatMap(([gemeinde, lines]) => (lines > 0 ? [`Gemeinde ${gemeinde}`] : []));
    const [first] = [sha256, ...gemeinden].filter((name) => owners.has(name));
    for (const name of [sha256, ...gemeinden]) if (!owners.has(name)) owners.set(name, index);
    if (first === undefined) return [];
    const found = first === sha256 ? 'Zeile für Zeile' : first;
    return [twice({ file, row: 0 }, found, parts[owners.get(first) ?? 0]?.file ?? '')];
  });
}

function twice(place: Finding['place'], found: string, other: string): Finding {
  return finding('statistics.part-delivered-twice', place, { found, expected: other });
}
