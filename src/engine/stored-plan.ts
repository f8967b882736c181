/** Plans in the ledger: stored with the run that carries them out, found again by hash. */
import { SyncError } from '../errors.ts';
import { planHash, type Plan } from '../sync/plan.ts';
import { readPlan, writePlan } from '../sync/plan-text.ts';
import type { Ledger } from './ledger.ts';

/** Stores the plan and, where a run is named, binds it to the run. `basis`: see `approval/basis.ts`. Answers the hash. */
export async function storePlan(ledger: Ledger, run: string, plan: Plan, basis?: string): Promise<string> {
  const hash = planHash(plan);
  const { job, target, createdAt, expiresAt } = plan;
  await ledger.putPlan({
    hash,
    job,
    target,
    createdAt,
    expiresAt,
    text: writePlan(plan),
    basis: basis ?? null,
  });
  await ledger.updateRun(run, { planHash: hash });
  return hash;
}

/** Throws `plan.unknown` (kind usage) where there is none of that hash. */
export async function storedPlan(ledger: Ledger, hash: string): Promise<Plan> {
  const stored = await ledger.plan(hash);
  if (stored) return readPlan(stored.text, stored.hash);
  throw new SyncError({
    code: 'plan.unknown',
    kind: 'usage',
    message: 'Einen Plan mit dieser Kennung gibt es nicht.',
    hint: '„kmsync runs“ zeigt die Läufe mit den Kennungen ihrer Pläne.',
  });
}
