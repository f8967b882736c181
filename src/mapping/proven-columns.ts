/** Reads a table into memory to prove how its value columns write numbers, and gives the rows back. */
import type { RawRow } from '../core/table.ts';
import type { BoundColumn, ReportColumn } from './bind-columns.ts';
import type { Notation } from './number-text.ts';
import { proveNotation } from './prove-notation.ts';

/** Small-area tables have some thousand rows; a larger file must say how it writes numbers. */
export const PROOF_LIMIT = 200_000;

const SHOWN = 5;

export interface ProvenColumns {
  readonly rows: AsyncIterable<readonly RawRow[]>;
  /** One per column, in order. */
  readonly notations: readonly Notation[];
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
    const proof = proveNotation(textsOf(batches, column.index));
    if ('notation' in proof) return [proof.notation];
    if ('mixed' in proof) report('mapping.mixed-notation', column.label, { found: proof.mixed });
    else
      report('mapping.ambiguous-number', column.label, { found: proof.ambiguous.slice(0, SHOWN).join('; ') });
    return [];
  });
  return notations.length === columns.length ? { rows: again(batches), notations } : undefined;
}

/** Numbers of a workbook need no notation. */
function* textsOf(batches: readonly (readonly RawRow[])[], index: number): Generator<string> {
  for (const batch of batches)
    for (const row of batch) {
      const cell = row.cells[index];
      const value = typeof cell === 'object' ? cell.value : cell;
      if (typeof value === 'string') yield value;
    }
}

async function* again(batches: readonly (readonly RawRow[])[]): AsyncGenerator<readonly RawRow[]> {
  yield* batches;
}
