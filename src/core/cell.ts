/**
 * A statistical cell: a value together with what is known about it. Never only number-or-null,
 * because "secret" plus 3 is not 3 and "not there" is not 0.
 */
import { decimalSum } from './decimal.ts';

export const CELL_STATES = [
  'ok',
  'nil',
  'rounded_zero',
  'suppressed',
  'unknown',
  'unreliable',
  'low_reliability',
  'not_applicable',
  'not_yet',
  'missing',
] as const;
export type CellState = (typeof CELL_STATES)[number];

/**
 * Quality marks of official tables: p provisional, r revised, s estimated, e final. The program's own: u converted
 * ("umgerechnet"), a part of an area with other borders went in.
 */
export type CellMark = 'p' | 'r' | 's' | 'e' | 'u';

export interface Cell {
  readonly value: number | null;
  readonly state: CellState;
  readonly marks?: readonly CellMark[];
}

const WITH_VALUE: ReadonlySet<CellState> = new Set(['ok', 'nil', 'rounded_zero', 'low_reliability']);

/** States without a value, the one that decides a sum first. */
const PRECEDENCE: readonly CellState[] = ['suppressed', 'unknown', 'unreliable', 'not_yet', 'missing'];

export function cell(value: number, state: CellState = 'ok', marks?: readonly CellMark[]): Cell {
  if (!WITH_VALUE.has(state)) throw new RangeError(`a cell in state ${state} has no value`);
  if (!Number.isFinite(value)) throw new RangeError('a cell value is a finite number');
  return marks && marks.length > 0 ? { value, state, marks } : { value, state };
}

export function emptyCell(state: CellState): Cell {
  if (WITH_VALUE.has(state)) throw new RangeError(`a cell in state ${state} needs a value`);
  return { value: null, state };
}

export const NIL: Cell = { value: 0, state: 'nil' };
export const MISSING: Cell = emptyCell('missing');
export const NOT_APPLICABLE: Cell = emptyCell('not_applicable');

export function hasValue(c: Cell): c is Cell & { readonly value: number } {
  return c.value !== null;
}

/**
 * The sum of the parts. A unit that did not exist contributes nothing; any other part without a value
 * makes the sum a cell without a value, in the state that weighs most. No parts: `missing`.
 */
export function sumCells(parts: readonly Cell[]): Cell {
  const existing = parts.filter((part) => part.state !== 'not_applicable');
  if (existing.length === 0) return parts.length === 0 ? MISSING : NOT_APPLICABLE;
  for (const state of PRECEDENCE) if (existing.some((part) => part.state === state)) return emptyCell(state);

  const value = decimalSum(existing.map((part) => part.value ?? 0));
  const marks = mergeMarks(existing);
  if (existing.every((part) => part.state === 'nil')) return cell(0, 'nil', marks);
  if (existing.every((part) => part.state === 'nil' || part.state === 'rounded_zero'))
    return cell(0, 'rounded_zero', marks);
  return cell(
    value,
    existing.some((part) => part.state === 'low_reliability') ? 'low_reliability' : 'ok',
    marks,
  );
}

/** The state of a value computed from several inputs, or undefined where all of them have a value. */
export function blockingState(inputs: readonly Cell[]): CellState | undefined {
  if (inputs.some((input) => input.state === 'not_applicable')) return 'not_applicable';
  return PRECEDENCE.find((state) => inputs.some((input) => input.state === state));
}

export function mergeMarks(cells: readonly Cell[]): CellMark[] {
  return [...new Set(cells.flatMap((c) => c.marks ?? []))].sort();
}
