/**
 * The body of a BA sheet: which row is a heading, which one a figure, which one a note. A row without figures is
 * a heading where figures follow and a note where none do; `dar.` and `dav.` open a group within a section.
 */
import {
  isBlankRow,
  rawValue,
  rowText,
  type RawCell,
  type RawRow,
  type ReportRow,
} from '../../src/sdk/index.ts';
import { baLabel, readHeading, type Heading } from './labels.ts';

export interface FigureRow {
  readonly row: number;
  /** Headings above, from the outermost; those that follow each other directly are joined by ` / `. */
  readonly section: (Heading & { readonly row: number }) | undefined;
  /** `dar.` or `dav.`, or nothing. */
  readonly group: string;
  readonly label: string;
  /** In the order of the value columns. */
  readonly cells: readonly RawCell[];
}

export interface SectionTask {
  readonly labelColumns: 1 | 2;
  readonly columns: readonly { readonly index: number }[];
  readonly report: ReportRow;
}

const GROUP = /^(dar|dav)(\.|on|unter)?\s*:?$/iu;
const GROUP_NAMES: Readonly<Record<string, string>> = { dar: 'dar.', dav: 'dav.' };
const SHOWN = 60;
/** A figure or a sign that stands for one. */
const VALUE = /^(?:\(?[-\u2013]?\s?\d[\d\s.,]*%?\)?|[-\u2013.*/xX\u2026]|\.{3})$/u;

export function sectionRows(
  rows: readonly RawRow[],
  task: SectionTask,
): { figures: readonly FigureRow[]; notes: readonly string[] } {
  const figures: FigureRow[] = [];
  const notes: string[] = [];
  /** Rows that are headings if figures follow, and notes otherwise. */
  let pending: RawRow[] = [];
  /** Rows without figures that fit nothing; only notes may look like that. */
  let strange: RawRow[] = [];
  let section: FigureRow['section'];
  let group = '';

  for (const row of rows) {
    if (isBlankRow(row.cells)) continue;
    const kind = kindOf(row, task);
    if (kind.is === 'text') pending.push(row);
    if (kind.is === 'unclear') tellUnclear(row, task);
    if (kind.is === 'strange') strange.push(row);
    if (kind.is === 'group') group = kind.group;
    if (kind.is === 'unlabelled') task.report('jobcenter.row-unlabelled', row.row);
    if (kind.is !== 'figure') continue;
    for (const one of strange) tellUnclear(one, task);
    strange = [];
    if (pending.length > 0) {
      section = headingOf(pending, task);
      group = '';
      pending = [];
    }
    group = kind.group ?? group;
    figures.push({ row: row.row, section, group, label: kind.label, cells: valuesOf(row, task) });
  }
  for (const { cells } of [...pending, ...strange].sort((a, b) => a.row - b.row)) notes.push(rowText(cells));
  return { figures, notes };
}

type Kind =
  | { readonly is: 'text' | 'unclear' | 'strange' | 'unlabelled' }
  | { readonly is: 'group'; readonly group: string }
  /** `group` left out: that of the row above goes on. */
  | { readonly is: 'figure'; readonly label: string; readonly group: string | undefined };

function kindOf(row: RawRow, task: SectionTask): Kind {
  const [first = '', second = ''] = labelsOf(row, task);
  const values = valuesOf(row, task).filter((cell) => cell.value !== null && cell.value !== '');
  const figures = values.filter(isValue).length;
  const stray = strayText(row, task);
  const group = groupOf(first);
  if (stray !== '' && figures > 0) return { is: 'unclear' };
  if (first === '' && second === '') return { is: figures > 0 ? 'unlabelled' : 'text' };
  if (figures === 0 && values.length > 0)
    return { is: values.length * 2 >= task.columns.length ? 'unclear' : 'strange' };
  if (task.labelColumns === 1) {
    if (figures > 0) return { is: 'figure', label: first, group: undefined };
    return group === undefined ? { is: 'text' } : { is: 'group', group };
  }
  // In two columns a label at the right stands under `dar.`, one at the left stands for itself.
  if (second !== '' && (first === '' || group !== undefined)) return { is: 'figure', label: second, group };
  if (second !== '' || (group !== undefined && figures > 0)) return { is: 'unclear' };
  return figures > 0 ? { is: 'figure', label: first, group: '' } : { is: 'text' };
}

function groupOf(text: string): string | undefined {
  const name = GROUP.exec(text)?.[1]?.toLowerCase();
  return name === undefined ? undefined : GROUP_NAMES[name];
}

function labelsOf(row: RawRow, { labelColumns }: SectionTask): string[] {
  return row.cells.slice(0, labelColumns).map((cell) => baLabel(String(rawValue(cell) ?? '')));
}

function valuesOf(row: RawRow, { columns }: SectionTask): RawCell[] {
  return columns.map(({ index }): RawCell => {
    const cell = row.cells[index] ?? { value: null };
    return typeof cell === 'string' ? { value: cell } : cell;
  });
}

/** What stands beside the columns that have a label. */
function strayText(row: RawRow, { labelColumns, columns }: SectionTask): string {
  const known = new Set(columns.map(({ index }) => index));
  return rowText(row.cells.filter((_, index) => index >= labelColumns && !known.has(index)));
}

function isValue({ value }: RawCell): boolean {
  return typeof value === 'number' || (typeof value === 'string' && VALUE.test(value.trim()));
}

function headingOf(rows: readonly RawRow[], task: SectionTask): NonNullable<FigureRow['section']> {
  const headings = rows.map((row) => readHeading(labelsOf(row, task).join(' ')));
  return {
    row: rows[0]?.row ?? 0,
    title: headings.map(({ title }) => title).join(' / '),
    time: headings.findLast(({ time }) => time !== undefined)?.time,
  };
}

function tellUnclear({ row, cells }: RawRow, { report }: SectionTask): void {
  const text = rowText(cells);
  report('jobcenter.row-unclear', row, { found: text.length <= SHOWN ? text : `${text.slice(0, SHOWN)}…` });
}
