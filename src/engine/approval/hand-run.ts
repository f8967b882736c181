/** Runs that a person has begun, with a delivery or to take a run back, on their way to a decision. */
import { SyncError } from '../../errors.ts';
import { planHash, type Plan } from '../../sync/plan.ts';
import type { Brought } from '../deliveries/by-hand.ts';
import type { RunRecord } from '../ledger.ts';
import type { EnginePorts } from '../ports.ts';

export interface BroughtRun {
  readonly run: RunRecord;
  readonly brought: Brought;
}

/**
 * The run that somebody began and that made this plan. It carries the plan out itself, so that what people
 * decide about it is decided about its figures. Throws SyncError `approval.decided` (kind stale) where that has happened.
 */
export async function handRunOf(
  plan: Plan,
  { ledger }: Pick<EnginePorts, 'ledger'>,
): Promise<BroughtRun | undefined> {
  const [run] = await ledger.runs({ planHash: planHash(plan), limit: 1 });
  const brought = run && (await ledger.broughtTo(run.id));
  if (!brought) return undefined;
  if (run.state !== 'draft') throw decidedAlready(run);
  return { run, brought };
}

function decidedAlready({ id, kind }: RunRecord): SyncError {
  return new SyncError({
    code: 'approval.decided',
    kind: 'stale',
    message: `Über den Lauf ${id} ist schon entschieden. Es wurde nichts veröffentlicht.`,
    hint:
      kind === 'rollback'
        ? 'Beginnen Sie das Zurücknehmen noch einmal, wenn es doch sein soll.'
        : 'Laden Sie die Datei noch einmal hoch, wenn sie doch veröffentlicht werden soll.',
  });
}
