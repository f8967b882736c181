import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  casesNeeded,
  groupShares,
  hiddenShare,
  mergeAreas,
  smallChance,
  trialTable,
  type FitArea,
} from './fitness.ts';
import { drawPoisson, poissonAtMost, randomFrom } from './fitness/poisson.ts';
import { openSolver } from './solver/open-solver.ts';

const rules = (n: number) => ({ n, floor: 0, zeros: 'open' }) as const;
const quarters = (count: number, residents: number): FitArea[] =>
  Array.from({ length: count }, (_, at) => ({
    id: String(at),
    residents,
    neighbours: at === 0 ? [] : [String(at - 1)],
  }));

describe('expected shares', () => {
  it.each([
    [10, 179 / 768],
    [5, 64 / 768],
    [3, 25 / 768],
  ])(
    'below %i of 18,800 cases in 64 areas and 12 groups are as many of the cells as was measured',
    (n, measured) => {
      const share = hiddenShare(quarters(64, 18_800 / 64), { prevalence: 1, groups: 12 }, rules(n));

      expect(Math.abs(share - measured)).toBeLessThan(0.03);
    },
  );

  it('and of 4,900 cases a fifth is below 3', () => {
    const share = hiddenShare(quarters(64, 4900 / 64), { prevalence: 1, groups: 12 }, rules(3));

    expect(Math.abs(share - 155 / 768)).toBeLessThan(0.04);
  });

  it('twelve age groups need about 300 cases in an area for n = 10, four far less', () => {
    // A quarter of the cells hidden for themselves leaves room for the secondaries below the limit of 30 percent.
    const twelve = casesNeeded(12, rules(10), 0.23);

    expect(twelve).toBeGreaterThan(240);
    expect(twelve).toBeLessThan(360);
    expect(casesNeeded(4, rules(10), 0.23)).toBeLessThan(twelve / 2);
  });

  it('an area below the floor shows nothing', () => {
    const areas = [{ residents: 299 }, { residents: 100_000 }];

    expect(hiddenShare(areas, { prevalence: 0.5, groups: 1 }, { ...rules(10), floor: 300 })).toBeCloseTo(0.5);
  });

  it('shares of groups are positive, add up to one, and grow', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), (groups) => {
        const shares = groupShares(groups);

        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
        expect(shares.every((share, at) => share > (shares[at - 1] ?? 0))).toBe(true);
      }),
    );
  });

  it('more is hidden the higher the threshold, and protected zeros hide no less', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 200, noNaN: true }),
        fc.integer({ min: 3, max: 20 }),
        (mean, n) => {
          expect(smallChance(mean, rules(n + 1))).toBeGreaterThanOrEqual(smallChance(mean, rules(n)));
          expect(smallChance(mean, { ...rules(n), zeros: 'protected' })).toBeGreaterThanOrEqual(
            smallChance(mean, rules(n)),
          );
        },
      ),
    );
  });
});

describe('Poisson counts', () => {
  it('have the chances of the book', () => {
    expect(poissonAtMost(2, 2)).toBeCloseTo(5 * Math.exp(-2), 10);
    expect(poissonAtMost(9, 25)).toBeCloseTo(0.000221, 6);
    expect(poissonAtMost(5, 0)).toBe(1);
  });

  it('are drawn around their mean, the same for the same seed', () => {
    const draw = (seed: number) => {
      const random = randomFrom(seed);
      return Array.from({ length: 4000 }, () => drawPoisson(80, random));
    };
    const mean = draw(1).reduce((sum, value) => sum + value, 0) / 4000;

    expect(Math.abs(mean - 80)).toBeLessThan(1);
    expect(draw(1)).toEqual(draw(1));
    expect(draw(2)).not.toEqual(draw(1));
  });
});

describe('trial tables', () => {
  it('add up, count their small cells, and can be protected', async () => {
    const solver = await openSolver(() => 0);
    const trial = trialTable(quarters(8, 150), { prevalence: 0.5, groups: 4, seed: 7 }, rules(10));

    const [protection] = await solver.protect([trial.problem], {
      method: 'heuristic',
      timeLimit: 1000,
      maxCells: 1,
    });

    expect(trial.cells).toBe(32);
    expect(trial.primary).toBeGreaterThan(0);
    expect(protection?.outcome).toBe('safe');
  });
});

describe('merging', () => {
  it('keeps residents and members, and joins neighbours only', () => {
    const area = fc.record({ residents: fc.nat(2000), neighbours: fc.array(fc.nat(9)) });
    fc.assert(
      fc.property(fc.array(area, { minLength: 1, maxLength: 10 }), fc.nat(3000), (given, floor) => {
        const areas = given.map(({ residents, neighbours }, at) => ({
          id: String(at),
          residents,
          neighbours: neighbours.map(String),
        }));
        const isEnough = (now: readonly { residents: number }[]) =>
          now.every(({ residents }) => residents >= floor);

        const merged = mergeAreas(areas, isEnough);

        const total = (list: readonly { residents: number }[]) =>
          list.reduce((sum, one) => sum + one.residents, 0);
        expect(total(merged)).toBe(total(areas));
        expect(merged.flatMap(({ members }) => members).sort()).toEqual(areas.map(({ id }) => id).sort());
        for (const { members } of merged) expect(isConnected(members, areas)).toBe(true);
      }),
    );
  });

  it('takes the smallest with its smallest neighbour, and no more than needed', () => {
    const areas = [
      { id: 'a', residents: 100, neighbours: ['b', 'c'] },
      { id: 'b', residents: 900, neighbours: [] },
      { id: 'c', residents: 400, neighbours: ['b'] },
    ];

    expect(mergeAreas(areas, (now) => now.every(({ residents }) => residents >= 300))).toEqual([
      { members: ['b'], residents: 900 },
      { members: ['a', 'c'], residents: 500 },
    ]);
  });
});

function isConnected(members: readonly string[], areas: readonly FitArea[]): boolean {
  const inside = new Set(members);
  const reached = new Set(members.slice(0, 1));
  const touches = (a: string, b: string) =>
    areas.some(
      ({ id, neighbours }) => (id === a && neighbours.includes(b)) || (id === b && neighbours.includes(a)),
    );
  for (let grown = true; grown;) {
    grown = false;
    for (const one of inside)
      if (!reached.has(one) && [...reached].some((other) => touches(one, other))) {
        reached.add(one);
        grown = true;
      }
  }
  return reached.size === inside.size;
}
