/** Brings open runs to their end in this process, because a person asked; what waits is tried at once. */
import type { EnginePorts } from '../engine/ports.ts';
import { reconcile, type Reconciled } from '../engine/reconcile.ts';
import type { RunReport } from '../engine/run-frame.ts';
import { carryClaim } from '../engine/schedule/carry-claim.ts';
import type { Claim } from '../engine/schedule/trigger.ts';
import { keptAlive } from './run-now.ts';

export interface ReconciledNow extends Reconciled {
  readonly ended: readonly ResumedRun[];
}

export type ResumedRun =
  | { readonly run: string; readonly report: RunReport }
  | { readonly run: string; readonly error: unknown };

/** One after another; the claim of one that waits for the others is kept meanwhile. */
export async function reconcileNow(ports: EnginePorts): Promise<ReconciledNow> {
  const ended: ResumedRun[] = [];
  let last = Promise.resolve();
  const carryOut = async (claim: Claim, before: Promise<void>) => {
    await before;
    if (ports.signal.aborted) return ports.ledger.endOccurrence(claim.key, 'interrupted');
    try {
      ended.push({ run: claim.run.id, report: await carryClaim(claim, ports, 'refuse') });
    } catch (error) {
      ended.push({ run: claim.run.id, error });
    }
  };
  const start = (claim: Claim) => {
    const before = last;
    // Where the ledger cannot be told, the claim ends by itself.
    last = keptAlive(ports.ledger, claim.key, () => carryOut(claim, before)).catch(() => undefined);
  };
  const found = await reconcile({ ports, start, patient: false });
  await last;
  return { ...found, ended };
}
