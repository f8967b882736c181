/** A claimed run from its beginning to its end, or from where it was interrupted. */
import { RESUMABLE } from '../ledger.ts';
import type { EnginePorts } from '../ports.ts';
import { resumeRun } from '../resume-run.ts';
import type { RunReport } from '../run-frame.ts';
import { syncRun } from '../sync-run.ts';
import type { Claim } from './trigger.ts';

/** Throws what the run throws; the occurrence is over in any case, or free again where the program has to stop. */
export async function carryClaim(
  { key, run }: Pick<Claim, 'key' | 'run'>,
  ports: EnginePorts,
): Promise<RunReport> {
  try {
    if (RESUMABLE.has(run.state)) return await resumeRun(run.id, ports);
    return await syncRun({ job: run.job, run }, ports);
  } finally {
    await ports.ledger.endOccurrence(key, ports.signal.aborted ? 'interrupted' : 'ended');
  }
}
