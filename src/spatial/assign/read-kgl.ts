/**
 * The classic street directory (Kleinräumige Gliederung) to directory rows: street key, side, from and to with
 * suffixes, area, validity, each in a column of its own.
 */
import { areaKey } from '../../core/area.ts';
import type { FindingCode } from '../../core/findings/catalogue.ts';
import { germanDate } from '../../core/reference-date.ts';
import type { RawRow, Table } from '../../core/table.ts';
import type { Report } from '../../formats/source-file.ts';
import { findingDesk, type FindingDesk } from '../../mapping/finding-desk.ts';
import {
  isOnWrongSide,
  rangeOrders,
  rangeText,
  WHOLE_STREET,
  type DirectoryRow,
  type Side,
} from './directory-row.ts';
import { parseHouseNumber, isProblem } from './house-number.ts';
import type { HouseNumberPoint } from './house-number-order.ts';
import { tidyName } from './street-name.ts';
import { bindNamedColumns, type FieldReader } from './table-columns.ts';
import { readWrittenDay } from './written-day.ts';

/** Column names; those left out are not in the file. Without `side` every range is for both sides. */
export interface KglColumns {
  readonly gemeinde?: string;
  readonly streetKey?: string;
  readonly streetName?: string;
  readonly side?: string;
  readonly fromNumber: string;
  readonly fromSuffix?: string;
  readonly toNumber: string;
  readonly toSuffix?: string;
  readonly unit: string;
  readonly validFrom?: string;
  readonly validTo?: string;
}

export interface KglOptions {
  readonly columns: KglColumns;
  /** AGS of the one Gemeinde of the file, where no column says it. */
  readonly gemeinde?: string;
}

const SIDES: Readonly<Record<string, Side>> = {
  g: 'even',
  gerade: 'even',
  'ger.': 'even',
  u: 'odd',
  ungerade: 'odd',
  'ung.': 'odd',
  b: 'both',
  beide: 'both',
  '': 'both',
};

type Field = keyof KglColumns;
interface Reading {
  readonly field: FieldReader<Field>;
  readonly desk: FindingDesk;
  readonly file: string;
  readonly gemeinde: string | undefined;
}

/** Rows that cannot be read are reported and left out; empty where a column is missing. */
export async function readKglDirectory(
  table: Table,
  options: KglOptions,
  report: Report,
): Promise<readonly DirectoryRow[]> {
  const field = bindNamedColumns<Field>(table, allFields(options.columns), report);
  if (!field) return [];
  const desk = findingDesk(table.file, report);
  const reading = { field, desk, file: table.file, gemeinde: options.gemeinde };
  const rows: DirectoryRow[] = [];
  for await (const batch of table.rows)
    for (const raw of batch) {
      const row = readRow(raw, reading);
      if (row) rows.push(row);
    }
  if (rows.length === 0) desk.report('assignment.directory-empty', { file: table.file, row: 0 });
  desk.close();
  return rows;
}

function allFields(columns: KglColumns): Record<Field, string | undefined> {
  const none = { gemeinde: undefined, streetKey: undefined, streetName: undefined, side: undefined };
  const open = { fromSuffix: undefined, toSuffix: undefined, validFrom: undefined, validTo: undefined };
  return { ...none, ...open, ...columns };
}

function readRow(raw: RawRow, { field, desk, file, gemeinde }: Reading): DirectoryRow | undefined {
  const text = (name: Field) => field(raw, name);
  const side = SIDES[text('side').toLowerCase()];
  const range = readRange(text);
  const [validFrom, validTo] = [readWrittenDay(text('validFrom')), readWrittenDay(text('validTo'))];
  const written = `${text('fromNumber')}${text('fromSuffix')}-${text('toNumber')}${text('toSuffix')}`;
  const refuse = (code: FindingCode, found: string, expected?: string): undefined => {
    desk.report(code, { file, row: raw.row }, expected === undefined ? { found } : { found, expected });
  };

  if (side === undefined) return refuse('assignment.side-unreadable', text('side'), 'G, U, B');
  if (!range) return refuse('assignment.range-unreadable', written);
  if (validFrom === undefined) return refuse('assignment.date-unreadable', text('validFrom'));
  if (validTo === undefined) return refuse('assignment.date-unreadable', text('validTo'));
  const row: DirectoryRow = {
    row: raw.row,
    gemeinde: gemeinde ?? text('gemeinde'),
    streetKey: text('streetKey'),
    streetName: tidyName(text('streetName')),
    side,
    ...range,
    unit: areaKey(text('unit')),
    validFrom,
    validTo,
  };
  const [from, to] = rangeOrders(row);
  if (row.streetKey === '' && row.streetName === '') return refuse('assignment.street-nameless', '');
  if (to < from) return refuse('assignment.range-reversed', written);
  if (validFrom !== null && validTo !== null && validTo < validFrom)
    return refuse('assignment.validity-reversed', `${germanDate(validFrom)}–${germanDate(validTo)}`);
  if (isOnWrongSide(row))
    desk.report('assignment.range-side', { file, row: raw.row }, { found: rangeText(row) });
  return row;
}

/** Both ends empty: the whole street. One end empty is not readable: it may mean one house or all that follow. */
function readRange(
  text: (name: Field) => string,
): { readonly from: HouseNumberPoint; readonly to: HouseNumberPoint } | undefined {
  const from = readEnd(text('fromNumber'), text('fromSuffix'));
  const to = readEnd(text('toNumber'), text('toSuffix'));
  if (from === 'empty' && to === 'empty') return WHOLE_STREET;
  // A range may begin at 0 and means the first house then.
  const start = from === 'empty' && /^0+$/.test(text('fromNumber')) ? WHOLE_STREET.from : from;
  return typeof start === 'string' || typeof to === 'string' ? undefined : { from: start, to };
}

function readEnd(number: string, suffix: string): HouseNumberPoint | 'empty' | 'unreadable' {
  const parsed = parseHouseNumber(number, suffix);
  if (isProblem(parsed)) return parsed.problem === 'missing' ? 'empty' : 'unreadable';
  return parsed.to ? 'unreadable' : { number: parsed.number, suffix: parsed.suffix };
}
