/** What every kind of run has in common: how it publishes, how it ends, and how it is found again. */
import { finding, type Finding } from '../core/finding.ts';
import { SyncError } from '../errors.ts';
import type { Plan } from '../sync/plan.ts';
import { waitsForApproval } from './approval/gate.ts';
import type { Ledger, RunRecord, RunState } from './ledger.ts';
import type { EnginePorts, TargetSession } from './ports.ts';
import type { DeliveryQuality } from './quality-book.ts';
import { publish, type PublishMeans } from './publish.ts';
import { reportRun } from './report/write-report.ts';
import { runResult, type Outcome, type RunResult } from './run-result.ts';
import { atWork } from './work-book.ts';

export interface RunReport {
  readonly result: RunResult;
  readonly findings: readonly Finding[];
  readonly plan?: Plan;
}

/** Findings of a run: those the ledger has already, and those it does not have yet. */
export interface RunFindings {
  readonly stored?: readonly Finding[];
  readonly fresh: readonly Finding[];
  readonly quality?: readonly DeliveryQuality[];
}

/** Publishes a plan that has something to do; one that has nothing is `no_change`, one that people have to see waits. */
export async function carryThrough(
  run: RunRecord,
  plan: Plan,
  given: RunFindings,
  means: PublishMeans,
): Promise<RunReport> {
  const { ports } = means;
  const { quality = [] } = given;
  const findings = { ...given, fresh: [...given.fresh, ...(await restoredNote(ports))] };
  if (plan.operations.length === 0)
    return finish(run, { state: 'no_change', plan, verified: true, quality }, findings, ports);
  // Kept before anything is written, so that a run that is taken up again still has them.
  await ports.ledger.putFindings(run.id, findings.fresh);
  const stored = [...(findings.stored ?? []), ...findings.fresh];
  if (run.state === 'checking' && (await waitsForApproval(run, plan, means)))
    return finish(run, { state: 'submitted', plan, quality }, { stored, fresh: [] }, ports);
  ports.events.stage('In KomMonitor schreiben und zurücklesen');
  const published = await publish(run, plan, means);
  if (run.rollsBack !== null) await ports.ledger.updateRun(run.rollsBack, { state: 'rolled_back' });
  const noted = [...stored, ...published.findings].some((found) => found.severity !== 'info');
  const state: RunState = noted ? 'published_with_notes' : 'published';
  const outcome = { state, plan, writes: published.result.writes, verified: true, quality };
  return finish(run, outcome, { stored, fresh: published.findings }, ports);
}

/** A ledger out of a backup may be older than the target; the first run that compares the two says so. */
async function restoredNote({ ledger }: EnginePorts): Promise<Finding[]> {
  const found = await ledger.restoredFrom();
  return found === undefined ? [] : [finding('sync.ledger-restored', { file: 'ledger', row: 0 }, { found })];
}

export async function finish(
  run: RunRecord,
  outcome: Outcome,
  { stored = [], fresh }: RunFindings,
  ports: EnginePorts,
): Promise<RunReport> {
  const findings = [...stored, ...fresh];
  const result = runResult(run, outcome, findings, ports.now());
  await ports.ledger.putFindings(run.id, fresh);
  const finished = outcome.state !== 'submitted';
  await ports.ledger.updateRun(run.id, { state: outcome.state, result, finished });
  if (outcome.verified) await ports.ledger.settleRestored();
  const { writes, durationMs, plan, verified } = result;
  ports.log('Run:Done', {
    run: run.id,
    job: run.job,
    kind: run.kind,
    state: outcome.state,
    writes,
    durationMs,
    plan: plan.hash,
    planned: plan.create + plan.update + plan.remove,
    suppressed: plan.suppressed,
    cells: verified.cells,
    mismatches: verified.mismatches,
    ...result.findings,
  });
  return { result, findings, ...(outcome.plan ? { plan: outcome.plan } : {}) };
}

/** Does the work of a run and leaves a report of it, however it ends. */
export async function guarded(
  run: RunRecord,
  ports: EnginePorts,
  work: () => Promise<RunReport>,
): Promise<RunReport> {
  return atWork(run.id, ports, async () => {
    let outcome: 'done' | 'failed' = 'failed';
    ports.events.begun?.(run.id);
    ports.log('Run:Start', { run: run.id, job: run.job, kind: run.kind });
    try {
      const report = await attempted(run, ports, work);
      outcome = 'done';
      return report;
    } finally {
      await reportRun(run.id, ports);
      await ports.events.ended?.(outcome);
    }
  });
}

/** An error before anything was written ends the run; what happens after that is decided where it happens. */
async function attempted(
  run: RunRecord,
  ports: EnginePorts,
  work: () => Promise<RunReport>,
): Promise<RunReport> {
  try {
    return await work();
  } catch (error) {
    // Asked now: whoever is waiting for its end may stop the process as soon as it stands in the ledger.
    const wasStopped = ports.signal.aborted;
    const code = error instanceof SyncError ? error.code : 'internal';
    ports.log('Run:Failed', { run: run.id, job: run.job, kind: run.kind, code, cause: causeOf(error) });
    const now = await ports.ledger.run(run.id);
    if (now?.state !== 'checking') throw error;
    await ports.ledger.updateRun(run.id, { state: 'cancelled', finished: true });
    throw wasStopped ? interrupted() : withoutEffect(error);
  }
}

/** Code of what a failed publication failed of, where the error itself says only how that ended. */
function causeOf(error: unknown): string | null {
  return error instanceof SyncError && error.cause instanceof SyncError ? error.cause.code : null;
}

const UNCHANGED = 'In KomMonitor wurde nichts geändert.';

/** The same error, saying that nothing was written before it: nobody should have to guess that. */
function withoutEffect(error: unknown): unknown {
  if (!(error instanceof SyncError)) return error;
  const { code, kind, message, hint } = error;
  if (/nichts (?:geändert|veröffentlicht)/.test(`${message} ${hint}`)) return error;
  return new SyncError({ code, kind, message, hint: `${hint} ${UNCHANGED}`, cause: error });
}

function interrupted(): SyncError {
  return new SyncError({
    code: 'run.interrupted',
    kind: 'target',
    message: `Der Lauf wurde angehalten. ${UNCHANGED}`,
    hint: 'Starten Sie ihn bei Bedarf neu.',
  });
}

export async function runNamed(
  id: string,
  ports: { readonly ledger: Pick<Ledger, 'run'> },
): Promise<RunRecord> {
  const run = await ports.ledger.run(id);
  if (run) return run;
  throw unknownRun(id);
}

export function unknownRun(id: string): SyncError {
  return new SyncError({
    code: 'run.unknown',
    kind: 'usage',
    message: `Einen Lauf „${id}“ gibt es nicht.`,
    hint: '„kmsync runs“ zeigt alle Läufe.',
  });
}

export async function requireTarget(plan: Plan, session: TargetSession): Promise<void> {
  const { url } = await session.target.identity();
  if (url === plan.target) return;
  throw new SyncError({
    code: 'plan.other-target',
    kind: 'stale',
    message: `Der Plan gilt für ${plan.target}, eingestellt ist ${url}.`,
    hint: 'Stellen Sie das Ziel wieder ein oder erstellen Sie einen neuen Plan.',
  });
}
