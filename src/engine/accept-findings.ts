/** Faults of boundaries that the level's YAML accepts, with a reason, at exactly their place: told, not blocking. */
import type { Finding } from '../core/finding.ts';
import type { Acceptance } from '../mapping/level.ts';

export function acceptFindings(findings: readonly Finding[], accepted: readonly Acceptance[]): Finding[] {
  return findings.map((found) => {
    const match = accepted.find(({ finding, areas }) => finding === found.code && names(found, areas));
    if (!match || (found.severity !== 'error' && found.severity !== 'block')) return found;
    return { ...found, severity: 'warning', hint: `In der Raumebene angenommen: ${match.reason}` };
  });
}

/** Are these the areas the finding speaks of, all of them? */
function names(found: Finding, areas: readonly string[]): boolean {
  const words = new Set((found.found ?? '').split(/[\s,]+/));
  return areas.every((area) => words.has(area));
}
