import { describe, expect, it } from 'vitest';
import { dueOccurrence } from './decide.ts';
import type { Calendar } from './occurrence.ts';

const HOUR = 3_600_000;
const RULE = { job: 'a', cron: '0 4 * * *', catchUp: 24 };

/** Every day at 04:00 UTC: the decision does not ask where the times come from. */
const daily: Calendar = ({ job }, from, to) => {
  const found = [];
  for (
    let at = Math.floor(from.getTime() / (24 * HOUR)) * 24 * HOUR + 4 * HOUR;
    at < to.getTime();
    at += 24 * HOUR
  ) {
    const instant = new Date(at).toISOString();
    const wallClock = instant.slice(0, 16);
    if (at >= from.getTime())
      found.push({ key: `${wallClock}#${job}`, wallClock, instant, clockChange: 'none' as const });
  }
  return found;
};

function due(now: string, newestTaken: string | null, rule = RULE, since = '2026-01-01T00:00:00.000Z') {
  return dueOccurrence(rule, { since, newestTaken }, { now: new Date(now), calendar: daily });
}

describe('what is due', () => {
  it('is an occurrence at its very instant', () => {
    expect(due('2026-02-03T03:59:59.999Z', '2026-02-02T04:00:00.000Z')).toBeUndefined();
    expect(due('2026-02-03T04:00:00.000Z', '2026-02-02T04:00:00.000Z')).toMatchObject({
      key: '2026-02-03T04:00#a',
      caughtUp: false,
      missed: 0,
    });
  });

  it('is not due again once it was taken', () => {
    expect(due('2026-02-03T04:01:00.000Z', '2026-02-03T04:00:00.000Z')).toBeUndefined();
  });

  it('P15 is the newest of several missed ones, once', () => {
    expect(due('2026-02-05T10:00:00.000Z', '2026-02-02T04:00:00.000Z')).toMatchObject({
      key: '2026-02-05T04:00#a',
      caughtUp: true,
      missed: 2,
    });
    expect(due('2026-02-05T10:01:00.000Z', '2026-02-05T04:00:00.000Z')).toBeUndefined();
  });

  it('is not caught up with after the window, and not at all where the window is 0', () => {
    const short = { ...RULE, catchUp: 5 };
    expect(due('2026-02-05T09:00:00.000Z', null, short)).toMatchObject({ caughtUp: true });
    expect(due('2026-02-05T09:00:00.001Z', null, short)).toBeUndefined();
    const never = { ...RULE, catchUp: 0 };
    expect(due('2026-02-05T04:02:00.000Z', null, never)).toMatchObject({ caughtUp: false });
    expect(due('2026-02-05T04:02:00.001Z', null, never)).toBeUndefined();
  });

  it('is nothing that lies before the rule, so that a new job does not run at once', () => {
    expect(due('2026-02-05T10:00:00.000Z', null, RULE, '2026-02-05T09:00:00.000Z')).toBeUndefined();
  });

  it('is nothing where somebody started the job by hand after its time', () => {
    expect(due('2026-02-05T10:00:00.000Z', '2026-02-05T09:00:00.000Z')).toBeUndefined();
  });
});
