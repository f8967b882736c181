/** Outcomes of `kmsync disclosure audit` as German text. */
import { durationText } from '../core/duration.ts';
import { germanDate, type ReferenceDate } from '../core/reference-date.ts';
import type { SecretCell, TableAudit } from '../engine/disclosure/audit-table.ts';
import type { AuditedRelease, RegistryAudit } from '../engine/disclosure/audit-registry.ts';
import { count, instantText, shortHash, valueText } from './format.ts';
import { findingLines } from './report-text.ts';

const WAYS: Readonly<Record<string, string>> = {
  optimal: 'Optimum bewiesen',
  repaired: 'Zeitgrenze erreicht, Muster repariert',
  heuristic: 'Näherung',
  'nothing-to-do': 'nichts weiter zu sperren',
  reused: 'früher entschieden',
};

export function tableAuditText(audit: TableAudit, language: 'de' | 'en'): string {
  const { title, file, state, primary, secondary, secrets, proposal, findings } = audit;
  const lines = [
    `${title} (${file}): ${count(audit.cells, 'Zelle', 'Zellen')}, ${count(audit.relations, 'Summe', 'Summen')}, ${primary} für sich geheim, ${secondary} zum Schutz anderer gesperrt`,
    ...secrets.map(secretLine),
  ];
  if (state === 'safe') lines.push('Das Muster hält dem Angriff stand.');
  if (state === 'exposed') lines.push('Das Muster hält dem Angriff nicht stand.');
  if (state === 'unreadable') lines.push('Die Tabelle konnte nicht geprüft werden.');
  if (proposal?.outcome === 'safe')
    lines.push(
      `Vorschlag: zusätzlich sperren ${proposal.secondary.join('; ') || '(nichts)'}`,
      `  ${count(proposal.secondary.length, 'Zelle', 'Zellen')}, Preis ${valueText(proposal.cost)}, ${WAYS[proposal.way] ?? proposal.way}`,
    );
  if (proposal?.outcome === 'infeasible')
    lines.push(
      `Vorschlag: keiner möglich. Auch wenn alles Übrige gesperrt wird, bleiben erkennbar: ${proposal.exposed.join('; ')}`,
    );
  return [...lines, ...findingLines(findings, language)].join('\n');
}

function secretLine({ cell, interval, isWide, witnesses }: SecretCell): string {
  const range = `${valueText(interval.lo)} bis ${valueText(interval.hi)}`;
  return isWide
    ? `  ${cell}: ${range}, weit genug`
    : `  ${cell}: ${range}, ZU ENG; folgt aus ${witnesses.join(', ') || 'bekannten Summen'}`;
}

export function registryAuditText(audit: RegistryAudit, language: 'de' | 'en'): string {
  if (audit.releases.length === 0)
    return `Für ${audit.target} ist noch nichts freigegeben worden. Das Verzeichnis ist unversehrt.`;
  const { circles, derivable } = audit;
  return [
    `Verzeichnis der Freigaben für ${audit.target}: Kette und Siegel sind unversehrt.`,
    ...audit.releases.flatMap(releaseLines),
    `Je lesbar waren: intern ${count(circles.intern, 'Zahl', 'Zahlen')}, öffentlich ${count(circles.public, 'Zahl', 'Zahlen')}; ${count(derivable.sums, 'Summe', 'Summen')} über Gebiete nachgerechnet.`,
    audit.state === 'sound' ? 'Die Prüfung ist bestanden.' : 'Die Prüfung ist nicht bestanden.',
    ...findingLines(audit.findings, language),
  ].join('\n');
}

function releaseLines({ record, protocol }: AuditedRelease): string[] {
  const since = record.readableSince;
  const ways = Object.entries(protocol.ways).map(([way, times]) => `${times} ${WAYS[way] ?? way}`);
  const bound = protocol.bound === null ? '' : ` (bewiesen mindestens ${valueText(round(protocol.bound))})`;
  return [
    `Freigabe ${shortHash(record.id)} (Nr. ${record.seq}), Auftrag ${record.job}, Lauf ${record.run}, ${instantText(record.createdAt)}`,
    `  ${since === null ? 'nie lesbar geworden' : `lesbar seit ${germanDate(since.slice(0, 10) as ReferenceDate)}`}; Regeln „${record.policy.id}“, Fassung ${record.policy.version} (${shortHash(record.policy.sha256)})`,
    `  ${count(protocol.tables, 'Tabelle', 'Tabellen')}, ${count(protocol.figures, 'Zahl', 'Zahlen')}; für sich geheim ${protocol.primary}, zum Schutz anderer ${protocol.secondary}; Preis ${valueText(round(protocol.cost))}${bound}`,
    `  Wege: ${ways.join(', ') || 'keine'}; ${count(protocol.programs, 'Programm', 'Programme')} gelöst mit ${protocol.solver || 'keinem Gleichungslöser'} in ${durationText(protocol.durationMs)}`,
  ];
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
