/** How far a run has come, as a text that changes with every verified write. */
import type { RunRecord } from '../engine/ledger.ts';
import type { StoreTransaction } from './store.ts';

/** Taking back is done by runs of its own; what they have verified counts too. */
export async function runProgress(
  tx: StoreTransaction,
  { id, state }: Pick<RunRecord, 'id' | 'state'>,
): Promise<string> {
  const { verified } = await tx
    .selectFrom('operation')
    .innerJoin('run', 'run.id', 'operation.run')
    .select((eb) => eb.fn.countAll().as('verified'))
    .where('operation.state', '=', 'verified')
    .where((is) => is.or([is('run.id', '=', id), is('run.rolls_back', '=', id)]))
    .executeTakeFirstOrThrow();
  return `${state} ${Number(verified)}`;
}
