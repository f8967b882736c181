/** A claimed run from its beginning to its end, or from where it was interrupted. */
import { RESUMABLE } from '../ledger.ts';
import type { EnginePorts } from '../ports.ts';
import { resumeRun } from '../resume-run.ts';
import type { RunReport } from '../run-frame.ts';
import { syncRun } from '../sync-run.ts';
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
    const { state, finishedAt } = (await ports.ledger.run(run.id)) ?? run;
    if (RESUMABLE.has(state) || finishedAt !== null) return await resumeRun(run.id, ports, turn);
    return await syncRun({ job: run.job, run, turn }, ports);
  } finally {
    await ports.ledger.endOccurrence(key, ports.signal.aborted ? 'interrupted' : 'ended');
  }
}
