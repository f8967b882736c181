/** Where in an opened file a finding points to: its row, and the letter of its column as Excel shows it. Pure. */
import type { Finding, Place } from '../../core/finding.ts';
import { FIRST_ROWS, type LookedSheet } from '../../engine/look/look.ts';
import { labelKey } from '../../mapping/column-label.ts';
import type { Look } from './looks.ts';

const LETTERS = 26;

/** 1 → A, 27 → AA. */
export function columnLetters(column: number): string {
  let [left, letters] = [column, ''];
  while (left > 0) {
    letters = String.fromCharCode(65 + ((left - 1) % LETTERS)) + letters;
    left = Math.floor((left - 1) / LETTERS);
  }
  return letters;
}

/** Undefined where the text is no name of a column. */
export function columnNumber(letters: string): number | undefined {
  if (!/^[A-Z]{1,3}$/.test(letters)) return undefined;
  let column = 0;
  for (const letter of letters) column = column * LETTERS + letter.charCodeAt(0) - 64;
  return column;
}

export function sheetOf(look: Look | undefined, sheet: string | undefined): LookedSheet | undefined {
  return look?.sheets.find(({ name }) => name === sheet);
}

/** The sheet of the finding, where its row was kept. */
export function lookedRow(look: Look | undefined, { file, sheet, row }: Place): LookedSheet | undefined {
  if (look?.file !== file) return undefined;
  const found = sheetOf(look, sheet);
  return found?.rows.has(row) === true ? found : undefined;
}

/**
 * 1-based; undefined where the finding names no column, or one whose heading is not there exactly once above the row.
 * Findings name a column by its number or by its heading, of which the innermost line counts.
 */
export function columnOf(
  { place: { column, row } }: Pick<Finding, 'place'>,
  sheet: LookedSheet | undefined,
): number | undefined {
  if (column === undefined) return undefined;
  const numbered = /^Nr\. (\d{1,5})$/.exec(column)?.[1];
  if (numbered !== undefined) return Number(numbered);
  if (!sheet) return undefined;
  const places = headingsOf(sheet);
  const keys = new Set([labelKey(column), labelKey(column.split(' / ').at(-1) ?? '')]);
  const above = [...keys].flatMap((key) => places.get(key) ?? []).filter((each) => each.row < row);
  const columns = new Set(above.map((each) => each.column));
  const [only] = columns;
  return columns.size === 1 ? only : undefined;
}

type Headings = ReadonlyMap<string, readonly { readonly row: number; readonly column: number }[]>;
const headings = new WeakMap<LookedSheet, Headings>();

/** Where each text of the first rows stands; a page asks for it for each of its findings. */
function headingsOf(sheet: LookedSheet): Headings {
  const known = headings.get(sheet);
  if (known) return known;
  const places = new Map<string, { row: number; column: number }[]>();
  for (const [row, cells] of sheet.rows) {
    if (row > FIRST_ROWS) continue;
    for (const [index, cell] of cells.entries()) {
      const key = labelKey(cell);
      if (key === '') continue;
      const there = places.get(key);
      if (there) there.push({ row, column: index + 1 });
      else places.set(key, [{ row, column: index + 1 }]);
    }
  }
  headings.set(sheet, places);
  return places;
}

/** `B17`; of sheets only: what lines a program makes of a text file is its own affair. */
export function cellAddress(found: Finding, sheet: LookedSheet | undefined): string | undefined {
  const { place } = found;
  const column = columnOf(found, sheet);
  if (column === undefined || place.row === 0 || place.sheet === undefined) return undefined;
  return `${columnLetters(column)}${place.row}`;
}

/** Address of the page that shows the row; no value of the file is in it. */
export function rowHref(run: string, found: Finding, sheet: LookedSheet): string {
  const query = new URLSearchParams();
  if (sheet.name !== undefined) query.set('blatt', sheet.name);
  query.set('zeile', String(found.place.row));
  const column = columnOf(found, sheet);
  if (column !== undefined) query.set('spalte', columnLetters(column));
  return `/laeufe/${run}/pruefung/zeile?${query.toString()}`;
}
