/** A quality column beside the values (GENESIS `value_q`, grid `werterlaeuternde_Zeichen`) applied to a cell. */
import { cell, hasValue, mergeMarks, type Cell, type CellMark } from '../core/cell.ts';
import { trimCell } from './column-label.ts';

/** `u` is no sign of official tables: there it would mean something else than the program's "converted". */
const MARKS: ReadonlySet<string> = new Set(['p', 'r', 's', 'e']);

/** The cell with the mark, or undefined where the sign is not known. A cell without a value keeps its state. */
export function withQuality(value: Cell, raw: string): Cell | undefined {
  const sign = trimCell(raw);
  if (sign === '') return value;
  if (sign === '()' || sign === 'KLAMMERN') return hasValue(value) ? lowReliability(value) : value;
  if (MARKS.has(sign)) return hasValue(value) ? marked(value, sign as CellMark) : value;
  return undefined;
}

function lowReliability(value: Cell & { readonly value: number }): Cell {
  return cell(value.value, 'low_reliability', value.marks);
}

function marked(value: Cell & { readonly value: number }, mark: CellMark): Cell {
  return cell(value.value, value.state, mergeMarks([value, { value: 0, state: 'ok', marks: [mark] }]));
}
