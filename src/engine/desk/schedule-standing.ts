/** How the schedule of a job stands: what comes next, whether somebody has stopped it, and which delivery is missing. */
import type { ReferenceDate } from '../../core/reference-date.ts';
import type { Job } from '../../mapping/job.ts';
import type { CalendarEntry } from '../deliveries/calendar.ts';
import { jobCalendar, type CalendarPorts } from '../deliveries/job-calendar.ts';
import type { KeptDue } from '../schedule/kept-due.ts';
import type { Occurrence } from '../schedule/occurrence.ts';
import type { PauseBook, SchedulePause } from '../schedule/pause.ts';

export interface ScheduleStanding {
  /** Undefined: the job runs by hand only. While it is paused, when it would be due. */
  readonly next: Occurrence | undefined;
  readonly pause: SchedulePause | undefined;
  /** Missing deliveries that make the figures older than expected, the newest of each profile. */
  readonly late: readonly CalendarEntry[];
}

export interface StandingPorts extends CalendarPorts {
  readonly ledger: CalendarPorts['ledger'] & Pick<PauseBook, 'schedulePauses'>;
  readonly due: KeptDue;
}

export const UNSCHEDULED: ScheduleStanding = { next: undefined, pause: undefined, late: [] };

export async function scheduleStandings(
  jobs: Iterable<Job>,
  ports: StandingPorts,
): Promise<ReadonlyMap<string, ScheduleStanding>> {
  const pauses = new Map((await ports.ledger.schedulePauses()).map((each) => [each.job, each]));
  const standings = new Map<string, ScheduleStanding>();
  for (const job of jobs) {
    if (!job.schedule) continue;
    const rule = { job: job.id, cron: job.schedule.cron };
    standings.set(job.id, {
      next: ports.due.next(rule, ports.now())[0],
      pause: pauses.get(job.id),
      late: lateEntries(await jobCalendar(job, ports)),
    });
  }
  return standings;
}

const TAKEN: ReadonlySet<string> = new Set(['checked', 'approved', 'published']);

/** A delivery that is missing between others leaves a gap, and makes nothing old. */
export function lateEntries(entries: readonly CalendarEntry[]): readonly CalendarEntry[] {
  const newest = new Map<string, ReferenceDate>();
  const missing = new Map<string, CalendarEntry>();
  for (const entry of entries) {
    if (entry.status === 'overdue') missing.set(entry.profile, entry);
    else if (TAKEN.has(entry.status)) newest.set(entry.profile, entry.date);
  }
  return [...missing.values()].filter(({ profile, date }) => date > (newest.get(profile) ?? ''));
}
