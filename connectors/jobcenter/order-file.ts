/**
 * Layout `order-file`: a small-area order file of the BA (Auftrag kleinräumige Gliederung): report month,
 * municipality, unit of nine digits, name, measures. Adds three columns that say what a row is: `ebene`, `schluessel`
 * and both as `raum`, so that a profile tells units, control sums and residuals apart.
 */
import { z } from 'zod';
import {
  cellText,
  columnLabel,
  isBlankRow,
  labelledTable,
  limitedReport,
  plainLabel,
  reportRow,
  rowText,
  textOrSheetFields,
  textOrSheetProblem,
  textOrSheetSources,
  type LandedDelivery,
  type Layout,
  type LayoutContext,
  type RawCell,
  type RawRow,
  type ReportRow,
  type Table,
} from '../../src/sdk/index.ts';
import { reportErrorLog } from './error-log.ts';
import { readOrderRow, wholeKeys, type OrderRow } from './order-codes.ts';
import { countOf, orderSums } from './order-sums.ts';
import { recogniseOrder } from './recognise-order.ts';

const options = z
  .strictObject({
    ...textOrSheetFields,
    /** Rows above the header. */
    titleRows: z.int().min(0).max(40).default(0),
    /** The first three digits of a unit: `gemeinde` numbers the municipality within the file. */
    prefix: z.enum(['gemeinde', 'own']).default('own'),
    /** Largest count that `*` may stand for; left out: it also hides larger ones. */
    hiddenMax: z.int().min(1).max(99).optional(),
    /** Measure whose residual the error log explains. */
    errorLogMeasure: z.string().min(1).optional(),
  })
  .superRefine((o, context) => {
    const problem = textOrSheetProblem(o);
    if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
  });
type Options = z.output<typeof options>;

/** Report month, municipality, unit and name; measures follow. */
const KEYS = 4;
const ADDED = ['ebene', 'schluessel', 'raum'];

export const orderFile: Layout<Options> = {
  kind: 'tables',
  options,
  async *read(delivery, declared, context) {
    context.signal.throwIfAborted();
    for (const source of await textOrSheetSources(delivery, declared, context)) {
      const shape = {
        start: { titleRows: declared.titleRows },
        headerRows: 1,
        label: plainLabel,
        columnNumbers: false,
        body: { end: 'until', fillDown: [] },
      } as const;
      for await (const table of labelledTable(source, shape, context))
        yield* orderTable(table, { delivery, declared, context });
    }
  },
  recognise: recogniseOrder,
};

interface OrderTask {
  readonly delivery: LandedDelivery;
  readonly declared: Options;
  readonly context: LayoutContext;
}

function* orderTable(table: Table, task: OrderTask): Generator<Table> {
  const report = reportRow(table, task.context);
  const labels = table.columns.map(columnLabel);
  const measures = labels.slice(KEYS);
  const logMeasure = task.declared.errorLogMeasure;
  if (measures.length === 0 || labels.some((label) => /^\d+$/.test(label))) {
    report('jobcenter.order-header', 0, { found: `${labels.length} Spalten` });
    return;
  }
  if (logMeasure !== undefined && !measures.includes(logMeasure))
    report('format.column-missing', 0, { expected: logMeasure });
  const added = ADDED.map((name, index) => ({ position: labels.length + index + 1, path: [name] }));
  const notes: string[] = [];
  yield {
    ...table,
    columns: [...table.columns, ...added],
    rows: orderRows(table, { ...task, measures, notes, report }),
    get notes() {
      return [...notes, ...table.notes];
    },
  };
}

interface BodyTask extends OrderTask {
  readonly measures: readonly string[];
  /** Receives lines of text below the figures. */
  readonly notes: string[];
  readonly report: ReportRow;
}

async function* orderRows(table: Table, task: BodyTask): AsyncGenerator<readonly RawRow[]> {
  const { declared, measures, report } = task;
  const limited = limitedReport(report);
  const running = declared.prefix === 'gemeinde' ? 'running' : 'none';
  const sums = orderSums({ measures, running, hiddenMax: declared.hiddenMax, report });
  const prefixes = prefixCheck(running, report);
  const residual = residualOf(measures.indexOf(declared.errorLogMeasure ?? ''));
  let padded = 0;
  for await (const batch of table.rows) {
    const rows: RawRow[] = [];
    for (const { row, cells } of batch) {
      const [month = '', gemeinde = '', unit = '', name = ''] = cells.slice(0, KEYS).map(cellText);
      if (isBlankRow(cells.slice(1))) {
        task.notes.push(rowText(cells));
        continue;
      }
      const keys = wholeKeys({ gemeinde, unit, name });
      const order = readOrderRow(keys, running);
      if (!order) {
        limited.report('jobcenter.order-unit', row, { found: `${keyText(gemeinde)} / ${keyText(unit)}` });
        continue;
      }
      if (keys.gemeinde !== gemeinde || keys.unit !== unit) padded += 1;
      const figures = cells.slice(KEYS);
      prefixes(order, row);
      sums.add(order, { row, month, cells: figures });
      residual.add(order, figures);
      rows.push({
        row,
        cells: [cells[0] ?? '', keys.gemeinde, keys.unit, name, ...figures, ...describe(order)],
      });
    }
    if (rows.length > 0) yield rows;
  }
  limited.close();
  if (padded > 0) report('format.keys-padded', 0, { found: String(padded) });
  sums.close();
  await reportErrorLog(task.delivery, residual.result(), task.context);
}

/** Only what looks like a key: the file may be another one, with persons in it. */
function keyText(text: string): string {
  return /^[\dSUM]{1,12}$/u.test(text) ? text : '?';
}

function describe({ ebene, key }: OrderRow): string[] {
  return [ebene, key, `${ebene} ${key}`];
}

/** The same three digits must not number two municipalities, whose sums could not be told apart then. */
function prefixCheck(running: 'running' | 'none', report: ReportRow): (order: OrderRow, row: number) => void {
  const owners = new Map<string, string>();
  const told = new Set<string>();
  return (order, row) => {
    if (running === 'none' || (order.ebene !== 'quartier' && order.ebene !== 'summe')) return;
    const prefix = order.ebene === 'quartier' ? order.key.slice(0, 3) : order.of;
    if (prefix === '') return;
    const owner = owners.get(prefix) ?? order.gemeinde;
    owners.set(prefix, owner);
    if (owner === order.gemeinde || told.has(prefix)) return;
    told.add(prefix);
    report('jobcenter.order-prefix', row, { found: prefix, expected: `${owner}, ${order.gemeinde}` });
  };
}

/** Adds up the residual rows in one measure; `index` -1: in none. */
function residualOf(index: number) {
  let count: number | undefined = index < 0 ? undefined : 0;
  return {
    add(order: OrderRow, figures: readonly (string | RawCell)[]): void {
      if (order.ebene !== 'rest' || count === undefined) return;
      const value = countOf(figures[index]);
      count = typeof value === 'number' ? count + value : undefined;
    },
    result: () => ({ count }),
  };
}
