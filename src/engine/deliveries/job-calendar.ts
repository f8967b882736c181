/** The delivery calendar of a job as it stands, and the reminders of what is missing. */
import type { ReferenceDate } from '../../core/reference-date.ts';
import type { Job } from '../../mapping/job.ts';
import type { Chore } from '../chores.ts';
import { today, type EnginePorts } from '../ports.ts';
import { deliveryCalendar, noticeDays, type CalendarEntry } from './calendar.ts';
import type { DeliveryBook } from './delivery-book.ts';

export interface JobCalendarEntry extends CalendarEntry {
  readonly job: string;
}

export interface CalendarPorts {
  readonly ledger: DeliveryBook;
  readonly now: () => Date;
}

/** Changes nothing; oldest first within a profile. */
export async function jobCalendar(job: Job, ports: CalendarPorts): Promise<JobCalendarEntry[]> {
  const rules = job.schedule?.deliveries ?? [];
  if (rules.length === 0) return [];
  const readings = await ports.ledger.readings(job.id);
  const entries: JobCalendarEntry[] = [];
  for (const rule of rules) {
    const since = await ports.ledger.expectedSince(job.id, rule.profile);
    const question = { since: dayOf(since, ports), today: today(ports.now), readings };
    entries.push(...deliveryCalendar(rule, question).map((entry) => ({ job: job.id, ...entry })));
  }
  return entries;
}

/** Each day somebody is to be told is told once, whoever looks and however often; after a pause only the last one. */
export async function remindOfDeliveries(
  jobs: Iterable<Job>,
  ports: CalendarPorts & Pick<EnginePorts, 'log'>,
): Promise<void> {
  const { ledger, now, log } = ports;
  for (const job of jobs) {
    const rules = job.schedule?.deliveries ?? [];
    for (const { profile } of rules) await ledger.beginExpecting(job.id, profile);
    for (const entry of await jobCalendar(job, ports)) {
      const rule = rules.find(({ profile }) => profile === entry.profile);
      const days = noticeDays(entry, rule ?? {}, today(now));
      if (days.length === 0 || !(await ledger.noteReminders(entry, days))) continue;
      const { profile, date } = entry;
      log('Delivery:Overdue', { job: job.id, profile, date, attempt: days.length });
    }
  }
}

export const DELIVERY_CHORE: Chore = {
  id: 'deliveries',
  every: 60,
  work: ({ ports }) => remindOfDeliveries(ports.catalogue.jobs.values(), ports),
};

function dayOf(instant: string | null, { now }: CalendarPorts): ReferenceDate {
  return today(instant === null ? now : () => new Date(instant));
}
