/** Carries out a run that was approved: exactly what was shown, once, and only while everything is as it was. */
import { SyncError } from '../../errors.ts';
import type { EnginePorts } from '../ports.ts';
import { carryThrough, guarded, requireTarget, runNamed, type RunReport } from '../run-frame.ts';
import { storedPlan } from '../stored-plan.ts';
import type { Turn } from '../write-lease.ts';
import { refuseEarly, type Approval } from './approval.ts';
import { refuseChangedBasis } from './basis.ts';
import { waiting } from './refusals.ts';

/** Throws SyncError `approval.waiting`, `approval.not-yet` (exit 9), `approval.overtaken`, `approval.used`, `plan.stale` (exit 8). */
export async function applyApproved(
  approval: Approval,
  ports: EnginePorts,
  turn: Turn = 'refuse',
): Promise<RunReport> {
  const { ledger } = ports;
  const run = await runNamed(approval.run, ports);
  const plan = await storedPlan(ledger, approval.planHash);
  if (approval.decision === null) throw waiting(approval);
  refuseEarly(approval, ports.now());
  return guarded(run, ports, async () => {
    const session = await ports.session();
    await requireTarget(plan, session);
    if (approval.decision === 'approved' && approval.usedAt === null)
      await unchangedSince(approval, plan.job, ports);
    // Two processes at once: the ledger lets one of them go on.
    await ledger.actOnApproval(run.id, { kind: 'use' });
    const findings = { stored: await ledger.findings(run.id), fresh: [] };
    // The days of waiting are not the duration of the publication.
    const beginning = { ...run, state: 'publishing' as const, startedAt: ports.now().toISOString() };
    try {
      return await carryThrough(beginning, plan, findings, { ports, session, turn });
    } catch (error) {
      await giveBack(error, run.id, ports);
      throw error;
    }
  });
}

async function unchangedSince({ run, basis }: Approval, job: string, ports: EnginePorts): Promise<void> {
  try {
    await refuseChangedBasis(basis, job, ports);
  } catch (error) {
    if (error instanceof SyncError && error.code === 'approval.overtaken')
      await ports.ledger.actOnApproval(run, { kind: 'overtake' });
    throw error;
  }
}

/** Somebody else was writing and this run has not begun: it can be applied again. */
async function giveBack(error: unknown, run: string, { ledger }: EnginePorts): Promise<void> {
  if (!(error instanceof SyncError) || error.code !== 'lease.held') return;
  if ((await ledger.operations(run)).length > 0) return;
  await ledger.actOnApproval(run, { kind: 'give-back' });
}
