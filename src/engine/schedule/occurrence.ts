/** Occurrences of a schedule, and the calendar that gives them; implemented by the room `queue`. */

/**
 * What the night of the clock change did to an occurrence. `gap`: the wall-clock time does not exist, it runs at the
 * first minute that does. `first-pass`, `second-pass`: the wall-clock time exists twice.
 */
export type ClockChange = 'none' | 'gap' | 'first-pass' | 'second-pass';

export interface Occurrence {
  /** `2026-10-25T02:30@Europe/Berlin#<job>`; the second pass of the repeated hour is `02:30B`. */
  readonly key: string;
  /** Wall-clock time as the rule says it: `2026-10-25T02:30`. */
  readonly wallClock: string;
  /** ISO instant, UTC. */
  readonly instant: string;
  readonly clockChange: ClockChange;
}

export interface ScheduleRule {
  readonly job: string;
  /** Five fields, already checked by the mapping language. */
  readonly cron: string;
}

/** Occurrences from the first instant (included) to the second (excluded), strictly increasing. */
export type Calendar = (rule: ScheduleRule, from: Date, to: Date) => readonly Occurrence[];
