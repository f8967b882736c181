/** A schedule that a person has stopped: it starts nothing until somebody lets it go on. */
import { SyncError } from '../../errors.ts';
import { demandRole } from '../approval/decide.ts';
import { pseudonym, type Person } from '../approval/person.ts';
import type { EnginePorts } from '../ports.ts';

export interface SchedulePause {
  readonly job: string;
  /** As it was typed, shown wherever the schedule is. */
  readonly reason: string;
  /** Subject of whoever paused it. */
  readonly by: string;
  /** ISO instant, UTC. */
  readonly at: string;
}

/** Pages of the ledger, implemented by the room `store`. */
export interface PauseBook {
  schedulePause(job: string): Promise<SchedulePause | undefined>;
  schedulePauses(): Promise<readonly SchedulePause[]>;
  /** Answers the pause that was there already and stays as it is, where there was one. */
  pauseSchedule(pause: Omit<SchedulePause, 'at'>): Promise<SchedulePause | undefined>;
  /**
   * The rule of the job begins anew: what would have been due meanwhile is not caught up with. Answers false where it
   * was not paused.
   */
  resumeSchedule(job: string, by: string): Promise<boolean>;
}

const LONGEST_REASON = 300;

type PausePorts = Pick<EnginePorts, 'ledger' | 'catalogue' | 'log'>;

/** A run that has begun goes on; a start by hand stays possible. */
export async function pauseSchedule(
  { job, reason }: Pick<SchedulePause, 'job' | 'reason'>,
  person: Person,
  ports: PausePorts,
): Promise<void> {
  demandRole(person, ports, 'sync-operator');
  demandSchedule(job, ports);
  const said = reason.trim().slice(0, LONGEST_REASON);
  if (said === '')
    throw new SyncError({
      code: 'schedule.no-reason',
      kind: 'usage',
      message: 'Zum Anhalten fehlt der Grund.',
      hint: 'Schreiben Sie in einem Satz, warum der Zeitplan ruht. Alle sehen diesen Satz.',
    });
  const before = await ports.ledger.pauseSchedule({ job, reason: said, by: person.subject });
  if (before)
    throw new SyncError({
      code: 'schedule.paused',
      kind: 'usage',
      message: 'Der Zeitplan ist schon angehalten.',
      hint: 'Wer ihn wann und warum angehalten hat, steht beim Zeitplan. Ihre Eingabe hat nichts geändert.',
    });
  ports.log('Schedule:Paused', { job, subject: pseudonym(person.subject) });
}

export async function resumeSchedule(job: string, person: Person, ports: PausePorts): Promise<void> {
  demandRole(person, ports, 'sync-operator');
  demandSchedule(job, ports);
  if (!(await ports.ledger.resumeSchedule(job, person.subject)))
    throw new SyncError({
      code: 'schedule.not-paused',
      kind: 'usage',
      message: 'Der Zeitplan ist nicht angehalten.',
      hint: 'Jemand anderes hat ihn inzwischen fortgesetzt. Ihre Eingabe hat nichts geändert.',
    });
  ports.log('Schedule:Resumed', { job, subject: pseudonym(person.subject) });
}

function demandSchedule(job: string, { catalogue }: PausePorts): void {
  if (catalogue.jobs.get(job)?.schedule) return;
  throw new SyncError({
    code: 'schedule.none',
    kind: 'usage',
    message: 'Dieser Auftrag hat keinen Zeitplan.',
    hint: 'Er läuft nur, wenn ihn jemand startet. Es gibt nichts anzuhalten.',
  });
}
