/**
 * The sums of an order file against their parts. Sums are control totals: nothing is delivered from them, and what
 * a sum says about hidden parts is never told, only whether it can be true. Knows no file.
 */
import { rawValue, type RawCell, type ReportRow } from '../../src/sdk/index.ts';
import { WHOLE, type OrderRow } from './order-codes.ts';

export interface OrderSums {
  /** `cells`: of the measures, in their order. */
  readonly add: (
    row: OrderRow,
    about: { row: number; month: string; cells: readonly (string | RawCell)[] },
  ) => void;
  /** Call once after the last row. */
  readonly close: () => void;
}

export interface SumRules {
  readonly measures: readonly string[];
  readonly running: 'running' | 'none';
  /** Largest figure that `*` may hide; left out: the sign also hides larger ones. */
  readonly hiddenMax: number | undefined;
  readonly report: ReportRow;
}

/** What the parts of one sum come to, for each measure. */
interface Parts {
  readonly known: number[];
  readonly hidden: number[];
  /** Neither a figure nor `*`: missing, not meaningful, not readable. */
  readonly other: number[];
}

interface Sum {
  readonly row: number;
  readonly name: string;
  readonly month: string;
  /** Key of the municipality, or of the whole; empty for sums within a municipality. */
  readonly of: string;
  readonly parts: string;
  readonly cells: readonly (string | RawCell)[];
}

const SECRET = '*';

export function orderSums(rules: SumRules): OrderSums {
  const width = rules.measures.length;
  const parts = new Map<string, Parts>();
  const sums: Sum[] = [];
  const wholes = new Map<string, { month: string; name: string }>();

  function addTo(key: string, cells: readonly (string | RawCell)[]): void {
    let sum = parts.get(key);
    if (!sum) parts.set(key, (sum = { known: zeros(width), hidden: zeros(width), other: zeros(width) }));
    for (let at = 0; at < width; at += 1) {
      const value = countOf(cells[at]);
      if (typeof value === 'number') sum.known[at] = (sum.known[at] ?? 0) + value;
      else if (value === SECRET) sum.hidden[at] = (sum.hidden[at] ?? 0) + 1;
      else sum.other[at] = (sum.other[at] ?? 0) + 1;
    }
  }

  return {
    add(row, { row: line, month, cells }) {
      if (row.ebene === 'summe' || row.ebene === 'zwischensumme') {
        const name = row.ebene === 'summe' ? row.key : `${row.gemeinde} ${row.key}`;
        const of = row.ebene === 'summe' ? row.key : '';
        sums.push({ row: line, name, month, of, parts: partsKey(row, month), cells });
        return;
      }
      const { gemeinde, key } = row;
      const own = `${month} ${gemeinde}`;
      wholes.set(own, { month, name: gemeinde });
      for (const of of row.ebene === 'rest' ? [''] : ['', key.slice(0, 3), key.slice(0, 6)])
        addTo(`${own} ${of}`, cells);
      addTo(`${month} ${WHOLE} `, cells);
    },
    close() {
      const checked = sums.map((sum) => checkSum(sum, parts.get(sum.parts), rules));
      for (const whole of sums.filter(({ of }) => of === WHOLE)) reportSingleSum(whole, sums, rules);
      const open = checked.reduce((count, one) => count + one, 0);
      const all = sums.length * width;
      if (open > 0)
        rules.report('jobcenter.sums-unchecked', 0, { found: String(open), expected: String(all) });
      reportMissing(new Set(sums.map((sum) => sum.parts)), wholes, rules);
    },
  };
}

/** The sum of a municipality counts its residual too, which has no leading digits. */
function partsKey(row: Extract<OrderRow, { ebene: 'summe' | 'zwischensumme' }>, month: string): string {
  if (row.ebene === 'zwischensumme') return `${month} ${row.gemeinde} ${row.of}`;
  return `${month} ${row.key} `;
}

/** How many of its figures could not be checked exactly. */
function checkSum(sum: Sum, parts: Parts | undefined, { measures, hiddenMax, report }: SumRules): number {
  if (!parts) {
    report('jobcenter.sum-differs', sum.row, { found: 'nichts', expected: sum.name });
    return 0;
  }
  let open = 0;
  const single: string[] = [];
  for (const [at, measure] of measures.entries()) {
    const total = countOf(sum.cells[at]);
    const [known = 0, hidden = 0, other = 0] = [parts.known[at], parts.hidden[at], parts.other[at]];
    if (typeof total !== 'number' || other > 0) {
      open += 1;
      continue;
    }
    if (hidden === 0) {
      if (total !== known)
        report('jobcenter.sum-differs', sum.row, { found: String(known), expected: String(total) }, measure);
      continue;
    }
    open += 1;
    const rest = total - known;
    if (rest < 0 || (hiddenMax !== undefined && rest > hidden * hiddenMax))
      report('jobcenter.sum-out-of-reach', sum.row, { found: String(hidden) }, measure);
    else if (hidden === 1) single.push(measure);
  }
  if (single.length > 0) report('jobcenter.single-secret', sum.row, { found: sum.name }, single.join(', '));
  return open;
}

/** One secret sum among those of the municipalities can be computed from the whole, however many units it hides. */
function reportSingleSum(whole: Sum, sums: readonly Sum[], { measures, report }: SumRules): void {
  const parts = sums.filter(({ month, of }) => month === whole.month && of !== '' && of !== WHOLE);
  const single = measures.filter((_, at) => {
    const secret = parts.filter(({ cells }) => countOf(cells[at]) === SECRET);
    return typeof countOf(whole.cells[at]) === 'number' && parts.length > 1 && secret.length === 1;
  });
  if (single.length > 0) report('jobcenter.single-secret', whole.row, { found: WHOLE }, single.join(', '));
}

/** A file that was cut off has lost its last sums. */
function reportMissing(
  present: ReadonlySet<string>,
  wholes: ReadonlyMap<string, { month: string; name: string }>,
  { running, report }: SumRules,
): void {
  for (const [key, { name }] of wholes)
    if (!present.has(`${key} `)) report('jobcenter.sum-missing', 0, { expected: name });
  if (running === 'none') return;
  for (const month of new Set([...wholes.values()].map((whole) => whole.month)))
    if (!present.has(`${month} ${WHOLE} `)) report('jobcenter.sum-missing', 0, { expected: 'SUMSUMSUM' });
}

/** A whole number, `*`, or undefined. What else a cell may say is the profile's affair. */
export function countOf(cell: string | RawCell | undefined): number | typeof SECRET | undefined {
  const value = rawValue(cell);
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : undefined;
  const text = String(value ?? '').trim();
  if (text === SECRET) return SECRET;
  if (text === '-' || text === '\u2013') return 0;
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function zeros(width: number): number[] {
  return Array.from({ length: width }, () => 0);
}
