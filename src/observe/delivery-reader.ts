/** How many expected deliveries are missing, per job. */
import { jobCalendar, type CalendarPorts } from '../engine/deliveries/job-calendar.ts';
import type { Job } from '../mapping/job.ts';
import type { Sample, StateReader } from './metric-list.ts';

export function deliveryReader(jobs: Iterable<Job>, ports: CalendarPorts): StateReader {
  return async () => {
    const samples: Sample[] = [];
    for (const job of jobs) {
      if (!job.schedule?.deliveries.length) continue;
      const overdue = (await jobCalendar(job, ports)).filter(({ status }) => status === 'overdue');
      samples.push({
        name: 'kmsync_deliveries_overdue',
        labels: { job: job.id },
        value: overdue.length,
      });
    }
    return samples;
  };
}
