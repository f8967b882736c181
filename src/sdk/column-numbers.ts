/** The rows under a header that only number the columns 1..n, in one line or spread over several. */
import type { RawRow } from '../core/table.ts';
import { cellText } from './label.ts';
import type { RowReader } from './row-reader.ts';

/** `stub`: the first column is blank, so it cannot be data. `all`: it could be data just as well. */
export interface ColumnNumbers {
  readonly rows: number;
  readonly covers: 'stub' | 'all';
}

const MOST_LINES = 4;

/**
 * Looks for numbering rows at the reader's position and takes nothing. Together they must hold each of 1..n
 * once, ascending from left to right, for all columns from the first numbered one to the last.
 */
export async function findColumnNumbers(
  reader: RowReader,
  width: number,
): Promise<ColumnNumbers | undefined> {
  const numbers = new Map<number, number>();
  let found: ColumnNumbers | undefined;
  for (let line = 0; line < MOST_LINES; line += 1) {
    const row = await reader.peek(line);
    if (!row || !collect(row, numbers)) break;
    if (isComplete(numbers, width)) found = { rows: line + 1, covers: numbers.has(0) ? 'all' : 'stub' };
  }
  return found;
}

/** Adds the numbers of a row; false where the row holds anything else, nothing, or a column twice. */
function collect(row: RawRow, numbers: Map<number, number>): boolean {
  let any = false;
  for (const [column, text] of row.cells.map(cellText).entries()) {
    if (text === '') continue;
    if (!/^[1-9]\d?\d?$/.test(text) || numbers.has(column)) return false;
    numbers.set(column, Number(text));
    any = true;
  }
  return any;
}

function isComplete(numbers: ReadonlyMap<number, number>, width: number): boolean {
  const first = width - numbers.size;
  if (first < 0 || numbers.size < (first === 0 ? 2 : 1)) return false;
  return Array.from({ length: numbers.size }, (_, index) => numbers.get(first + index)).every(
    (number, index) => number === index + 1,
  );
}
