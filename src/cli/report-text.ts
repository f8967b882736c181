/** How a run ended, as text: state, numbers that were read back, findings with place and next step. */
import { durationText } from '../core/duration.ts';
import { findingText, placeText, type Finding, type Severity } from '../core/finding.ts';
import { germanDate } from '../core/reference-date.ts';
import type { RunReport } from '../engine/run-frame.ts';
import { STATE_LABELS } from '../engine/report/run-words.ts';
import { residualText } from '../spatial/assign/cause-text.ts';
import { figureText } from '../spatial/assign/quality-findings.ts';
import { count, shortHash } from './format.ts';

const SEVERITY_LABELS = {
  de: { block: 'Sperre', error: 'Fehler', warning: 'Hinweis', info: 'Zur Kenntnis' },
  en: { block: 'Blocked', error: 'Error', warning: 'Warning', info: 'Note' },
} as const;
const ORDER: readonly Severity[] = ['block', 'error', 'warning', 'info'];
/** Notes of the same kind are summed up on the screen; all of them are in `--json` and in the ledger. */
const OF_ONE_KIND = 5;

export function reportText(report: RunReport, language: 'de' | 'en'): string {
  const { result } = report;
  const lines = [`Lauf ${result.run}: ${stateLabel(report)} (${durationText(result.durationMs)})`];
  const local = isLocal(report);
  if (result.state === 'check_failed' || local) lines.push('In KomMonitor wurde nichts geändert.');
  if (result.state === 'draft') lines.push(...draftLines(report));
  if (result.state === 'submitted') lines.push(...waitingLines(result.run));
  if (result.state === 'taken_in')
    lines.push(`In KomMonitor wurde nichts geändert. Veröffentlichen: kmsync sync ${result.job}`);
  if (result.state === 'no_change' && !local)
    lines.push(
      `Geprüft: ${count(result.verified.cells, 'Wert stimmt', 'Werte stimmen')} mit KomMonitor überein.`,
    );
  if (result.state === 'published' || result.state === 'published_with_notes')
    lines.push(
      `Geschrieben: ${count(result.writes, 'Schreibvorgang', 'Schreibvorgänge')}. Zurückgelesen und geprüft: ${count(result.verified.cells, 'Wert', 'Werte')}, ${result.verified.mismatches} Abweichungen.`,
    );
  lines.push(...qualityLines(result.quality));
  const findings = findingLines(report.findings, language);
  return [...lines, ...(findings.length > 0 ? ['', ...findings] : [])].join('\n');
}

/** One line per delivery: how its records were placed, and what is not green. A file read twice is told once. */
function qualityLines(quality: RunReport['result']['quality']): string[] {
  const lines = quality.flatMap(({ file, date, figures, placed }) => {
    const shown = figures.filter(({ id, light }) => light !== 'green' || (placed && id === 'match-rate'));
    const rest = placed && residualText(placed);
    const texts = [...shown.map(figureText), ...(rest ? [`ohne Raumeinheit ${rest}`] : [])];
    return texts.length === 0 ? [] : [`Zuordnung ${file} (${germanDate(date)}): ${texts.join('; ')}.`];
  });
  return [...new Set(lines)];
}

/** A run that has ended well without any plan: a code list was brought up to date. */
function isLocal({ result }: RunReport): boolean {
  return result.state === 'refreshed' || (result.state === 'no_change' && result.plan.hash === null);
}

/** A draft is a check without a plan, a plan, or a plan back; none of them has changed anything. */
function draftLines({ result, plan }: RunReport): string[] {
  const unchanged = 'In KomMonitor wurde nichts geändert.';
  if (result.plan.hash === null) return [`${unchanged} Veröffentlichen: kmsync sync ${result.job}`];
  if (plan?.kind !== 'rollback')
    return [`${unchanged} Ausführen: kmsync apply ${shortHash(result.plan.hash)}`];
  return [`${unchanged} Zurücknehmen: denselben Befehl mit --apply`];
}

/** Two people, in two steps, and then the one that writes. */
function waitingLines(run: string): string[] {
  return [
    'In KomMonitor wurde nichts geändert. Zwei Personen müssen zustimmen:',
    `  vorlegen: kmsync submit ${run}    freigeben: kmsync approve ${run}    danach: kmsync apply ${run}`,
  ];
}

function stateLabel({ result, plan }: RunReport): string {
  if (result.state === 'draft' && result.plan.hash === null) return 'Prüfung bestanden';
  if (plan?.kind === 'rollback' && result.state.startsWith('published'))
    return 'Früherer Stand wiederhergestellt';
  return STATE_LABELS[result.state];
}

export function findingLines(findings: readonly Finding[], language: 'de' | 'en'): string[] {
  const shown = new Map<string, number>();
  const hidden = new Map<string, number>();
  const sorted = ORDER.flatMap((severity) => findings.filter((found) => found.severity === severity));
  const lines: string[] = [];
  for (const found of sorted) {
    const seen = (shown.get(found.code) ?? 0) + 1;
    shown.set(found.code, seen);
    if (seen > OF_ONE_KIND) {
      hidden.set(found.code, (hidden.get(found.code) ?? 0) + 1);
      continue;
    }
    const { text, hint } = findingText(found, language);
    lines.push(
      `${SEVERITY_LABELS[language][found.severity]}: ${placeText(found.place, language)}`,
      `  ${text}`,
      `  ${hint} [${found.code}]`,
    );
  }
  for (const [code, more] of hidden) lines.push(`  … ${more} weitere [${code}]`);
  return lines;
}
