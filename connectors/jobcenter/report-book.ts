/** A BA workbook: the sheet that is meant, and what its Impressum says about it. */
import {
  finding,
  matchesName,
  rawValue,
  readWorkbook,
  rowText,
  type LandedDelivery,
  type LayoutContext,
  type Sheet,
} from '../../src/sdk/index.ts';

export interface ReportBook {
  readonly sheets: readonly Sheet[];
  /** Entries of the sheet Impressum without their colon: `Berichtsjahr` to `2024`. */
  readonly imprint: ReadonlyMap<string, string>;
}

/** Undefined, with a finding, where the file is no workbook or none of its sheets is meant. */
export async function readReportBook(
  delivery: LandedDelivery,
  pattern: string,
  context: LayoutContext,
): Promise<ReportBook | undefined> {
  context.signal.throwIfAborted();
  const workbook = await readWorkbook(delivery, context.report);
  context.signal.throwIfAborted();
  if (!workbook) return undefined;
  const sheets = workbook.sheets.filter(({ name }) => matchesName(pattern, name));
  if (sheets.length === 0) {
    const found = workbook.sheets.map(({ name }) => name).join(', ');
    context.report(
      finding('format.sheet-missing', { file: delivery.file, row: 0 }, { found, expected: pattern }),
    );
    return undefined;
  }
  return { sheets, imprint: imprintOf(workbook.sheets) };
}

function imprintOf(sheets: readonly Sheet[]): Map<string, string> {
  const rows = sheets.find(({ name }) => name === 'Impressum')?.rows ?? [];
  return new Map(
    rows.flatMap(({ cells }): [string, string][] => {
      const key = /^([^:]+):$/.exec(String(rawValue(cells[0]) ?? '').trim())?.[1];
      return key === undefined ? [] : [[key, rowText(cells.slice(1))]];
    }),
  );
}
