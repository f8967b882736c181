/** The days a formula reads its numerator and its denominator on. Whether there are figures for them is not asked here. */
import { addYears, calendarDay, monthsBetween, yearOf, type ReferenceDate } from '../core/reference-date.ts';
import type { DenominatorDate, Formula, RateFormula } from '../mapping/formula.ts';

type Days = Pick<RateFormula, 'denominatorDate' | 'pooledYears'>;

/** Further apart, numerator and denominator do not speak of the same people any more. */
const LARGEST_OFFSET_MONTHS = 13;

/** The day itself and, pooled, the same Stichtag of the years before. */
export function numeratorDates(
  { pooledYears }: Pick<Days, 'pooledYears'>,
  date: ReferenceDate,
): ReferenceDate[] {
  return Array.from({ length: pooledYears }, (_, years) => addYears(date, -years));
}

/** For each day of the numerator as many days as `denominatorsPerDay` says; a day may occur more than once. */
export function denominatorDates(days: Days, date: ReferenceDate): ReferenceDate[] {
  return numeratorDates(days, date).flatMap((day) => partnersOf(day, days.denominatorDate));
}

/** A mean is the sum of two denominators, divided by this. */
export function denominatorsPerDay(denominatorDate: DenominatorDate): number {
  return denominatorDate === 'mean' ? 2 : 1;
}

/** The first denominator's day that lies more than 13 months from its numerator's, or undefined. */
export function farDenominator(days: Days, date: ReferenceDate): ReferenceDate | undefined {
  for (const day of numeratorDates(days, date))
    for (const partner of partnersOf(day, days.denominatorDate))
      if (Math.abs(monthsBetween(partner, day)) > LARGEST_OFFSET_MONTHS) return partner;
  return undefined;
}

/** Every day whose figures of one area go into one value, without what the formula's indicators read themselves. */
export function daysOf(formula: Formula, date: ReferenceDate): ReferenceDate[] {
  switch (formula.kind) {
    case 'count':
    case 'zscore':
      return [date];
    case 'rate':
      return [...new Set([...numeratorDates(formula, date), ...denominatorDates(formula, date)])];
    case 'change':
      return [date, addYears(date, -formula.years)];
    case 'index':
      return formula.changeYears === null ? [date] : [date, addYears(date, -formula.changeYears)];
  }
}

function partnersOf(day: ReferenceDate, rule: DenominatorDate): ReferenceDate[] {
  switch (rule) {
    case 'same':
      return [day];
    case 'mean':
      return [day, addYears(day, -1)];
    case 'previousYearEnd':
      // Rates of the federal agency at the current edge divide by the population of the year before.
      return [calendarDay(yearOf(day) - 1, 12, 31) ?? day];
    default:
      return [rule];
  }
}
