import type { Highs } from 'highs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Problem, ProblemCell } from '../problem.ts';
import { loadHighs } from './load-highs.ts';
import { settle } from './settle.ts';

let highs: Highs;
beforeAll(async () => {
  highs = await loadHighs();
});

const known = (id: string, value: number): ProblemCell => ({
  id,
  value,
  lower: 0,
  upper: 1000,
  weight: 1,
  status: 'open',
});
const unknown = (id: string, lower: number, upper: number): ProblemCell => ({
  ...known(id, lower),
  lower,
  upper,
  status: 'hidden',
  isUnknown: true,
});
const sum = (cells: readonly ProblemCell[], counts = true): Problem => ({
  cells,
  relations: [
    { name: 'Summe', terms: cells.map((_, at) => [at, at === 0 ? 1 : -1] as const), lower: 0, upper: 0 },
  ],
  counts,
});

describe('what the source hides', () => {
  it('gets values that fit the sums and the bounds, whole ones for counts', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }),
        fc.nat(50),
        (hidden, open) => {
          const total = hidden.reduce((all, one) => all + one, open);
          const parts = hidden.map((_, at) => unknown(`h${at}`, 1, 9));

          const { cells } = settle(highs, sum([known('s', total), known('o', open), ...parts]));

          const found = cells.slice(2).map(({ value }) => value);
          expect(found.reduce((all, one) => all + one, open)).toBe(total);
          for (const value of found) {
            expect(Number.isInteger(value)).toBe(true);
            expect(value).toBeGreaterThanOrEqual(1);
            expect(value).toBeLessThanOrEqual(9);
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('may be parts of a whole where the table holds amounts', () => {
    const { cells } = settle(highs, sum([known('s', 7.5), known('o', 3.25), unknown('h', 1, 9)], false));

    expect(cells[2]?.value).toBeCloseTo(4.25, 9);
  });

  it('leaves a problem as it is where everything is known', () => {
    const problem = sum([known('s', 7), known('o', 7)]);

    expect(settle(highs, problem)).toBe(problem);
  });

  it('fails where the source contradicts its own sums', () => {
    const problem = sum([known('s', 70), known('o', 3), unknown('h', 1, 9)]);

    expect(() => settle(highs, problem)).toThrow(
      expect.objectContaining({
        code: 'disclosure.solver-failed',
        message: expect.stringContaining('passt nicht zu ihren Summen (h)'),
      }),
    );
  });
});
