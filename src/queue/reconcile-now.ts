/** Brings open runs to their end in this process, because a person asked; what waits is tried at once. */
import type { EnginePorts } from '../engine/ports.ts';
import { reconcile, type Reconciled } from '../engine/reconcile.ts';
import type { RunReport } from '../engine/run-frame.ts';
import { carryClaim } from '../engine/schedule/carry-claim.ts';
import { inProcessQueue } from './in-process.ts';

export interface ReconciledNow extends Reconciled {
  readonly ended: readonly ResumedRun[];
}

export type ResumedRun =
  | { readonly run: string; readonly report: RunReport }
  | { readonly run: string; readonly error: unknown };

export async function reconcileNow(ports: EnginePorts): Promise<ReconciledNow> {
  const { ledger, signal } = ports;
  const ended: ResumedRun[] = [];
  const queue = inProcessQueue({
    ledger,
    signal,
    async carryOut(claim) {
      try {
        ended.push({ run: claim.run.id, report: await carryClaim(claim, ports, 'refuse') });
      } catch (error) {
        ended.push({ run: claim.run.id, error });
      }
    },
  });
  const found = await reconcile({ ports, start: (claim) => queue.add(claim), patient: false });
  await queue.drained();
  return { ...found, ended };
}
