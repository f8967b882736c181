/** The street file of votemanager (`opendata-strassen.csv`) to directory rows: by name, one row per range. */
import { areaKey } from '../../core/area.ts';
import type { Table } from '../../core/table.ts';
import type { Report } from '../../formats/source-file.ts';
import { findingDesk, type FindingDesk } from '../../mapping/finding-desk.ts';
import { isOnWrongSide, rangeText, type DirectoryRow } from './directory-row.ts';
import { parseRanges, type WrittenRange } from './range-grammar.ts';
import { tidyName } from './street-name.ts';
import { bindNamedColumns } from './table-columns.ts';

export interface VotemanagerColumns {
  readonly gemeinde: string;
  readonly streetName: string;
  readonly range: string;
  readonly unit: string;
}

/** The file carries an election day but no validity: the caller keeps one file per edition. */
export const VOTEMANAGER_COLUMNS: VotemanagerColumns = {
  gemeinde: 'ags',
  streetName: 'Strassen-Name',
  range: 'Hausnummern-Bereich',
  unit: 'Bezirk-Nr',
};

/** Rows that cannot be read are reported and left out; empty where a column is missing. */
export async function readVotemanager(
  table: Table,
  columns: VotemanagerColumns,
  report: Report,
): Promise<readonly DirectoryRow[]> {
  const field = bindNamedColumns(table, { ...columns }, report);
  if (!field) return [];
  const desk = findingDesk(table.file, report);
  const rows: DirectoryRow[] = [];
  for await (const batch of table.rows)
    for (const raw of batch) {
      const streetName = tidyName(field(raw, 'streetName'));
      const place = { file: table.file, row: raw.row };
      if (streetName === '') {
        desk.report('assignment.street-nameless', place);
        continue;
      }
      for (const range of readableRanges(field(raw, 'range'), place, desk))
        rows.push({
          row: raw.row,
          gemeinde: field(raw, 'gemeinde'),
          streetKey: '',
          streetName,
          side: range.side,
          from: range.from,
          to: range.to,
          unit: areaKey(field(raw, 'unit')),
          validFrom: null,
          validTo: null,
        });
    }
  if (rows.length === 0) desk.report('assignment.directory-empty', { file: table.file, row: 0 });
  desk.close();
  return rows;
}

function readableRanges(
  text: string,
  place: { readonly file: string; readonly row: number },
  desk: FindingDesk,
): WrittenRange[] {
  return parseRanges(text).flatMap((range) => {
    if ('problem' in range) {
      desk.report(`assignment.range-${range.problem}`, place, { found: range.text });
      return [];
    }
    if (range.floor) desk.report('assignment.floor-ignored', place, { found: text });
    if (isOnWrongSide(range)) desk.report('assignment.range-side', place, { found: rangeText(range) });
    return [range];
  });
}
