/**
 * What both generations of GENESIS flat files have in common: groups of four cells per variable, in any order.
 * They become columns called like the variable, so that a profile speaks of `GES` and not of "variable 2".
 */
import { z } from 'zod';
import {
  abortable,
  limitedReport,
  reportRow,
  type LayoutContext,
  type RawRow,
  type ReportRow,
  type RowReader,
  type Table,
  type TableColumn,
} from '../../src/sdk/index.ts';

/** Empty attribute code of a variable that is named: its total. */
const TOTAL = '(total)';
/** The row is not broken down by the variable at all; that is no total. */
const NONE = '(none)';

export const flatOptions = z.strictObject({
  /** Code of the statistic, `12411`; rows of another are not read. */
  statistic: z.string().min(1),
  /** Codes of the variables that name a region, `KREISE`; each row has exactly one. */
  regions: z.array(z.string().min(1)).min(1),
  /** Codes of all other variables of the table. */
  variables: z.array(z.string().min(1)).default([]),
});
export type FlatOptions = z.infer<typeof flatOptions>;

/** Columns before the first group: code and label of the statistic, code and label of the time, the time. */
export const FIRST_GROUP = 5;
export const GROUP_WIDTH = 4;
const TIME = 4;

/** `time`, the region in three columns, two for each variable, then those of the value. */
function flatColumns({ variables }: FlatOptions): TableColumn[] {
  const names = [
    'time',
    'region_variable',
    'region',
    'region_label',
    ...variables.flatMap((code) => [code, `${code}_label`]),
    'value',
    'value_unit',
    'value_variable_code',
    'value_variable_label',
    'value_q',
  ];
  return names.map((name, index) => ({ position: index + 1, path: [name] }));
}

/** Where the parts of a row stand, as long as its variables stay the same. */
interface Plan {
  readonly variables: readonly string[];
  /** Index of the region's group; undefined: such rows are not read. */
  readonly region: number | undefined;
  /** For each declared variable the index of its group, or -1. */
  readonly groups: readonly number[];
}

export interface FlatShape {
  readonly file: string;
  /** Number of groups of four. */
  readonly groups: number;
  readonly options: FlatOptions;
  /** The time as it is delivered. */
  readonly timeOf: (text: string) => string;
  /** The five cells from `value` on. */
  readonly valueOf: (cells: readonly string[]) => readonly string[];
}

/** The table behind a header that has been taken. Rows that cannot be placed are reported and not delivered. */
export async function flatTable(reader: RowReader, shape: FlatShape, context: LayoutContext): Promise<Table> {
  const { file, options } = shape;
  const report = reportRow({ file }, context);
  const first = await reader.peek();
  if (!first) report('format.no-rows', 0);
  return {
    file,
    titles: first ? [`${String(first.cells[0])} ${String(first.cells[1])}`] : [],
    columns: flatColumns(options),
    rows: abortable(bodyRows(reader, shape, report), context.signal),
    notes: [],
  };
}

async function* bodyRows(
  reader: RowReader,
  shape: FlatShape,
  report: ReportRow,
): AsyncGenerator<readonly RawRow[]> {
  const limited = limitedReport(report);
  const placed = placer(shape, limited.report);
  for await (const batch of reader.rest()) {
    const rows: RawRow[] = [];
    for (const { row, cells } of batch) {
      const target = placed(row, cells as readonly string[]);
      if (target) rows.push({ row, cells: target });
    }
    if (rows.length > 0) yield rows;
  }
  limited.close();
}

/** The cells of a row in the order of the columns; undefined where it is reported and not read. */
function placer(
  shape: FlatShape,
  report: ReportRow,
): (row: number, cells: readonly string[]) => string[] | undefined {
  const { options, timeOf, valueOf } = shape;
  let plan: Plan | undefined;

  return (row, cells) => {
    if (cells[0] !== options.statistic) {
      const found = `Statistik ${cells[0] ?? ''}`;
      report('format.other-table', row, { found, expected: `Statistik ${options.statistic}` });
      return undefined;
    }
    if (!plan || !fits(plan, cells)) plan = planFor(row, cells, shape, report);
    const { region, groups } = plan;
    if (region === undefined) {
      plan = undefined;
      return undefined;
    }
    const target = [
      timeOf(cells[TIME] ?? ''),
      cells[region] ?? '',
      cells[region + 2] ?? '',
      cells[region + 3] ?? '',
    ];
    for (const at of groups) {
      if (at === -1) target.push(NONE, '');
      else target.push(cells[at + 2] || TOTAL, cells[at + 3] ?? '');
    }
    for (const cell of valueOf(cells)) target.push(cell);
    return target;
  };
}

function fits({ variables }: Plan, cells: readonly string[]): boolean {
  for (let group = 0; group < variables.length; group += 1)
    if (variables[group] !== cells[FIRST_GROUP + GROUP_WIDTH * group]) return false;
  return true;
}

function planFor(
  row: number,
  cells: readonly string[],
  { groups, options }: FlatShape,
  report: ReportRow,
): Plan {
  const starts = Array.from({ length: groups }, (_, group) => FIRST_GROUP + GROUP_WIDTH * group);
  const variables = starts.map((at) => cells[at] ?? '');
  const regions = starts.filter((at) => options.regions.includes(cells[at] ?? ''));
  const unforeseen = starts.filter((at) => {
    const code = cells[at] ?? '';
    // A group may be empty as a whole, but an attribute without its variable could be anything.
    if (code === '') return cells.slice(at, at + GROUP_WIDTH).some((cell) => cell !== '');
    return !regions.includes(at) && !options.variables.includes(code);
  });
  for (const at of unforeseen) report('format.variable-unexpected', row, { found: cells[at] ?? '' });
  if (unforeseen.length === 0 && regions.length !== 1)
    report('format.region-variables', row, {
      found: String(regions.length),
      expected: options.regions.join(', '),
    });
  const sound = unforeseen.length === 0 && regions.length === 1;
  return {
    variables,
    region: sound ? regions[0] : undefined,
    groups: options.variables.map((code) => starts.find((at) => cells[at] === code) ?? -1),
  };
}
