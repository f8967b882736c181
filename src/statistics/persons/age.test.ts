import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addYears,
  calendarDay,
  referenceDate,
  type ReferenceDate,
} from '../../core/reference-date.ts';
import { ageOn } from './age.ts';
import { compactDay } from './partial-date.ts';

const anyDay = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays(referenceDate('1910-01-01'), days));

describe('age on the reference date', () => {
  it('grows on the birthday', () => {
    expect(ageOn(19_841_231, 20_241_230)).toBe(39);
    expect(ageOn(19_841_231, 20_241_231)).toBe(40);
    expect(ageOn(20_241_231, 20_241_231)).toBe(0);
    expect(ageOn(20_250_101, 20_241_231)).toBe(-1);
  });

  it('grows on 1 March where there is no 29 February', () => {
    expect(ageOn(20_040_229, 20_230_228)).toBe(18);
    expect(ageOn(20_040_229, 20_230_301)).toBe(19);
    expect(ageOn(20_040_229, 20_240_228)).toBe(19);
    expect(ageOn(20_040_229, 20_240_229)).toBe(20);
  });

  it('is the number of birthdays there have been, for any two days', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 44_000 }), (birth, days) => {
        const date = addDays(birth, days);

        const age = ageOn(compactDay(birth), compactDay(date));

        expect(birthday(birth, age) <= date).toBe(true);
        expect(birthday(birth, age + 1) > date).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  function birthday(birth: ReferenceDate, age: number): ReferenceDate {
    const [year, month, day] = [birth.slice(0, 4), birth.slice(5, 7), birth.slice(8)].map(Number);
    return calendarDay(year! + age, month!, day!) ?? addDays(addYears(birth, age), 1);
  }
});
