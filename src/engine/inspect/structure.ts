/** The outer structure of a file, whatever its meaning: encoding and delimiter of a text, sheets of a workbook. */
import type { LandedDelivery } from '../../core/delivery.ts';
import { isZip, readHead } from '../../formats/magic.ts';
import { proposeDelimiter } from '../../formats/propose-delimiter.ts';
import { readWorkbook } from '../../formats/sheet.ts';
import { probeText } from '../../formats/text-probe.ts';
import { probeWorkbook } from '../../formats/workbook-probe.ts';
import type { ColumnFacts } from '../../mapping/propose/column-facts.ts';
import { filled, isNumeric } from '../../mapping/propose/column-facts.ts';
import type { TableFacts } from '../../mapping/propose/table-facts.ts';
import type { ColumnRole } from '../../mapping/propose-profile.ts';
import type { ColumnKind, ColumnReport, SheetReport, TableReport, TextReport } from './inspection.ts';

export async function textReport(delivery: LandedDelivery): Promise<TextReport | null> {
  const probe = await probeText(delivery);
  if (!probe) return null;
  const { name, because, certain } = probe.encoding;
  const beginning = await proposeDelimiter(probe.text);
  return {
    encoding: name,
    because,
    certain,
    delimiter: beginning?.delimiter ?? null,
    members: probe.members,
  };
}

/** Titles and notes of a table are few; what goes on and on is another table. */
const SHOWN_LINES = 12;

/** Hidden sheets are listed with their size; nothing of any sheet is looked at. */
export async function sheetReports(delivery: LandedDelivery): Promise<readonly SheetReport[]> {
  if (!isZip(await readHead(delivery.path))) return [];
  const probe = await probeWorkbook(delivery);
  const refused = probe.findings.some(({ code }) => code === 'format.hidden-sheet');
  const allow = { hiddenSheets: 'any' } as const;
  const sheets = refused ? (await readWorkbook(delivery, () => undefined, allow))?.sheets : probe.sheets;
  return (sheets ?? []).map(({ name, hidden, rows }) => ({
    name,
    rows: rows.length,
    columns: rows.reduce((width, { cells }) => Math.max(width, cells.length), 0),
    hidden,
  }));
}

export function tableReport(
  { sheets, titles, rows, columns, notes }: TableFacts,
  roles: ReadonlyMap<number, ColumnRole> | undefined,
): TableReport {
  return {
    sheets,
    titles: titles.slice(0, SHOWN_LINES),
    rows,
    columns: columns.map((column) => columnReport(column, roles?.get(column.position) ?? null)),
    notes: notes.filter((note) => !/^[_\u2013\u2014-]{4,}$/u.test(note)).slice(0, SHOWN_LINES),
  };
}

export function columnReport(column: ColumnFacts, role: ColumnRole | null): ColumnReport {
  const { position, label, shortest, longest, blank, texts, manyTexts, signs } = column;
  return {
    position,
    label,
    kind: kindOf(column),
    role,
    shortest,
    longest,
    blank,
    distinct: manyTexts ? null : texts.size,
    signs: Object.fromEntries(signs),
  };
}

function kindOf(column: ColumnFacts): ColumnKind {
  if (filled(column) === 0) return 'empty';
  if (column.dateCells > 0 || column.dates.some((format) => format !== 'YYYY' && format !== 'YYYYMM'))
    return 'day';
  if (column.leadingZeros > 0 && isNumeric(column)) return 'digits';
  if (isNumeric(column)) return column.whole && column.notations.ambiguous === 0 ? 'whole' : 'decimal';
  return column.numbers * 5 > filled(column) ? 'mixed' : 'text';
}
