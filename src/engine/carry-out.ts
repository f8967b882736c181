/**
 * A plan under a lease that is held already: freshness, snapshot, operations one by one with read-back, and
 * the record of what was published. Runs a fresh plan as well as one that was interrupted.
 */
import { SyncError } from '../errors.ts';
import { readActual } from '../sync/actual.ts';
import { execute, refuseForeignChanges, type Execution, type ExecutionResult } from '../sync/execute.ts';
import type { Plan } from '../sync/plan.ts';
import { fingerprintOf } from '../sync/plan-fingerprint.ts';
import { takeSnapshot } from '../sync/snapshot.ts';
import { factsOf } from './facts.ts';
import type { RunRecord } from './ledger.ts';
import type { EnginePorts, TargetSession } from './ports.ts';
import { markReadable, requireReleased } from './released-only.ts';
import type { HeldLease } from './write-lease.ts';

/** After a write of unknown outcome KomMonitor may still be working on it; a second one must not overlap. */
const PAUSES_MS = [5000, 30_000, 60_000];

/** What carrying out needs besides run and plan. */
export interface Means {
  readonly ports: EnginePorts;
  readonly session: TargetSession;
  readonly lease: HeldLease;
}

/** Throws `plan.stale` before anything is written where the target is not as it was when the plan was made. */
export async function carryOut(run: RunRecord, plan: Plan, means: Means): Promise<ExecutionResult> {
  const { ledger } = means.ports;
  await prepareOperations(run, plan, means);
  await requireReleased(run, plan, means.ports);
  const execution = executionOf(run, plan, means);
  await refuseForeignChanges(execution);
  await ledger.updateRun(run.id, { state: 'publishing' });
  await markReadable(run, plan, means.ports);
  const result = await execute(execution);
  await ledger.putFacts(factsOf(run.id, plan));
  return result;
}

/** On the first attempt: nobody may have changed the target since the plan, and the snapshot is kept. */
async function prepareOperations(run: RunRecord, plan: Plan, { ports, session }: Means): Promise<void> {
  const { ledger } = ports;
  if ((await ledger.operations(run.id)).length > 0) return;
  if (Date.parse(plan.expiresAt) < ports.now().getTime()) throw staleTarget('Der Plan ist abgelaufen.');
  const actual = await readActual(session.target, plan.scope);
  if (fingerprintOf(actual, plan.scope) !== plan.fingerprint)
    throw staleTarget('Seit der Vorschau hat sich KomMonitor geändert.');
  await ledger.putSnapshot(run.id, JSON.stringify(takeSnapshot(plan, actual)));
  await ledger.openOperations(run.id, plan.operations.length);
}

function executionOf(run: RunRecord, plan: Plan, { ports, session, lease }: Means): Execution {
  const total = plan.operations.length;
  return {
    run: run.id,
    operations: plan.operations,
    asOf: plan.asOf,
    target: session.target,
    journal: ports.ledger,
    lease: () => lease.current(),
    pause: (attempt) => ports.sleep(PAUSES_MS[attempt - 1] ?? 30_000, ports.signal),
    signal: ports.signal,
    progress(done, operation) {
      ports.log('Write:Verified', { run: run.id, seq: done, kind: operation.kind });
      ports.events.operation(done, total, operation);
    },
  };
}

function staleTarget(message: string): SyncError {
  return new SyncError({
    code: 'plan.stale',
    kind: 'stale',
    message: `${message} Es wurde nichts veröffentlicht.`,
    hint: 'Erstellen Sie einen neuen Plan und sehen Sie sich die neue Vorschau an.',
  });
}
