/** The runs a person or a schedule starts: check, plan, sync, apply. */
import { stopsRun, type Finding } from '../core/finding.ts';
import { canonicalJson } from '../core/hash.ts';
import type { ReferenceDate } from '../core/reference-date.ts';
import type { Job } from '../mapping/job.ts';
import type { Circle } from '../mapping/policy-class.ts';
import { readActual } from '../sync/actual.ts';
import { planHash, planSync, scopeOf, type Plan } from '../sync/plan.ts';
import { applyApproved } from './approval/apply-approved.ts';
import { basisOf, basisText } from './approval/basis.ts';
import { approvalNamed, isUsable, needsApproval, notUsable } from './approval/gate.ts';
import { handRunOf } from './approval/hand-run.ts';
import { accessNames, desiredState } from './desired-state.ts';
import { grantRelease } from './protect/grant-release.ts';
import type { RunRecord } from './ledger.ts';
import { today, type EnginePorts, type AccessNames, type TargetSession } from './ports.ts';
import { jobNamed, prepare, storeVersions, type Prepared, type PrepareWish } from './prepare.ts';
import { refreshRun, type RefreshQuestion } from './refresh-codes.ts';
import type { RunResult } from './run-result.ts';
import type { RunEnd } from './settlement.ts';
import { carryThrough, finish, guarded, requireTarget, type RunReport } from './run-frame.ts';
import { storedPlan, storePlan } from './stored-plan.ts';
import { holdLease, type HeldLease, type Turn } from './write-lease.ts';

export interface RunQuestion {
  readonly job: string;
  /** Stichtag for deliveries that do not name it. */
  readonly date?: ReferenceDate | undefined;
  /** A run that has begun already; it is carried through instead of beginning one. */
  readonly run?: RunRecord | undefined;
  /** `ledger`: the run's deliveries were taken in by an earlier step. Otherwise what a person has brought. */
  readonly from?: PrepareWish['from'];
  /** Where another run is writing; `refuse` if left out. */
  readonly turn?: Turn | undefined;
}

/** Reads and checks; writes nothing anywhere but the run itself. */
export async function checkRun({ job, date }: RunQuestion, ports: EnginePorts): Promise<RunReport> {
  const refreshed = refreshOf({ job, date }, 'check', ports);
  if (refreshed) return refreshed;
  const run = await ports.ledger.startRun({ job: jobNamed(ports, job).id, kind: 'check' });
  return guarded(run, ports, async () => {
    const prepared = await prepare(jobNamed(ports, job), ports, { date });
    const { stops, quality, findings, settlements } = prepared;
    const fresh = [...findings, ...(await settlements.settle(ports, 'looked-at'))];
    await ports.ledger.putRunDeliveries(run.id, prepared.deliveries.all);
    return finish(run, { state: stops ? 'check_failed' : 'draft', quality }, { fresh }, ports);
  });
}

/** Checks and plans; the plan is kept in the ledger for `apply`. */
export async function planRun(question: RunQuestion, ports: EnginePorts): Promise<RunReport> {
  const refreshed = refreshOf(question, 'plan', ports);
  if (refreshed) return refreshed;
  const job = jobNamed(ports, question.job).id;
  const run = question.run ?? (await ports.ledger.startRun({ job, kind: 'plan' }));
  return guarded(run, ports, async () => {
    const session = await ports.session();
    const { plan, findings, quality } = await draft(run, question, { ports, session });
    if (!plan) return finish(run, { state: 'check_failed', quality }, { fresh: findings }, ports);
    const state = plan.operations.length === 0 ? 'no_change' : 'draft';
    return finish(run, { state, plan, quality }, { fresh: findings }, ports);
  });
}

/** Check, plan and apply in one go. */
export async function syncRun(question: RunQuestion, ports: EnginePorts): Promise<RunReport> {
  const refreshed = refreshOf(question, 'sync', ports);
  if (refreshed) return refreshed;
  const job = jobNamed(ports, question.job).id;
  const run = question.run ?? (await ports.ledger.startRun({ job, kind: 'sync' }));
  return guarded(run, ports, async () => {
    const session = await ports.session();
    let turn: HeldLease | Turn = question.turn ?? 'refuse';
    const waitForTurn = async (target: string) => {
      if (turn === 'wait') turn = await holdLease(run, target, ports, turn);
    };
    try {
      const before = await earlierSteps(run, question, ports);
      const drafted = await draft(run, question, { ports, session, waitForTurn });
      const { plan } = drafted;
      const fresh = newTo(before.findings, drafted.findings);
      const quality = [...before.quality, ...drafted.quality];
      const findings = { stored: before.findings, fresh };
      if (!plan) return await finish(run, { state: 'check_failed', quality }, findings, ports);
      return await carryThrough(run, plan, { ...findings, quality }, { ports, session, turn });
    } finally {
      if (typeof turn === 'object') await (turn as HeldLease).release();
    }
  });
}

/** What a run has told already that took its deliveries in before. */
async function earlierSteps(
  run: RunRecord,
  { from }: RunQuestion,
  { ledger }: EnginePorts,
): Promise<Pick<Drafted, 'findings' | 'quality'>> {
  if (from !== 'ledger') return { findings: [], quality: [] };
  const { quality = [] } = (run.result ?? {}) as Partial<RunResult>;
  return { findings: await ledger.findings(run.id), quality };
}

/** Levels and indicators are looked at in every step, and found the same. */
function newTo(known: readonly Finding[], found: readonly Finding[]): readonly Finding[] {
  const told = new Set(known.map((one) => canonicalJson(one)));
  return found.filter((one) => !told.has(canonicalJson(one)));
}

/** Applies a plan from the ledger, exactly as it was shown: by its hash, or by the run that was approved. */
export async function applyRun(named: string, ports: EnginePorts, turn: Turn = 'refuse'): Promise<RunReport> {
  const approval = await approvalNamed(named, ports);
  if (approval && (approval.run === named || isUsable(approval))) return applyApproved(approval, ports, turn);
  const plan = await storedPlan(ports.ledger, named);
  const brought = await handRunOf(plan, ports);
  const run = brought?.run ?? (await ports.ledger.startRun({ job: plan.job, kind: 'apply' }));
  return guarded(run, ports, async () => {
    const session = await ports.session();
    await requireTarget(plan, session);
    if (await needsApproval({ ports, session })) throw notUsable(plan, approval, ports.now());
    await ports.ledger.updateRun(run.id, { planHash: planHash(plan) });
    return carryThrough(run, plan, { fresh: plan.findings }, { ports, session, turn });
  });
}

/** The run of a job that brings a code list up to date; undefined for one that publishes. */
function refreshOf(
  { job: id, date, run }: RunQuestion,
  kind: RefreshQuestion['kind'],
  ports: EnginePorts,
): Promise<RunReport> | undefined {
  const job = jobNamed(ports, id);
  return job.refresh ? refreshRun({ job, rule: job.refresh, kind, date, run }, ports) : undefined;
}

interface DraftMeans {
  readonly ports: EnginePorts;
  readonly session: TargetSession;
  /**
   * Called with the target's address before disclosure control: which releases it knows of, and what stands in the
   * target, stays as it is until this run has written.
   */
  readonly waitForTurn?: (target: string) => Promise<void>;
}

interface Drafted {
  readonly findings: readonly Finding[];
  readonly quality: Prepared['quality'];
  /** Undefined where findings forbid to go on. */
  readonly plan: Plan | undefined;
}

/**
 * From the deliveries to a plan that is kept in the ledger, together with what it rests on. Deliveries are filed away
 * by a sync alone: what was only planned may be looked at again.
 */
async function draft(run: RunRecord, question: RunQuestion, means: DraftMeans): Promise<Drafted> {
  const { ports } = means;
  const { date, from = 'deliveries' } = question;
  const prepared = await prepare(jobNamed(ports, question.job), ports, { date, from });
  let end: RunEnd = 'looked-at';
  let filed: readonly Finding[] = [];
  let drafted: Omit<Drafted, 'quality'>;
  try {
    if (from !== 'ledger') await ports.ledger.putRunDeliveries(run.id, prepared.deliveries.all);
    drafted = prepared.stops
      ? { findings: prepared.findings, plan: undefined }
      : await planned(run, { ...prepared, isHanded: typeof from === 'object' }, means);
    if (run.kind === 'sync') end = drafted.plan ? 'kept' : 'judged';
  } finally {
    filed = await prepared.settlements.settle(ports, end);
  }
  return { ...drafted, findings: [...drafted.findings, ...filed], quality: prepared.quality };
}

async function planned(
  run: RunRecord,
  prepared: Prepared & { readonly isHanded: boolean },
  { ports, session, waitForTurn }: DraftMeans,
): Promise<Omit<Drafted, 'quality'>> {
  const { job, levels, counted } = prepared;
  const versions = levels.map(({ version }) => version);
  const { url, simulator } = await session.target.identity();
  await waitForTurn?.(url);
  const { release, findings: told } = counted
    ? await grantRelease(
        {
          ...counted,
          versions,
          book: prepared.book,
          job,
          run: run.id,
          target: url,
          simulator,
          circles: circlesOf(job, ports.access),
        },
        ports,
      )
    : { release: undefined, findings: [] };
  const known = [...prepared.findings, ...told];
  if (!release) return { findings: known, plan: undefined };

  ports.events.stage('Mit KomMonitor vergleichen');
  const parts = { job, catalogue: ports.catalogue, levels };
  const desired = await desiredState(parts, release.release, session, ports.access);
  const actual = await readActual(session.target, scopeOf(desired));
  const frame = { job: job.id, release: release.record, asOf: today(ports.now), createdAt: ports.now() };
  const plan = planSync(desired, actual, frame);
  const findings = [...known, ...plan.findings];
  if (stopsRun(plan.findings)) return { findings, plan: undefined };
  await storeVersions(prepared, run.id, ports);
  const files = [
    ...versions.flatMap(({ sources }) => sources.map(({ file, sha256 }) => ({ name: file, sha256 }))),
    // What a person has brought lies nowhere any more; a file of that name at the source is another one.
    ...(prepared.isHanded ? [] : prepared.book.taken.flatMap(({ lineage }) => lineage.files)),
  ];
  await storePlan(ports.ledger, run.id, plan, basisText(basisOf(job.id, files, ports)));
  return { findings, plan };
}

/** Nobody but the public and the inner circle; a circle that nobody belongs to gets nothing. */
function circlesOf(job: Job, site: AccessNames): Circle[] {
  const access = accessNames(job, site);
  const inner = access.viewers.length > 0 || !access.public;
  return [...(inner ? (['intern'] as const) : []), ...(access.public ? (['public'] as const) : [])];
}
