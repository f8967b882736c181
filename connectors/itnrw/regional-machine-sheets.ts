/**
 * Layout `regional-machine-sheets`: the sheets `CSV-…` of the Regionaltabellen of the Zensus 2022, made for
 * machines beside formatted ones for people. One header row; keys may have lost their zeros to Excel.
 */
import { z } from 'zod';
import {
  abortable,
  cellText,
  columnLabel,
  limitedReport,
  reportRow,
  RowReader,
  sheetSources,
  type Layout,
  type LayoutContext,
  type RawRow,
  type ReportRow,
  type Table,
  type TableColumn,
  type TableSource,
} from '../../src/sdk/index.ts';
import { recogniseMachineSheets } from './recognise-others.ts';

const options = z.strictObject({
  /** Name of the sheet: `CSV-Einwohnerzahl`. */
  sheet: z.string().startsWith('CSV-'),
});

const DATE = 'Berichtszeitpunkt';
const KEY = '_RS';
const LEVEL = 'Regionalebene';
/** Length of the key by the first letters of the level's name. */
const KEY_LENGTHS: readonly (readonly [level: RegExp, length: number])[] = [
  [/^(Bund|Deutschland)/iu, 1],
  [/^(Bundesl[aä]nd|Land$|L[aä]nder)/iu, 2],
  [/^Regierungsbezirk/iu, 3],
  [/^(Stadtkreis|Landkreis|Kreis|kreisfrei)/iu, 5],
  [/^Gemeindeverb[aä]nd/iu, 9],
  [/^Gemeinde/iu, 12],
];

export const regionalMachineSheets: Layout<z.infer<typeof options>> = {
  kind: 'tables',
  options,
  async *read(delivery, { sheet }, context) {
    context.signal.throwIfAborted();
    for (const source of await sheetSources(delivery, sheet, context)) yield* readSheet(source, context);
  },
  recognise: recogniseMachineSheets,
};

async function* readSheet(source: TableSource, context: LayoutContext): AsyncGenerator<Table> {
  const report = reportRow(source, context);
  const reader = new RowReader(source.rows);
  try {
    const header = (await reader.take())?.cells.map(cellText) ?? [];
    const width = header.findLastIndex((label) => label !== '') + 1;
    const [key, level] = [header.indexOf(KEY), header.indexOf(LEVEL)];
    if (key === -1 || level === -1 || !header.includes(DATE)) {
      report('format.header-missing', 0, { expected: [DATE, KEY, 'Name', LEVEL].join(', ') });
      return;
    }
    const columns = header
      .slice(0, width)
      .map((label, index): TableColumn => ({ position: index + 1, path: label === '' ? [] : [label] }));
    for (const column of columns)
      if (columnLabel(column) === '') report('format.column-unlabelled', 1, {}, String(column.position));
    yield {
      file: source.file,
      ...(source.sheet === undefined ? {} : { sheet: source.sheet }),
      titles: [],
      columns,
      rows: abortable(body(reader, { width, key, level, report }), context.signal),
      notes: [],
    };
  } finally {
    await reader.close();
  }
}

interface BodyTask {
  readonly width: number;
  readonly key: number;
  readonly level: number;
  readonly report: ReportRow;
}

async function* body(reader: RowReader, task: BodyTask): AsyncGenerator<readonly RawRow[]> {
  const limited = limitedReport(task.report);
  let padded = 0;
  let any = false;
  for await (const batch of reader.rest()) {
    const rows: RawRow[] = [];
    for (const row of batch) {
      if (row.cells.every((cell) => cellText(cell) === '')) continue;
      any = true;
      const written = cellText(row.cells[task.key]);
      const key = wholeKey(written, cellText(row.cells[task.level]));
      if (key === undefined) {
        limited.report('format.key-length', row.row, {
          found: written,
          expected: cellText(row.cells[task.level]),
        });
        continue;
      }
      if (key !== written) padded += 1;
      const cells = row.cells.slice(0, task.width).map((cell, index) => (index === task.key ? key : cell));
      rows.push({ row: row.row, cells });
    }
    if (rows.length > 0) yield rows;
  }
  limited.close();
  if (padded > 0) task.report('format.keys-padded', 0, { found: String(padded) });
  if (!any) task.report('format.no-rows', 0);
}

/** The key with its zeros, or undefined where it cannot be one of this level. Only one zero can be lost. */
function wholeKey(written: string, level: string): string | undefined {
  const length = KEY_LENGTHS.find(([name]) => name.test(level))?.[1];
  if (length === undefined || !/^\d+$/.test(written)) return undefined;
  const missing = length - written.length;
  if (missing < 0 || missing > 1) return undefined;
  return written.padStart(length, '0');
}
