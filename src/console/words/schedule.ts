/** Schedules and rhythms in words. */
import { germanDate } from '../../core/reference-date.ts';
import type { CalendarEntry, DeliveryStatus } from '../../engine/deliveries/calendar.ts';
import type { ClockNight } from '../../engine/schedule/next-due.ts';
import type { Occurrence } from '../../engine/schedule/occurrence.ts';
import { clockChangeText } from '../../engine/schedule/occurrence-words.ts';
import type { ExpectedDelivery } from '../../mapping/schedule.ts';
import { count } from './format.ts';
import type { Tone } from './states.ts';

const DUE = new Intl.DateTimeFormat('de-DE', {
  timeZone: 'Europe/Berlin',
  weekday: 'short',
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZoneName: 'short',
});
const NIGHT = new Intl.DateTimeFormat('de-DE', { timeZone: 'Europe/Berlin', dateStyle: 'full' });

const WEEKDAYS = [
  'sonntags',
  'montags',
  'dienstags',
  'mittwochs',
  'donnerstags',
  'freitags',
  'samstags',
  'sonntags',
];
const MONTHS = [
  'Januar',
  'Februar',
  'März',
  'April',
  'Mai',
  'Juni',
  'Juli',
  'August',
  'September',
  'Oktober',
  'November',
  'Dezember',
];
const WORDS = new Intl.ListFormat('de', { type: 'conjunction' });

/** `täglich um 02:30 Uhr`; a rule that has no short sentence is given as it is. */
export function cronText(cron: string): string {
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = cron.split(' ');
  const every = /^\*\/(\d+)$/.exec(minute)?.[1];
  const isAnyDay = day === '*' && month === '*' && weekday === '*';
  if (isAnyDay && hour === '*') {
    if (every !== undefined) return `alle ${every} Minuten`;
    if (minute === '*') return 'jede Minute';
    if (isNumber(minute)) return `jede Stunde, ${count(Number(minute), 'Minute', 'Minuten')} nach der vollen`;
  }
  const at = timesText(minute, hour);
  const days = daysText(day, month, weekday);
  if (at === undefined || days === undefined)
    return `nach der Regel „${cron}“ (Minute, Stunde, Tag, Monat, Wochentag)`;
  return `${days} um ${at} Uhr`;
}

function timesText(minute: string, hour: string): string | undefined {
  const hours = hour.split(',');
  if (!isNumber(minute) || !hours.every(isNumber)) return undefined;
  return WORDS.format(hours.map((each) => `${each.padStart(2, '0')}:${minute.padStart(2, '0')}`));
}

function daysText(day: string, month: string, weekday: string): string | undefined {
  if (day === '*' && month === '*') return weekdaysText(weekday);
  if (weekday !== '*' || !day.split(',').every(isNumber)) return undefined;
  const days = WORDS.format(day.split(',').map((each) => `${Number(each)}.`));
  if (month === '*') return `am ${days} jedes Monats`;
  const months = month.split(',').map((each) => (isNumber(each) ? MONTHS[Number(each) - 1] : undefined));
  const named = months.filter((each) => each !== undefined);
  return named.length === months.length ? `am ${days} ${WORDS.format(named)}` : undefined;
}

function weekdaysText(weekday: string): string | undefined {
  if (weekday === '*') return 'täglich';
  const [, from, to] = /^([0-7])-([0-7])$/.exec(weekday) ?? [];
  if (from !== undefined && to !== undefined)
    return `${WEEKDAYS[Number(from)] ?? ''} bis ${WEEKDAYS[Number(to)] ?? ''}`;
  const names = weekday.split(',').map((each) => (isNumber(each) ? WEEKDAYS[Number(each)] : undefined));
  const named = names.filter((each) => each !== undefined);
  return named.length === names.length ? WORDS.format(named) : undefined;
}

function isNumber(text: string): boolean {
  return /^\d{1,2}$/.test(text);
}

/** `So., 25.10.2026, 02:30 MESZ` */
export function dueText(iso: string): string {
  return DUE.format(new Date(iso));
}

/** The night of the clock change spelled out. */
export function occurrenceText(occurrence: Occurrence): string {
  const note = clockChangeText(occurrence);
  return note === ''
    ? dueText(occurrence.instant)
    : `${dueText(occurrence.instant)}. Zeitumstellung: ${note}.`;
}

/** What a schedule does in a night in which clocks are changed. `isHourly`: it follows real time. */
export function nightText({ kind, instant, touched }: ClockNight, isHourly: boolean): string {
  const when = NIGHT.format(new Date(instant));
  const what =
    kind === 'spring' ? 'Beginn der Sommerzeit, von 2 auf 3 Uhr' : 'Ende der Sommerzeit, von 3 auf 2 Uhr';
  return `${when} (${what}): ${effectText({ kind, touched }, isHourly)}`;
}

function effectText({ kind, touched }: Pick<ClockNight, 'kind' | 'touched'>, isHourly: boolean): string {
  if (isHourly)
    return kind === 'spring'
      ? 'Der Zeitplan läuft nach der wirklichen Zeit weiter, die Stunde von 2 bis 3 Uhr fehlt.'
      : 'Der Zeitplan läuft nach der wirklichen Zeit weiter, die Stunde von 2 bis 3 Uhr kommt zweimal vor.';
  if (touched.length === 0) return 'Kein Termin ist betroffen.';
  return `${touched.map(clockChangeText).join('; ')}.`;
}

const RHYTHMS: Readonly<Record<ExpectedDelivery['every'], string>> = {
  month: 'monatlich',
  quarter: 'vierteljährlich',
  'half-year': 'halbjährlich',
  year: 'jährlich',
};

export function rhythmText({ every, days }: ExpectedDelivery): string {
  return `${RHYTHMS[every]}, erwartet ${count(days, 'Tag', 'Tage')} nach dem Stichtag`;
}

/** Why the figures of a job are older than expected. */
export function lateText({ date, due }: Pick<CalendarEntry, 'date' | 'due'>): string {
  return `Stichtag ${germanDate(date)} fehlt seit ${germanDate(due)}`;
}

export const DELIVERY_STATES: Readonly<
  Record<DeliveryStatus, { readonly label: string; readonly tone: Tone }>
> = {
  overdue: { label: 'Überfällig', tone: 'danger' },
  expected: { label: 'Erwartet', tone: 'plain' },
  arrived: { label: 'Prüfung nicht bestanden', tone: 'danger' },
  checked: { label: 'Geprüft', tone: 'info' },
  approved: { label: 'Freigegeben', tone: 'info' },
  published: { label: 'Veröffentlicht', tone: 'success' },
};
