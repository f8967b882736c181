import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figure, hiddenFigure, value } from '../../../tests/support/figures.ts';
import { shippedPolicy } from '../../../tests/support/shipped-policy.ts';
import type { DisclosureClass, Figure, ValueSource } from '../figures.ts';
import { judgeFigures, type FigureJudgement } from './judge-figures.ts';

interface World {
  readonly figures: readonly Figure[];
  readonly values: readonly ValueSource[];
}

const classes = fc.constantFrom<DisclosureClass>(0, 1, 2, 3);
const small = fc.oneof(fc.nat(12), fc.nat(400));

/** One quantity: a share or rate of a group, a count, an amount with its contributions, a balance, or a star. */
const world: fc.Arbitrary<World> = fc
  .array(
    fc.record({
      whole: small,
      part: fc.double({ min: 0, max: 1, noNaN: true }),
      disclosureClass: classes,
      kind: fc.constantFrom<ValueSource['kind']>('share', 'rate', 'count', 'mean'),
      figureKind: fc.constantFrom<Figure['kind']>('count', 'count', 'amount', 'balance'),
      isHidden: fc.boolean(),
      population: fc.boolean(),
      crossed: fc.boolean(),
      households: fc.nat(5),
      outside: fc.nat(600),
      holders: fc.nat(5),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((rows) => {
    const parts = rows.map((row, index): World => {
      const [id, group] = [`a${index}`, `n${index}`];
      const count = Math.round(row.part * row.whole);
      const most = Math.min(9, Math.max(1, row.whole));
      const own = {
        kind: row.figureKind,
        crossed: row.crossed,
        units: { bedarfsgemeinschaft: row.households },
        largest: [0.7 * count, 0.2 * count] as const,
        holders: row.holders,
      };
      const numerator =
        row.isHidden && row.figureKind === 'count' ? hiddenFigure(id, [1, most]) : figure(id, count, own);
      const inhabitants = Math.max(1, row.whole) + row.outside;
      return {
        figures: [numerator, figure(group, row.whole, { population: row.population })],
        values: [
          value(row.kind, row.kind === 'count' ? [id] : [id, group], {
            disclosureClass: row.disclosureClass,
            inhabitants: row.outside % 7 === 0 ? null : inhabitants,
          }),
        ],
      };
    });
    const known = parts.flatMap(({ values }) => values.map(({ inhabitants }) => inhabitants));
    const inhabitants = known.includes(null) ? null : Math.max(...known.map(Number));
    return {
      figures: parts.flatMap(({ figures }) => figures),
      values: parts.flatMap(({ values }) => values.map((one) => ({ ...one, inhabitants }))),
    };
  });

function both({ figures, values }: World) {
  const policy = shippedPolicy;
  const intern = judgeFigures({ figures, values, policy, circle: 'intern' });
  const outside = judgeFigures({ figures, values, policy, circle: 'public' });
  return { intern, outside };
}

function each(found: World, check: (judged: FigureJudgement, of: Figure) => void): void {
  const { intern, outside } = both(found);
  for (const of of found.figures) for (const { figures } of [intern, outside]) check(figures.get(of.id)!, of);
}

describe('judgeFigures', () => {
  it('is for the public at least as strict as for the inner circle', () => {
    fc.assert(
      fc.property(world, (found) => {
        const { intern, outside } = both(found);
        for (const { id } of found.figures) {
          const [inner, outer] = [intern.figures.get(id)!, outside.figures.get(id)!];
          expect(outer.reasons).toEqual(expect.arrayContaining([...inner.reasons]));
          expect(outer.need?.high ?? -Infinity).toBeGreaterThanOrEqual(inner.need?.high ?? -Infinity);
          expect(outer.need?.low ?? Infinity).toBeLessThanOrEqual(inner.need?.low ?? Infinity);
        }
        for (const [index, { blocked }] of intern.values.entries())
          if (blocked !== null) expect(outside.values[index]?.blocked).not.toBeNull();
      }),
    );
  });

  it('asks something of every figure that is not safe, and nothing of the others', () => {
    fc.assert(
      fc.property(world, (found) =>
        each(found, ({ reasons, need }, of) => {
          expect(need !== undefined).toBe(reasons.length > 0);
          if (need === undefined || of.value === null) return;
          const isDemand = (need.high ?? -Infinity) >= of.value || (need.low ?? Infinity) <= of.value;
          expect(isDemand).toBe(true);
        }),
      ),
    );
  });

  it('asks for nothing that everybody knows to be wrong, and never excludes the truth', () => {
    fc.assert(
      fc.property(world, (found) =>
        each(found, ({ need, lower, upper }, of) => {
          expect(need?.high ?? lower).toBeLessThanOrEqual(upper);
          expect(need?.low ?? upper).toBeGreaterThanOrEqual(lower);
          if (of.value === null) return;
          expect(lower).toBeLessThanOrEqual(of.value);
          expect(upper).toBeGreaterThanOrEqual(of.value);
        }),
      ),
    );
  });

  it('does not depend on the order of figures and values', () => {
    fc.assert(
      fc.property(world, (found) => {
        const turned = { figures: found.figures.toReversed(), values: found.values.toReversed() };

        const [straight, reversed] = [both(found).outside, both(turned).outside];

        for (const [id, judged] of straight.figures) expect(reversed.figures.get(id)).toEqual(judged);
        expect(reversed.values.toReversed()).toEqual(straight.values);
      }),
    );
  });
});
