/** One step of a run that a worker has taken from the queue. */
import { firstStep, intakeRun } from '../intake-run.ts';
import type { Ledger } from '../ledger.ts';
import type { EnginePorts } from '../ports.ts';
import type { RunReport } from '../run-frame.ts';
import { carryRun } from '../schedule/carry-claim.ts';
import type { TakenRun } from './queue-book.ts';

/** Undefined: the run goes on in the queue `publish`. Throws what the run throws. */
export async function carryQueued(taken: TakenRun, ports: EnginePorts): Promise<RunReport | undefined> {
  const { run, queue } = taken;
  const own = { ...ports, ledger: fenced(ports.ledger, taken) };
  if (queue === 'publish') return carryRun(run, own, { from: 'ledger', turn: 'wait' });
  return run.kind === 'intake' ? intakeRun({ job: run.job, run }, own) : firstStep(run, own);
}

/** What this worker says of the run counts as long as the run is its own. */
function fenced(ledger: Ledger, { run, token }: TakenRun): Ledger {
  return {
    ...ledger,
    updateRun: (id, change) => ledger.updateRun(id, id === run.id ? { ...change, token } : change),
  };
}
