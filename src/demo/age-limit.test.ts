import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasReachedAgeLimit } from '../statistics/persons/age-limit.ts';
import { isPastAgeLimit } from './age-limit.ts';

describe('the age limit of the demo', () => {
  it('is the one of the program, although both are written from the law on their own', () => {
    const day = (from: number, to: number) =>
      fc
        .tuple(
          fc.integer({ min: from, max: to }),
          fc.integer({ min: 1, max: 12 }),
          fc.integer({ min: 1, max: 28 }),
        )
        .map(([year, month, date]) => year * 10_000 + month * 100 + date);

    fc.assert(
      fc.property(day(1935, 1975), day(2015, 2035), (birth, today) => {
        expect(isPastAgeLimit(birth, today)).toBe(
          hasReachedAgeLimit({ day: birth, assumed: 'nothing' }, today),
        );
      }),
    );
  });

  it('is 66 for who was born in 1958, reached when the month has ended', () => {
    expect(isPastAgeLimit(19581215, 20241231)).toBe(false);
    expect(isPastAgeLimit(19581215, 20250101)).toBe(true);
    expect(isPastAgeLimit(19581201, 20241231)).toBe(true);
  });
});
