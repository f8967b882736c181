/** What layout `result-table` makes of a workbook that no profile describes yet: the sheets that hold the same table. */
import {
  cellText,
  normaliseLabel,
  probeWorkbook,
  fillMerges,
  type LandedDelivery,
  type LayoutProposal,
  type Sheet,
} from '../../src/sdk/index.ts';
import { findTable, type FoundTable, type TextLine } from './find-table.ts';
import { resultOptions } from './result-options.ts';

/** Rows enough to see where a table begins and how its labels are nested. */
const LOOKED_AT = 400;
const MOST_HEAD_ROWS = 60;

interface Candidate {
  readonly sheet: string;
  readonly table: FoundTable;
}

export async function recogniseResultSheet(delivery: LandedDelivery): Promise<LayoutProposal | undefined> {
  const { sheets } = await probeWorkbook(delivery);
  const candidates = sheets.flatMap((sheet): Candidate[] => {
    const table = findTable(linesOf(sheet));
    return table ? [{ sheet: sheet.name, table }] : [];
  });
  const largest = candidates.reduce<Candidate | undefined>(
    (best, next) => (best && best.table.body.length >= next.table.body.length ? best : next),
    undefined,
  );
  if (!largest) return undefined;
  const alike = candidates.filter(({ table }) => headText(table) === headText(largest.table));
  const sheet = sharedPattern(alike.map((candidate) => candidate.sheet)) ?? largest.sheet;
  return {
    options: { sheet, ...resultOptions(largest.table, normaliseLabel) },
    certainty: 0.5,
    because: `Im Blatt „${largest.sheet}“ stehen ab Zeile ${largest.table.start} ${largest.table.header.length} Kopfzeilen über Zeilen mit Zahlen${alike.length > 1 ? `; ${alike.length} Blätter sind gleich aufgebaut` : ''}.`,
  };
}

function linesOf(sheet: Sheet): TextLine[] {
  const filled = fillMerges(sheet, MOST_HEAD_ROWS).slice(0, LOOKED_AT);
  const lines: TextLine[] = [];
  let last = 0;
  for (const { row, cells } of filled) {
    for (let blank = last + 1; blank < row; blank += 1) lines.push({ row: blank, texts: [] });
    lines.push({ row, texts: mergedOnce(cells.map(cellText)) });
    last = row;
  }
  return lines;
}

/** A title merged over all columns is one text. */
function mergedOnce(texts: readonly string[]): readonly string[] {
  const [first = ''] = texts;
  return texts.length > 2 && first !== '' && texts.every((text) => text === first)
    ? [first, ...texts.slice(1).map(() => '')]
    : texts;
}

function headText({ header, start }: FoundTable): string {
  return JSON.stringify([start, header.map(({ texts }) => texts)]);
}

/** `Daten *` for `Daten 2023` and `Daten 2024`: names that differ in digits at their end only. */
function sharedPattern(names: readonly string[]): string | undefined {
  const stems = new Set(names.map((name) => name.replace(/[\d.-]+$/, '')));
  const [stem] = stems;
  return names.length > 1 && stems.size === 1 && stem ? `${stem}*` : undefined;
}
