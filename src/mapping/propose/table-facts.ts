/** One delivery's tables after they have been read to their end: facts of all columns and a bounded sample of rows. */
import type { Table } from '../../core/table.ts';
import { plainText } from '../column-label.ts';
import { columnCounter, type ColumnFacts } from './column-facts.ts';

export interface TableFacts {
  readonly file: string;
  readonly sheets: readonly string[];
  readonly titles: readonly string[];
  readonly notes: readonly string[];
  readonly rows: number;
  readonly columns: readonly ColumnFacts[];
  /** Texts of the first rows, in the order of the columns; behind them the number of the row's table. */
  readonly sample: readonly (readonly string[])[];
  /** The sample holds all rows. */
  readonly isWhole: boolean;
}

/** Rows kept for telling which column depends on which. */
export const SAMPLE_ROWS = 20_000;
/** Of each further table at least so many, so that each has its say. */
const OF_EACH_TABLE = 2_000;

export interface TableCollector {
  /** Reads a table to its end and merges it into what is known of the tables with the same columns. */
  readonly add: (table: Table) => Promise<void>;
  readonly facts: () => readonly TableFacts[];
}

export function tableCollector(): TableCollector {
  const known = new Map<string, Group>();
  return {
    async add(table) {
      const key = JSON.stringify(table.columns.map(({ path, position }) => [position, path]));
      let group = known.get(key);
      if (!group) known.set(key, (group = newGroup(table)));
      await readInto(group, table);
    },
    facts: () =>
      [...known.values()].map(({ counters, tables: _tables, ...group }) => ({
        ...group,
        columns: counters.map((counter) => counter.facts()),
        isWhole: group.rows === group.sample.length,
      })),
  };
}

function newGroup(table: Table) {
  return {
    file: table.file,
    tables: 0,
    sheets: [] as string[],
    titles: [...table.titles],
    notes: [] as string[],
    rows: 0,
    counters: table.columns.map(columnCounter),
    sample: [] as (readonly string[])[],
  };
}
type Group = ReturnType<typeof newGroup>;

async function readInto(group: Group, table: Table): Promise<void> {
  group.tables += 1;
  const number = String(group.tables);
  if (table.sheet !== undefined) group.sheets.push(table.sheet);
  const most = Math.max(SAMPLE_ROWS, group.sample.length + OF_EACH_TABLE);
  for await (const batch of table.rows)
    for (const { cells } of batch) {
      group.rows += 1;
      for (const [index, counter] of group.counters.entries()) counter.add(cells[index]);
      if (group.sample.length < most)
        group.sample.push([...group.counters.map((_, at) => plainText(cells[at])), number]);
    }
  group.notes.push(...table.notes);
}
