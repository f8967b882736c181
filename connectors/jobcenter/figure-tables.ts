/** Figures of a sheet as long tables, one for each value column: every figure in a row of its own, nothing summed. */
import type { RawCell, RawRow, Table } from '../../src/sdk/index.ts';
import type { FigureRow } from './section-rows.ts';

export interface FigureTask {
  readonly file: string;
  readonly sheet: string;
  readonly titles: readonly string[];
  readonly notes: readonly string[];
  readonly figures: readonly FigureRow[];
}

/** Names and texts of the columns before the figure, for one row of one value column. */
export type Described = Readonly<Record<string, string>>;

/** `index`: of the value column among the cells of a figure. */
export function figureTable(
  task: FigureTask,
  index: number,
  describe: (figure: FigureRow) => Described,
): Table {
  const { file, sheet, titles, notes, figures } = task;
  const rows = figures.map((figure): RawRow & { names: string[] } => {
    const described = describe(figure);
    const value: RawCell = figure.cells[index] ?? { value: null };
    return { row: figure.row, cells: [...Object.values(described), value], names: Object.keys(described) };
  });
  const names = [...(rows[0]?.names ?? []), 'wert'];
  return {
    file,
    sheet,
    titles,
    columns: names.map((name, at) => ({ position: at + 1, path: [name] })),
    rows: batchOf(rows.map(({ row, cells }) => ({ row, cells }))),
    notes,
  };
}

/** Section, group and label of a figure, each for itself and as one path. */
export function pathOf({ section, group, label }: FigureRow): Described {
  const title = section?.title ?? '';
  const path = [title, group, label].filter((part) => part !== '').join(' / ');
  return { abschnitt: title, gruppe: group, merkmal: label, pfad: path };
}

async function* batchOf(rows: readonly RawRow[]): AsyncGenerator<readonly RawRow[]> {
  yield rows;
}
