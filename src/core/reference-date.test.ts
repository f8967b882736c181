import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  addYears,
  calendarDay,
  compareDates,
  germanDate,
  isValidOn,
  monthsBetween,
  parseReferenceDate,
  referenceDate,
  yearOf,
} from './reference-date.ts';

/** A real day as `YYYY-MM-DD`, made by Date. */
const realDay = fc
  .date({ min: new Date('1600-01-01'), max: new Date('2399-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('a reference date', () => {
  it('is a day that exists', () => {
    for (const text of ['2024-02-29', '2000-02-29', '2023-12-31', '1000-01-01', '9999-12-31'])
      expect(parseReferenceDate(text)).toBe(text);
  });

  it('is never moved to a day that exists', () => {
    const impossible = ['2023-02-29', '1900-02-29', '2100-02-29', '2020-12-45', '2020-12-59', '2024-04-31'];
    for (const text of [...impossible, '2024-00-10', '2024-13-01', '2024-06-00', '0999-01-01'])
      expect(parseReferenceDate(text)).toBeUndefined();
  });

  it('is written with four, two and two digits and nothing around them', () => {
    for (const text of ['2024-1-1', '24-01-01', ' 2024-01-01', '2024-01-01T00:00', '2024-01-01\n', ''])
      expect(parseReferenceDate(text)).toBeUndefined();
    expect(() => referenceDate('31.12.2024')).toThrow(RangeError);
  });

  it('exists exactly when Date knows it', () => {
    const part = { year: fc.integer({ min: 1600, max: 2399 }), month: fc.nat(14), day: fc.nat(33) };
    fc.assert(
      fc.property(fc.record(part), ({ year, month, day }) => {
        const date = new Date(Date.UTC(year, month - 1, day));
        const exists =
          date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;

        const read = calendarDay(year, month, day);

        expect(read).toBe(exists ? date.toISOString().slice(0, 10) : undefined);
      }),
    );
  });

  it('compares as the days do', () => {
    fc.assert(
      fc.property(realDay, realDay, (a, b) => {
        const difference = Date.parse(a) - Date.parse(b);

        expect(compareDates(referenceDate(a), referenceDate(b))).toBe(Math.sign(difference));
      }),
    );
  });
});

describe('months between', () => {
  it('are counted from month to month, whatever the day', () => {
    const months = (from: string, to: string) => monthsBetween(referenceDate(from), referenceDate(to));

    expect(months('2021-12-31', '2022-05-15')).toBe(5);
    expect(months('2022-05-15', '2021-12-31')).toBe(-5);
    expect(months('2022-12-31', '2024-01-01')).toBe(13);
  });
});

describe('adding', () => {
  it('years keeps the day, and the end of February stays the end of February', () => {
    expect(addYears(referenceDate('2024-12-31'), -1)).toBe('2023-12-31');
    expect(addYears(referenceDate('2024-02-29'), 1)).toBe('2025-02-28');
    expect(addYears(referenceDate('2024-02-29'), -4)).toBe('2020-02-29');
    expect(addYears(referenceDate('2023-02-28'), 1)).toBe('2024-02-29');
    expect(addYears(referenceDate('2025-02-28'), -1)).toBe('2024-02-29');
    expect(addYears(referenceDate('2024-02-28'), 1)).toBe('2025-02-28');
  });

  it('months gives a day that exists, and the end of a month stays one', () => {
    expect(addMonths(referenceDate('2024-12-31'), -3)).toBe('2024-09-30');
    expect(addMonths(referenceDate('2024-09-30'), 3)).toBe('2024-12-31');
    expect(addMonths(referenceDate('2024-05-30'), -3)).toBe('2024-02-29');
    expect(addMonths(referenceDate('2024-01-15'), -1)).toBe('2023-12-15');
    expect(addMonths(referenceDate('2023-02-28'), 12)).toBe('2024-02-29');
  });

  it('years never leaves the month', () => {
    fc.assert(
      fc.property(realDay, fc.integer({ min: -50, max: 50 }), (day, years) => {
        const moved = addYears(referenceDate(day), years);

        expect(parseReferenceDate(moved)).toBe(moved);
        expect(moved.slice(5, 7)).toBe(day.slice(5, 7));
        expect(yearOf(moved)).toBe(Number(day.slice(0, 4)) + years);
      }),
    );
  });

  it('days goes over months, years and leap days as Date does', () => {
    expect(addDays(referenceDate('2024-02-28'), 1)).toBe('2024-02-29');
    expect(addDays(referenceDate('2024-01-01'), -1)).toBe('2023-12-31');
    fc.assert(
      fc.property(realDay, fc.integer({ min: -4000, max: 4000 }), (day, days) => {
        const expected = new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

        const moved = addDays(referenceDate(day), days);

        expect(moved).toBe(expected);
        expect(addDays(moved, -days)).toBe(day);
      }),
    );
  });
});

describe('a validity', () => {
  const year = { from: referenceDate('2023-01-01'), to: referenceDate('2023-12-31') };

  it('includes its first and its last day', () => {
    expect(isValidOn(year, year.from)).toBe(true);
    expect(isValidOn(year, year.to)).toBe(true);
    expect(isValidOn(year, addDays(year.from, -1))).toBe(false);
    expect(isValidOn(year, addDays(year.to, 1))).toBe(false);
  });

  it('without a last day is open', () => {
    expect(isValidOn({ from: year.from, to: null }, referenceDate('2999-01-01'))).toBe(true);
    expect(isValidOn({ from: year.from, to: null }, referenceDate('2022-12-31'))).toBe(false);
  });
});

it('a date for people is written day first', () => {
  expect(germanDate(referenceDate('2024-12-31'))).toBe('31.12.2024');
});
