/**
 * The individual age limit of § 7a SGB II, to which the denominators of benefit rates belong. Nothing else of
 * the law is here.
 */
import type { PartialDate } from './partial-date.ts';

/**
 * Months beyond 65 years by year of birth. Source: § 7a sentence 2 SGB II (as in § 235 (2) SGB VI); before
 * 1947 none, from 1964 on 24.
 */
const MONTHS_BEYOND_65: Readonly<Record<number, number>> = {
  1947: 1,
  1948: 2,
  1949: 3,
  1950: 4,
  1951: 5,
  1952: 6,
  1953: 7,
  1954: 8,
  1955: 9,
  1956: 10,
  1957: 11,
  1958: 12,
  1959: 14,
  1960: 16,
  1961: 18,
  1962: 20,
  1963: 22,
};
const BEFORE_ALL = 1947;
const FULL = 24;
const BASE_MONTHS = 65 * 12;

/** The age limit in months of life for a year of birth: 780 (65 years) to 804 (67 years). */
export function ageLimitMonths(birthYear: number): number {
  if (birthYear < BEFORE_ALL) return BASE_MONTHS;
  return BASE_MONTHS + (MONTHS_BEYOND_65[birthYear] ?? FULL);
}

/**
 * Has the limit been reached on the day (JJJJMMTT)? It is reached with the end of the month in which the age is
 * completed, so on the last day of that month it is not. Who was born on the first of a month completes a month
 * of life on the last day of the month before (§ 187 (2) BGB); a day that was filled in is not taken for a first.
 */
export function hasReachedAgeLimit(birth: PartialDate, day: number): boolean {
  const year = Math.floor(birth.day / 10_000);
  const month = Math.floor(birth.day / 100) % 100;
  const bornOnFirst = birth.assumed === 'nothing' && birth.day % 100 === 1;
  const completed = year * 12 + (month - 1) + ageLimitMonths(year) - (bornOnFirst ? 1 : 0);
  return monthOf(day) > completed;
}

function monthOf(day: number): number {
  return Math.floor(day / 10_000) * 12 + (Math.floor(day / 100) % 100) - 1;
}
