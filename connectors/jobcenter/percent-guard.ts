/**
 * Percentages of one column must be written in one way. 12.3 and 0.123 side by side, or a column of shares where
 * percentages are declared, would be wrong by a factor of a hundred without anybody seeing it.
 */
import {
  columnLabel,
  normaliseLabel,
  rawValue,
  reportRow,
  type LayoutContext,
  type RawCell,
  type RawRow,
  type Table,
} from '../../src/sdk/index.ts';

/** The table with its columns watched; findings come when the rows have been read. */
export function guardPercent(table: Table, columns: readonly string[], context: LayoutContext): Table {
  if (columns.length === 0) return table;
  const report = reportRow(table, context);
  const watched = columns.flatMap((label): Watched[] => {
    const index = table.columns.findIndex(
      (column) => normaliseLabel(columnLabel(column)) === normaliseLabel(label),
    );
    if (index < 0) report('format.column-missing', 0, { expected: label });
    return index < 0 ? [] : [{ index, label, numbers: [] }];
  });
  async function* rows(): AsyncGenerator<readonly RawRow[]> {
    for await (const batch of table.rows) {
      for (const row of batch) for (const column of watched) collect(row, column);
      yield batch;
    }
    for (const column of watched) {
      const wrong = mixture(column);
      if (wrong)
        report(
          'jobcenter.share-not-percent',
          wrong.row,
          { found: wrong.found, expected: '12,3' },
          column.label,
        );
    }
  }
  return { ...table, rows: rows() };
}

interface Written {
  readonly row: number;
  readonly value: number;
  readonly text: string;
  readonly form: 'percent' | 'plain' | 'sign';
}

interface Watched {
  readonly index: number;
  readonly label: string;
  readonly numbers: Written[];
}

function collect({ row, cells }: RawRow, { index, numbers }: Watched): void {
  const cell = cells[index];
  const raw = rawValue(cell);
  const text = String(raw ?? '').trim();
  const value = typeof raw === 'number' ? raw : Number(text.replace(/\s?%$/, '').replace(',', '.'));
  if (text === '' || !Number.isFinite(value)) return;
  numbers.push({ row, value, text, form: formOf(cell, text) });
}

function formOf(cell: string | RawCell | undefined, text: string): Written['form'] {
  if (text.endsWith('%')) return 'sign';
  return typeof cell === 'object' && cell.format?.includes('%') ? 'percent' : 'plain';
}

/** Below this a plain number beside larger ones is more likely a share than a percentage. */
const SHARE = 1;
const FEWEST = 3;
/** Ratio that no two regions of one table show, and that a mistaken hundredfold always does. */
const TOO_FAR = 30;

function mixture({ numbers }: Watched): { row: number; found: string } | undefined {
  const [first] = numbers;
  const other = numbers.find(({ form }) => form !== first?.form);
  if (first && other) return { row: other.row, found: `${first.text} und ${other.text}` };
  const plain = numbers.filter(({ form, value }) => form === 'plain' && value > 0);
  if (plain.length === 0) return undefined;
  const sorted = plain.map(({ value }) => value).sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
  if (plain.length >= FEWEST && (sorted.at(-1) ?? 0) <= SHARE)
    return { row: plain[0]?.row ?? 0, found: plain[0]?.text ?? '' };
  const odd = plain.find(({ value }) => value <= SHARE && middle / value >= TOO_FAR);
  return odd && { row: odd.row, found: `${odd.text} neben ${String(middle).replace('.', ',')}` };
}
