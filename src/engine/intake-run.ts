/** Taking deliveries in without a look at KomMonitor: read, checked, assigned, counted and kept as versions. */
import { jobNamed, prepare, storeVersions, type Prepared } from './prepare.ts';
import type { EnginePorts } from './ports.ts';
import { finish, guarded, type RunFindings, type RunReport } from './run-frame.ts';
import { runResult } from './run-result.ts';
import type { RunRecord } from './ledger.ts';
import type { RunEnd } from './settlement.ts';
import type { RunQuestion } from './sync-run.ts';
import { refreshRun } from './refresh-codes.ts';

/** A run of its own; a job that only brings a code list up to date does that. */
export async function intakeRun(question: RunQuestion, ports: EnginePorts): Promise<RunReport> {
  const job = jobNamed(ports, question.job);
  const { date, run: begun } = question;
  if (job.refresh) return refreshRun({ job, rule: job.refresh, kind: 'sync', date, run: begun }, ports);
  const run = begun ?? (await ports.ledger.startRun({ job: job.id, kind: 'intake' }));
  return guarded(run, ports, async () => {
    const { stops, quality, findings } = await takeIn(run, question, ports);
    return finish(run, { state: stops ? 'check_failed' : 'taken_in', quality }, findings, ports);
  });
}

/** The first step of a run that publishes later; answers a report only where the run is over with it. */
export async function firstStep(run: RunRecord, ports: EnginePorts): Promise<RunReport | undefined> {
  const job = jobNamed(ports, run.job);
  if (job.refresh) return refreshRun({ job, rule: job.refresh, kind: 'sync', run }, ports);
  let isOver = true;
  const report = await guarded(run, ports, async () => {
    const { stops, quality, findings } = await takeIn(run, { job: job.id }, ports);
    if (stops) return finish(run, { state: 'check_failed', quality }, findings, ports);
    isOver = false;
    // The second step may come in another process.
    await ports.ledger.putFindings(run.id, findings.fresh);
    const result = runResult(run, { state: 'checking', quality }, findings.fresh, ports.now());
    await ports.ledger.updateRun(run.id, { result });
    return { result, findings: findings.fresh };
  });
  return isOver ? report : undefined;
}

interface TakenIn extends Pick<Prepared, 'stops' | 'quality'> {
  readonly findings: RunFindings;
}

async function takeIn(run: RunRecord, { job, date }: RunQuestion, ports: EnginePorts): Promise<TakenIn> {
  const prepared = await prepare(jobNamed(ports, job), ports, { date });
  let end: RunEnd = 'looked-at';
  let fresh = prepared.findings;
  try {
    await ports.ledger.putRunDeliveries(run.id, prepared.deliveries.all);
    if (!prepared.stops) await storeVersions(prepared, run.id, ports);
    end = prepared.stops ? 'judged' : 'kept';
  } finally {
    fresh = [...fresh, ...(await prepared.settlements.settle(ports, end))];
  }
  return { stops: prepared.stops, quality: prepared.quality, findings: { fresh } };
}
