/**
 * Which deliveries a job expects and how far each one has come. Pure: the rule, what the ledger knows, and the day in
 * the office.
 */
import { addDays, addMonths, referenceDate, yearOf, type ReferenceDate } from '../../core/reference-date.ts';
import type { ExpectedDelivery } from '../../mapping/schedule.ts';

/** From bad to good; `arrived`: a run has read it and its check was not passed. */
export const DELIVERY_STATUSES = [
  'overdue',
  'expected',
  'arrived',
  'checked',
  'approved',
  'published',
] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** A delivery that a run has read. */
export interface Reading {
  readonly profile: string;
  readonly dates: readonly string[];
  /** A finding kept it from being taken. */
  readonly refused: boolean;
  readonly run: string;
  /** State of that run, and of a run that carries out the same plan. */
  readonly states: readonly string[];
}

export interface CalendarEntry {
  readonly profile: string;
  /** Stichtag: the last day of its period. */
  readonly date: ReferenceDate;
  /** The day on which it is missed. */
  readonly due: ReferenceDate;
  readonly status: DeliveryStatus;
  /** The run that brought it so far; null: nobody has read it. */
  readonly run: string | null;
}

export interface CalendarQuestion {
  /** What was due before this day is nobody's business: the rule is younger. */
  readonly since: ReferenceDate;
  readonly today: ReferenceDate;
  readonly readings: readonly Reading[];
}

const MONTHS = { month: 1, quarter: 3, 'half-year': 6, year: 12 } as const;
/** Older ones are history. */
const MONTHS_SHOWN = 24;

const NOT_PASSED: ReadonlySet<string> = new Set(['check_failed']);
const APPROVED: ReadonlySet<string> = new Set(['approved', 'publishing', 'waiting', 'needs_attention']);
const PUBLISHED: ReadonlySet<string> = new Set(['published', 'published_with_notes', 'no_change']);

/** Oldest first; the last one is that of the period that has not ended yet. */
export function deliveryCalendar(rule: ExpectedDelivery, question: CalendarQuestion): CalendarEntry[] {
  const { since, today } = question;
  const oldest = addMonths(today, -MONTHS_SHOWN);
  const from = since > oldest ? since : oldest;
  const readings = question.readings.filter(({ profile }) => profile === rule.profile);
  const entries: CalendarEntry[] = [];
  for (const date of periodEnds(rule.every, addDays(from, -rule.days))) {
    const due = addDays(date, rule.days);
    if (due >= from) entries.push({ profile: rule.profile, date, due, ...progress(date, due) });
    if (date > today) return entries;
  }
  return entries;

  function progress(date: ReferenceDate, due: ReferenceDate): Pick<CalendarEntry, 'status' | 'run'> {
    let best: Pick<CalendarEntry, 'status' | 'run'> = {
      status: today >= due ? 'overdue' : 'expected',
      run: null,
    };
    for (const reading of readings) {
      if (!reading.dates.includes(date)) continue;
      const status = statusOf(reading);
      if (rank(status) >= rank(best.status)) best = { status, run: reading.run };
    }
    return best;
  }
}

/** The days on which somebody is told that a delivery is missing; none where it is not overdue. */
export function noticeDays(
  { status, due }: CalendarEntry,
  { remind = [] }: Pick<ExpectedDelivery, 'remind'>,
  today: ReferenceDate,
): ReferenceDate[] {
  if (status !== 'overdue') return [];
  const days = new Set([due, ...remind.map((later) => addDays(due, later))]);
  return [...days].filter((day) => day <= today).sort();
}

function statusOf({ refused, states }: Reading): DeliveryStatus {
  if (states.some((state) => PUBLISHED.has(state))) return refused ? 'arrived' : 'published';
  if (refused || states.every((state) => NOT_PASSED.has(state))) return 'arrived';
  return states.some((state) => APPROVED.has(state)) ? 'approved' : 'checked';
}

function rank(status: DeliveryStatus): number {
  return DELIVERY_STATUSES.indexOf(status);
}

/** Without end: whoever asks stops. */
function* periodEnds(every: ExpectedDelivery['every'], from: ReferenceDate): Generator<ReferenceDate> {
  const before = referenceDate(`${String(yearOf(from) - 1).padStart(4, '0')}-12-31`);
  for (let months = 0; ; months += MONTHS[every]) {
    const date = addMonths(before, months);
    if (date >= from) yield date;
  }
}
