/** The words for the states of a run, and the sentence that says how one ended. */
import type { RunState } from '../ledger.ts';

export const STATE_LABELS: Readonly<Record<RunState, string>> = {
  checking: 'Wird geprüft',
  check_failed: 'Prüfung nicht bestanden',
  draft: 'Entwurf',
  submitted: 'Freigabe nötig',
  approved: 'Freigegeben',
  rejected: 'Zurückgewiesen',
  withdrawn: 'Zurückgezogen',
  expired: 'Abgelaufen',
  publishing: 'Wird veröffentlicht',
  published: 'Veröffentlicht',
  published_with_notes: 'Veröffentlicht mit Hinweisen',
  no_change: 'Keine Änderung',
  refreshed: 'Aufgefrischt',
  taken_in: 'Übernommen',
  stale: 'Überholt',
  waiting: 'Wartet auf KomMonitor',
  compensating: 'Wird zurückgesetzt',
  compensated: 'Zurückgesetzt',
  needs_attention: 'Eingriff nötig',
  parked: 'Zurückgestellt',
  cancelled: 'Abgebrochen',
  rolled_back: 'Zurückgenommen',
};

export interface SentenceFacts {
  readonly id: string;
  readonly job: string;
  readonly state: RunState;
  readonly cells: number;
  readonly mismatches: number;
  readonly problems: number;
  readonly notes: number;
  /** Former values that taking back had to leave empty. */
  readonly empty: number;
}

const WHOLE = new Intl.NumberFormat('de-DE');

/** The first line of every report and the last one of a run's log. */
export function runSentence(facts: SentenceFacts): string {
  return `Lauf ${facts.id} (${facts.job}): ${runEnding(facts)}`;
}

/** How it stands, without saying which run it is. */
export function runEnding({
  state,
  cells,
  mismatches,
  problems,
  notes,
  empty,
}: Omit<SentenceFacts, 'id' | 'job'>): string {
  const told = notes === 0 ? '' : ` ${number(notes, 'Hinweis', 'Hinweise')}.`;
  switch (state) {
    case 'published':
    case 'published_with_notes':
      return `Veröffentlicht, ${WHOLE.format(cells - mismatches)} von ${number(cells, 'Wert stimmt', 'Werten stimmen')}.${told}`;
    case 'no_change':
      return `Keine Änderung, KomMonitor entspricht dem Stand der Lieferungen.${told}`;
    case 'check_failed':
      return `Prüfung nicht bestanden, ${number(problems, 'Befund steht', 'Befunde stehen')} entgegen. Nichts veröffentlicht.`;
    case 'compensated':
      return empty === 0
        ? 'Fehlgeschlagen, der alte Stand ist vollständig wiederhergestellt.'
        : `Fehlgeschlagen und zurückgesetzt, ${number(empty, 'früherer Wert bleibt', 'frühere Werte bleiben')} leer.`;
    case 'needs_attention':
      return 'Unvollständig, bitte eingreifen: In KomMonitor steht ein Teil des neuen Standes.';
    case 'waiting':
      return 'Unterbrochen, wartet auf KomMonitor und kann fortgesetzt werden.';
    case 'rolled_back':
      return 'Durch einen späteren Lauf zurückgenommen.';
    case 'taken_in':
      return `Prüfung bestanden, die Lieferungen sind übernommen. Nichts veröffentlicht.${told}`;
    case 'parked':
      return 'Mehrmals abgestürzt, wird nicht von selbst wieder versucht. Nichts veröffentlicht.';
    case 'draft':
      return `Prüfung bestanden, noch nichts veröffentlicht.${told}`;
    case 'submitted':
      return `Wartet auf Freigabe, noch nichts veröffentlicht.${told}`;
    case 'rejected':
    case 'withdrawn':
    case 'expired':
      return `${STATE_LABELS[state]}, nichts veröffentlicht.`;
    case 'approved':
    case 'checking':
    case 'publishing':
    case 'compensating':
    case 'refreshed':
    case 'stale':
    case 'cancelled':
      return `${STATE_LABELS[state]}.`;
  }
}

function number(n: number, one: string, many: string): string {
  return `${WHOLE.format(n)} ${n === 1 ? one : many}`;
}
