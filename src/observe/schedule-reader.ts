/** When scheduled jobs are due next, how far apart their occurrences are, and whether a person has stopped them. */
import type { Calendar } from '../engine/schedule/occurrence.ts';
import type { PauseBook } from '../engine/schedule/pause.ts';
import type { Job } from '../mapping/job.ts';
import type { Sample, StateReader } from './metric-list.ts';

const DAY = 86_400_000;
/** The nearest days first: a rule for every minute has more occurrences in a year than anybody wants to count. */
const DAYS_AHEAD = [2, 40, 800];

export function scheduleReader(jobs: Iterable<Job>, calendar: Calendar, now: () => Date): StateReader {
  return () => {
    const samples: Sample[] = [];
    for (const { id: job, schedule } of jobs) {
      if (!schedule) continue;
      const [next, after] = nextTwo({ job, cron: schedule.cron }, calendar, now());
      if (next !== undefined)
        samples.push({ name: 'kmsync_schedule_next_timestamp_seconds', labels: { job }, value: next / 1000 });
      if (next !== undefined && after !== undefined)
        samples.push({
          name: 'kmsync_schedule_expected_interval_seconds',
          labels: { job },
          value: (after - next) / 1000,
        });
    }
    return Promise.resolve(samples);
  };
}

/** Told for every schedule, so that a series ends where it goes on. */
export function pauseReader(
  jobs: Iterable<Job>,
  { schedulePauses }: Pick<PauseBook, 'schedulePauses'>,
): StateReader {
  return async () => {
    const paused = new Set((await schedulePauses()).map(({ job }) => job));
    return [...jobs]
      .filter(({ schedule }) => schedule !== null)
      .map(({ id: job }) => ({
        name: 'kmsync_schedule_paused',
        labels: { job },
        value: paused.has(job) ? 1 : 0,
      }));
  };
}

function nextTwo(rule: Parameters<Calendar>[0], calendar: Calendar, from: Date): number[] {
  for (const days of DAYS_AHEAD) {
    const found = calendar(rule, from, new Date(from.getTime() + days * DAY));
    if (found.length > 1 || days === DAYS_AHEAD.at(-1))
      return found.slice(0, 2).map(({ instant }) => Date.parse(instant));
  }
  return [];
}
