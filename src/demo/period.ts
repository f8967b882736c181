/** Days as JJJJMMTT numbers, and the time between two reference dates. */

/** Both days included. */
export interface Period {
  /** JJJJMMTT of the day after the earlier reference date. */
  readonly from: number;
  /** JJJJMMTT of the later reference date. */
  readonly day: number;
}

const MS_PER_DAY = 86_400_000;

/** The day at that share, in [0, 1), of the period. */
export function dayIn({ from, day }: Period, share: number): number {
  const first = ordinal(from);
  const date = new Date((first + Math.floor(share * (ordinal(day) - first + 1))) * MS_PER_DAY);
  return date.getUTCFullYear() * 10_000 + (date.getUTCMonth() + 1) * 100 + date.getUTCDate();
}

/** Days from one JJJJMMTT to another. */
export function daysFrom(earlier: number, later: number): number {
  return ordinal(later) - ordinal(earlier);
}

function ordinal(day: number): number {
  return Date.UTC(Math.floor(day / 10_000), (Math.floor(day / 100) % 100) - 1, day % 100) / MS_PER_DAY;
}
