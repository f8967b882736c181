import { beforeAll, describe, expect, it } from 'vitest';
import type { Highs } from 'highs';
import type { CellStatus, Problem, ProblemCell, Relation } from '../problem.ts';
import { auditProblem } from './audit.ts';
import { loadHighs } from './load-highs.ts';

let highs: Highs;
beforeAll(async () => {
  highs = await loadHighs();
});

const UPPER = 1000;

function cell(id: string, value: number, status: CellStatus, more: Partial<ProblemCell> = {}): ProblemCell {
  return { id, value, lower: 0, upper: UPPER, weight: 1, status, ...more };
}

/** The first cell is the sum of the others. */
function sum(total: number, ...parts: readonly number[]): Relation {
  return {
    terms: [[total, -1], ...parts.map((part) => [part, 1] as const)],
    lower: 0,
    upper: 0,
    name: 'Summe',
  };
}

function problem(cells: readonly ProblemCell[], relations: readonly Relation[], counts = true): Problem {
  return { cells, relations, counts };
}

describe('an attack', () => {
  it('computes the one part of a sum that is hidden, and names what gives it away (T1)', () => {
    const cells = [
      cell('sr', 57, 'open'),
      cell('q1', 31, 'open'),
      cell('q2', 24, 'open'),
      cell('q3', 2, 'hidden', { need: { high: 3 } }),
      cell('q9', 8, 'open'),
    ];

    const { safe, exposures } = auditProblem(highs, problem(cells, [sum(0, 1, 2, 3)]));

    expect(safe).toBe(false);
    expect(exposures).toEqual([
      { cell: 'q3', interval: { lo: 2, hi: 2 }, need: { high: 3 }, witnesses: ['q1', 'q2', 'sr'] },
    ]);
  });

  it('does not get far where another part is hidden, too', () => {
    const cells = [
      cell('sr', 57, 'open'),
      cell('q1', 31, 'open'),
      cell('q2', 24, 'hidden'),
      cell('q3', 2, 'hidden', { lower: 1, need: { high: 3, low: 1 } }),
    ];

    const audit = auditProblem(highs, problem(cells, [sum(0, 1, 2, 3)]), { harvest: false });

    expect(audit).toMatchObject({ safe: true, exposures: [], programs: 2, harvested: 0 });
    expect(audit.intervals).toEqual(new Map([['q3', { lo: 1, hi: 26 }]]));
  });

  it('takes a cell that is published although it must not be as known', () => {
    const cells = [
      cell('a', 2, 'frozen', { need: { high: 3 } }),
      cell('b', 1, 'open', { need: { high: 3 } }),
      cell('c', 0, 'open', { need: { high: 0 } }),
    ];

    const { exposures } = auditProblem(highs, problem(cells, []));

    expect(exposures).toEqual([
      { cell: 'a', interval: { lo: 2, hi: 2 }, need: { high: 3 }, witnesses: ['a'] },
      { cell: 'b', interval: { lo: 1, hi: 1 }, need: { high: 3 }, witnesses: ['b'] },
    ]);
  });

  it('asks nothing of a cell that already shows what it needs', () => {
    const cells = [cell('a', 0, 'hidden', { need: { high: 0 } }), cell('sum', 0, 'open')];

    const audit = auditProblem(highs, problem(cells, [sum(1, 0)]));

    expect(audit).toMatchObject({ safe: true, programs: 0, harvested: 1 });
  });

  it('has no bound where nothing is known', () => {
    const cells = [cell('a', 2, 'hidden', { upper: Infinity, need: { high: 1e6 } })];

    const { intervals } = auditProblem(highs, problem(cells, []), { harvest: false });

    expect(intervals.get('a')).toEqual({ lo: 0, hi: Infinity });
  });

  it('knows no more than a rounded figure tells', () => {
    const cells = [cell('a', 7, 'hidden', { need: { high: 8, low: 6 } }), cell('rounded', 5, 'open')];
    const within: Relation = {
      terms: [
        [0, 1],
        [1, -1],
      ],
      lower: -2,
      upper: 2,
      name: 'auf 5 gerundet',
    };

    const { exposures } = auditProblem(highs, problem(cells, [within]));

    expect(exposures).toEqual([
      { cell: 'a', interval: { lo: 3, hi: 7 }, need: { high: 8, low: 6 }, witnesses: ['rounded'] },
    ]);
  });

  it('is made in whole numbers where the linear program finds room in halves only', () => {
    const triangle = [1, 0, 0].map((value, i) => cell(`a${i}`, value, 'unpublished'));
    const other = [1, 0, 0].map((value, i) => cell(`b${i}`, value, 'unpublished'));
    const cells = [...triangle, ...other, cell('sum', 2, 'hidden', { need: { high: 3 } })];
    const pairs = [0, 3].flatMap((at) => [
      [at, at + 1],
      [at, at + 2],
      [at + 1, at + 2],
    ]);
    const relations = pairs.map((pair): Relation => {
      const terms = pair.map((index) => [index, 1] as const);
      return { terms, lower: -Infinity, upper: 1, name: 'höchstens eine Person' };
    });
    const all = [...relations, sum(6, 0, 1, 2, 3, 4, 5)];

    const asAmounts = auditProblem(highs, problem(cells, all, false));
    const asCounts = auditProblem(highs, problem(cells, all));

    expect(asAmounts.safe).toBe(true);
    expect(asCounts).toMatchObject({ safe: false, exposures: [{ cell: 'sum', interval: { lo: 0, hi: 2 } }] });
  });

  it('comes to the same verdict and needs fewer programs where answers are harvested', () => {
    const parts = Array.from({ length: 12 }, (_, i) => cell(`q${i}`, 2, 'hidden', { need: { high: 3 } }));
    const whole = problem([...parts, cell('sum', 24, 'open')], [sum(12, ...parts.keys())]);

    const harvested = auditProblem(highs, whole);
    const asked = auditProblem(highs, whole, { harvest: false });

    expect([harvested.safe, asked.safe]).toEqual([true, true]);
    expect(asked.programs).toBe(24);
    expect(harvested.programs).toBeLessThan(asked.programs / 2);
  });
});
