/** The coming times of schedules, computed once until the first of them has come: pages ask for them all the time. */
import { clockNights, nextDue, type ClockNight } from './next-due.ts';
import type { Calendar, Occurrence, ScheduleRule } from './occurrence.ts';

export interface KeptDue {
  /** The next five; see `nextDue`. */
  next(rule: ScheduleRule, from: Date): readonly Occurrence[];
  /** See `clockNights`. */
  nights(rule: ScheduleRule, from: Date): readonly ClockNight[];
}

/** So many coming times are shown. */
const NEXT = 5;
/** Around a change of the clock its night is looked at anew. */
const NIGHT_MS = 4 * 3_600_000;

export function keptDue(calendar: Calendar): KeptDue {
  const next = kept<Occurrence>((first) => Date.parse(first.instant));
  const nights = kept<ClockNight>((first) => Date.parse(first.instant) - NIGHT_MS);
  return {
    next: (rule, from) => next(rule, from, () => nextDue(rule, { from, count: NEXT, calendar })),
    nights: (rule, from) => nights(rule, from, () => clockNights(rule, { from, calendar })),
  };
}

/** `until`: how long the answer holds whose first one this is. One answer for each job. */
function kept<T>(until: (first: T) => number) {
  const answers = new Map<
    string,
    { readonly cron: string; readonly from: number; readonly until: number; readonly found: readonly T[] }
  >();
  return ({ job, cron }: ScheduleRule, from: Date, compute: () => readonly T[]): readonly T[] => {
    const known = answers.get(job);
    const at = from.getTime();
    if (known?.cron === cron && at >= known.from && at <= known.until) return known.found;
    const found = compute();
    const [first] = found;
    answers.set(job, { cron, from: at, until: first === undefined ? at : until(first), found });
    return found;
  };
}
