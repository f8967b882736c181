/**
 * What both generations of GENESIS flat files have in common: groups of four cells per variable, in any order.
 * They become columns called like the variable, so that a profile speaks of `GES` and not of "variable 2".
 */
import { z } from 'zod';
import {
  abortable,
  limitedReport,
  reportRow,
  rowText,
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
/** Columns before those of the variables. */
const REGION_COLUMNS = 4;

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

/** Where the cells of a row come from, as long as its variables stay the same. */
interface Plan {
  readonly variables: readonly string[];
  /** For each column the index of its cell in the file, or the text that always stands there. */
  readonly sources: readonly (number | string)[];
  /** Columns with an attribute code, where a blank means the total. */
  readonly attributes: readonly number[];
}

export interface FlatShape {
  readonly file: string;
  /** Number of groups of four. */
  readonly groups: number;
  readonly options: FlatOptions;
  /** The time as it is delivered; left out: as it stands in the file. */
  readonly timeOf?: (text: string) => string;
  /** The five columns from `value` on: index of the cell in the file, or the text that always stands there. */
  readonly value: readonly (number | string)[];
}

/** The table behind a header that has been taken. Rows that cannot be placed are reported and not delivered. */
export async function flatTable(reader: RowReader, shape: FlatShape, context: LayoutContext): Promise<Table> {
  const { file, options } = shape;
  const report = reportRow({ file }, context);
  const first = await reader.peek();
  if (!first) report('format.no-rows', 0);
  return {
    file,
    titles: first ? [rowText(first.cells.slice(0, 2))] : [],
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
  const { options, timeOf } = shape;
  let plan: Plan | undefined;

  return (row, cells) => {
    if (cells[0] !== options.statistic) {
      const found = `Statistik ${cells[0] ?? ''}`;
      report('format.other-table', row, { found, expected: `Statistik ${options.statistic}` });
      return undefined;
    }
    if (!plan || !fits(plan, cells)) plan = planFor(row, cells, shape, report);
    if (!plan) return undefined;
    const { sources, attributes } = plan;
    const target: string[] = [];
    for (let at = 0; at < sources.length; at += 1) {
      const source = sources[at];
      target.push(typeof source === 'number' ? (cells[source] ?? '') : (source ?? ''));
    }
    for (const at of attributes) if (target[at] === '') target[at] = TOTAL;
    if (timeOf) target[0] = timeOf(target[0] ?? '');
    return target;
  };
}

function fits({ variables }: Plan, cells: readonly string[]): boolean {
  for (let group = 0; group < variables.length; group += 1)
    if (variables[group] !== cells[FIRST_GROUP + GROUP_WIDTH * group]) return false;
  return true;
}

/** Undefined, reported, where the row is broken down otherwise than the profile says. */
function planFor(
  row: number,
  cells: readonly string[],
  { groups, options, value }: FlatShape,
  report: ReportRow,
): Plan | undefined {
  const starts = Array.from({ length: groups }, (_, group) => FIRST_GROUP + GROUP_WIDTH * group);
  const regions = starts.filter((at) => options.regions.includes(cells[at] ?? ''));
  const unforeseen = starts.filter((at) => {
    const code = cells[at] ?? '';
    // A group may be empty as a whole, but an attribute without its variable could be anything.
    if (code === '') return cells.slice(at, at + GROUP_WIDTH).some((cell) => cell !== '');
    return !regions.includes(at) && !options.variables.includes(code);
  });
  for (const at of unforeseen) report('format.variable-unexpected', row, { found: cells[at] ?? '' });
  const [region] = regions;
  if (unforeseen.length > 0) return undefined;
  if (region === undefined || regions.length > 1) {
    const expected = options.regions.join(', ');
    report('format.region-variables', row, { found: String(regions.length), expected });
    return undefined;
  }
  const places = options.variables.map((code) => starts.find((at) => cells[at] === code));
  return {
    variables: starts.map((at) => cells[at] ?? ''),
    sources: [
      TIME,
      region,
      region + 2,
      region + 3,
      ...places.flatMap((at): (number | string)[] => (at === undefined ? [NONE, ''] : [at + 2, at + 3])),
      ...value,
    ],
    attributes: places.flatMap((at, index) => (at === undefined ? [] : [REGION_COLUMNS + 2 * index])),
  };
}
