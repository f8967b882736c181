/**
 * Wall-clock time in Berlin and real time. A wall-clock time is a Date whose UTC members are read as the clock on the
 * wall, so that it can be computed with where no clock is ever changed.
 */
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Central European Summer Time and Central European Time, ahead of UTC. Summer time comes first in the repeated hour. */
const OFFSETS = [2 * HOUR, HOUR] as const;

const CLOCK = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Berlin',
  hour: '2-digit',
  hourCycle: 'h23',
});

const DAY = new Intl.DateTimeFormat('de-DE', { timeZone: 'Europe/Berlin', dateStyle: 'medium' });
const TIME = new Intl.DateTimeFormat('de-DE', { timeZone: 'Europe/Berlin', timeStyle: 'short' });

/** Instants at which the clock on the wall shows this time: none in the gap of spring, two in the autumn night. */
export function instantsOf(wallClock: Date): readonly Date[] {
  return OFFSETS.map((offset) => new Date(wallClock.getTime() - offset)).filter(
    (instant) => Number(CLOCK.format(instant)) === wallClock.getUTCHours(),
  );
}

/** The first instant after the gap in which the wall-clock time lies: clocks are changed at the full hour. */
export function endOfGap(wallClock: Date): Date {
  return new Date(Math.floor((wallClock.getTime() - HOUR) / HOUR) * HOUR);
}

/** `2026-10-25T02:30` */
export function wallClockText(wallClock: Date): string {
  return wallClock.toISOString().slice(0, 16);
}

/** `03.12.2026 um 18:00 Uhr`, of an ISO instant */
export function appointmentText(instant: string): string {
  const at = new Date(instant);
  return `${DAY.format(at)} um ${TIME.format(at)} Uhr`;
}
