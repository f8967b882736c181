import { describe, expect, it } from 'vitest';
import { ageLimitMonths, hasReachedAgeLimit } from './age-limit.ts';
import { parsePartialDate } from './partial-date.ts';

describe('the age limit of § 7a SGB II', () => {
  it.each([
    [1946, 65, 0],
    [1947, 65, 1],
    [1952, 65, 6],
    [1957, 65, 11],
    [1958, 66, 0],
    [1959, 66, 2],
    [1962, 66, 8],
    [1963, 66, 10],
    [1964, 67, 0],
    [2000, 67, 0],
  ])('is for those born in %i: %i years and %i months', (year, years, months) => {
    expect(ageLimitMonths(year)).toBe(years * 12 + months);
  });

  it('rises by one month a year up to 66 years, then by two', () => {
    const steps = Array.from({ length: 18 }, (_, n) => ageLimitMonths(1947 + n) - ageLimitMonths(1946 + n));

    expect(steps).toEqual([...Array(12).fill(1), ...Array(6).fill(2)]);
  });

  it.each([
    ['born in the middle of a month: until its last day below', '19580615', 20_240_630, false],
    ['and from the next day on above', '19580615', 20_240_701, true],
    ['66 years and 10 months', '19630220', 20_291_231, false],
    ['66 years and 10 months, a month later', '19630220', 20_300_101, true],
    ['born on the first: completes the month before', '19580601', 20_240_531, false],
    ['born on the first, next day', '19580601', 20_240_601, true],
    ['a first that was filled in is none', '19580600', 20_240_615, false],
    ['born on New Year: the year of birth still decides', '19640101', 20_301_231, false],
    ['born on New Year, next day', '19640101', 20_310_101, true],
    ['65 years for the old', '19461231', 20_111_231, false],
    ['65 years for the old, next day', '19461231', 20_120_101, true],
  ])('%s', (_what, birth, day, reached) => {
    expect(hasReachedAgeLimit(parsePartialDate(birth)!, day)).toBe(reached);
  });
});
