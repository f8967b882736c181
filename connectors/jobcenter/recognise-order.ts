/** Is a file a small-area order file? Looks at the first columns and proposes options for `order-file`. */
import { cellText, readWorkbook, type LandedDelivery, type LayoutProposal } from '../../src/sdk/index.ts';
import { readOrderRow, wholeKeys, type OrderRow } from './order-codes.ts';
import { delimiterOf, textSample } from './text-sample.ts';

type Rows = readonly { readonly row: number; readonly cells: readonly string[] }[];

const MOST_TITLE_ROWS = 20;
const CERTAINTY = 0.95;

export async function recogniseOrder(
  delivery: LandedDelivery,
  signal: AbortSignal,
): Promise<LayoutProposal | undefined> {
  signal.throwIfAborted();
  const sample = await textSample(delivery, signal);
  if (sample) {
    const delimiter = delimiterOf(sample.lines);
    if (delimiter === undefined) return undefined;
    const { encoding } = sample;
    const rows = sample.lines.map((line, index) => ({
      row: index + 1,
      cells: line.split(delimiter).map((cell) => cell.trim()),
    }));
    return proposal({ delimiter, ...(encoding === undefined ? {} : { encoding }) }, rows);
  }
  const workbook = await readWorkbook(delivery, () => undefined);
  for (const { name, rows } of workbook?.sheets ?? []) {
    const found = proposal(
      { sheet: name },
      rows.map(({ row, cells }) => ({ row, cells: cells.map(cellText) })),
    );
    if (found) return found;
  }
  return undefined;
}

/** The first row whose keys are those of a unit stands under the header. */
function proposal(source: Record<string, unknown>, rows: Rows): LayoutProposal | undefined {
  const first = rows.slice(0, MOST_TITLE_ROWS).findIndex(({ cells }) => isData(cells));
  const header = rows[first - 1];
  if (!header) return undefined;
  const data = rows.slice(first).filter(({ cells }) => isData(cells));
  // Without a sum or a residual, nine digits in the third column may be anything.
  if (!data.some(({ cells }) => orderOf(cells)?.ebene !== 'quartier')) return undefined;
  const owners = new Map<string, Set<string>>();
  for (const { cells } of data) {
    const [, gemeinde = '', unit = ''] = cells;
    if (!/^\d{9}$/.test(unit)) continue;
    owners.set(gemeinde, (owners.get(gemeinde) ?? new Set()).add(unit.slice(0, 3)));
  }
  // One number for each municipality, and none twice: then the digits number the municipalities.
  const numbers = [...owners.values()].flatMap((set) => [...set]);
  const running = owners.size > 1 && numbers.length === owners.size && new Set(numbers).size === owners.size;
  return {
    options: { ...source, titleRows: header.row - 1, ...(running ? { prefix: 'gemeinde' } : {}) },
    certainty: CERTAINTY,
    because:
      'Auf den Berichtsmonat folgen Gemeindeschlüssel und neunstellige Gebietsschlüssel mit Summen wie 123SUMSUM.',
  };
}

const MONTH = /^20\d{2}-?(0[1-9]|1[0-2])\b|\b20\d{2}$/u;

function isData(cells: readonly string[]): boolean {
  return MONTH.test(cells[0] ?? '') && orderOf(cells) !== undefined;
}

function orderOf(cells: readonly string[]): OrderRow | undefined {
  const [, gemeinde = '', unit = '', name = ''] = cells;
  return readOrderRow(wholeKeys({ gemeinde, unit, name }), 'running');
}
