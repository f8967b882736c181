import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  blockingState,
  cell,
  CELL_STATES,
  emptyCell,
  hasValue,
  mergeMarks,
  MISSING,
  NIL,
  NOT_APPLICABLE,
  sumCells,
  type Cell,
  type CellState,
} from './cell.ts';

const WITH_VALUE: readonly CellState[] = ['ok', 'nil', 'rounded_zero', 'low_reliability'];
const WITHOUT_VALUE = CELL_STATES.filter((state) => !WITH_VALUE.includes(state));
/** Without a value and yet a part that exists. */
const HOLES: readonly CellState[] = WITHOUT_VALUE.filter((state) => state !== 'not_applicable');

function example(state: CellState): Cell {
  if (!WITH_VALUE.includes(state)) return emptyCell(state);
  return cell(state === 'nil' || state === 'rounded_zero' ? 0 : 3, state);
}
const anyCell = fc.oneof(
  fc.record({
    state: fc.constantFrom<CellState>('ok', 'low_reliability'),
    value: fc.integer({ min: -1000, max: 1000 }),
  }),
  fc.constantFrom(...CELL_STATES.map(example)),
) satisfies fc.Arbitrary<Cell>;

describe('a cell', () => {
  it('has a value exactly in the states that speak of one', () => {
    for (const state of WITH_VALUE) {
      expect(hasValue(cell(0, state))).toBe(true);
      expect(() => emptyCell(state)).toThrow(RangeError);
    }
    for (const state of WITHOUT_VALUE) {
      expect(hasValue(emptyCell(state))).toBe(false);
      expect(() => cell(1, state)).toThrow(RangeError);
    }
  });

  it('never holds what is no finite number', () => {
    for (const value of [NaN, Infinity, -Infinity]) expect(() => cell(value)).toThrow(RangeError);
  });

  it('carries marks only where there are some', () => {
    expect(cell(1, 'ok', [])).toEqual({ value: 1, state: 'ok' });
    expect(cell(1, 'ok', ['p'])).toEqual({ value: 1, state: 'ok', marks: ['p'] });
  });
});

describe('a sum of cells', () => {
  it.each(CELL_STATES.flatMap((a) => CELL_STATES.map((b) => [a, b] as const)))(
    'of %s and %s has a value only if no existing part lacks one',
    (a, b) => {
      const sum = sumCells([example(a), example(b)]);

      if ([a, b].some((state) => HOLES.includes(state))) expect(sum.value).toBeNull();
      else if (a === 'not_applicable' && b === 'not_applicable') expect(sum).toEqual(NOT_APPLICABLE);
      else expect(sum.value).toBe((example(a).value ?? 0) + (example(b).value ?? 0));
    },
  );

  it('with a part that is missing is not a sum', () => {
    expect(sumCells([cell(3), emptyCell('suppressed')])).toEqual({ value: null, state: 'suppressed' });
    expect(sumCells([cell(3), MISSING])).toEqual(MISSING);
    expect(sumCells([NIL, emptyCell('not_yet')])).toEqual({ value: null, state: 'not_yet' });
  });

  it('of several parts without a value takes the state that weighs most', () => {
    const order: CellState[] = ['suppressed', 'unknown', 'unreliable', 'not_yet', 'missing'];
    for (const [weight, state] of order.entries())
      for (const lighter of order.slice(weight))
        expect(sumCells([emptyCell(lighter), cell(1), emptyCell(state)]).state).toBe(state);
  });

  it('leaves out a unit that did not exist', () => {
    expect(sumCells([NOT_APPLICABLE, cell(4)])).toEqual(cell(4));
    expect(sumCells([NOT_APPLICABLE, NOT_APPLICABLE])).toEqual(NOT_APPLICABLE);
    expect(sumCells([NOT_APPLICABLE, emptyCell('unknown')]).state).toBe('unknown');
  });

  it('of nothing is missing, not zero', () => {
    expect(sumCells([])).toEqual(MISSING);
  });

  it('of nils is nil, with a rounded zero among them a rounded zero, else a plain value', () => {
    expect(sumCells([NIL, NIL])).toEqual({ value: 0, state: 'nil' });
    expect(sumCells([NIL, cell(0, 'rounded_zero')])).toEqual({ value: 0, state: 'rounded_zero' });
    expect(sumCells([NIL, cell(0)])).toEqual({ value: 0, state: 'ok' });
    expect(sumCells([cell(0, 'rounded_zero'), cell(5)])).toEqual({ value: 5, state: 'ok' });
  });

  it('with a part of limited reliability is of limited reliability', () => {
    expect(sumCells([cell(2), cell(1, 'low_reliability')])).toEqual({ value: 3, state: 'low_reliability' });
  });

  it('carries every mark of its parts once', () => {
    const sum = sumCells([cell(1, 'ok', ['r', 'p']), cell(2, 'ok', ['p']), cell(3)]);

    expect(sum).toEqual({ value: 6, state: 'ok', marks: ['p', 'r'] });
  });

  it('of amounts has no binary noise', () => {
    expect(sumCells([cell(0.1), cell(0.2)]).value).toBe(0.3);
    expect(sumCells([cell(0.7), cell(0.1), cell(0.7)]).value).toBe(1.5);
  });

  it('keeps negative balances and never becomes -0', () => {
    expect(sumCells([cell(-5), cell(2)]).value).toBe(-3);
    expect(Object.is(sumCells([cell(-0)]).value, 0)).toBe(true);
  });

  it('does not depend on the order of the parts nor on how they are grouped', () => {
    fc.assert(
      fc.property(fc.array(anyCell, { minLength: 1 }), fc.nat(), (parts, cut) => {
        const at = 1 + (cut % parts.length);
        const grouped = [sumCells(parts.slice(0, at))];
        if (at < parts.length) grouped.push(sumCells(parts.slice(at)));

        expect(sumCells(parts.toReversed())).toEqual(sumCells(parts));
        expect(sumCells(grouped)).toEqual(sumCells(parts));
      }),
    );
  });
});

describe('a value computed from several inputs', () => {
  it('is blocked by any input without a value', () => {
    for (const state of WITHOUT_VALUE) expect(blockingState([cell(1), emptyCell(state), NIL])).toBe(state);
  });

  it('is not applicable before everything else', () => {
    expect(blockingState([emptyCell('suppressed'), NOT_APPLICABLE])).toBe('not_applicable');
    expect(blockingState([MISSING, emptyCell('suppressed')])).toBe('suppressed');
  });

  it('is free where all inputs have values', () => {
    expect(blockingState(WITH_VALUE.map(example))).toBeUndefined();
    expect(blockingState([])).toBeUndefined();
  });
});

describe('mergeMarks', () => {
  it('sorts and says each mark once', () => {
    expect(mergeMarks([cell(1, 'ok', ['s', 'e']), cell(1, 'ok', ['e', 'p'])])).toEqual(['e', 'p', 's']);
    expect(mergeMarks([NIL])).toEqual([]);
  });
});
