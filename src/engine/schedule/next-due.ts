/** The coming occurrences of a schedule, and the nights in which clocks are changed. Pure. */
import type { Calendar, Occurrence, ScheduleRule } from './occurrence.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/**
 * The nearest hours first: a rule for every minute has more occurrences in a year than anybody wants to count. The last
 * one holds the next occurrence of a rule that comes but once in a leap year, over a century that has none.
 */
const LOOK_AHEAD = [HOUR, 2 * DAY, 40 * DAY, 800 * DAY, 8 * 366 * DAY];

export function nextDue(
  rule: ScheduleRule,
  { from, count, calendar }: { readonly from: Date; readonly count: number; readonly calendar: Calendar },
): readonly Occurrence[] {
  let found: readonly Occurrence[] = [];
  for (const ahead of LOOK_AHEAD) {
    found = calendar(rule, from, new Date(from.getTime() + ahead));
    if (found.length >= count) break;
  }
  return found.slice(0, count);
}

export interface ClockNight {
  /** `spring`: an hour is left out; `autumn`: one comes twice. */
  readonly kind: 'spring' | 'autumn';
  /** ISO instant of the change. */
  readonly instant: string;
  /** Those of the rule that the change moves, doubles or leaves in doubt; at most four. */
  readonly touched: readonly Occurrence[];
}

const MOST_TOUCHED = 4;
const OFFSET = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Berlin', timeZoneName: 'longOffset' });

/** The next two nights in which the clocks of Berlin are changed, which lie within a year. */
export function clockNights(
  rule: ScheduleRule,
  { from, calendar }: { readonly from: Date; readonly calendar: Calendar },
): readonly ClockNight[] {
  const nights: ClockNight[] = [];
  const begin = Math.ceil(from.getTime() / HOUR) * HOUR;
  for (let day = begin; nights.length < 2 && day < begin + 370 * DAY; day += DAY) {
    if (offsetAt(day) === offsetAt(day + DAY)) continue;
    let hour = day;
    while (offsetAt(hour + HOUR) === offsetAt(day)) hour += HOUR;
    const change = hour + HOUR;
    const around = calendar(rule, new Date(change - 3 * HOUR), new Date(change + 3 * HOUR));
    nights.push({
      kind: offsetAt(change) > offsetAt(day) ? 'spring' : 'autumn',
      instant: new Date(change).toISOString(),
      touched: around
        .filter(({ clockChange, instant }) => clockChange !== 'none' && Date.parse(instant) >= from.getTime())
        .slice(0, MOST_TOUCHED),
    });
  }
  return nights;
}

/** `GMT+02:00` is after `GMT+01:00`. */
function offsetAt(instant: number): string {
  return OFFSET.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? '';
}
