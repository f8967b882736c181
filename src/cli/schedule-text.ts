/** Occurrences for people: local time, and what the night of the clock change does to them. */
import type { Occurrence } from '../engine/schedule/occurrence.ts';
import { clockChangeText } from '../engine/schedule/occurrence-words.ts';

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
