/**
 * A table from outside, as a problem: its cells, and a sum for every code with parts, in every combination of the other
 * dimensions. Sums that do not add up are reported; where they miss by a rounding only, the sum holds with that slack.
 */
import { finding, type Finding } from '../core/finding.ts';
import type { CellStatus, Need, Problem, ProblemCell, Relation } from './problem.ts';

export interface OutsideDimension {
  /** As a person names it. */
  readonly name: string;
  /** Code of everything. */
  readonly total: string;
  /** The file is said to hold the totals. */
  readonly isDelivered: boolean;
  readonly sums: ReadonlyMap<string, readonly string[]>;
}

export interface OutsideCell {
  /** One for each dimension. */
  readonly codes: readonly string[];
  readonly value: number;
  readonly weight: number;
  readonly status: 'open' | 'primary' | 'secondary' | 'frozen';
  readonly row: number;
  /** How far an attacker has to be kept away, downwards and upwards. */
  readonly protection?: { readonly lower: number; readonly upper: number };
}

export interface OutsideTable {
  readonly file: string;
  readonly kind: 'count' | 'amount';
  readonly dimensions: readonly OutsideDimension[];
  readonly cells: readonly OutsideCell[];
  readonly threshold: number | null;
  readonly zeros: 'open' | 'hidden';
  readonly rounding: number;
}

export interface OutsideProblem {
  readonly problem: Problem;
  /** Ids of cells that are secret by themselves, also of those that are open although the threshold forbids it. */
  readonly primary: readonly string[];
  readonly secondary: readonly string[];
  readonly findings: readonly Finding[];
}

/** An attacker takes no cell for larger than this times the largest one. */
const BEYOND = 1.5;
/** Share of a sum's size that adding floating numbers may cost. */
const FLOAT = 1e-9;

export function cellId(codes: readonly string[]): string {
  return codes.join('/');
}

export function outsideProblem(table: OutsideTable): OutsideProblem {
  const { file, cells } = table;
  const findings: Finding[] = [];
  const largest = cells.reduce((most, { value }) => Math.max(most, Math.abs(value)), 1);
  const known = new Map<string, OutsideCell>();
  const out: ProblemCell[] = [];
  const indexOf = new Map<string, number>();
  for (const cell of cells) {
    const id = cellId(cell.codes);
    if (known.has(id)) {
      findings.push(finding('disclosure.table-cell-twice', { file, row: cell.row }, { found: id }));
      continue;
    }
    known.set(id, cell);
    indexOf.set(id, out.length);
    out.push(problemCell(id, cell, { table, largest: Math.ceil(BEYOND * largest) }));
  }

  const relations: Relation[] = [];
  let absent = 0;
  // The parts of parts come first: a sum that is missing is there when it is needed.
  for (const [at, dimension] of table.dimensions.entries())
    for (const rest of restsOf(known.values(), at))
      for (const [code, parts] of [...dimension.sums].reverse()) {
        const idOf = (own: string) => cellId(rest.with(at, own));
        const there = parts.map(idOf).filter((id) => indexOf.has(id));
        if (there.length === 0) continue;
        const sum = there.reduce((total, id) => total + (known.get(id)?.value ?? 0), 0);
        const whole = idOf(code);
        if (!indexOf.has(whole)) {
          if (dimension.isDelivered) absent += 1;
          indexOf.set(whole, out.length);
          out.push(knownTotal(whole, sum));
          // It takes part in the sums of the other dimensions as well.
          known.set(whole, { codes: rest.with(at, code), value: sum, weight: 0, status: 'frozen', row: 0 });
        }
        const total = known.get(whole);
        if (!total) continue;
        const slack = slackOf(total, sum, { table, findings });
        const terms = [
          [indexOf.get(whole) ?? -1, 1] as const,
          ...there.map((id) => [indexOf.get(id) ?? -1, -1] as const),
        ];
        relations.push({ terms, lower: 0 - slack, upper: slack, name: `${whole} (${dimension.name})` });
      }
  if (absent > 0)
    findings.push(finding('disclosure.table-total-missing', { file, row: 0 }, { found: String(absent) }));
  return {
    problem: { cells: out, relations, counts: table.kind === 'count' },
    primary: out.flatMap(({ id, need }) => (need ? [id] : [])),
    secondary: out.flatMap(({ id, need, status }) => (!need && status === 'hidden' ? [id] : [])),
    findings,
  };
}

/** What the other dimensions say, once each; the dimension itself may be put in. */
function restsOf(cells: Iterable<OutsideCell>, at: number): (readonly string[])[] {
  const rests = new Map<string, readonly string[]>();
  for (const { codes } of cells) {
    const rest = codes.with(at, '');
    rests.set(cellId(rest), rest);
  }
  return [...rests.values()];
}

function problemCell(
  id: string,
  cell: OutsideCell,
  { table, largest }: { table: OutsideTable; largest: number },
): ProblemCell {
  const { value, weight } = cell;
  const least = table.zeros === 'open' && table.kind === 'count' ? 1 : 0;
  const lower = Math.min(value, least);
  const upper = Math.max(value, largest);
  const need = needOf(cell, table, { lower, upper });
  return { id, value, lower, upper, weight, status: statusOf(cell, table), ...(need ? { need } : {}) };
}

function statusOf({ status, value }: OutsideCell, { zeros }: OutsideTable): CellStatus {
  if (status === 'primary' || status === 'secondary') return 'hidden';
  return status === 'frozen' || (value === 0 && zeros === 'open') ? 'frozen' : 'open';
}

/** Also of a cell that is open although the threshold forbids it. */
function needOf(
  { status, value, protection }: OutsideCell,
  { threshold }: OutsideTable,
  { lower, upper }: { lower: number; upper: number },
): Need | undefined {
  const isBelow = threshold !== null && value > 0 && value < threshold;
  if (status !== 'primary' && !isBelow) return undefined;
  if (threshold !== null) return { high: Math.min(upper, Math.max(threshold, value + 1)) };
  if (!protection) return undefined;
  return { low: Math.max(lower, value - protection.lower), high: Math.min(upper, value + protection.upper) };
}

function knownTotal(id: string, value: number): ProblemCell {
  return { id, value, lower: value, upper: value, weight: 0, status: 'frozen' };
}

/** By how much the sum may miss. */
function slackOf(
  total: OutsideCell,
  sum: number,
  { table, findings }: { table: OutsideTable; findings: Finding[] },
): number {
  const off = Math.abs(total.value - sum);
  if (off <= FLOAT * Math.max(1, Math.abs(total.value), Math.abs(sum))) return 0;
  const isRounded = off <= table.rounding * (1 + FLOAT) + FLOAT * Math.abs(total.value);
  const code = isRounded ? 'disclosure.table-sum-rounded' : 'disclosure.table-sum';
  const place = { file: table.file, row: total.row, column: cellId(total.codes) };
  findings.push(finding(code, place, { found: plain(total.value), expected: plain(sum) }));
  return off;
}

/** Without the dust of adding floating numbers. */
function plain(value: number): string {
  return String(Number(value.toPrecision(12))).replace('.', ',');
}
