/**
 * Attacks a pattern: which hidden cells can still be told too precisely. One linear program per open question at most;
 * questions that another solution has answered are not asked.
 */
import type { Highs } from 'highs';
import type { Audit, Exposure, Problem } from '../problem.ts';
import { openAttack, type Attack } from './attack.ts';
import { componentsOf } from './components.ts';
import { collectEvidence, type Evidence } from './evidence.ts';
import { integerReach } from './integer-reach.ts';
import { hiddenBy, isReached, tableOf, type Demand, type Table } from './table.ts';
import { witnessesOf } from './witnesses.ts';

export interface AuditOptions {
  /**
   * false: both ends of every interval are computed, none is inferred. Otherwise the ends that are told of safe cells
   * are those that were seen, which the true interval contains.
   */
  readonly harvest?: boolean;
  /** Only these demands; otherwise all of the table. */
  readonly demands?: readonly Demand[];
}

/** What an audit works on. */
interface Trial {
  readonly highs: Highs;
  readonly table: Table;
  readonly hidden: Uint8Array;
  readonly parts: Int32Array;
  readonly attack: Attack;
  readonly evidence: Evidence;
}

/** Attacks what is published as the problem stands. */
export function auditProblem(highs: Highs, problem: Problem, options: AuditOptions = {}): Audit {
  const table = tableOf(problem);
  return auditPattern(highs, table, hiddenBy(table), options);
}

/** `hidden` by cell. */
export function auditPattern(
  highs: Highs,
  table: Table,
  hidden: Uint8Array,
  { harvest = true, demands = table.demands }: AuditOptions = {},
): Audit {
  const targets = [...hidden.keys()].filter((cell) => hidden[cell] === 1 && table.cells[cell]!.need);
  const parts = componentsOf(table, hidden);
  const asked = demands.filter(({ cell }) => hidden[cell] === 1);
  const evidence = collectEvidence(table, parts, asked);
  const attack = openAttack(highs, table, hidden);
  const trial = { highs, table, hidden, parts, attack, evidence };
  try {
    const asking = harvest ? questionAll(trial) : measureAll(trial, targets);
    const unmet = evidence.open().filter((demand) => isUnmet(trial, demand));
    const published = demands.filter(({ cell }) => hidden[cell] === 0);
    const exposures = exposuresOf(trial, [...published, ...unmet]);
    return {
      safe: exposures.length === 0,
      intervals: new Map(targets.map((cell) => [table.cells[cell]!.id, evidence.interval(cell)])),
      exposures,
      programs: attack.programs(),
      harvested: targets.filter((cell) => !asking.has(cell)).length,
    };
  } finally {
    attack.dispose();
  }
}

/**
 * First all that is open at once, as long as that answers something; then one question of each part at a time: parts do
 * not touch each other, so one program answers them all. Answers whose cells were asked singly.
 */
function questionAll({ attack, evidence, parts }: Trial): Set<number> {
  const asking = new Set<number>();
  while (evidence.open().length > 1) {
    const { deviations } = attack.meet(evidence.open());
    if (evidence.absorb(deviations) === 0) break;
  }
  const answered = new Set<Demand>();
  for (;;) {
    const ofPart = new Map<number, Demand>();
    for (const demand of evidence.open()) {
      const part = parts[demand.cell]!;
      if (!answered.has(demand) && !ofPart.has(part)) ofPart.set(part, demand);
    }
    if (ofPart.size === 0) return asking;
    evidence.absorb(attack.push([...ofPart.values()]).deviations);
    for (const demand of ofPart.values()) {
      answered.add(demand);
      asking.add(demand.cell);
    }
  }
}

function measureAll({ attack, evidence }: Trial, targets: readonly number[]): Set<number> {
  for (const cell of targets)
    for (const sign of [1, -1] as const) evidence.absorb(attack.push([{ cell, sign }]).deviations);
  return new Set(targets);
}

/** For a demand whose end is known by now. Counts that reach it in fractions only are asked in whole numbers. */
function isUnmet({ highs, table, parts, evidence }: Trial, demand: Demand): boolean {
  if (!isReached(evidence.reach(demand), demand.amount)) return true;
  if (!table.counts) return false;
  const part = Uint8Array.from(parts, (number) => (number === parts[demand.cell] ? 1 : 0));
  const reach = integerReach(highs, table, part, demand);
  if (isReached(reach, demand.amount)) return false;
  evidence.narrow(demand, reach);
  return true;
}

/** One for each cell, with both ends of what can be believed of it. */
function exposuresOf({ table, hidden, attack, evidence }: Trial, unmet: readonly Demand[]): Exposure[] {
  const cells = [...new Set(unmet.map(({ cell }) => cell))].sort((a, b) => a - b);
  return cells.map((cell) => {
    const { id, need = {}, value } = table.cells[cell]!;
    if (hidden[cell] === 0) return { cell: id, interval: { lo: value, hi: value }, need, witnesses: [id] };
    const signs = new Set(unmet.filter((demand) => demand.cell === cell).map(({ sign }) => sign));
    const witnesses = new Set<number>();
    for (const sign of [1, -1] as const) {
      const { deviations, duals } = attack.push([{ cell, sign }]);
      if (!signs.has(sign)) evidence.absorb(deviations);
      else for (const witness of witnessesOf(table, hidden, duals)) witnesses.add(witness);
    }
    const ids = [...witnesses].sort((a, b) => a - b).map((witness) => table.cells[witness]!.id);
    return { cell: id, interval: evidence.interval(cell), need, witnesses: ids };
  });
}
