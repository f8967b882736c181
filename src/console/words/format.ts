/** Numbers, days and times as a German reader expects them. */
export { durationText } from '../../core/duration.ts';

const WHOLE = new Intl.NumberFormat('de-DE');
const DECIMAL = new Intl.NumberFormat('de-DE', { maximumFractionDigits: 1 });
const DAY = new Intl.DateTimeFormat('de-DE', { timeZone: 'Europe/Berlin', dateStyle: 'medium' });
const MOMENT = new Intl.DateTimeFormat('de-DE', {
  timeZone: 'Europe/Berlin',
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZoneName: 'short',
});
const CLOCK = new Intl.DateTimeFormat('de-DE', {
  timeZone: 'Europe/Berlin',
  hour: '2-digit',
  minute: '2-digit',
});

export function whole(n: number): string {
  return WHOLE.format(n);
}

/** `1 Wert`, `4.188 Werte` */
export function count(n: number, one: string, many: string): string {
  return `${WHOLE.format(n)} ${n === 1 ? one : many}`;
}

/** `03.02.2026, 14:36 MEZ`: with its zone, because one hour comes twice a year. */
export function momentText(iso: string): string {
  return MOMENT.format(new Date(iso));
}

/** `03.02.2026` */
export function dayText(iso: string): string {
  return DAY.format(new Date(iso));
}

/** `14:36 Uhr` */
export function clockText(at: Date): string {
  return `${CLOCK.format(at)} Uhr`;
}

/** Bytes as people say them. */
export function sizeText(bytes: number): string {
  if (bytes < 1_000) return count(bytes, 'Byte', 'Byte');
  if (bytes < 1_000_000) return `${DECIMAL.format(bytes / 1_000)} kB`;
  return `${DECIMAL.format(bytes / 1_000_000)} MB`;
}

/** `vor 3 Monaten`: from a Stichtag, `2025-12-31`, until today. */
export function ageText(date: string, now: Date): string {
  const days = Math.floor((now.getTime() - Date.parse(date)) / (24 * 60 * 60_000));
  if (days < 1) return days < 0 ? 'liegt in der Zukunft' : 'heute';
  if (days < 31) return days === 1 ? 'vor 1 Tag' : `vor ${whole(days)} Tagen`;
  const months = Math.floor(days / 30.44);
  if (months < 24) return months === 1 ? 'vor 1 Monat' : `vor ${whole(months)} Monaten`;
  return `vor ${whole(Math.floor(days / 365.25))} Jahren`;
}

/** `vor 2 Minuten`: always beside something that tells the time itself. */
export function agoText(then: Date, now: Date): string {
  const minutes = Math.floor(Math.max(0, now.getTime() - then.getTime()) / 60_000);
  if (minutes < 1) return 'gerade eben';
  if (minutes < 60) return `vor ${count(minutes, 'Minute', 'Minuten')}`;
  const hours = Math.floor(minutes / 60);
  return hours < 48
    ? `vor ${count(hours, 'Stunde', 'Stunden')}`
    : `vor ${count(Math.floor(hours / 24), 'Tag', 'Tagen')}`;
}
