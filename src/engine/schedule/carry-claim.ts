/** A claimed run from its beginning to its end, or from where it was interrupted. */
import { RESUMABLE, type RunRecord } from '../ledger.ts';
import type { EnginePorts } from '../ports.ts';
import { resumeRun } from '../resume-run.ts';
import type { RunReport } from '../run-frame.ts';
import { applyRun, syncRun, type RunQuestion } from '../sync-run.ts';
import type { Turn } from '../write-lease.ts';
import type { Claim } from './trigger.ts';

/**
 * Throws what the run throws; the occurrence is over in any case, or free again where the program has to stop. A run
 * that nobody sits in front of waits where another one is writing.
 */
export async function carryClaim(
  { key, run }: Pick<Claim, 'key' | 'run'>,
  ports: EnginePorts,
  turn: Turn = 'wait',
): Promise<RunReport> {
  try {
    // A claim may have waited long: somebody else may have brought the run to its end meanwhile.
    return await carryRun((await ports.ledger.run(run.id)) ?? run, ports, { turn });
  } finally {
    await ports.ledger.endOccurrence(key, ports.signal.aborted ? 'interrupted' : 'ended');
  }
}

/** `from`: where the figures of a run come from that has not written yet. */
export async function carryRun(
  run: RunRecord,
  ports: EnginePorts,
  { from = 'deliveries', turn }: Pick<RunQuestion, 'from' | 'turn'>,
): Promise<RunReport> {
  if (run.state === 'approved') return applyRun(run.id, ports, turn);
  if (RESUMABLE.has(run.state) || run.finishedAt !== null) return resumeRun(run.id, ports, turn);
  return syncRun({ job: run.job, run, from, turn }, ports);
}
