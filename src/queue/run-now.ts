/** A start by hand: carried out here by whoever was first, answered with the run's number otherwise. */
import { carryClaim } from '../engine/schedule/carry-claim.ts';
import { claimNow } from '../engine/schedule/trigger.ts';
import type { EnginePorts } from '../engine/ports.ts';
import type { RunReport } from '../engine/run-frame.ts';
import { keptAlive } from './in-process.ts';

export type StartedNow =
  | { readonly first: true; readonly run: string; readonly report: RunReport }
  | { readonly first: false; readonly run: string };

export async function runNow(job: string, ports: EnginePorts): Promise<StartedNow> {
  const { first, run, key } = await claimNow(job, ports);
  if (!first) return { first, run: run.id };
  const report = await keptAlive(ports.ledger, key, () => carryClaim({ key, run }, ports, 'refuse'));
  return { first, run: run.id, report };
}
