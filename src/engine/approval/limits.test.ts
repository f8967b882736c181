import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaKey } from '../../core/area.ts';
import { referenceDate, type ReferenceDate } from '../../core/reference-date.ts';
import { linkKey } from '../../sync/actual.ts';
import type { CellBefore, Operation, PutValues } from '../../sync/operations.ts';
import type { Plan } from '../../sync/plan.ts';
import type { TargetValues } from '../../sync/target.ts';
import { excessOf } from './limits.ts';

const KEY = { name: 'Quote', characteristic: null, type: null };
const UNIT = 'Quartiere';
const [OLD, NEW] = [referenceDate('2024-12-31'), referenceDate('2025-12-31')];
const LIMITS = { largestChange: 20 };

interface Cell {
  readonly area: string;
  readonly before: CellBefore;
  readonly after: number | null;
}

function put(date: ReferenceDate, cells: readonly Cell[], more: Partial<PutValues> = {}): PutValues {
  return {
    kind: 'put-values',
    indicator: KEY,
    indicatorId: 'quote',
    level: 'quartier',
    unitName: UNIT,
    access: { ownerId: 'o', permissions: [], isPublic: true },
    newLink: false,
    dates: [date],
    rows: cells.map(({ area, before, after }) => ({
      key: areaKey(area),
      values: [after],
      before: [before],
      states: ['ok'],
    })),
    inputs: [],
    ...more,
  };
}

function plan(operations: readonly Operation[], kind: Plan['kind'] = 'sync'): Plan {
  return { kind, operations } as Plan;
}

/** What stands in KomMonitor: area to date to value. */
function standing(rows: Readonly<Record<string, Readonly<Record<string, number | null>>>>) {
  const values = {
    dates: [OLD, NEW],
    rows: new Map(
      Object.entries(rows).map(([area, row]) => [
        areaKey(area),
        new Map(Object.entries(row).map(([date, value]) => [referenceDate(date), value])),
      ]),
    ),
    contradictory: [],
  } as unknown as TargetValues;
  return { values: new Map([[linkKey(KEY, UNIT), values]]) };
}

const kinds = (
  operations: readonly Operation[],
  actual = standing({}),
  limits: Parameters<typeof excessOf>[1] = LIMITS,
) => excessOf(plan(operations), limits, actual).map(({ kind }) => kind);

const amount = fc.double({ min: 1, max: 1e6, noNaN: true }).map(Math.fround);
const percent = fc.integer({ min: 1, max: 300 });

describe('unattended publication', () => {
  it('takes a changed value within the percentage, and none beyond it, up or down', () => {
    fc.assert(
      fc.property(amount, percent, fc.boolean(), (before, largestChange, up) => {
        const by = (share: number) => Math.fround(before * (1 + (up ? 1 : -1) * (share / 100)));
        const judge = (after: number) =>
          kinds([put(OLD, [{ area: 'a', before, after }])], standing({ a: { [OLD]: before } }), {
            largestChange,
          });
        expect(judge(by(largestChange * 0.999))).toEqual([]);
        const beyond = by(largestChange * 1.01 + 0.01);
        expect(judge(beyond)).toEqual(['change']);
      }),
    );
  });

  it('compares a new reference date with the one before it by the same percentage', () => {
    fc.assert(
      fc.property(amount, percent, (before, largestChange) => {
        const actual = standing({ a: { [OLD]: before } });
        const judge = (share: number) =>
          kinds(
            [put(NEW, [{ area: 'a', before: 'absent', after: Math.fround(before * (1 + share / 100)) }])],
            actual,
            {
              largestChange,
            },
          );
        expect(judge(largestChange * 0.999)).toEqual([]);
        expect(judge(largestChange * 1.01 + 0.01)).toEqual(['change']);
      }),
    );
  });

  it('never takes a plan in which a published value goes away, whatever the percentage', () => {
    fc.assert(
      fc.property(
        fc.array(amount, { minLength: 1, maxLength: 5 }),
        percent,
        fc.nat(),
        (values, largestChange, pick) => {
          const gone = pick % values.length;
          const cells = values.map((value, index) => ({
            area: `a${index}`,
            before: value,
            after: index === gone ? null : value,
          }));
          expect(kinds([put(OLD, cells)], standing({}), { largestChange })).toEqual(['removal']);
        },
      ),
    );
  });

  it('is no wider with a smaller percentage', () => {
    const cells = fc.array(fc.record({ area: fc.constantFrom('a', 'b'), before: amount, after: amount }), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(cells, percent, percent, (given, one, other) => {
        const [small, large] = [Math.min(one, other), Math.max(one, other)];
        const actual = standing({});
        const operations = [put(OLD, given)];
        if (kinds(operations, actual, { largestChange: small }).length === 0)
          expect(kinds(operations, actual, { largestChange: large })).toEqual([]);
      }),
    );
  });

  it('takes a first number of an area only among those that stand there', () => {
    const actual = standing({ a: { [OLD]: 0 }, b: { [OLD]: 10 }, c: { [OLD]: 30 } });
    const first = (before: CellBefore, after: number) =>
      kinds([put(OLD, [{ area: 'a', before, after }])], actual);

    expect(first(0, 20)).toEqual([]);
    expect(first(null, 36)).toEqual([]);
    expect(first('absent', 37)).toEqual(['incomparable']);
    expect(kinds([put(OLD, [{ area: 'a', before: 'absent', after: 1 }])])).toEqual(['incomparable']);
  });

  it('does not look further back than two years, and not at later dates', () => {
    const later = standing({ a: { [NEW]: 100 }, b: { [OLD]: 1 } });
    const long = standing({ a: { '2022-12-31': 100 }, b: { [OLD]: 1 } });

    expect(kinds([put(OLD, [{ area: 'a', before: 'absent', after: 100 }])], later)).toEqual([]);
    expect(kinds([put(OLD, [{ area: 'a', before: 'absent', after: 1000 }])], later)).toEqual([
      'incomparable',
    ]);
    expect(kinds([put(NEW, [{ area: 'a', before: 'absent', after: 1000 }])], long)).toEqual(['incomparable']);
  });

  it.each<[string, Operation]>([
    ['geometry', { kind: 'update-features' } as Operation],
    ['a new level', { kind: 'create-unit' } as Operation],
    ['a new indicator', { kind: 'create-indicator' } as Operation],
    ['a description', { kind: 'describe-indicator' } as Operation],
    ['a date that is deleted', { kind: 'delete-date' } as Operation],
    ['a link that decides who may see it', put(OLD, [], { newLink: true })],
  ])('never takes %s', (_what, operation) => {
    expect(kinds([operation])).toEqual(['not-values']);
  });

  it('never takes a plan back, nor an indicator that is not named', () => {
    const named = { ...LIMITS, indicators: ['andere'] };
    const small = put(OLD, [{ area: 'a', before: 100, after: 101 }]);

    expect(excessOf(plan([small], 'rollback'), LIMITS, standing({})).map(({ kind }) => kind)).toEqual([
      'not-values',
    ]);
    expect(kinds([small], standing({}), named)).toEqual(['indicator']);
    expect(kinds([small], standing({}), { ...LIMITS, indicators: ['quote'] })).toEqual([]);
  });
});
