/**
 * Recognises tables made for people in a workbook nobody has described yet: header, key, last row. Proposes only
 * what the sheets show; sections, signs and dates are for a person to say.
 */
import {
  cellText,
  columnLabel,
  fillMerges,
  labelledTable,
  normaliseLabel,
  rawValue,
  readWorkbook,
  sheetSource,
  type LandedDelivery,
  type LayoutProposal,
  type RawCell,
  type RawRow,
  type Sheet,
} from '../../src/sdk/index.ts';

/** A sign that stands for a figure; a text of words is none. */
const SIGN = /^(?:[-\u2013.*/xX\u2026]|\.{3})$/u;
const YEAR = /^(19|20)\d\d$/;
const MOST_HEADER_ROWS = 4;
/** Fewer rows with figures prove no table. */
const LEAST_ROWS = 3;

interface Build {
  readonly titleRows: number;
  readonly headerRows: number;
  readonly units: readonly string[];
  readonly key: string;
  readonly name: string | undefined;
  readonly lastRow: string;
  readonly rows: number;
}

export async function recognise(
  delivery: LandedDelivery,
  signal: AbortSignal,
): Promise<LayoutProposal | undefined> {
  signal.throwIfAborted();
  const workbook = await readWorkbook(delivery, () => undefined);
  const found: { sheet: string; build: Build }[] = [];
  for (const sheet of workbook?.sheets ?? []) {
    signal.throwIfAborted();
    const build = await buildOf(sheet, signal);
    if (build) found.push({ sheet: sheet.name, build });
  }
  const [first] = found;
  if (!first) return undefined;
  const alike = found.filter(({ build }) => optionsOf(build) === optionsOf(first.build));
  const { titleRows, headerRows, units, key, name, lastRow, rows } = first.build;
  return {
    options: {
      sheets: alike.map(({ sheet }) => sheet),
      titleRows,
      headerRows,
      ...(units.length > 0 ? { units } : {}),
      key,
      ...(name === undefined ? {} : { name }),
      lastRow,
    },
    certainty: headerRows > 1 ? 0.8 : 0.5,
    because: `Blatt „${first.sheet}“ hat ${headerRows} Kopfzeile(n) und darunter ${rows} Zeilen mit Werten.`,
  };
}

/** What sheets must have in common to be read by one set of options. */
function optionsOf({ rows: _rows, ...options }: Build): string {
  return JSON.stringify(options);
}

async function buildOf(sheet: Sheet, signal: AbortSignal): Promise<Build | undefined> {
  const data = sheet.rows.filter((row) => isDataRow(row));
  const [first, last] = [data[0], data.at(-1)];
  if (!first || !last || data.length < LEAST_ROWS) return undefined;
  const head = headAbove(sheet, first.row);
  const end = firstText(last);
  const lines = sheet.rows.filter(({ row }) => first.row <= row && row <= last.row);
  if (!head || lines.filter((row) => firstText(row) === end).length !== 1) return undefined;
  const labels = await labelsOf(sheet, head, signal);
  const [key = '', second] = labels;
  if (key === '') return undefined;
  const named = lines.some(({ cells }) => cellText(cells[0]) === '' && isWords(cells[1]));
  const name = named ? second : undefined;
  return { ...head, key, name, lastRow: `^${escaped(end)}$`, rows: data.length };
}

/** Words at the left, figures or signs in at least half of the filled cells behind them; years are labels. */
function isDataRow({ cells }: RawRow): boolean {
  if (cells.slice(0, 2).every((cell) => cellText(cell) === '')) return false;
  const filled = cells.slice(1).filter((cell) => cellText(cell) !== '');
  const figures = filled.filter(isFigure);
  return figures.length > 0 && figures.length * 2 >= filled.length && !figures.every(isYear);
}

function isFigure(cell: string | RawCell): boolean {
  return typeof rawValue(cell) === 'number' || SIGN.test(cellText(cell));
}

function isYear(cell: string | RawCell): boolean {
  return YEAR.test(cellText(cell));
}

function isWords(cell: string | RawCell | undefined): boolean {
  return cell !== undefined && typeof rawValue(cell) === 'string' && !isFigure(cell);
}

type Head = Pick<Build, 'titleRows' | 'headerRows' | 'units'>;

/** Upwards from the data: a row that says one thing only is a unit right above the data, a title further up. */
function headAbove(sheet: Sheet, firstRow: number): Head | undefined {
  const filled = fillMerges(sheet, firstRow - 1);
  const textsAt = (row: number) => {
    const cells = filled.find((line) => line.row === row)?.cells ?? [];
    return [...new Set(cells.map(cellText).filter((text) => text !== ''))];
  };
  let bottom = firstRow - 1;
  const below = textsAt(bottom);
  const units = below.length === 1 && textsAt(bottom - 1).length > 1 ? below : [];
  if (units.length > 0) bottom -= 1;
  let top = bottom;
  while (top > 0 && textsAt(top).length > 1 && bottom - top < MOST_HEADER_ROWS) top -= 1;
  const headerRows = bottom - top;
  return headerRows > 0 ? { titleRows: top, headerRows, units } : undefined;
}

/** The labels of the columns as reading will find them. */
async function labelsOf(sheet: Sheet, head: Head, signal: AbortSignal): Promise<readonly string[]> {
  const { titleRows, headerRows, units } = head;
  const shape = {
    start: { titleRows },
    headerRows,
    label: normaliseLabel,
    ...(units.length > 0 ? { units } : {}),
    body: { end: 'all' as const },
  };
  const context = { signal, report: () => undefined };
  for await (const table of labelledTable(sheetSource('', sheet), shape, context))
    return table.columns.map(columnLabel);
  return [];
}

function firstText(row: RawRow): string {
  return row.cells.map(cellText).find((text) => text !== '') ?? '';
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.+*?()[\]{}|/]/gu, String.raw`\$&`);
}
