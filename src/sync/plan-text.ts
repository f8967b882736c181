/** Plans as text, for the ledger and for a file that is handed on: JSON in, the same plan out. */
import { SyncError } from '../errors.ts';
import { planHash, type Plan } from './plan.ts';

export function writePlan(plan: Plan): string {
  return JSON.stringify(plan);
}

/** Throws `plan.unreadable` where the text is no plan of this program version or was changed by hand. */
export function readPlan(text: string, expectedHash: string): Plan {
  const plan = parse(text) as Plan | undefined;
  if (plan?.format === 1 && planHash(plan) === expectedHash) return plan;
  throw new SyncError({
    code: 'plan.unreadable',
    kind: 'stale',
    message: 'Das ist kein lesbarer Plan dieser Programmversion, oder er wurde verändert.',
    hint: 'Erstellen Sie den Plan neu mit „kmsync plan“.',
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
