/**
 * Compares KomMonitor with what was published last and tells what somebody changed there by hand. Overwrites nothing:
 * what is to be done with it is for a person, or for the next plan, to decide.
 */
import { readActual, linkKey } from '../sync/actual.ts';
import {
  driftedCells,
  driftScope,
  PublishedState,
  type DriftedCell,
  type PublishedCell,
} from '../sync/drift.ts';
import { indicatorKeyText } from '../sync/operations.ts';
import type { Chore } from './chores.ts';
import { cellText, isSame, placeOf, withoutAccepted, type DriftPlace } from './drift-book.ts';
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

/**
 * `indicator`: id in this program or name in KomMonitor; undefined: all, and then the ledger keeps the places for
 * everybody. Log and metrics learn counts only, without what somebody has accepted.
 */
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
  const all = state.cells(indicator, new Set());
  const underWay = all.length - cells.length;
  const drift = { target, compared: cells.length, cells: drifted, underWay };
  if (indicator === undefined) tell(cells, await kept(drift, { cells, all }, ports), ports);
  return drift;
}

/** Answers what nobody has accepted. `cells`: those that were compared, of `all` that are known. */
async function kept(
  { target, compared, underWay, cells: drifted }: Drift,
  { cells, all }: Readonly<Record<'cells' | 'all', readonly PublishedCell[]>>,
  { ledger }: EnginePorts,
): Promise<readonly DriftPlace[]> {
  const places = drifted.map(placeOf);
  const found = new Map(places.map((place) => [cellText(place), place]));
  const [looked, known] = [cells, all].map((each) => new Set(each.map(publishedText)));
  const accepted = await ledger.acceptedDrift(target);
  // What was not compared this time, as a cell of an open run, stays accepted.
  const overtaken = accepted.filter((each) => {
    const cell = cellText(each);
    return looked?.has(cell) === true ? !isSame(found.get(cell), each) : known?.has(cell) !== true;
  });
  await ledger.putDrift({ target, compared, underWay, places, overtaken });
  return withoutAccepted(places, accepted);
}

function publishedText({ indicator, ...cell }: PublishedCell): string {
  return cellText({ ...cell, indicator: indicatorKeyText(indicator) });
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
  drifted: readonly DriftPlace[],
  { log }: EnginePorts,
): void {
  for (const job of new Set(cells.map((cell) => cell.job))) {
    const count = drifted.filter((cell) => cell.job === job).length;
    log(count > 0 ? 'Drift:Found' : 'Drift:None', { job, count });
  }
}
