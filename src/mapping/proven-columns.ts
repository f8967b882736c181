/** Reads a table into memory to prove how its value columns write numbers, and gives the rows back. */
import type { RawRow } from '../core/table.ts';
import { proveDecimal, type NumberNotation } from '../formats/number-text.ts';
import type { BoundColumn, ReportColumn } from './bind-columns.ts';
import { trimCell } from './column-label.ts';

/** Small-area tables have some thousand rows; a larger file must say how it writes numbers. */
export const PROOF_LIMIT = 200_000;

const COMMA: readonly NumberNotation[] = [
  { decimal: 'comma', thousands: 'dot' },
  { decimal: 'comma', thousands: 'space' },
];
const POINT: readonly NumberNotation[] = [
  { decimal: 'point', thousands: 'comma' },
  { decimal: 'point', thousands: 'space' },
];

export interface ProvenColumns {
  readonly rows: AsyncIterable<readonly RawRow[]>;
  /** One per column, in order. */
  readonly notations: readonly (readonly NumberNotation[])[];
}

/** Undefined where a column stays unproven; why goes to `report`. */
export async function provenColumns(
  rows: AsyncIterable<readonly RawRow[]>,
  columns: readonly BoundColumn[],
  report: ReportColumn,
): Promise<ProvenColumns | undefined> {
  const batches: (readonly RawRow[])[] = [];
  let count = 0;
  for await (const batch of rows) {
    count += batch.length;
    if (count > PROOF_LIMIT) {
      report('mapping.too-large-to-prove', undefined, { expected: String(PROOF_LIMIT) });
      return undefined;
    }
    batches.push(batch);
  }
  const notations = columns.flatMap((column) => {
    const proof = proveDecimal(textsOf(batches, column.index));
    if (proof === 'comma' || proof === 'plain') return [COMMA];
    if (proof === 'point') return [POINT];
    const code = proof === 'ambiguous' ? 'mapping.ambiguous-number' : 'mapping.mixed-notation';
    report(code, column.label, { found: example(textsOf(batches, column.index)) });
    return [];
  });
  return notations.length === columns.length ? { rows: again(batches), notations } : undefined;
}

/** The first number of the column that has a mark at all. */
function example(texts: Iterable<string>): string {
  for (const text of texts) if (/\d[.,]\d/.test(text)) return text;
  return '';
}

/** Numbers of a workbook need no notation. */
function* textsOf(batches: readonly (readonly RawRow[])[], index: number): Generator<string> {
  for (const batch of batches)
    for (const row of batch) {
      const cell = row.cells[index];
      const value = typeof cell === 'object' ? cell.value : cell;
      if (typeof value === 'string') yield bare(value);
    }
}

async function* again(batches: readonly (readonly RawRow[])[]): AsyncGenerator<readonly RawRow[]> {
  yield* batches;
}

/** Without brackets and quality marks, which say nothing about the notation. */
function bare(text: string): string {
  const trimmed = trimCell(text);
  return trimmed.replace(/\s*[prse]$/, '').replace(/^\((.*)\)$/, '$1');
}
