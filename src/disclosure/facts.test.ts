import { beforeAll, describe, expect, it } from 'vitest';
import {
  balanceFact,
  classFact,
  exactFact,
  meanFact,
  perturbedFact,
  problemOfFacts,
  rateFact,
  roundedFact,
  type Fact,
  type Form,
} from './facts.ts';
import type { Interval, ProblemCell, Solver } from './problem.ts';
import { openSolver } from './solver/open-solver.ts';

let solver: Solver;
beforeAll(async () => {
  solver = await openSolver(() => 0);
});

/** An atom nobody publishes; what is asked of it cannot be met, so that the audit tells its true interval. */
function atom(id: string, value: number, upper = 1000): ProblemCell {
  const need = { low: -1, high: upper + 1 };
  return { id, value, lower: 0, upper, weight: 0, status: 'unpublished', need };
}

function known(id: string, value: number): ProblemCell {
  return { id, value, lower: value, upper: value, weight: 0, status: 'frozen' };
}

async function attacked(atoms: readonly ProblemCell[], facts: readonly Fact[], counts = true) {
  const [audit] = await solver.audit([problemOfFacts(atoms, facts, { counts })]);
  return audit!;
}

async function interval(atoms: readonly ProblemCell[], facts: readonly Fact[], counts = true) {
  const { intervals } = await attacked(atoms, facts, counts);
  return intervals.get(atoms[0]!.id) as Interval;
}

const A: Form = [['a', 1]];
const AB: Form = [
  ['a', 1],
  ['b', 1],
];

describe('what is published of an atom', () => {
  it.each([
    ['a count is known', exactFact('f', A, 17), 17, 17],
    ['a count rounded to fives, half up', roundedFact('f', A, { value: 15, base: 5 }), 13, 17],
    ['a count rounded to tens, half up', roundedFact('f', A, { value: 20, base: 10 }), 15, 24],
    ['a count changed by up to 2', perturbedFact('f', A, { value: 16, distance: 2 }), 14, 18],
    ['a class', classFact('f', A, { from: 10, to: 20 }), 10, 20],
  ])('%s', async (_what, fact, lo, hi) => {
    const found = await interval([atom('a', 17)], [fact]);

    expect(found).toEqual({ lo, hi });
  });

  it('a rate over few inhabitants is the count itself (T5)', async () => {
    const rate = rateFact(
      'rate',
      { numerator: A, denominator: [['n', 1]], per: 100 },
      { value: 0.5, decimals: 1 },
    );

    const found = await interval([atom('a', 2), known('n', 412)], [rate]);

    expect(found).toEqual({ lo: 2, hi: 2 });
  });

  it('a rate over more inhabitants leaves two counts (T6)', async () => {
    const rate = rateFact(
      'rate',
      { numerator: A, denominator: [['n', 1]], per: 100 },
      { value: 0.2, decimals: 1 },
    );

    const found = await interval([atom('a', 2), known('n', 1234)], [rate]);

    expect(found).toEqual({ lo: 2, hi: 3 });
  });

  it('a rate whose denominator is hidden binds both', async () => {
    const rate = rateFact('rate', { numerator: A, denominator: AB, per: 100 }, { value: 50, decimals: 0 });

    const audit = await attacked(
      [atom('a', 10), atom('b', 10)],
      [rate, classFact('c', AB, { from: 19, to: 21 })],
    );

    expect(audit.intervals.get('a')).toEqual({ lo: 10, hi: 10 });
    expect(audit.exposures[0]!.witnesses).toEqual(['c', 'rate']);
  });

  it('a mean and its count bound the sum', async () => {
    const mean = meanFact('mean', { sum: A, count: [['n', 1]] }, { value: 41.3, decimals: 1 });

    const found = await interval([atom('a', 413), known('n', 10)], [mean], false);

    expect(found.lo).toBeCloseTo(412.5, 6);
    expect(found.hi).toBeCloseTo(413.5, 6);
  });

  it('stock and flows give the last flow away (T19), and the facts that do are named', async () => {
    const stock = balanceFact('bilanz', {
      before: [['before', 1]],
      comings: [
        ['births', 1],
        ['arrivals', 1],
      ],
      goings: [
        ['deaths', 1],
        ['departures', 1],
      ],
      after: [['after', 1]],
    });
    const flows = [known('before', 812), known('births', 6), known('arrivals', 40), known('departures', 50)];

    const audit = await attacked([atom('deaths', 2), ...flows, known('after', 806)], [stock]);

    expect(audit.exposures[0]).toMatchObject({ cell: 'deaths', interval: { lo: 2, hi: 2 } });
    expect(audit.exposures[0]!.witnesses).toEqual([
      'after',
      'arrivals',
      'before',
      'bilanz',
      'births',
      'departures',
    ]);
  });
});

describe('a fact that may be hidden', () => {
  it('says nothing once it is, and the cheapest ones are hidden', async () => {
    const atoms = [{ ...atom('a', 2), need: { high: 3 } }, { ...atom('b', 10), need: {} }, known('n', 412)];
    const facts = [
      exactFact('sum', AB, 12),
      exactFact('rest', [['b', 1]], 10),
      rateFact('rate', { numerator: A, denominator: [['n', 1]], per: 100 }, { value: 0.5, decimals: 1 }),
    ];
    const weights: Readonly<Record<string, number>> = { sum: 5, rest: 3, rate: 2 };
    const ruleOf = ({ id }: Fact) => ({ status: 'open' as const, weight: weights[id] ?? 0 });

    const [protection] = await solver.protect([problemOfFacts(atoms, facts, { counts: true, ruleOf })], {
      method: 'exact',
      timeLimit: 1000,
      maxCells: 100,
    });

    expect(protection).toMatchObject({ outcome: 'safe', pattern: { hidden: ['rate', 'rest'], cost: 5 } });
  });
});
