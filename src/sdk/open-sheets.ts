/**
 * The sheets of a workbook that a layout asks for. What is hidden on them is a finding: a person who passed the
 * file on did not see it.
 */
import { finding } from '../core/finding.ts';
import type { FindingCode } from '../core/findings/catalogue.ts';
import { readWorkbook, type Sheet } from '../formats/sheet.ts';
import type { LandedDelivery, LayoutContext } from './connector.ts';
import { matchesName } from './match.ts';

export interface SheetChoice {
  /** Names, `*` for any characters; each must fit a sheet. */
  readonly sheets: readonly string[];
  /** Names of hidden sheets that may be there. */
  readonly hiddenSheets?: readonly string[];
  /** Hidden rows or columns are meant to be read. */
  readonly hiddenRows?: 'read' | undefined;
  readonly hiddenColumns?: 'read' | undefined;
}

export interface OpenedSheets {
  /** In the order of the workbook. */
  readonly chosen: readonly Sheet[];
  /** Names of the sheets with content that nobody asked for. */
  readonly others: readonly string[];
}

const LISTED = 10;

/** None chosen, with a finding, where the file or one of the sheets is missing. */
export async function openSheets(
  delivery: LandedDelivery,
  choice: SheetChoice,
  context: LayoutContext,
): Promise<OpenedSheets> {
  const { hiddenSheets = [] } = choice;
  const workbook = await readWorkbook(delivery, context.report, { hiddenSheets });
  if (!workbook) return { chosen: [], others: [] };
  const { file } = delivery;
  const { sheets } = workbook;
  const missing = choice.sheets.filter((pattern) => !sheets.some(({ name }) => matchesName(pattern, name)));
  const found = sheets.map(({ name }) => name).join(', ');
  for (const expected of missing)
    context.report(finding('format.sheet-missing', { file, row: 0 }, { found, expected }));
  if (missing.length > 0) return { chosen: [], others: [] };

  const isChosen = ({ name }: Sheet) => choice.sheets.some((pattern) => matchesName(pattern, name));
  const chosen = sheets.filter(isChosen);
  for (const sheet of chosen) {
    const tell = (code: FindingCode, lines: readonly (number | string)[], allowed: 'read' | undefined) => {
      if (lines.length === 0) return;
      const listed = lines.slice(0, LISTED).join(', ') + (lines.length > LISTED ? ' …' : '');
      const facts = { found: listed, ...(allowed ? { severity: 'info' as const } : {}) };
      context.report(finding(code, { file, sheet: sheet.name, row: 0 }, facts));
    };
    tell('format.hidden-rows', sheet.hiddenRows, choice.hiddenRows);
    tell('format.hidden-columns', sheet.hiddenColumns.map(columnLetters), choice.hiddenColumns);
  }
  const others = sheets.filter((sheet) => !isChosen(sheet) && sheet.rows.length > 0).map(({ name }) => name);
  return { chosen, others };
}

/** 1 is `A`, 27 is `AA`: how Excel names columns and people look for them. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCodePoint(65 + ((rest - 1) % 26)) + letters;
  return letters;
}
