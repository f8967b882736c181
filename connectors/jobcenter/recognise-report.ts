/** Looks through a workbook of the BA for a sheet that the layout `bericht` reads, and proposes options for it. */
import {
  cellText,
  isBlankRow,
  readWorkbook,
  type LandedDelivery,
  type LayoutProposal,
  type Sheet,
} from '../../src/sdk/index.ts';
import { baLabel } from './labels.ts';
import { sheetDate } from './report-date.ts';
import { readReportSheet, type ReportSheet } from './report-sheet.ts';

const FEWEST_FIGURES = 3;
const MOST_TITLE_ROWS = 30;

interface Found {
  readonly sheet: string;
  readonly headerStart: string;
  readonly headerRows: number;
  readonly read: ReportSheet;
}

export async function recogniseReport(
  delivery: LandedDelivery,
  signal: AbortSignal,
): Promise<LayoutProposal | undefined> {
  signal.throwIfAborted();
  const workbook = await readWorkbook(delivery, () => undefined);
  const imprint = workbook?.sheets.some(({ name, rows }) => name === 'Impressum' && saysAgency(rows));
  for (const sheet of workbook?.sheets ?? []) {
    signal.throwIfAborted();
    const found = await headerOf(sheet);
    if (!found) continue;
    const { headerStart, headerRows } = found;
    return {
      options: { sheet: found.sheet, headerStart, headerRows },
      certainty: imprint ? 0.7 : 0.4,
      because: `Im Blatt „${found.sheet}“ stehen ${found.read.figures.length} Zeilen mit Werten unter Überschriften, wie in Berichten der BA.`,
    };
  }
  return undefined;
}

/** The first row that is a header: a label at the left, texts beside it, and figures below. */
async function headerOf(sheet: Sheet): Promise<Found | undefined> {
  for (const { row, cells } of sheet.rows.slice(0, MOST_TITLE_ROWS)) {
    const headerStart = baLabel(cellText(cells[0]));
    if (headerStart === '' || isBlankRow(cells.slice(1))) continue;
    const merged = sheet.merges.find(({ top, left }) => top === row && left === 1);
    const headerRows = merged ? merged.bottom - merged.top + 1 : 1;
    if (headerRows > 4) continue;
    let faults = 0;
    const count = (): void => void (faults += 1);
    const read = await readReportSheet(sheet, { headerStart, headerRows, labelColumns: 1 }, count);
    if (!read || read.figures.length < FEWEST_FIGURES) continue;
    if (!read.figures.some(({ section }) => section)) continue;
    if (sheetDate(read.titles, undefined, count) !== undefined && faults === 0)
      return { sheet: sheet.name, headerStart, headerRows, read };
  }
  return undefined;
}

function saysAgency(rows: Sheet['rows']): boolean {
  return rows.some(({ cells }) => cells.some((cell) => cellText(cell).includes('Bundesagentur für Arbeit')));
}
