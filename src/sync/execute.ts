/**
 * Carries out operations in order: intent, one request, read-back, record. A write whose outcome is not
 * known is never repeated before the target has been looked at. Stops at the first operation that cannot
 * be brought to its end; what to do then is decided by the caller.
 */
import type { ReferenceDate } from '../core/reference-date.ts';
import { SyncError } from '../errors.ts';
import type { Journal, Lease, OperationRecord } from './journal.ts';
import { Lookout } from './observe.ts';
import { indicatorKeyText, type Operation } from './operations.ts';
import { operationTitle } from './operation-title.ts';
import { perform } from './perform.ts';
import type { Target } from './target.ts';

/** Code of an operation whose read-back never showed what was written: whatever stands there is its own trace. */
export const NOT_AS_WRITTEN = 'target.not-as-written';

/** An operation is tried this often before it counts as failed. */
const ATTEMPTS = 3;

export interface Execution {
  readonly run: string;
  readonly operations: readonly Operation[];
  readonly asOf: ReferenceDate;
  readonly target: Target;
  readonly journal: Journal;
  /** Renews the lease where needed and answers it; throws where it is lost. */
  readonly lease: () => Promise<Lease>;
  /** Waits before another look or try; aborts with the signal. */
  readonly pause: (attempt: number) => Promise<void>;
  readonly signal: AbortSignal;
  readonly progress: (done: number, operation: Operation) => void;
}

export interface ExecutionResult {
  readonly writes: number;
  readonly verified: number;
}

/**
 * For a run that is taken up again: refuses where somebody else has changed what is still to be written.
 * Operations already begun may stand in between; finished ones are not looked at. Throws `plan.stale`.
 */
export async function refuseForeignChanges(execution: Execution): Promise<void> {
  const records = await recordsOf(execution);
  const lookout = new Lookout(execution.target);
  const unfinished = new Set<string>();
  for (const [index, operation] of execution.operations.entries()) {
    const record = records.get(index + 1);
    if (record?.state === 'verified') continue;
    const restsOnEarlier = [...namesOf(operation), ...ownersOf(operation)].some((n) => unfinished.has(n));
    for (const name of namesOf(operation)) unfinished.add(name);
    if (restsOnEarlier) continue;
    const verdict = await lookout.judge(operation);
    const begun = (record?.attempts ?? 0) > 0;
    if (verdict === 'foreign' || (verdict === 'between' && !begun)) throw stale(operation);
  }
}

export async function execute(execution: Execution): Promise<ExecutionResult> {
  const records = await recordsOf(execution);
  const lookout = new Lookout(execution.target);
  let writes = 0;
  let verified = 0;
  for (const [index, operation] of execution.operations.entries()) {
    const seq = index + 1;
    if (records.get(seq)?.state !== 'verified') {
      interruptIf(execution.signal);
      const begun = (records.get(seq)?.attempts ?? 0) > 0;
      writes += await bringToEnd(execution, lookout, seq, { operation, begun });
    }
    verified += 1;
    execution.progress(seq, operation);
  }
  return { writes, verified };
}

async function bringToEnd(
  execution: Execution,
  lookout: Lookout,
  seq: number,
  { operation, begun }: { readonly operation: Operation; readonly begun: boolean },
): Promise<number> {
  const { run, journal, target } = execution;
  let verdict = begun || operation.kind === 'put-values' ? await lookFresh(lookout, operation) : 'before';
  // Values that somebody has changed since the run began are not overwritten unseen; nothing else is ours yet.
  if (!begun && verdict !== 'foreign') verdict = 'before';
  let createdId: string | null = null;
  let attempts = 0;
  let trouble: unknown;
  while (verdict !== 'after') {
    // Third values right after our own write are what KomMonitor has made of it: it is written again.
    const isMangled = attempts > 0 && operation.kind === 'put-values';
    if (verdict === 'foreign' && !isMangled) return fail(execution, seq, stale(operation));
    if (attempts === ATTEMPTS) return fail(execution, seq, unfinished(operation, trouble));
    if (attempts > 0) await execution.pause(attempts);
    interruptIf(execution.signal);

    attempts += 1;
    await journal.intend(run, seq, await execution.lease());
    try {
      await removeHalfCreated(operation, verdict, target, lookout);
      createdId = await perform(operation, target, lookout, execution.asOf);
      if (createdId !== null && operation.kind === 'create-indicator')
        lookout.learn(operation.description, createdId);
    } catch (error) {
      if (!isUncertain(error)) return fail(execution, seq, error);
      trouble = error;
      await execution.pause(attempts);
    }
    verdict = await lookFresh(lookout, operation);
  }
  await journal.verify(run, seq, createdId);
  return attempts;
}

/** A unit whose creation stopped half-way has no areas; it can only be created again from nothing. */
async function removeHalfCreated(
  operation: Operation,
  verdict: string,
  target: Target,
  lookout: Lookout,
): Promise<void> {
  if (operation.kind !== 'create-unit' || verdict !== 'between') return;
  const unit = await lookout.unit(operation.unit.name);
  if (unit) await target.deleteUnit(unit.id);
  lookout.forget();
}

async function lookFresh(lookout: Lookout, operation: Operation) {
  lookout.forget();
  return lookout.judge(operation);
}

async function fail(execution: Execution, seq: number, error: unknown): Promise<never> {
  const reason = error instanceof SyncError ? error.code : 'internal';
  await execution.journal.fail(execution.run, seq, reason);
  throw error;
}

async function recordsOf(execution: Execution): Promise<Map<number, OperationRecord>> {
  const records = await execution.journal.operations(execution.run);
  return new Map(records.map((record) => [record.seq, record]));
}

/** What an operation touches: a later one that touches the same cannot be judged before the earlier is done. */
function namesOf(operation: Operation): string[] {
  switch (operation.kind) {
    case 'create-unit':
      return [operation.unit.name];
    case 'update-features':
    case 'clear-features':
    case 'delete-unit':
      return [operation.unitName];
    case 'describe-unit':
      return [operation.after.name];
    case 'create-indicator':
      return [indicatorKeyText(operation.description)];
    case 'describe-indicator':
    case 'delete-indicator':
      return [indicatorKeyText(operation.indicator)];
    case 'put-values':
    case 'delete-link':
    case 'delete-date':
      return [`${indicatorKeyText(operation.indicator)} | ${operation.unitName}`];
  }
}

/** What has to stand before the operation can be judged at all. */
function ownersOf(operation: Operation): string[] {
  if (operation.kind !== 'put-values') return [];
  return [indicatorKeyText(operation.indicator), operation.unitName];
}

function isUncertain(error: unknown): boolean {
  return error instanceof SyncError && error.code === 'target.write-uncertain';
}

function interruptIf(signal: AbortSignal): void {
  if (!signal.aborted) return;
  throw new SyncError({
    code: 'run.interrupted',
    kind: 'target',
    message: 'Der Lauf wurde angehalten.',
    hint: 'Setzen Sie ihn mit „kmsync resume“ fort; was schon geschrieben ist, wird nicht noch einmal geschrieben.',
  });
}

function stale(operation: Operation): SyncError {
  return new SyncError({
    code: 'plan.stale',
    kind: 'stale',
    message: `Seit der Vorschau hat sich KomMonitor geändert (${operationTitle(operation)}).`,
    hint: 'Sehen Sie nach, wer dort geändert hat, und erstellen Sie einen neuen Plan.',
  });
}

function unfinished(operation: Operation, cause: unknown): SyncError {
  return new SyncError({
    code: NOT_AS_WRITTEN,
    kind: 'target',
    message: `KomMonitor zeigt nach ${ATTEMPTS} Versuchen nicht, was geschrieben wurde (${operationTitle(operation)}).`,
    hint: 'Prüfen Sie das Protokoll von KomMonitor zu diesem Zeitpunkt.',
    cause,
  });
}
