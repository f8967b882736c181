/** Publishing: takes the lease, carries the plan out, and brings a failed run to a state a person can trust. */
import type { Finding } from '../core/finding.ts';
import { SyncError } from '../errors.ts';
import type { ExecutionResult } from '../sync/execute.ts';
import type { Plan } from '../sync/plan.ts';
import { checkVisibility, readForVisibility } from '../sync/visibility.ts';
import { requireApproved } from './approval/gate.ts';
import { carryOut, type Means } from './carry-out.ts';
import { compensate } from './compensate.ts';
import type { RunRecord } from './ledger.ts';
import { passesWhileWriting } from './passing.ts';
import type { EnginePorts, TargetSession } from './ports.ts';
import { holdLease, type HeldLease, type Turn } from './write-lease.ts';

export interface Published {
  readonly result: ExecutionResult;
  readonly findings: readonly Finding[];
}

/** A run that was being taken back is not carried on; it is taken back. */
export const TAKING_BACK: ReadonlySet<RunRecord['state']> = new Set(['compensating', 'needs_attention']);

export interface PublishMeans {
  readonly ports: EnginePorts;
  readonly session: TargetSession;
  /** The lease of a run that has waited for its turn already, or what to do where another run writes. */
  readonly turn: HeldLease | Turn;
}

/** Carries out the plan and looks afterwards whether the map shows it. Throws what says how it ended. */
export async function publish(
  run: RunRecord,
  plan: Plan,
  { ports, session, turn }: PublishMeans,
): Promise<Published> {
  const lease = await beginWriting(run, plan.target, ports, turn);
  const means = { ports, session, lease };
  try {
    if (TAKING_BACK.has(run.state)) throw await compensate(undefined, run, plan, means);
    await requireApproved(run, plan, means);
    const result = await carryOut(run, plan, means);
    const reading = await readForVisibility(session.target, plan.expectations);
    return { result, findings: checkVisibility(plan.expectations, reading) };
  } catch (error) {
    throw await afterFailure(error, run, plan, means);
  } finally {
    await lease.release();
  }
}

/**
 * The state comes before the lease: a run that dies with the lease in its hands is then found by `resume`,
 * which takes the same lease again, and does not lock everybody out until the lease runs out.
 */
async function beginWriting(
  run: RunRecord,
  target: string,
  ports: EnginePorts,
  turn: HeldLease | Turn,
): Promise<HeldLease> {
  const { ledger } = ports;
  const fresh = run.state === 'checking';
  if (fresh) await ledger.updateRun(run.id, { state: 'publishing' });
  if (typeof turn === 'object') return turn;
  try {
    return await holdLease(run, target, ports, turn);
  } catch (error) {
    if (fresh) await ledger.updateRun(run.id, { state: 'cancelled', finished: true });
    throw error;
  }
}

/** Brings the run to a state a person can trust and answers the error to throw. */
async function afterFailure(error: unknown, run: RunRecord, plan: Plan, means: Means): Promise<unknown> {
  const { ports } = means;
  const { ledger } = ports;
  const touched = (await ledger.operations(run.id)).some((operation) => operation.attempts > 0);
  if (passesWhileWriting(error) || ports.signal.aborted) {
    await ledger.updateRun(run.id, { state: 'waiting' });
    return error;
  }
  if (error instanceof SyncError && ['lease', 'compensated', 'incomplete'].includes(error.kind)) return error;
  if (!touched) {
    const state = error instanceof SyncError && error.kind === 'stale' ? 'stale' : 'cancelled';
    await ledger.updateRun(run.id, { state, finished: true });
    return error;
  }
  return compensate(error, run, plan, means);
}
