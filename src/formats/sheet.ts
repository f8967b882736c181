/**
 * Excel workbooks (.xlsx) to raw rows: values, number formats and merges as the file holds them, nothing
 * interpreted; and tables to workbooks. The only file that knows exceljs; another library could take its place behind
 * `readWorkbook` and `writeTable`.
 */
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { PassThrough } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import exceljs, { type Row, type Workbook, type Worksheet } from 'exceljs';
import { finding } from '../core/finding.ts';
import type { RawCell, RawRow } from '../core/table.ts';
import { rawCellOf, maskFormat } from './sheet-cell.ts';
import { noteMerge, type Merge } from './sheet-merges.ts';
import type { Report, SourceFile } from './source-file.ts';
import { guardWorkbook } from './workbook-guard.ts';

export interface Sheet {
  readonly name: string;
  /** Only in workbooks whose hidden sheets were allowed. */
  readonly hidden: boolean;
  /** Numbers of hidden rows and columns that hold anything; they are among `rows` all the same. */
  readonly hiddenRows: readonly number[];
  readonly hiddenColumns: readonly number[];
  /** Without empty rows; every row has a cell for every column up to the last one in use. */
  readonly rows: readonly RawRow[];
  /** The value stands in the top left cell; the others are null (see `fillMerges`). */
  readonly merges: readonly Merge[];
}

export interface WorkbookOptions {
  /** Names of hidden sheets that may be there, reported as info then; any other is refused. `any`: only to list them. */
  readonly hiddenSheets?: readonly string[] | 'any';
}

const EMPTY: RawCell = { value: null };
/** Nothing of these is read; some make the library slow or let it fail. */
const IGNORED = [
  'conditionalFormatting',
  'dataValidations',
  'drawing',
  'extLst',
  'hyperlinks',
  'legacyDrawing',
  'picture',
  'tableParts',
];

/**
 * All sheets of a workbook, or undefined after a finding: `format.not-a-workbook`,
 * `format.password-protected-or-old`, `format.archive-...`, `format.xml-entities`, `format.pivot-cache`,
 * `format.hidden-sheet`, `format.sheet-too-large` (50,000 rows), `format.formula-without-value`,
 * `format.workbook-broken`. Links to other files, macros, embedded files and the date system of 1904 are told.
 */
export async function readWorkbook(
  source: SourceFile,
  report: Report,
  options: WorkbookOptions = {},
): Promise<{ readonly sheets: readonly Sheet[] } | undefined> {
  const sound = await guardWorkbook(source, report);
  if (!sound) return undefined;

  const place = { file: source.file, row: 0 };
  const workbook = await load(source.path, sound.formats);
  if (!workbook || workbook.worksheets.length === 0) {
    report(finding('format.workbook-broken', place, { found: 'xl/workbook.xml' }));
    return undefined;
  }
  const hidden = workbook.worksheets.filter((sheet) => sheet.state !== 'visible').map(({ name }) => name);
  const { hiddenSheets = [] } = options;
  const refused = hiddenSheets === 'any' ? [] : hidden.filter((name) => !hiddenSheets.includes(name));
  if (hidden.length > 0) {
    const told = refused.length > 0 ? refused : hidden;
    const facts = { found: told.join(', '), ...(refused.length > 0 ? {} : { severity: 'info' as const }) };
    report(finding('format.hidden-sheet', { ...place, sheet: told[0] ?? '' }, facts));
  }
  if (refused.length > 0) return undefined;
  const system = workbook.properties.date1904 ? 1904 : 1900;
  const sheets = workbook.worksheets.map((sheet) => readSheet(sheet, system));
  if (system === 1904) tellFirstDate(sheets, source, report);
  return { sheets };
}

/** Only where there is a date that could be four years off. */
function tellFirstDate(sheets: readonly Sheet[], { file }: SourceFile, report: Report): void {
  for (const { name, rows } of sheets)
    for (const { row, cells } of rows)
      for (const { value } of cells as readonly RawCell[]) {
        if (!(value instanceof Date)) continue;
        const found = value.toISOString().slice(0, 10);
        return report(finding('format.date-system-1904', { file, sheet: name, row }, { found }));
      }
}

function readSheet(sheet: Worksheet, system: 1900 | 1904): Sheet {
  const rows: { row: number; cells: RawCell[] }[] = [];
  const merges = new Map<string, { top: number; left: number; bottom: number; right: number }>();
  let width = 0;

  sheet.eachRow((row: Row, number: number) => {
    const cells: RawCell[] = [];
    row.eachCell((cell, column) => {
      if (cell.type === exceljs.ValueType.Merge) return noteMerge(merges, cell.master, number, column);
      const formula = cell.type === exceljs.ValueType.Formula;
      const held = { value: formula ? cell.result : cell.value, format: cell.numFmt, formula };
      const raw = rawCellOf(held, system);
      if (raw.value === null && !raw.formula) return undefined;
      while (cells.length < column - 1) cells.push(EMPTY);
      cells.push(raw);
      return undefined;
    });
    width = Math.max(width, cells.length);
    rows.push({ row: number, cells });
  });

  // Merged cells belong to the table although nothing of their own stands in them.
  const merged = new Set<number>();
  for (const { top, bottom, right } of merges.values()) {
    width = Math.max(width, right);
    for (let row = top; row <= bottom; row += 1) merged.add(row);
  }
  for (const { cells } of rows) while (cells.length < width) cells.push(EMPTY);
  const filled = rows.filter(({ cells }) => cells.some((cell) => cell !== EMPTY));
  return {
    name: sheet.name,
    hidden: sheet.state !== 'visible',
    hiddenRows: filled.map(({ row }) => row).filter((row) => isHidden(sheet.getRow(row))),
    hiddenColumns: Array.from({ length: width }, (_, index) => index + 1).filter(
      (column) =>
        isHidden(sheet.getColumn(column)) && filled.some(({ cells }) => cells[column - 1] !== EMPTY),
    ),
    rows: rows.filter(({ row, cells }) => cells.some((cell) => cell !== EMPTY) || merged.has(row)),
    merges: [...merges.values()],
  };
}

/** Without height or width is out of sight just as well. */
function isHidden(line: { hidden?: boolean; height?: number; width?: number }): boolean {
  return line.hidden === true || line.height === 0 || line.width === 0;
}

/** What the library does between parsing and building, as far as it is touched here. */
interface Reconciling {
  reconcile(model: Parsed, options: unknown): void;
}
interface Parsed {
  styles?: {
    model: { styles: { numFmtId?: number }[] };
    getStyleModel(id: number): { numFmt?: string } | null;
  };
  worksheetRels: unknown[];
}

/**
 * Loads with two precautions. Number formats are masked, so that the library leaves every number a number
 * (see number-format.ts); relations of sheets (comments, links, pictures) are dropped, some of which it
 * stumbles over.
 */
async function load(path: string, formats: ReadonlyMap<number, string>): Promise<Workbook | undefined> {
  const workbook = new exceljs.Workbook();
  const inner = workbook.xlsx as unknown as Reconciling;
  const reconcile = inner.reconcile.bind(inner);
  inner.reconcile = (model, options) => {
    const { styles } = model;
    if (styles) {
      const styleOf = styles.getStyleModel.bind(styles);
      const masked = new Map<number, { numFmt?: string } | null>();
      styles.getStyleModel = (id) => {
        const own = formats.get(styles.model.styles[id]?.numFmtId ?? 0);
        if (!masked.has(id)) masked.set(id, maskFormat(styleOf(id), own));
        return masked.get(id) ?? null;
      };
    }
    model.worksheetRels = [];
    reconcile(model, options);
  };
  try {
    const bytes = await readFile(path);
    return await workbook.xlsx.load(bytes as unknown as exceljs.Buffer, { ignoreNodes: IGNORED });
  } catch {
    return undefined;
  }
}

/** Rows that are written before others have their turn. */
const ROWS_AT_ONCE = 500;
/** What a cell of Excel holds at most. */
const LONGEST_TEXT = 32_767;

export interface WrittenTable {
  readonly sheet: string;
  readonly columns: readonly { readonly title: string; readonly width: number }[];
  /** Texts stay texts and never become formulas. */
  readonly rows: Iterable<readonly (string | number)[]>;
}

/** One sheet with a bold header that stays in sight; at most 1,048,575 rows fit. */
export async function writeTable({ sheet: name, columns, rows }: WrittenTable): Promise<Uint8Array> {
  const stream = new PassThrough();
  const written = buffer(stream);
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({
    stream,
    useStyles: true,
    useSharedStrings: false,
  });
  const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = columns.map(({ width }) => ({ width }));
  const head = sheet.addRow(columns.map(({ title }) => title));
  head.font = { bold: true };
  head.commit();
  let count = 0;
  for (const row of rows) {
    const cells = row.map((cell) => (typeof cell === 'string' ? cell.slice(0, LONGEST_TEXT) : cell));
    sheet.addRow(cells).commit();
    count += 1;
    if (count % ROWS_AT_ONCE === 0) await turn();
  }
  await workbook.commit();
  return new Uint8Array(await written);
}
