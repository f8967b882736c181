/**
 * Finds the runs that nobody works on and sees to it that they end: what had only read is cancelled, what had begun to
 * write or was approved is taken up through the queue of runs. `needs_attention` is left to a person.
 */
import { finding } from '../core/finding.ts';
import { isEarly } from './approval/approval.ts';
import type { Chore } from './chores.ts';
import { RESUMABLE, type RunRecord } from './ledger.ts';
import type { EnginePorts } from './ports.ts';
import { CLAIM_SECONDS, type Claim } from './schedule/trigger.ts';
import { reportRun } from './report/write-report.ts';
import { storedPlan } from './stored-plan.ts';
import type { OpenRun } from './work-book.ts';

const MINUTE = 60_000;
/** Minutes until a run that waits is tried again: 1, 2, 4, … and at most this. */
const LONGEST_PAUSE = 30;
/** A run that was begun a moment ago may not have said yet that somebody works on it. */
const GRACE_MS = CLAIM_SECONDS * 1_000;

export interface ReconcileMeans {
  readonly ports: EnginePorts;
  readonly start: (claim: Claim) => void;
  /** False: a run that waits is tried at once, because a person asked. */
  readonly patient: boolean;
}

export interface Reconciled {
  /** Ids of runs. */
  readonly cancelled: readonly string[];
  readonly resumed: readonly string[];
  readonly waiting: readonly string[];
  readonly needsAttention: readonly string[];
  /** Somebody works on them. */
  readonly atWork: readonly string[];
}

export const RECONCILE: Chore = {
  id: 'reconcile',
  every: 1,
  async work(means) {
    await reconcile({ ...means, patient: true });
  },
};

type Verdict = keyof Reconciled | 'none';

export async function reconcile(means: ReconcileMeans): Promise<Reconciled> {
  const { ports } = means;
  const open = await ports.ledger.openRuns();
  const found = { cancelled: [], resumed: [], waiting: [], needsAttention: [], atWork: [] } as Record<
    keyof Reconciled,
    string[]
  >;
  // The newest first: an older one may rest on what it leaves behind.
  for (const each of open) {
    if (ports.signal.aborted) break;
    const verdict = await settle(each, open, means);
    if (verdict !== 'none') found[verdict].push(each.run.id);
  }
  const { cancelled, resumed, waiting, needsAttention } = found;
  if (cancelled.length + resumed.length + waiting.length + needsAttention.length > 0)
    ports.log('Reconcile:Done', { count: cancelled.length + resumed.length });
  return found;
}

async function settle(each: OpenRun, open: readonly OpenRun[], means: ReconcileMeans): Promise<Verdict> {
  const { run, atWork } = each;
  const { ports, patient } = means;
  if (atWork) return 'atWork';
  // Taking back a failed run is a run of its own, and the failed run decides how it goes on.
  if (run.rollsBack !== null && open.some((other) => other.run.id === run.rollsBack)) return 'none';
  if (run.state === 'needs_attention') return 'needsAttention';
  if (run.state === 'checking') return isFresh(each, ports) ? 'none' : cancel(run, ports);
  // Two people have agreed; nobody has to be in the office when it is carried out.
  if (run.state === 'approved') {
    const approval = await ports.ledger.approval(run.id);
    if (approval && isEarly(approval, ports.now())) return 'none';
    return patient && !isDue(each, ports) ? 'waiting' : takeUp(run, means);
  }
  if (!RESUMABLE.has(run.state)) return 'none';
  if (run.state === 'waiting') {
    if (await givenUp(run, ports)) return 'cancelled';
    if (patient && !isDue(each, ports)) return 'waiting';
  }
  return takeUp(run, means);
}

function isFresh({ run, taken }: OpenRun, { now }: EnginePorts): boolean {
  return taken === 0 && now().getTime() - Date.parse(run.startedAt) < GRACE_MS;
}

function isDue({ taken, leftAt }: OpenRun, { now }: EnginePorts): boolean {
  return leftAt === null || now().toISOString() >= nextAttempt({ taken, leftAt });
}

/** When a run that waits is tried again: ISO instant, UTC. */
export function nextAttempt({ taken, leftAt }: { readonly taken: number; readonly leftAt: string }): string {
  const pause = Math.min(2 ** Math.max(0, taken - 1), LONGEST_PAUSE);
  return new Date(Date.parse(leftAt) + pause * MINUTE).toISOString();
}

async function cancel(run: RunRecord, ports: EnginePorts): Promise<'cancelled'> {
  const { ledger } = ports;
  await ledger.putFindings(run.id, [finding('sync.run-abandoned', { file: run.job, row: 0 })]);
  await ledger.updateRun(run.id, { state: 'cancelled', finished: true });
  await ledger.freeOccurrences(run.id);
  ports.log('Run:Cancelled', { run: run.id, job: run.job, kind: run.kind, code: 'sync.run-abandoned' });
  await reportRun(run.id, ports);
  return 'cancelled';
}

/**
 * A run that KomMonitor kept waiting until its plan expired: true where it had written nothing and is over. One that had
 * is taken back instead of carried on.
 */
async function givenUp(run: RunRecord, ports: EnginePorts): Promise<boolean> {
  const { ledger } = ports;
  if (run.planHash === null) return false;
  const { expiresAt } = await storedPlan(ledger, run.planHash);
  if (ports.now().getTime() < Date.parse(expiresAt)) return false;
  const written = (await ledger.operations(run.id)).some(({ attempts }) => attempts > 0);
  const expected = expiresAt.slice(0, 10);
  await ledger.putFindings(run.id, [finding('sync.run-given-up', { file: run.job, row: 0 }, { expected })]);
  await ledger.updateRun(run.id, written ? { state: 'compensating' } : { state: 'stale', finished: true });
  if (!written) await reportRun(run.id, ports);
  return !written;
}

async function takeUp({ id, job, kind }: RunRecord, means: ReconcileMeans): Promise<Verdict> {
  const { ledger, log, now } = means.ports;
  await ledger.freeOccurrences(id);
  const { first, run } = await ledger.claimOccurrence({
    key: `resume:${id}`,
    job,
    dueAt: now().toISOString(),
    caughtUp: false,
    seconds: CLAIM_SECONDS,
    run: id,
  });
  // Another run of the same job is at work; this one's turn comes when that one is through.
  if (!first) return 'waiting';
  log('Run:Resume', { run: id, job, kind });
  means.start({ key: `resume:${id}`, run, caughtUp: false, missed: 0 });
  return 'resumed';
}
