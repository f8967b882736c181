/**
 * Occurrences of a cron expression in Berlin. croner computes wall-clock times, as if no clock were ever changed; the
 * nights of the change are decided here (docs/decisions/0019):
 * - A time that does not exist runs once, at the first minute that does; several in one gap run once together.
 * - A time that exists twice runs once, at its first pass.
 * - A rule for every hour (`*` in the field of hours) runs on real time: nothing in the gap, both passes in autumn.
 */
import { Cron } from 'croner';
import type { Calendar, ClockChange, Occurrence, ScheduleRule } from '../engine/schedule/occurrence.ts';
import { endOfGap, instantsOf, wallClockText } from '../core/berlin-clock.ts';

/** Farther than any wall-clock time is from its instant. */
const MARGIN = 4 * 3_600_000;

export const occurrences: Calendar = (rule, from, to) => {
  const realTime = rule.cron.split(/\s+/)[1] === '*';
  const found = new Map<string, Occurrence>();
  for (const wallClock of wallClocks(rule.cron, from.getTime() - MARGIN, to.getTime() + MARGIN))
    for (const occurrence of atWallClock(rule, wallClock, realTime)) {
      const there = found.get(occurrence.instant);
      // A time that stands in the rule itself names the occurrence, then the first of those that were moved to it.
      if (there === undefined || (there.clockChange === 'gap' && occurrence.clockChange !== 'gap'))
        found.set(occurrence.instant, occurrence);
    }
  const [first, last] = [from.toISOString(), to.toISOString()];
  return [...found.values()]
    .filter(({ instant }) => instant >= first && instant < last)
    .sort((a, b) => (a.instant < b.instant ? -1 : 1));
};

function* wallClocks(cron: string, from: number, to: number): Iterable<Date> {
  const pattern = new Cron(cron, { timezone: 'UTC', mode: '5-part' });
  let next = pattern.nextRun(new Date(from));
  while (next !== null && next.getTime() < to) {
    yield next;
    next = pattern.nextRun(next);
  }
}

function atWallClock(rule: ScheduleRule, wallClock: Date, realTime: boolean): readonly Occurrence[] {
  const [first, second] = instantsOf(wallClock);
  const at = (instant: Date, clockChange: ClockChange): Occurrence => {
    const text = wallClockText(wallClock);
    // The two hours are called 2A and 2B by law (Sommerzeitverordnung, § 2); the first keeps the plain name.
    const pass = clockChange === 'second-pass' ? 'B' : '';
    return {
      key: `${text}${pass}@Europe/Berlin#${rule.job}`,
      wallClock: text,
      instant: instant.toISOString(),
      clockChange,
    };
  };
  if (first === undefined) return realTime ? [] : [at(endOfGap(wallClock), 'gap')];
  if (second === undefined) return [at(first, 'none')];
  return realTime ? [at(first, 'first-pass'), at(second, 'second-pass')] : [at(first, 'first-pass')];
}
