/**
 * What a person is told by mail or webhook: one sentence, the next step, the command. Made of ids and codes
 * alone, so that no value, name or address of a person can be in it.
 */
import type { NoticeKind } from '../core/notices.ts';
import { germanDate, parseReferenceDate } from '../core/reference-date.ts';
import type { EngineLogEvent, EventFacts } from '../engine/ports.ts';

export interface Notice {
  readonly kind: NoticeKind;
  readonly job: string;
  readonly run: string | null;
  /** German sentence: what happened. */
  readonly sentence: string;
  /** German sentence: what to do next. */
  readonly nextStep: string;
  readonly command: string;
}

const ID = /^[\w.:-]{1,64}$/;
/** Runs that nobody sits in front of; a check or a plan is read by whoever started it. */
const UNWATCHED: ReadonlySet<unknown> = new Set(['sync', 'apply', 'rollback', 'intake']);

/** Undefined where nobody has to know. */
export function noticeOf(event: EngineLogEvent, facts: EventFacts): Notice | undefined {
  const kind = kindOf(event, facts);
  if (kind === undefined) return undefined;
  const run = idOf(facts['run']);
  const job = idOf(facts['job']) ?? 'unbekannt';
  return { kind, job, run, ...TEXTS[kind](run ?? '', job, facts) };
}

function kindOf(event: EngineLogEvent, facts: EventFacts): NoticeKind | undefined {
  if (event === 'Approval:Waiting') return 'approval_waiting';
  if (event === 'Delivery:Overdue') return 'delivery_overdue';
  if (event === 'Queue:Parked') return facts['state'] === 'parked' ? 'parked' : 'needs_attention';
  if (event === 'Queue:Failed') return 'failed';
  if (event === 'Run:Done')
    return facts['state'] === 'check_failed' && UNWATCHED.has(facts['kind']) ? 'check_failed' : undefined;
  if (event !== 'Run:Failed') return undefined;
  if (facts['code'] === 'run.compensated') return 'compensated';
  return facts['code'] === 'run.incomplete' ? 'needs_attention' : undefined;
}

type Text = Pick<Notice, 'sentence' | 'nextStep' | 'command'>;

const TEXTS: Readonly<Record<NoticeKind, (run: string, job: string, facts: EventFacts) => Text>> = {
  needs_attention: (run, job) => ({
    sentence: `Eingriff nötig: Lauf ${run} (${job}) ist unvollständig und konnte nicht zurückgesetzt werden.`,
    nextStep: 'Bitte keinen neuen Lauf starten. Beheben Sie die Ursache und setzen Sie den Lauf fort.',
    command: `kmsync resume ${run}`,
  }),
  parked: (run, job) => ({
    sentence: `Lauf ${run} (${job}) ist mehrmals abgestürzt und wird nicht von selbst wieder versucht. Es wurde nichts veröffentlicht.`,
    nextStep: 'Sehen Sie im technischen Protokoll nach der Ursache und starten Sie den Auftrag danach neu.',
    command: `kmsync schedule run ${job}`,
  }),
  failed: (run, job, { code }) => ({
    sentence: `Lauf ${run} (${job}) ist gescheitert (${idOf(code) ?? 'unbekannt'}). In KomMonitor wurde nichts geändert.`,
    nextStep: 'Beheben Sie die Ursache, die im technischen Protokoll steht, und starten Sie den Auftrag neu.',
    command: `kmsync schedule run ${job}`,
  }),
  compensated: (run, job) => ({
    sentence: `Lauf ${run} (${job}) ist fehlgeschlagen und wurde zurückgesetzt.`,
    nextStep:
      'Sehen Sie im Bericht nach der Ursache und danach, ob frühere Werte leer bleiben mussten. Sonst steht in KomMonitor wieder der Stand vor dem Lauf.',
    command: `kmsync runs report ${run}`,
  }),
  check_failed: (run, job) => ({
    sentence: `Lauf ${run} (${job}) hat die Prüfung nicht bestanden. Es wurde nichts veröffentlicht.`,
    nextStep: 'Sehen Sie im Bericht nach den Befunden und liefern Sie die Datei berichtigt neu.',
    command: `kmsync runs report ${run}`,
  }),
  approval_waiting: (run, job) => ({
    sentence: `Lauf ${run} (${job}) wartet auf Freigabe.`,
    nextStep: 'Eine zweite Person muss die Änderungen ansehen und freigeben.',
    command: `kmsync approve ${run}`,
  }),
  delivery_overdue: (_run, job, { profile, date }) => ({
    sentence: `Die Lieferung „${idOf(profile) ?? 'unbekannt'}“ zum Stichtag ${dayOf(date)} für den Auftrag ${job} ist überfällig.`,
    nextStep: 'Fragen Sie bei der liefernden Stelle nach.',
    command: `kmsync schedule deliveries --job ${job}`,
  }),
};

function idOf(value: string | number | null | undefined): string | null {
  return typeof value === 'string' && ID.test(value) ? value : null;
}

function dayOf(value: EventFacts[string] | undefined): string {
  const date = typeof value === 'string' ? parseReferenceDate(value) : undefined;
  return date ? germanDate(date) : 'unbekannt';
}
