/** How many reports of barriers are sent on. */
const HOUR_MS = 3_600_000;
/** Of everybody together: nobody is recognised there, and a mailbox is to stay usable. */
const MOST_AN_HOUR = 20;

export interface BarrierReports {
  /** False where so many came within an hour that the mailbox would be flooded. */
  admit(now: Date): boolean;
}

export function barrierReports(): BarrierReports {
  let times: number[] = [];
  return {
    admit(now) {
      times = times.filter((at) => now.getTime() - at < HOUR_MS);
      if (times.length >= MOST_AN_HOUR) return false;
      times.push(now.getTime());
      return true;
    },
  };
}
