/** What people do about a plan before it is published: submit it, approve it, reject it, withdraw it. */
import { stopsRun } from '../../core/finding.ts';
import { SyncError } from '../../errors.ts';
import { planHash, type Plan } from '../../sync/plan.ts';
import type { RunRecord } from '../ledger.ts';
import { today, type EnginePorts } from '../ports.ts';
import { runNamed } from '../run-frame.ts';
import { storedPlan } from '../stored-plan.ts';
import { isOpen, type Approval, type ApprovalAction } from './approval.ts';
import { basisOf, basisText } from './basis.ts';
import { handRunOf } from './hand-run.ts';
import { pseudonym, requireRole, type Person } from './person.ts';

const RUN_ID = /^\d{4}-\d{4,}$/;

/** A run with the plan that it wants to carry out. */
export interface Submission {
  readonly approval: Approval;
  readonly plan: Plan;
}

/**
 * Submits a plan by its hash or by the run that made it, or stands behind a run that the program has submitted.
 * Throws SyncError `login.role-missing`, `approval.submitted`, `approval.nothing-to-do` (kind usage), `approval.expired`.
 */
export async function submitPlan(named: string, person: Person, ports: EnginePorts): Promise<Submission> {
  demandRole(person, ports, 'sync-editor');
  const { ledger } = ports;
  const run = RUN_ID.test(named) ? await runNamed(named, ports) : undefined;
  const hash = run ? run.planHash : named;
  if (hash === null) throw nothingToDo();
  const plan = await storedPlan(ledger, hash);
  const open = (await ledger.approvalsOf(planHash(plan))).find(isOpen);
  if (open) return { approval: await vouched(open, person, ports), plan };
  refuseEmpty(plan);
  if (plan.expiresAt < ports.now().toISOString()) throw expiredPlan(today(ports.now));
  const own = await handRunOf(plan, ports);
  const started = own?.run ?? (await begun(plan, run, ports));
  const stored = await ledger.plan(planHash(plan));
  const approval = await ledger.submit({
    run: started.id,
    planHash: planHash(plan),
    basis: stored?.basis ?? basisText(basisOf(plan.job, [], ports)),
    uploadedBy: own?.brought.by ?? null,
    submittedBy: person.subject,
    expiresAt: plan.expiresAt,
  });
  told('submit', started, person, ports);
  ports.log('Approval:Waiting', { run: started.id, job: plan.job, plan: approval.planHash });
  return { approval, plan };
}

/** The run that waits, with what a person has to see before deciding. */
export async function submission(run: string, ports: Pick<EnginePorts, 'ledger'>): Promise<Submission> {
  const approval = await ports.ledger.approval(run);
  if (approval) return { approval, plan: await storedPlan(ports.ledger, approval.planHash) };
  await runNamed(run, ports);
  throw new SyncError({
    code: 'approval.not-submitted',
    kind: 'usage',
    message: `Der Lauf ${run} wurde nicht zur Freigabe vorgelegt.`,
    hint: '„kmsync runs“ zeigt, welche Läufe auf eine Freigabe warten.',
  });
}

export interface GivenApproval {
  readonly run: string;
  /** Hash of the plan that the person has seen, or its beginning. */
  readonly shown: string;
  /** ISO instant, UTC; see `appointment`. Left out: at once. */
  readonly notBefore?: string | undefined;
}

/** Throws `approval.other-plan` (kind stale), and what `acted` throws. */
export async function approveRun(
  { run, shown, notBefore }: GivenApproval,
  person: Person,
  ports: EnginePorts,
): Promise<Approval> {
  demandRole(person, ports, 'sync-approver');
  const { approval } = await submission(run, ports);
  if (shown.length < 6 || !approval.planHash.startsWith(shown)) throw otherPlan(approval);
  return decided(approval, { kind: 'approve', by: person.subject, notBefore }, person, ports);
}

export async function rejectRun(
  { run, reason }: { readonly run: string; readonly reason: string },
  person: Person,
  ports: EnginePorts,
): Promise<Approval> {
  demandRole(person, ports, 'sync-approver');
  const { approval } = await submission(run, ports);
  return decided(approval, { kind: 'reject', by: person.subject, reason }, person, ports);
}

export async function withdrawRun(run: string, person: Person, ports: EnginePorts): Promise<Approval> {
  demandRole(person, ports, 'sync-editor');
  const { approval } = await submission(run, ports);
  return decided(approval, { kind: 'withdraw', by: person.subject }, person, ports);
}

/** What nobody has approved, or carried out, by its date is over. Answers the runs. */
export async function expireApprovals(ports: EnginePorts): Promise<readonly string[]> {
  const now = ports.now().toISOString();
  const due = (await ports.ledger.openApprovals()).filter(({ expiresAt }) => expiresAt < now);
  for (const { run } of due) {
    await ports.ledger.actOnApproval(run, { kind: 'expire' });
    const record = await runNamed(run, ports);
    ports.log('Approval:Expired', { run, job: record.job });
  }
  return due.map(({ run }) => run);
}

async function vouched(open: Approval, person: Person, ports: EnginePorts): Promise<Approval> {
  return decided(open, { kind: 'vouch', by: person.subject }, person, ports);
}

async function decided(
  approval: Approval,
  action: ApprovalAction,
  person: Person,
  ports: EnginePorts,
): Promise<Approval> {
  const run = await runNamed(approval.run, ports);
  try {
    const after = await ports.ledger.actOnApproval(approval.run, action);
    told(action.kind, run, person, ports);
    return after;
  } catch (error) {
    if (error instanceof SyncError && error.kind === 'permission') denied(error.code, person, ports);
    throw error;
  }
}

function told(kind: string, { id, job }: RunRecord, { subject }: Person, { log }: EnginePorts): void {
  log('Sec:Approval', { run: id, job, kind, subject: pseudonym(subject) });
  if (kind === 'approve') log('Approval:Given', { run: id, job });
  if (kind === 'reject') log('Approval:Refused', { run: id, job });
}

export function denied(code: string, { subject }: Person, { log }: Pick<EnginePorts, 'log'>): void {
  log('Sec:Denied', { code, subject: pseudonym(subject) });
}

/** Like `requireRole`, and the log hears of a refusal. */
export function demandRole(
  person: Person,
  ports: Pick<EnginePorts, 'log'>,
  ...roles: Parameters<typeof requireRole>[1][]
): void {
  try {
    requireRole(person, ...roles);
  } catch (error) {
    denied('login.role-missing', person, ports);
    throw error;
  }
}

/** A plan back keeps the run that it takes back. */
async function begun(plan: Plan, run: RunRecord | undefined, { ledger }: EnginePorts): Promise<RunRecord> {
  const { job } = plan;
  if (plan.kind === 'sync') return bound(await ledger.startRun({ job, kind: 'apply' }), plan, ledger);
  const maker =
    run ?? (await ledger.runs({ planHash: planHash(plan) })).find(({ rollsBack }) => rollsBack !== null);
  const back = maker?.rollsBack ?? undefined;
  if (back === undefined) throw nothingToDo();
  return bound(await ledger.startRun({ job, kind: 'rollback', rollsBack: back }), plan, ledger);
}

async function bound(run: RunRecord, plan: Plan, ledger: EnginePorts['ledger']): Promise<RunRecord> {
  await ledger.updateRun(run.id, { planHash: planHash(plan) });
  await ledger.putFindings(run.id, plan.findings);
  return run;
}

function refuseEmpty(plan: Plan): void {
  if (plan.operations.length === 0 || stopsRun(plan.findings)) throw nothingToDo();
}

function nothingToDo(): SyncError {
  return new SyncError({
    code: 'approval.nothing-to-do',
    kind: 'usage',
    message: 'Dieser Plan ändert nichts in KomMonitor; es gibt nichts vorzulegen.',
    hint: 'Einen Plan erstellt „kmsync plan <auftrag>“.',
  });
}

function expiredPlan(day: string): SyncError {
  return new SyncError({
    code: 'approval.expired',
    kind: 'stale',
    message: `Der Plan ist abgelaufen (heute ist der ${day}).`,
    hint: 'Erstellen Sie einen neuen Plan und legen Sie ihn vor.',
  });
}

function otherPlan({ run, planHash: hash }: Approval): SyncError {
  return new SyncError({
    code: 'approval.other-plan',
    kind: 'stale',
    message: `Der Lauf ${run} hat einen anderen Plan als den genannten: ${hash.slice(0, 8)}. Es wurde nichts freigegeben.`,
    hint: `Sehen Sie ihn an („kmsync show ${hash.slice(0, 8)}“) und geben Sie dann frei.`,
  });
}
