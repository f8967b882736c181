/** P14: what a schedule does in the nights in which the clocks are changed. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { occurrences } from './calendar.ts';

const DAY = 86_400_000;

/** Last Sunday of a month, `YYYY-MM-DD`: the law's own rule, computed without any time zone. */
function lastSunday(year: number, month: number): string {
  const last = new Date(Date.UTC(year, month, 0));
  return new Date(last.getTime() - last.getUTCDay() * DAY).toISOString().slice(0, 10);
}
const YEARS = Array.from({ length: 12 }, (_, index) => 2024 + index);
const SPRING = YEARS.map((year) => lastSunday(year, 3));
const AUTUMN = YEARS.map((year) => lastSunday(year, 10));

/** Key without job and instant of what runs between midnight UTC and 03:00 UTC, and how it was moved. */
function night(cron: string, day: string): string[] {
  const found = occurrences({ job: 'a', cron }, new Date(`${day}T00:00:00Z`), new Date(`${day}T02:30:01Z`));
  return found.map(
    ({ key, instant, clockChange }) =>
      `${key.replace(`${day}T`, '').replace('@Europe/Berlin#a', '')} ${instant.slice(11, 16)} ${clockChange}`,
  );
}

describe('P14 schedules behave on clock-change nights', () => {
  it.each(SPRING)('%s has no hour from 2 to 3', (day) => {
    expect(night('0 2 * * *', day)).toEqual(['02:00 01:00 gap']);
    expect(night('30 2 * * *', day)).toEqual(['02:30 01:00 gap']);
    expect(night('0 3 * * *', day)).toEqual(['03:00 01:00 none']);
    expect(night('*/30 * * * *', day)).toEqual([
      '01:00 00:00 none',
      '01:30 00:30 none',
      '03:00 01:00 none',
      '03:30 01:30 none',
      '04:00 02:00 none',
      '04:30 02:30 none',
    ]);
  });

  it.each(AUTUMN)('%s has the hour from 2 to 3 twice', (day) => {
    expect(night('0 2 * * *', day)).toEqual(['02:00 00:00 first-pass']);
    expect(night('30 2 * * *', day)).toEqual(['02:30 00:30 first-pass']);
    expect(night('0 3 * * *', day)).toEqual(['03:00 02:00 none']);
    expect(night('*/30 * * * *', day)).toEqual([
      '02:00 00:00 first-pass',
      '02:30 00:30 first-pass',
      '02:00B 01:00 second-pass',
      '02:30B 01:30 second-pass',
      '03:00 02:00 none',
      '03:30 02:30 none',
    ]);
  });

  it('runs once for several times in one gap, and under its own name where one is left', () => {
    expect(night('0,30 2 * * *', '2026-03-29')).toEqual(['02:00 01:00 gap']);
    expect(night('0 2,3 * * *', '2026-03-29')).toEqual(['03:00 01:00 none']);
    expect(night('15,45 2-3 * * *', '2026-10-25')).toEqual([
      '02:15 00:15 first-pass',
      '02:45 00:45 first-pass',
      '03:15 02:15 none',
    ]);
  });
});

describe('the calendar', () => {
  it('names an occurrence by the clock on the wall', () => {
    const found = occurrences(
      { job: 'jobcenter', cron: '30 2 * * *' },
      new Date('2026-10-24T22:00:00Z'),
      new Date('2026-10-25T22:00:00Z'),
    );

    expect(found).toEqual([
      {
        key: '2026-10-25T02:30@Europe/Berlin#jobcenter',
        wallClock: '2026-10-25T02:30',
        instant: '2026-10-25T00:30:00.000Z',
        clockChange: 'first-pass',
      },
    ]);
  });

  it('includes the first instant of a window and not the last', () => {
    const at = (from: string, to: string) =>
      occurrences({ job: 'a', cron: '0 6 * * *' }, new Date(from), new Date(to)).length;

    expect(at('2026-02-03T05:00:00Z', '2026-02-03T05:00:00.001Z')).toBe(1);
    expect(at('2026-02-02T05:00:00.001Z', '2026-02-03T05:00:00Z')).toBe(0);
  });

  const cron = fc
    .tuple(
      fc.constantFrom('0', '30', '*/15', '7,52'),
      fc.constantFrom('*', '2', '3', '2-3', '*/2', '1,2,4'),
      fc.constantFrom('*', '1', '*/5', '28-31'),
      fc.constantFrom('*', '3,10', '*/3'),
      fc.constantFrom('*', '0', '7', '1-5'),
    )
    .map((fields) => fields.join(' '));
  /** Half of the windows begin near a change of the clocks. */
  const start = fc.oneof(
    fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2035, 11, 1) }),
    fc
      .tuple(fc.constantFrom(...SPRING, ...AUTUMN), fc.integer({ min: -12 * 60, max: 12 * 60 }))
      .map(([day, minutes]) => Date.parse(`${day}T01:00:00Z`) + minutes * 60_000),
  );
  const length = fc.integer({ min: 0, max: 3 * DAY });

  it('gives strictly increasing instants and no key twice', () => {
    fc.assert(
      fc.property(cron, start, length, (rule, from, span) => {
        const found = occurrences({ job: 'a', cron: rule }, new Date(from), new Date(from + span));
        const instants = found.map(({ instant }) => instant);

        expect(instants).toEqual([...new Set(instants)].sort());
        expect(new Set(found.map(({ key }) => key)).size).toBe(found.length);
        for (const { instant } of found) {
          expect(Date.parse(instant)).toBeGreaterThanOrEqual(from);
          expect(Date.parse(instant)).toBeLessThan(from + span);
        }
      }),
    );
  });

  it('gives for two windows side by side what it gives for both as one', () => {
    fc.assert(
      fc.property(cron, start, length, length, (rule, from, first, second) => {
        const between = (a: number, b: number) =>
          occurrences({ job: 'a', cron: rule }, new Date(a), new Date(b));
        const [middle, end] = [from + first, from + first + second];

        expect([...between(from, middle), ...between(middle, end)]).toEqual(between(from, end));
      }),
    );
  });

  it('keeps real time between the occurrences of a rule for every hour', () => {
    fc.assert(
      fc.property(start, (from) => {
        const found = occurrences({ job: 'a', cron: '*/15 * * * *' }, new Date(from), new Date(from + DAY));
        expect(found).toHaveLength(96);
      }),
    );
  });
});
