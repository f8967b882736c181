/** Which occurrence of a job is due now. Pure: a rule, what the ledger knows of it, and the calendar. */
import type { Calendar, Occurrence, ScheduleRule } from './occurrence.ts';

export interface ScheduleFacts {
  /** ISO instants, UTC: since when the rule holds, and the newest occurrence that was taken; null: none. */
  readonly since: string;
  readonly newestTaken: string | null;
}

export interface DueOccurrence extends Occurrence {
  readonly caughtUp: boolean;
  /** Occurrences since the newest one taken that nobody ran and nobody will; the due one is not among them. */
  readonly missed: number;
}

/** Later than this, an occurrence was not begun but caught up with: two ticks were missed. */
const PUNCTUAL = 2 * 60_000;
const HOUR = 3_600_000;
/** How far back missed occurrences are counted. */
const LOOK_BACK = 31 * 24 * HOUR;

/**
 * The newest occurrence that nobody has taken and that lies within the window; however many were missed, one run catches
 * up with all of them. What lies before the newest one taken, or before the rule, is never due.
 */
export function dueOccurrence(
  rule: ScheduleRule & { readonly catchUp: number },
  facts: ScheduleFacts,
  { now, calendar }: { readonly now: Date; readonly calendar: Calendar },
): DueOccurrence | undefined {
  const known = Math.max(
    Date.parse(facts.since),
    facts.newestTaken === null ? 0 : Date.parse(facts.newestTaken) + 1,
  );
  const from = new Date(Math.max(known, now.getTime() - LOOK_BACK));
  const open = calendar(rule, from, new Date(now.getTime() + 1));
  const newest = open.at(-1);
  if (newest === undefined) return undefined;
  const late = now.getTime() - Date.parse(newest.instant);
  if (late > Math.max(rule.catchUp * HOUR, PUNCTUAL)) return undefined;
  return { ...newest, caughtUp: late > PUNCTUAL, missed: open.length - 1 };
}
