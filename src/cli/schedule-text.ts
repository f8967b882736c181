/** Occurrences for people: local time, and what the night of the clock change does to them. */
import type { Occurrence } from '../engine/schedule/occurrence.ts';

const MOMENT = new Intl.DateTimeFormat('de-DE', {
  timeZone: 'Europe/Berlin',
  weekday: 'short',
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZoneName: 'short',
});

/** `So., 25.10.2026, 02:30 MESZ` */
export function momentText(iso: string): string {
  return MOMENT.format(new Date(iso));
}

/** One line, with the clock change spelled out. */
export function occurrenceText(occurrence: Occurrence): string {
  const note = clockChangeText(occurrence);
  return `${momentText(occurrence.instant)}${note === '' ? '' : `  Zeitumstellung: ${note}`}`;
}

function clockChangeText({ clockChange, wallClock }: Occurrence): string {
  const time = wallClock.slice(11);
  switch (clockChange) {
    case 'none':
      return '';
    case 'gap':
      return `${time} Uhr gibt es in dieser Nacht nicht, der Lauf beginnt um 03:00 Uhr`;
    case 'first-pass':
      return `${time} Uhr gibt es in dieser Nacht zweimal, dies ist das erste Mal (Sommerzeit)`;
    case 'second-pass':
      return `${time} Uhr gibt es in dieser Nacht zweimal, dies ist das zweite Mal (Winterzeit)`;
  }
}
