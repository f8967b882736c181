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

/** Are these the areas the finding speaks of, all of them and no others? `702 und 208`, `202 bei 50.9, 6.9`. */
function names(found: Finding, areas: readonly string[]): boolean {
  const [keys = ''] = (found.found ?? '').split(' bei ');
  return [...new Set(keys.split(' und '))].sort().join(' ') === [...new Set(areas)].sort().join(' ');
}
