/**
 * Rows on their way from one process to another. Rows of text travel as one string and the lengths of its cells, which
 * costs a fifth of sending cell by cell; all others as they are.
 */
import type { RawRow } from '../../core/table.ts';

export type PackedRows =
  | { readonly kind: 'plain'; readonly rows: readonly RawRow[] }
  | {
      readonly kind: 'text';
      /** Row numbers. */
      readonly numbers: readonly number[];
      /** Cells of each row. */
      readonly width: number;
      /** Of each cell, in UTF-16 units: each length a unit of its own. */
      readonly lengths: string;
      readonly text: string;
    };

const LONGEST = 0xffff;

export function packRows(rows: readonly RawRow[]): PackedRows {
  const width = rows[0]?.cells.length ?? 0;
  const numbers: number[] = [];
  const lengths: string[] = [];
  const texts: string[] = [];
  for (const { row, cells } of rows) {
    if (cells.length !== width) return { kind: 'plain', rows };
    numbers.push(row);
    for (const cell of cells) {
      if (typeof cell !== 'string' || cell.length > LONGEST) return { kind: 'plain', rows };
      lengths.push(String.fromCharCode(cell.length));
      texts.push(cell);
    }
  }
  return { kind: 'text', numbers, width, lengths: lengths.join(''), text: texts.join('') };
}

/** Long cells share memory with their piece of text, as those of the readers do: copy what is to be kept. */
export function unpackRows(packed: PackedRows): readonly RawRow[] {
  if (packed.kind === 'plain') return packed.rows;
  const { numbers, width, lengths, text } = packed;
  const rows: RawRow[] = [];
  let [cell, from] = [0, 0];
  for (const row of numbers) {
    const cells: string[] = [];
    for (const last = cell + width; cell < last; cell += 1) {
      const to = from + lengths.charCodeAt(cell);
      cells.push(text.slice(from, to));
      from = to;
    }
    rows.push({ row, cells });
  }
  return rows;
}

export function cellsOf(packed: PackedRows): number {
  if (packed.kind === 'text') return packed.lengths.length;
  return packed.rows.reduce((sum, { cells }) => sum + cells.length, 0);
}
