/** How the states of runs, steps and findings look and what they are called: a word, a sign and a colour, never colour alone. */
import type { Severity } from '../../core/finding.ts';
import type { StepId, StepState } from '../../engine/desk/run-steps.ts';
import type { RunRecord, RunState } from '../../engine/ledger.ts';

export type Tone = 'info' | 'success' | 'warning' | 'danger' | 'plain';

export const STATE_TONES: Readonly<Record<RunState, Tone>> = {
  checking: 'info',
  check_failed: 'danger',
  draft: 'plain',
  submitted: 'warning',
  approved: 'info',
  rejected: 'danger',
  withdrawn: 'plain',
  expired: 'plain',
  publishing: 'info',
  published: 'success',
  published_with_notes: 'warning',
  no_change: 'plain',
  refreshed: 'success',
  taken_in: 'success',
  stale: 'plain',
  waiting: 'warning',
  compensating: 'danger',
  compensated: 'danger',
  needs_attention: 'danger',
  parked: 'danger',
  cancelled: 'plain',
  rolled_back: 'plain',
};

export const STEP_TITLES: Readonly<Record<StepId, string>> = {
  check: 'Lieferungen lesen und prüfen',
  compare: 'Geheimhaltung und Vergleich mit KomMonitor',
  approve: 'Freigabe durch eine zweite Person',
  write: 'In KomMonitor schreiben und zurücklesen',
};

export const STEP_STATES: Readonly<Record<StepState, { readonly label: string; readonly tone: Tone }>> = {
  open: { label: 'Steht aus', tone: 'plain' },
  now: { label: 'Läuft', tone: 'info' },
  waits: { label: 'Wartet', tone: 'warning' },
  done: { label: 'Erledigt', tone: 'success' },
  failed: { label: 'Nicht bestanden', tone: 'danger' },
  'left-out': { label: 'Entfällt', tone: 'plain' },
};

export const SEVERITIES: Readonly<
  Record<Severity, { readonly label: string; readonly tone: Tone; readonly effect: string }>
> = {
  block: { label: 'Sperre', tone: 'danger', effect: 'verhindert die Veröffentlichung' },
  error: { label: 'Fehler', tone: 'danger', effect: 'verhindert die Veröffentlichung' },
  warning: { label: 'Hinweis', tone: 'warning', effect: 'bitte ansehen' },
  info: { label: 'Zur Kenntnis', tone: 'info', effect: 'ohne Folgen' },
};

const RUN_KINDS: Readonly<Record<RunRecord['kind'], string>> = {
  sync: 'Abgleich',
  apply: 'Ausführen eines Plans',
  rollback: 'Zurücknehmen',
  check: 'Prüfung',
  plan: 'Planung',
  intake: 'Übernahme',
};

/** A rollback of no run puts back what was published where somebody has changed it in KomMonitor. */
export function runKindText({ kind, rollsBack }: Pick<RunRecord, 'kind' | 'rollsBack'>): string {
  return kind === 'rollback' && rollsBack === null ? 'Wiederherstellen' : RUN_KINDS[kind];
}
