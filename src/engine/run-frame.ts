/** What every kind of run has in common: how it publishes, how it ends, and how it is found again. */
import type { Finding } from '../core/finding.ts';
import { SyncError } from '../errors.ts';
import type { Plan } from '../sync/plan.ts';
import type { RunRecord, RunState } from './ledger.ts';
import type { EnginePorts, TargetSession } from './ports.ts';
import { publish } from './publish.ts';
import { runResult, type Outcome, type RunResult } from './run-result.ts';

export interface RunReport {
  readonly result: RunResult;
  readonly findings: readonly Finding[];
  readonly plan?: Plan;
}

/** Publishes a plan that has something to do; one that has nothing is `no_change`. */
export async function carryThrough(
  run: RunRecord,
  plan: Plan,
  findings: readonly Finding[],
  { ports, session }: { readonly ports: EnginePorts; readonly session: TargetSession },
): Promise<RunReport> {
  if (plan.operations.length === 0)
    return finish(run, { state: 'no_change', plan, verified: true }, findings, ports);
  ports.events.stage('In KomMonitor schreiben und zurücklesen');
  const published = await publish(run, plan, ports, session);
  const all = [...findings, ...published.findings];
  const noted = all.some((found) => found.severity !== 'info');
  const state: RunState = noted ? 'published_with_notes' : 'published';
  return finish(run, { state, plan, writes: published.result.writes, verified: true }, all, ports);
}

export async function finish(
  run: RunRecord,
  outcome: Outcome,
  findings: readonly Finding[],
  ports: EnginePorts,
): Promise<RunReport> {
  const result = runResult(run, outcome, findings, ports.now());
  await ports.ledger.putFindings(run.id, findings);
  await ports.ledger.updateRun(run.id, { state: outcome.state, result, finished: true });
  return { result, findings, ...(outcome.plan ? { plan: outcome.plan } : {}) };
}

/** An error before anything was written ends the run; what happens after that is decided where it happens. */
export async function guarded(
  run: RunRecord,
  ports: EnginePorts,
  work: () => Promise<RunReport>,
): Promise<RunReport> {
  try {
    return await work();
  } catch (error) {
    const now = await ports.ledger.run(run.id);
    if (now?.state === 'checking')
      await ports.ledger.updateRun(run.id, { state: 'cancelled', finished: true });
    throw error;
  }
}

export async function runNamed(id: string, ports: EnginePorts): Promise<RunRecord> {
  const run = await ports.ledger.run(id);
  if (run) return run;
  throw new SyncError({
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
