/**
 * Compares KomMonitor with what was published last and tells what somebody changed there by hand. Overwrites nothing:
 * what is to be done with it is for a person, or for the next plan, to decide.
 */
import { readActual, linkKey } from '../sync/actual.ts';
import { driftedCells, driftScope, PublishedState, type DriftedCell } from '../sync/drift.ts';
import type { Chore } from './chores.ts';
import type { RunRecord } from './ledger.ts';
import type { EnginePorts } from './ports.ts';
import { storedPlan } from './stored-plan.ts';

const DAY = 24 * 60;

/** States in which what a run wrote stood in the target until a later run changed it. */
const WROTE: ReadonlySet<RunRecord['state']> = new Set([
  'published',
  'published_with_notes',
  'no_change',
  'rolled_back',
]);

export interface Drift {
  readonly target: string;
  /** Cells compared. */
  readonly compared: number;
  readonly cells: readonly DriftedCell[];
  /** Published cells that an open run is about to change, or has half changed: not compared. */
  readonly underWay: number;
}

export const DRIFT: Chore = {
  id: 'drift',
  every: DAY,
  async work({ ports }) {
    await findDrift(undefined, ports);
  },
};

/** `indicator`: id in this program or name in KomMonitor; undefined: all. Log and metrics learn counts only. */
export async function findDrift(indicator: string | undefined, ports: EnginePorts): Promise<Drift> {
  const { ledger } = ports;
  const session = await ports.session();
  const { url: target } = await session.target.identity();
  const state = new PublishedState();
  const open = new Set<string>();
  for (const run of await byEnd(ports)) {
    // Plans are deleted after their time; what was written by such a run is not compared.
    if (run.planHash === null || !(await ledger.plan(run.planHash))) continue;
    const plan = await storedPlan(ledger, run.planHash);
    if (plan.target !== target) continue;
    if (WROTE.has(run.state)) state.add(run.id, plan);
    else if (run.finishedAt === null)
      for (const operation of plan.operations)
        if ('indicator' in operation && 'unitName' in operation)
          open.add(linkKey(operation.indicator, operation.unitName));
  }
  const cells = state.cells(indicator, open);
  const actual = await readActual(session.target, driftScope(cells));
  const drifted = driftedCells(cells, actual);
  if (indicator === undefined) tell(cells, drifted, ports);
  const underWay = state.cells(indicator, new Set()).length - cells.length;
  return { target, compared: cells.length, cells: drifted, underWay };
}

/** In the order in which they ended; those that have not, last. */
async function byEnd({ ledger }: EnginePorts): Promise<readonly RunRecord[]> {
  const runs = (await ledger.runs()).filter(({ kind }) => kind !== 'check' && kind !== 'plan').reverse();
  return runs.sort((a, b) =>
    (a.finishedAt ?? '9') < (b.finishedAt ?? '9') ? -1 : a.finishedAt === b.finishedAt ? 0 : 1,
  );
}

function tell(
  cells: readonly { readonly job: string }[],
  drifted: readonly DriftedCell[],
  { log }: EnginePorts,
): void {
  for (const job of new Set(cells.map((cell) => cell.job))) {
    const count = drifted.filter((cell) => cell.job === job).length;
    log(count > 0 ? 'Drift:Found' : 'Drift:None', { job, count });
  }
}
