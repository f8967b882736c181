/** One sentence under the badge: how a run stands, what it waits for, and until when. */
import type { RunView } from '../../engine/desk/desk.ts';
import { appointmentText } from '../../core/berlin-clock.ts';
import { leftEmpty } from '../../engine/report/compose.ts';
import { runEnding } from '../../engine/report/run-words.ts';
import type { RunResult } from '../../engine/run-result.ts';
import { count, dayText, momentText, whole } from './format.ts';
import { personText } from './people.ts';

export function standingText({ run, findings, writes, approval, waitsUntil }: RunView): string {
  const result = run.result as RunResult | null;
  const counted = (...severities: string[]) =>
    findings
      .filter(({ severity }) => severities.includes(severity))
      .reduce((sum, each) => sum + each.count, 0);
  const wrote = `${whole(writes.done)} von ${count(writes.total, 'Schritt', 'Schritten')}`;
  const { state } = run;
  const ending = () =>
    runEnding({
      state,
      cells: result?.verified.cells ?? 0,
      mismatches: result?.verified.mismatches ?? 0,
      problems: counted('block', 'error'),
      notes: counted('warning'),
      empty: leftEmpty(findings),
    });
  switch (state) {
    case 'checking':
      return `Seit ${momentText(run.startedAt)}. Noch nichts veröffentlicht.`;
    case 'publishing':
      if (writes.total === 0) return 'Die Veröffentlichung beginnt.';
      return `${wrote} geschrieben und zurückgelesen.`;
    case 'waiting':
      return `KomMonitor antwortet nicht. ${wrote} sind erledigt. Der Lauf geht von selbst weiter, sobald KomMonitor wieder antwortet.`;
    case 'submitted':
      if (!approval) return 'Wartet auf Freigabe.';
      return `Wartet auf Freigabe seit ${dayText(approval.submittedAt)}, verfällt am ${dayText(approval.expiresAt)}. Noch nichts veröffentlicht.`;
    case 'approved':
      if (waitsUntil !== null)
        return `Freigegeben, wird am ${appointmentText(waitsUntil)} veröffentlicht. Noch nichts veröffentlicht.`;
      return 'Beginnt, sobald kein anderer Lauf nach KomMonitor schreibt.';
    case 'rejected':
      if (!approval?.decidedBy) return 'Nichts veröffentlicht.';
      return `Von ${personText(approval.decidedBy)}: „${approval.reason ?? ''}“. Nichts veröffentlicht.`;
    case 'stale':
      return 'Nach der Vorschau hat sich etwas geändert. Nichts veröffentlicht.';
    case 'cancelled':
      return 'In KomMonitor wurde nichts geändert.';
    case 'compensating':
      return 'Die Veröffentlichung ist fehlgeschlagen, der alte Stand wird wiederhergestellt.';
    case 'no_change':
      if (run.kind === 'rollback' && run.rollsBack === null)
        return 'Nichts wiederherzustellen: In KomMonitor steht schon unser Stand, oder der Indikator ist dort gelöscht. Dann legt ihn ein neuer Abgleich wieder an.';
      if (run.kind === 'rollback')
        return 'Nichts zurückzunehmen: In KomMonitor steht schon der frühere Stand.';
      return ending();
    case 'draft':
      if (run.kind === 'rollback')
        return 'Der Weg zurück ist geplant. Noch nichts geändert, noch nicht zur Freigabe gegeben.';
      return ending();
    case 'check_failed':
    case 'withdrawn':
    case 'expired':
    case 'published':
    case 'published_with_notes':
    case 'refreshed':
    case 'taken_in':
    case 'compensated':
    case 'needs_attention':
    case 'parked':
    case 'rolled_back':
      return ending();
  }
}
