/** Runs about other runs: taking up one that was interrupted, and taking one back. */
import { stopsRun } from '../core/finding.ts';
import { SyncError } from '../errors.ts';
import type { Plan } from '../sync/plan.ts';
import type { Snapshot } from '../sync/snapshot.ts';
import { basisOf, basisText } from './approval/basis.ts';
import { notYet, waiting } from './approval/refusals.ts';
import { isEarly } from './approval/approval.ts';
import { RESUMABLE, WITH_PEOPLE, type RunRecord } from './ledger.ts';
import type { EnginePorts } from './ports.ts';
import { TAKING_BACK } from './publish.ts';
import { rollbackPlan } from './rollback-plan.ts';
import { carryThrough, finish, guarded, requireTarget, runNamed, type RunReport } from './run-frame.ts';
import { runResult, type RunResult } from './run-result.ts';
import { storedPlan, storePlan } from './stored-plan.ts';
import type { Turn } from './write-lease.ts';

/** States in which nothing is left of what a run has written. */
const GONE: ReadonlySet<RunRecord['state']> = new Set(['compensated', 'stale', 'cancelled']);

/** Takes up a run that was interrupted or waits; a run that is over answers with its result. */
export async function resumeRun(id: string, ports: EnginePorts, turn: Turn = 'refuse'): Promise<RunReport> {
  const run = await runNamed(id, ports);
  if (WITH_PEOPLE.has(run.state)) throw await withPeople(run, ports);
  if (!RESUMABLE.has(run.state)) {
    if (run.result === null || run.finishedAt === null) await abandon(run, ports);
    return { result: await lastResult(id, ports), findings: await ports.ledger.findings(id) };
  }
  const leading = await takenBackBy(run, ports);
  if (leading) return resumeRun(leading.id, ports, turn);
  if (run.planHash === null) throw new RangeError(`run ${id} is ${run.state} without a plan`);
  const plan = await storedPlan(ports.ledger, run.planHash);
  await refuseSuperseded(run, plan, ports);
  return guarded(run, ports, async () => {
    const session = await ports.session();
    await requireTarget(plan, session);
    return carryThrough(
      run,
      plan,
      { stored: await ports.ledger.findings(id), fresh: [] },
      { ports, session, turn },
    );
  });
}

export interface RollbackQuestionOf {
  readonly run: string;
  readonly geometry: 'restore' | 'leave';
  readonly mode: 'plan' | 'apply';
  /** A run that has begun already; it takes back instead of a new one. */
  readonly begun?: RunRecord | undefined;
}

/** Takes a run back: a plan to its snapshot, shown or applied. */
export async function rollbackRun(question: RollbackQuestionOf, ports: EnginePorts): Promise<RunReport> {
  const former = await runNamed(question.run, ports);
  const text = await ports.ledger.snapshot(former.id);
  if (text === undefined) throw nothingToTakeBack(former);
  const run =
    question.begun ??
    (await ports.ledger.startRun({ job: former.job, kind: 'rollback', rollsBack: former.id }));
  return guarded(run, ports, async () => {
    const session = await ports.session();
    const how = { job: former.job, run: run.id, geometry: question.geometry };
    const plan = await rollbackPlan(JSON.parse(text) as Snapshot, how, { ports, session });
    await storePlan(ports.ledger, run.id, plan, basisText(basisOf(plan.job, [], ports)));
    if (stopsRun(plan.findings))
      return finish(run, { state: 'check_failed', plan }, { fresh: plan.findings }, ports);
    if (question.mode === 'plan') {
      const state = plan.operations.length === 0 ? 'no_change' : 'draft';
      return finish(run, { state, plan }, { fresh: plan.findings }, ports);
    }
    return carryThrough(run, plan, { fresh: plan.findings }, { ports, session, turn: 'refuse' });
  });
}

/** The failed run that this one takes back, where it is still to be taken back: it decides how that goes on. */
async function takenBackBy(run: RunRecord, ports: EnginePorts): Promise<RunRecord | undefined> {
  const former = run.rollsBack === null ? undefined : await ports.ledger.run(run.rollsBack);
  return former && TAKING_BACK.has(former.state) ? former : undefined;
}

/**
 * A later run that has written to the same target found this one's traces there and built on them. Carrying
 * on, or going back to this run's snapshot, would tear that apart.
 */
async function refuseSuperseded(run: RunRecord, plan: Plan, ports: EnginePorts): Promise<void> {
  const { ledger } = ports;
  const all = await ledger.runs();
  const later = all.slice(
    0,
    all.findIndex(({ id }) => id === run.id),
  );
  for (const other of later) {
    if (other.planHash === null || (await isGone(other, ports))) continue;
    const written = (await ledger.operations(other.id)).some(({ attempts }) => attempts > 0);
    if (!written || (await storedPlan(ledger, other.planHash)).target !== plan.target) continue;
    if (!RESUMABLE.has(other.state)) await ledger.updateRun(run.id, { state: 'stale', finished: true });
    throw superseded(run, other);
  }
}

/** Nothing is left of it, or it is nothing but the taking back of a run that counts itself. */
async function isGone(run: RunRecord, ports: EnginePorts): Promise<boolean> {
  if (GONE.has(run.state)) return true;
  const former = run.rollsBack === null ? undefined : await ports.ledger.run(run.rollsBack);
  return former !== undefined && (GONE.has(former.state) || TAKING_BACK.has(former.state));
}

function superseded(run: RunRecord, other: RunRecord): SyncError {
  const isOpen = RESUMABLE.has(other.state);
  return new SyncError({
    code: 'run.superseded',
    kind: 'stale',
    message: `Nach dem Lauf ${run.id} hat schon der Lauf ${other.id} nach KomMonitor geschrieben. Geändert wurde nichts.`,
    hint: isOpen
      ? `Bringen Sie zuerst den Lauf ${other.id} zu Ende: „kmsync resume ${other.id}“.`
      : 'Der spätere Lauf gilt. Starten Sie bei Bedarf einen neuen Abgleich.',
  });
}

async function withPeople({ id, state }: RunRecord, { ledger, now }: EnginePorts): Promise<SyncError> {
  const approval = await ledger.approval(id);
  if (state === 'submitted') return waiting(approval ?? { run: id, submittedBy: null });
  if (approval && isEarly(approval, now())) return notYet(approval);
  return new SyncError({
    code: 'run.approved',
    kind: 'usage',
    message: `Der Lauf ${id} ist freigegeben und noch nicht begonnen.`,
    hint: `Ausführen: „kmsync apply ${id}“.`,
  });
}

async function abandon(run: RunRecord, ports: EnginePorts): Promise<void> {
  const result = runResult(run, { state: 'cancelled' }, [], ports.now());
  await ports.ledger.updateRun(run.id, { state: 'cancelled', result, finished: true });
}

async function lastResult(id: string, ports: EnginePorts): Promise<RunResult> {
  return (await runNamed(id, ports)).result as RunResult;
}

function nothingToTakeBack(run: RunRecord): SyncError {
  return new SyncError({
    code: 'run.wrote-nothing',
    kind: 'usage',
    message: `Der Lauf ${run.id} hat nichts geschrieben; es gibt nichts zurückzunehmen.`,
    hint: '„kmsync runs“ zeigt, welche Läufe veröffentlicht haben.',
  });
}
