/** The instants at which days begin in the office. Pure. */
import { addDays, referenceDate } from '../../core/reference-date.ts';

const HOUR = 3_600_000;
const CLOCK = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Berlin',
  hour: '2-digit',
  hourCycle: 'h23',
});

/** Clocks are never changed at midnight, so exactly one of the two offsets of Berlin fits. */
export function beginOfDay(day: string): string {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const candidates = [2, 1].map((hours) => new Date(midnight - hours * HOUR));
  const begin = candidates.find((instant) => CLOCK.format(instant) === '00') ?? new Date(midnight - HOUR);
  return begin.toISOString();
}

/** The instant at which the day is over. */
export function endOfDay(day: string): string {
  return beginOfDay(addDays(referenceDate(day), 1));
}
