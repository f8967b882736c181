import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, referenceDate } from '../../core/reference-date.ts';
import { compactDay, daysBetween, parsePartialDate, parseYear } from './partial-date.ts';

const anyDay = fc.integer({ min: 0, max: 80_000 }).map((days) => addDays(referenceDate('1880-01-01'), days));

describe('dates of a register', () => {
  it('reads every day in both forms', () => {
    fc.assert(
      fc.property(anyDay, (date) => {
        const day = compactDay(date);
        const german = `${date.slice(8)}.${date.slice(5, 7)}.${date.slice(0, 4)}`;

        expect(parsePartialDate(String(day))).toEqual({ day, assumed: 'nothing' });
        expect(parsePartialDate(german)).toEqual({ day, assumed: 'nothing' });
      }),
    );
  });

  it.each([
    ['19600000', { day: 19_600_701, assumed: 'month' }],
    ['00.00.1960', { day: 19_600_701, assumed: 'month' }],
    ['19600400', { day: 19_600_401, assumed: 'day' }],
    ['00.04.1960', { day: 19_600_401, assumed: 'day' }],
  ])('fills in what is unknown in %s and says so', (text, expected) => {
    expect(parsePartialDate(text)).toEqual(expected);
  });

  it.each(['', '00000000', '19600017', '19600230', '20230229', '19601301', '19600132', '17991231'])(
    'refuses %s',
    (text) => {
      expect(parsePartialDate(text)).toBeUndefined();
    },
  );

  it.each(['1960-01-01', '1.1.1960', '196001', '01/01/1960', ' 9600101', '1960010a', '+1960101', '01.01.60'])(
    'refuses the form %s',
    (text) => {
      expect(parsePartialDate(text)).toBeUndefined();
    },
  );

  it('puts a year of birth into its middle', () => {
    expect(parseYear('1960')).toEqual({ day: 19_600_701, assumed: 'month' });
    expect([parseYear('60'), parseYear('0000'), parseYear('196x')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('counts days over months and leap years', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 40_000 }), (date, days) => {
        expect(daysBetween(compactDay(date), compactDay(addDays(date, days)))).toBe(days);
      }),
    );
  });
});
