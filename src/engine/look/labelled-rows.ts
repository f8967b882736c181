/**
 * The first rows of a file as the layout of its profile labels them: what a proposed mapping is tried on. Read by the same
 * layout as a delivery, and kept where a look is kept: in memory, for a short time.
 */
import type { LandedFile } from '../../core/delivery.ts';
import { rawValue, type RawCell, type RawRow, type Table } from '../../core/table.ts';
import { SyncError } from '../../errors.ts';
import type { TableProfile } from '../../mapping/profile.ts';
import type { EnginePorts } from '../ports.ts';
import { layoutNamed, sourceNamed } from '../source-options.ts';
import { FIRST_ROWS, LONGEST_CELL, MOST_BYTES, weightOf } from './look.ts';

export interface LabelledRows extends Omit<Table, 'rows' | 'notes'> {
  readonly rows: readonly RawRow[];
}

/** None where the layout cannot read the file; why not has been told by the run. */
export async function labelledRows(
  profile: TableProfile,
  file: LandedFile,
  ports: Pick<EnginePorts, 'sources' | 'signal'>,
): Promise<readonly LabelledRows[]> {
  const written = { origin: profile.origin, path: ['layout'] };
  const source = sourceNamed(ports, profile.connector, { origin: profile.origin, path: ['connector'] });
  const { layout, options } = layoutNamed(source, profile.layout, written);
  if (layout.kind !== 'tables' || layout.holdsPersons?.(options) === true) return [];
  const delivery = { ...file, companions: [] };
  const read: LabelledRows[] = [];
  let left = MOST_BYTES;
  try {
    const context = { signal: ports.signal, report: () => undefined };
    for await (const table of layout.read(delivery, options, context)) {
      const rows: RawRow[] = [];
      for await (const batch of table.rows)
        for (const { row, cells } of batch.slice(0, FIRST_ROWS - rows.length)) {
          const kept = cells.map(copied);
          left -= weightOf(kept.map((cell) => String(rawValue(cell) ?? '')));
          if (left >= 0) rows.push({ row, cells: kept });
        }
      const { sheet, titles, columns } = table;
      read.push({ file: table.file, ...(sheet === undefined ? {} : { sheet }), titles, columns, rows });
    }
  } catch (error) {
    if (error instanceof SyncError) return [];
    throw error;
  }
  return read;
}

/** A cell may be a piece of a text that would stay in memory with it. */
function copied(cell: string | RawCell): string | RawCell {
  if (typeof cell === 'string') return ownText(cell);
  return typeof cell.value === 'string' ? { ...cell, value: ownText(cell.value) } : cell;
}

function ownText(text: string): string {
  const short = text.length > LONGEST_CELL ? `${text.slice(0, LONGEST_CELL)}…` : text;
  return Buffer.from(short).toString();
}
