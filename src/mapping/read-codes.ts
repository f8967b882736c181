/** From the tables of an official source to codes with their labels and the day they refer to. */
import type { Place } from '../core/finding.ts';
import type { ReferenceDate } from '../core/reference-date.ts';
import { rawValue, type RawRow, type Table } from '../core/table.ts';
import { labelKey, plainText, shownLabel } from './column-label.ts';
import { findDate, readDateCell } from './date-reader.ts';
import type { FindingDesk } from './finding-desk.ts';
import type { RefreshRule } from './refresh.ts';

export interface DeliveredCodes {
  readonly asOf: ReferenceDate;
  /** Code to label. */
  readonly codes: ReadonlyMap<string, string>;
}

export interface CodesContext {
  readonly fileName: string;
  readonly desk: FindingDesk;
  /** Given on the command line. */
  readonly date?: ReferenceDate | undefined;
}

/** Undefined, with findings, where the source says no day or holds no code. */
export async function readCodes(
  tables: AsyncIterable<Table>,
  rule: RefreshRule,
  context: CodesContext,
): Promise<DeliveredCodes | undefined> {
  const { desk, fileName } = context;
  const whole: Place = { file: fileName, row: 0 };
  const codes = new Map<string, string>();
  const days: ReferenceDate[] = [];
  for await (const table of tables) {
    const place = { file: table.file, ...(table.sheet === undefined ? {} : { sheet: table.sheet }) };
    const said = sayingDay(table, rule, context);
    if (said) days.push(said);
    const columns = columnsOf(table, rule, (label) =>
      desk.report('mapping.missing-column', { ...place, row: 0 }, { expected: label }),
    );
    if (!columns) continue;
    for await (const batch of table.rows)
      for (const row of batch) takeRow(row, { rule, columns, codes, days, place, desk });
  }
  const asOf = days.toSorted().at(-1);
  if (codes.size === 0) desk.report('mapping.codes-empty', whole);
  else if (!asOf) desk.report('mapping.codes-no-date', whole, { expected: rule.asOf.from });
  return asOf && codes.size > 0 ? { asOf, codes } : undefined;
}

interface Columns {
  readonly key: number;
  readonly label: number;
  readonly date: number | undefined;
}

interface RowTask {
  readonly rule: RefreshRule;
  readonly columns: Columns;
  readonly codes: Map<string, string>;
  readonly days: ReferenceDate[];
  readonly place: Omit<Place, 'row'>;
  readonly desk: FindingDesk;
}

function takeRow(row: RawRow, { rule, columns, codes, days, place, desk }: RowTask): void {
  const { key: keyRule, asOf } = rule;
  const at = { ...place, row: row.row, column: keyRule.column };
  const written = plainText(row.cells[columns.key]);
  if (!new RegExp(keyRule.keep, 'u').test(written)) {
    if (keyRule.skip !== undefined && new RegExp(keyRule.skip, 'u').test(written))
      desk.tally('mapping.codes-skipped', at, written);
    else desk.report('mapping.codes-unforeseen', at, { found: written, expected: keyRule.keep });
    return;
  }
  const key =
    keyRule.strip === undefined ? written : written.replace(new RegExp(keyRule.strip, 'gu'), '').trim();
  const label = plainText(row.cells[columns.label]);
  const known = codes.get(key);
  if (key === '' || label === '')
    desk.report('mapping.codes-unlabelled', at, { found: written, expected: rule.label });
  else if (known !== undefined && known !== label)
    desk.report('mapping.codes-two-labels', at, { found: key, expected: `${known}, ${label}` });
  else codes.set(key, label);
  if (asOf.from !== 'column' || columns.date === undefined) return;
  const day = readDateCell(rawValue(row.cells[columns.date]), asOf);
  if (day && days.at(-1) !== day) days.push(day);
}

function columnsOf(
  { columns }: Table,
  { key, label, asOf }: RefreshRule,
  missing: (label: string) => void,
): Columns | undefined {
  const indexOf = (wanted: string | number) => {
    const index = columns.findIndex((column) =>
      typeof wanted === 'number'
        ? column.position === wanted
        : labelKey(shownLabel(column)) === labelKey(wanted),
    );
    if (index === -1) missing(String(wanted));
    return index;
  };
  const found = { key: indexOf(key.column), label: indexOf(label) };
  const date = asOf.from === 'column' ? indexOf(asOf.column) : undefined;
  return found.key === -1 || found.label === -1 || date === -1 ? undefined : { ...found, date };
}

/** The day where the file as a whole says it. */
function sayingDay(table: Table, { asOf }: RefreshRule, context: CodesContext): ReferenceDate | undefined {
  switch (asOf.from) {
    case 'parameter':
      return context.date;
    case 'fileName':
      return findDate(context.fileName, asOf);
    case 'title':
      return table.titles.map((title) => findDate(title, asOf)).find((day) => day !== undefined);
    case 'column':
    case 'header':
    case 'labels':
      return undefined;
  }
}
