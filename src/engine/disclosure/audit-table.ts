/** Attacks the pattern of an outside table and, where asked, proposes a safe one. Releases nothing, stores nothing. */
import { finding, stopsRun, type Finding } from '../../core/finding.ts';
import { outsideProblem, type OutsideProblem } from '../../disclosure/outside-table.ts';
import type { Audit, Interval, Method, Need, Problem } from '../../disclosure/problem.ts';
import type { EnginePorts } from '../ports.ts';
import { readOutsideTable } from './read-table.ts';

export interface TableQuestion {
  /** Absolute path of the description. */
  readonly description: string;
  /** Undefined: no pattern is proposed. */
  readonly protect?: Method | undefined;
}

/** What can be believed of one secret cell; `interval` by linear programs, counts may be narrower still. */
export interface SecretCell {
  readonly cell: string;
  readonly interval: Interval;
  readonly need: Need;
  readonly isWide: boolean;
  /** Published cells it follows from, where it is not wide enough. */
  readonly witnesses: readonly string[];
}

export interface ProposedPattern {
  readonly outcome: 'safe' | 'infeasible';
  /** Cells hidden beyond the primary ones. */
  readonly secondary: readonly string[];
  readonly cost: number;
  readonly bound: number | null;
  readonly proven: boolean;
  readonly way: string;
  /** Of an infeasible one: what forces it. */
  readonly exposed: readonly string[];
}

export interface TableAudit {
  readonly title: string;
  readonly file: string;
  readonly state: 'safe' | 'exposed' | 'unreadable';
  readonly cells: number;
  readonly relations: number;
  readonly primary: number;
  readonly secondary: number;
  readonly secrets: readonly SecretCell[];
  readonly proposal: ProposedPattern | null;
  readonly solver: string | null;
  readonly findings: readonly Finding[];
}

const MINUTE = 60_000;
const MANY_CELLS = 5000;
const SHOWN = 8;

type Ports = Pick<EnginePorts, 'solver' | 'events'>;

export async function auditTable({ description, protect }: TableQuestion, ports: Ports): Promise<TableAudit> {
  const findings: Finding[] = [];
  ports.events.stage('Tabelle lesen');
  const { table, title } = await readOutsideTable(description, (one) => void findings.push(one));
  const built = outsideProblem(table);
  findings.push(...built.findings);
  const head = {
    title,
    file: table.file,
    cells: table.cells.length,
    relations: built.problem.relations.length,
    primary: built.primary.length,
    secondary: built.secondary.length,
  };
  if (stopsRun(findings))
    return { ...head, state: 'unreadable', secrets: [], proposal: null, solver: null, findings };

  ports.events.stage('Muster angreifen');
  const [audit, ends] = await ports.solver.audit([built.problem, measuring(built.problem)]);
  const secrets = secretCells(built, audit, ends);
  const exposed = secrets.filter(({ isWide }) => !isWide);
  findings.push(
    ...exposed.map(({ cell, witnesses }) =>
      finding(
        'disclosure.table-exposed',
        { file: table.file, row: 0, column: cell },
        { found: cell, expected: listed(witnesses) },
      ),
    ),
  );
  if (protect) ports.events.stage('Sicheres Muster suchen');
  const proposal = protect ? await proposed(built, protect, ports) : null;
  const solver = ports.solver.solverName();
  return { ...head, state: exposed.length > 0 ? 'exposed' : 'safe', secrets, proposal, solver, findings };
}

/**
 * The audit stops asking where a cell is wide enough; whoever asks for more than there is, learns both ends. Cells
 * without a need of their own ask nothing here either.
 */
function measuring(problem: Problem): Problem {
  const far = problem.cells.reduce(
    (most, { value, upper }) => Math.max(most, Math.abs(value), Math.abs(upper)),
    1,
  );
  return {
    ...problem,
    counts: false,
    cells: problem.cells.map(({ need, ...cell }) =>
      need && cell.status === 'hidden'
        ? { ...cell, need: { low: cell.value - 2 * far, high: cell.value + 2 * far } }
        : cell,
    ),
  };
}

function secretCells(
  { problem }: OutsideProblem,
  audit: Audit | undefined,
  ends: Audit | undefined,
): SecretCell[] {
  const exposures = new Map((audit?.exposures ?? []).map((one) => [one.cell, one]));
  const measured = new Map((ends?.exposures ?? []).map((one) => [one.cell, one.interval]));
  return problem.cells.flatMap(({ id, need, value, status }): SecretCell[] => {
    if (!need) return [];
    const exposure = exposures.get(id);
    const known = { lo: value, hi: value };
    const interval = exposure?.interval ?? (status === 'hidden' ? measured.get(id) : known) ?? known;
    return [
      {
        cell: id,
        interval: rounded(interval),
        need,
        isWide: !exposure,
        witnesses: exposure?.witnesses ?? [],
      },
    ];
  });
}

async function proposed(
  { problem, primary }: OutsideProblem,
  method: Method,
  { solver }: Ports,
): Promise<ProposedPattern> {
  const secret = new Set(primary);
  // What somebody has hidden to protect others may be opened again.
  const cells = problem.cells.map((cell) =>
    cell.status === 'hidden' && !secret.has(cell.id) ? { ...cell, status: 'open' as const } : cell,
  );
  const [protection] = await solver.protect([{ ...problem, cells }], {
    method,
    timeLimit: MINUTE,
    maxCells: MANY_CELLS,
  });
  if (protection?.outcome !== 'safe') {
    const exposed = protection?.exposures.map(({ cell }) => cell) ?? [];
    return {
      outcome: 'infeasible',
      secondary: [],
      cost: 0,
      bound: null,
      proven: false,
      way: 'infeasible',
      exposed,
    };
  }
  const { hidden, cost, bound, proven, way } = protection.pattern;
  const secondary = hidden.filter((id) => !secret.has(id));
  return { outcome: 'safe', secondary, cost, bound, proven, way, exposed: [] };
}

function rounded({ lo, hi }: Interval): Interval {
  const clean = (value: number) => Number(value.toPrecision(12));
  return { lo: clean(lo), hi: clean(hi) };
}

function listed(texts: readonly string[]): string {
  const more = texts.length > SHOWN ? ` und ${texts.length - SHOWN} weiteren` : '';
  return texts.length === 0 ? 'allgemein bekannten Summen' : texts.slice(0, SHOWN).join('; ') + more;
}
