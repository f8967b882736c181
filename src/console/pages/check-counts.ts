/** What the findings of a run come to, in numbers and in one sentence. */
import type { Finding, Severity } from '../../core/finding.ts';
import type { FindingCount } from '../../engine/desk/reading-book.ts';
import type { RunRecord } from '../../engine/ledger.ts';
import { count } from '../words/format.ts';

export function stops(counts: readonly FindingCount[]): boolean {
  return counts.some(({ severity }) => severity === 'block' || severity === 'error');
}

export function effect({ state }: RunRecord, counts: readonly FindingCount[]): string {
  if (state === 'check_failed' || stops(counts)) return 'In KomMonitor wurde nichts geändert.';
  return 'Die Befunde halten die Veröffentlichung nicht auf.';
}

export function total(counts: readonly FindingCount[]): number {
  return counts.reduce((sum, each) => sum + each.count, 0);
}

export function countsOf(findings: readonly Finding[]): FindingCount[] {
  const counts = new Map<string, FindingCount>();
  for (const { code, severity } of findings) {
    const key = `${code} ${severity}`;
    counts.set(key, { code, severity, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()];
}

export function tally(counts: readonly FindingCount[]): string {
  const of = (...severities: Severity[]) =>
    total(counts.filter(({ severity }) => severities.includes(severity)));
  const parts = [
    [of('block', 'error'), 'Fehler', 'Fehler'],
    [of('warning'), 'Hinweis', 'Hinweise'],
    [of('info'), 'Befund zur Kenntnis', 'Befunde zur Kenntnis'],
  ] as const;
  const told = parts.filter(([n]) => n > 0).map(([n, one, many]) => count(n, one, many));
  return `${told.join(', ')} in ${count(counts.length, 'Gruppe', 'Gruppen')}.`;
}
