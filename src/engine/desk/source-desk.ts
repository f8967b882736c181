/** Sources and schedules as people see them: what a job reads from where, when it runs, and what it may publish by itself. */
import type { Job } from '../../mapping/job.ts';
import { permitState, signPermit, type PermitState } from '../approval/permit-job.ts';
import type { Permit } from '../approval/approval-book.ts';
import type { Person } from '../approval/person.ts';
import { sees, type Sight } from '../approval/sight.ts';
import { jobCalendar, type JobCalendarEntry } from '../deliveries/job-calendar.ts';
import type { EnginePorts } from '../ports.ts';
import { jobNamed } from '../prepare.ts';
import type { KeptDue } from '../schedule/kept-due.ts';
import type { ClockNight } from '../schedule/next-due.ts';
import type { Occurrence } from '../schedule/occurrence.ts';
import { pauseSchedule, resumeSchedule, type SchedulePause } from '../schedule/pause.ts';
import type { NewestDelivery, ReadingBook } from './reading-book.ts';
import { scheduleStandings, type ScheduleStanding } from './schedule-standing.ts';
import { sourceParts, type SourcePart } from './source-parts.ts';
import { testParts, type SourceTest } from './test-source.ts';

export interface SourceOverview {
  readonly job: Job;
  readonly parts: readonly SourcePart[];
  /** Undefined: it runs by hand only. */
  readonly standing: ScheduleStanding | undefined;
}

export interface SourceView extends SourceOverview {
  /** Organisational unit to which the figures belong in KomMonitor. */
  readonly owner: string;
  readonly next: readonly Occurrence[];
  readonly nights: readonly ClockNight[];
  readonly pause: SchedulePause | undefined;
  /** Undefined: it publishes nothing without an approval. */
  readonly unattended: PermitState | undefined;
  readonly newest: readonly NewestDelivery[];
  readonly calendar: readonly JobCalendarEntry[];
  /** The last one of this process. */
  readonly test: SourceTest | undefined;
}

export interface SourceDesk {
  sources(sight: Sight): Promise<readonly SourceOverview[]>;
  /** Throws SyncError of kind usage where there is no such job; so do all that name one. */
  source(job: string): Promise<SourceView>;
  deliveryCalendar(sight: Sight): Promise<readonly JobCalendarEntry[]>;
  /** Its id where there is no such profile any more. */
  profileTitle(profile: string): string;
  /** See `pauseSchedule` and `resumeSchedule` for what they throw. */
  pauseSchedule(pause: Pick<SchedulePause, 'job' | 'reason'>, person: Person): Promise<void>;
  resumeSchedule(job: string, person: Person): Promise<void>;
  /** See `signPermit`. */
  signPermit(job: string, person: Person): Promise<Permit>;
  /** Asks each of its sources whether it is there and readable; takes nothing. */
  testSource(job: string): Promise<SourceTest>;
}

export interface SourceDeskPorts {
  readonly ports: EnginePorts;
  readonly ledger: Pick<ReadingBook, 'newestDeliveries'>;
  readonly due: KeptDue;
  /** Address of KomMonitor as it stands in permits. */
  readonly target: () => string;
}

export function sourceDesk({ ports, ledger, due, target }: SourceDeskPorts): SourceDesk {
  const { catalogue, now } = ports;
  const tests = new Map<string, SourceTest>();
  const standingPorts = { ledger: ports.ledger, now, due };
  const seen = (sight: Sight) => [...catalogue.jobs.values()].filter(({ id }) => sees(sight, id));
  return {
    async sources(sight) {
      const jobs = seen(sight);
      const standings = await scheduleStandings(jobs, standingPorts);
      return jobs.map((job) => ({
        job,
        parts: sourceParts(job, ports),
        standing: standings.get(job.id),
      }));
    },

    async source(id) {
      const job = jobNamed(ports, id);
      const [standings, newest, entries] = await Promise.all([
        scheduleStandings([job], standingPorts),
        ledger.newestDeliveries(),
        jobCalendar(job, standingPorts),
      ]);
      const rule = job.schedule && { job: id, cron: job.schedule.cron };
      const standing = standings.get(id);
      const limited = job.schedule?.unattended
        ? await permitState({ job, target: target() }, ports)
        : undefined;
      return {
        job,
        parts: sourceParts(job, ports),
        standing,
        owner: job.access.owner ?? ports.access.owner,
        next: rule ? due.next(rule, now()) : [],
        nights: rule ? due.nights(rule, now()) : [],
        pause: standing?.pause,
        unattended: limited,
        newest: newest.filter((each) => each.job === id),
        calendar: entries,
        test: tests.get(id),
      };
    },

    async deliveryCalendar(sight) {
      const entries: JobCalendarEntry[] = [];
      for (const job of seen(sight)) entries.push(...(await jobCalendar(job, standingPorts)));
      return entries;
    },

    profileTitle: (profile) => catalogue.profiles.get(profile)?.title ?? profile,

    pauseSchedule: (pause, person) =>
      pauseSchedule({ ...pause, job: jobNamed(ports, pause.job).id }, person, ports),
    resumeSchedule: (job, person) => resumeSchedule(jobNamed(ports, job).id, person, ports),
    signPermit: (job, person) => signPermit({ job: jobNamed(ports, job), target: target() }, person, ports),

    async testSource(id) {
      const job = jobNamed(ports, id);
      const test = await testParts(sourceParts(job, ports), ports);
      tests.set(id, test);
      return test;
    },
  };
}
