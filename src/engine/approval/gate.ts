/**
 * The gate before every publication: who has to agree, and whether they have. Taking back a failed publication goes
 * past it, because KomMonitor must not stay half-changed until somebody is in the office.
 */
import { SyncError } from '../../errors.ts';
import { readActual } from '../../sync/actual.ts';
import { planHash, type Plan } from '../../sync/plan.ts';
import type { RunRecord } from '../ledger.ts';
import type { EnginePorts, TargetSession } from '../ports.ts';
import { acted, type Approval } from './approval.ts';
import { basisOf, basisText } from './basis.ts';
import { excessOf, excessText } from './limits.ts';
import { limitsOf, permitId } from './permit.ts';

export interface GatePorts {
  readonly ports: EnginePorts;
  readonly session: TargetSession;
}

/** A target that calls itself the simulator needs nobody, unless the site wants it so; any other always does. */
export async function needsApproval({ ports, session }: GatePorts): Promise<boolean> {
  const { simulator } = await session.target.identity();
  return !simulator || ports.approval.required === 'always';
}

/** Throws SyncError `approval.missing` (kind approval, exit 9) unless two people have agreed to this very plan. */
export async function requireApproved(run: RunRecord, plan: Plan, means: GatePorts): Promise<void> {
  if (!(await needsApproval(means))) return;
  const approval = await means.ports.ledger.approval(run.id);
  const isApproved = approval?.decision === 'approved' && approval.usedAt !== null;
  if (isApproved && approval.planHash === planHash(plan)) return;
  throw approvalMissing(planHash(plan));
}

/**
 * Whether the run that wants to publish has to wait for people; then it waits from now on. A scheduled job goes on
 * where it keeps within the limits that two people permitted it.
 */
export async function waitsForApproval(run: RunRecord, plan: Plan, means: GatePorts): Promise<boolean> {
  if (!(await needsApproval(means))) return false;
  const { ports } = means;
  const { ledger } = ports;
  const approval = {
    run: run.id,
    planHash: planHash(plan),
    basis: (await ledger.plan(planHash(plan)))?.basis ?? basisText(basisOf(plan.job, [], ports)),
    uploadedBy: null,
    submittedBy: null,
    expiresAt: plan.expiresAt,
  };
  const permit = await permitFor(run, plan, means);
  if (!permit) await overtakeEarlier(run, ports);
  await ledger.submit(approval, permit);
  if (permit) return false;
  ports.log('Approval:Waiting', { run: run.id, job: run.job, plan: approval.planHash });
  return true;
}

/** What the program has submitted before of the same job, and nobody stands behind, is replaced by this. */
async function overtakeEarlier({ job }: RunRecord, { ledger }: EnginePorts): Promise<void> {
  for (const { run, submittedBy, decision } of await ledger.openApprovals()) {
    if (submittedBy !== null || decision !== null) continue;
    const earlier = await ledger.run(run);
    if (earlier?.job === job && earlier.kind === 'sync')
      await ledger.actOnApproval(run, { kind: 'overtake' });
  }
}

async function permitFor(run: RunRecord, plan: Plan, { ports, session }: GatePorts) {
  const job = ports.catalogue.jobs.get(run.job);
  const limits = job && limitsOf(job);
  const id = job && permitId(job, plan.target);
  if (run.kind !== 'sync' || !limits || id === undefined) return undefined;
  const permit = await ports.ledger.permit(id);
  if (!permit || permit.approvedBy === null) return undefined;
  const excess = excessOf(plan, limits, await readActual(session.target, plan.scope));
  if (excess.length === 0) return permit;
  ports.events.stage(`Außerhalb der freigegebenen Grenzen: ${excess.map(excessText).join('; ')}`);
  return undefined;
}

/** Two people have agreed, and it was not carried out yet. */
export function isUsable({ decision, usedAt }: Approval): boolean {
  return decision === 'approved' && usedAt === null;
}

/** Why a plan that somebody wants to apply by its hash cannot be applied. */
export function notUsable(plan: Plan, approval: Approval | undefined, now: Date): unknown {
  if (!approval) return approvalMissing(planHash(plan));
  try {
    acted(approval, { kind: 'use' }, now);
  } catch (error) {
    return error;
  }
  return approvalMissing(planHash(plan));
}

function approvalMissing(hash: string): SyncError {
  const short = hash.slice(0, 8);
  return new SyncError({
    code: 'approval.missing',
    kind: 'approval',
    message: `Der Plan ${short} ist nicht freigegeben. Es wurde nichts veröffentlicht.`,
    hint: `Legen Sie ihn vor („kmsync submit ${short}“); eine zweite Person gibt ihn frei („kmsync approve“), dann führt ihn „kmsync apply ${short}“ aus.`,
  });
}

/** The approval that a person means by the number of a run or by the hash of a plan: the one that can still be used. */
export async function approvalNamed(
  named: string,
  { ledger }: Pick<EnginePorts, 'ledger'>,
): Promise<Approval | undefined> {
  const own = await ledger.approval(named);
  if (own) return own;
  const plan = await ledger.plan(named);
  const all = plan ? await ledger.approvalsOf(plan.hash) : [];
  return all.find(isUsable) ?? all[0];
}
