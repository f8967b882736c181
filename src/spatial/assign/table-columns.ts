/** Columns of a table found by their names, in any order; shared by the readers of directories and addresses. */
import { finding } from '../../core/finding.ts';
import { columnLabel, type RawRow, type Table } from '../../core/table.ts';
import type { Report } from '../../formats/source-file.ts';
import { labelKey, plainText } from '../../mapping/column-label.ts';
import { listText } from '../texts.ts';

export type ColumnNames<Field extends string> = Readonly<
  Record<Field, string | readonly string[] | undefined>
>;

/** Text of a field in a row; '' where the table was said to have no such column. */
export type FieldReader<Field extends string> = (row: RawRow, field: Field) => string;

/**
 * A reader of the named columns. A list names what the column may be called, first match wins; a field that is
 * undefined reads as ''. Undefined, with `assignment.column-missing`, where a named column is not there.
 */
export function bindNamedColumns<Field extends string>(
  table: Table,
  names: ColumnNames<Field>,
  report: Report,
): FieldReader<Field> | undefined {
  const labels = table.columns.map((column) => labelKey(columnLabel(column)).toLowerCase());
  const indexes = new Map<Field, number>();
  let complete = true;
  for (const [field, wanted] of Object.entries(names) as [Field, ColumnNames<Field>[Field]][]) {
    if (wanted === undefined) continue;
    const candidates = [wanted].flat();
    const index = candidates
      .map((name) => labels.indexOf(labelKey(name).toLowerCase()))
      .find((found) => found >= 0);
    if (index !== undefined) indexes.set(field, index);
    else {
      complete = false;
      reportMissing(table, candidates.join('“ oder „'), report);
    }
  }
  if (!complete) return undefined;
  return (row, field) => {
    const index = indexes.get(field);
    return index === undefined ? '' : plainText(row.cells[index]);
  };
}

function reportMissing(table: Table, expected: string, report: Report): void {
  const found = listText(table.columns.map((column) => columnLabel(column)));
  const place = { file: table.file, ...(table.sheet === undefined ? {} : { sheet: table.sheet }), row: 0 };
  report(finding('assignment.column-missing', place, { found, expected }));
}
