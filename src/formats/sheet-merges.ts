/** Merged cells of a sheet: which there are, and their value in all of them. */
import type { RawRow } from '../core/table.ts';

/** 1-based, all included. */
export interface Merge {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** The rows with the value of each merge in all of its cells, for headers; rows below `lastRow` stay as they are. */
export function fillMerges(
  sheet: { readonly rows: readonly RawRow[]; readonly merges: readonly Merge[] },
  lastRow: number,
): readonly RawRow[] {
  const byRow = new Map(sheet.rows.map((row) => [row.row, row]));
  return sheet.rows.map((row) => {
    if (row.row > lastRow) return row;
    const covering = sheet.merges.filter((merge) => merge.top <= row.row && row.row <= merge.bottom);
    if (covering.length === 0) return row;
    const cells = row.cells.map((cell, index) => {
      const merge = covering.find(({ left, right }) => left <= index + 1 && index + 1 <= right);
      return (merge && byRow.get(merge.top)?.cells[merge.left - 1]) ?? cell;
    });
    return { row: row.row, cells };
  });
}

/** Makes the merge that a cell belongs to as large as it is known by now. */
export function noteMerge(
  merges: Map<string, { top: number; left: number; bottom: number; right: number }>,
  master: { readonly address: string; readonly fullAddress: { row: number; col: number } } | undefined,
  row: number,
  column: number,
): undefined {
  if (!master) return undefined;
  const { row: top, col: left } = master.fullAddress;
  const merge = merges.get(master.address) ?? { top, left, bottom: top, right: left };
  merge.bottom = Math.max(merge.bottom, row);
  merge.right = Math.max(merge.right, column);
  merges.set(master.address, merge);
  return undefined;
}
