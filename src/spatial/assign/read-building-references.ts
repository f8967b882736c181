/** Gebäudereferenzen NRW (`gebref.txt`): 21 fields without a header, read by position and filtered while reading. */
import type { RawRow, Table } from '../../core/table.ts';
import type { Report } from '../../formats/source-file.ts';
import { plainText } from '../../mapping/column-label.ts';
import { findingDesk, type FindingDesk } from '../../mapping/finding-desk.ts';
import { readPoint, type AddressPoint } from './address-point.ts';

const FIELDS = 21;

export interface AddressFilter {
  /** Start of the AGS whose addresses are wanted, `05370` for a Kreis: the file holds the whole Land. */
  readonly agsStart: string;
}

/** Findings `assignment.address-fields`, `-coordinate-unreadable`, `-coordinate-system`; such rows are left out. */
export async function* readBuildingReferences(
  table: Pick<Table, 'file' | 'rows'>,
  { agsStart }: AddressFilter,
  report: Report,
): AsyncGenerator<AddressPoint> {
  const desk = findingDesk(table.file, report);
  for await (const batch of table.rows)
    for (const raw of batch) {
      const point = readReference(raw, { file: table.file, agsStart, desk });
      if (point) yield point;
    }
  desk.close();
}

function readReference(
  { row, cells }: RawRow,
  { file, agsStart, desk }: { file: string; agsStart: string; desk: FindingDesk },
): AddressPoint | undefined {
  const place = { file, row };
  if (cells.length !== FIELDS) {
    const facts = { found: String(cells.length), expected: String(FIELDS) };
    desk.report('assignment.address-fields', place, facts);
    return undefined;
  }
  const field = (position: number) => plainText(cells[position - 1]);
  const gemeinde = field(4) + field(6) + field(8) + field(10);
  if (!gemeinde.startsWith(agsStart)) return undefined;
  const point = readPoint({ east: field(19), north: field(20), zone: field(18) }, place, desk);
  if (!point) return undefined;
  return {
    row,
    gemeinde,
    streetKey: field(14),
    streetName: field(15),
    hnr: field(16),
    adz: field(17),
    ...point,
    quality: field(3).toUpperCase(),
  };
}
