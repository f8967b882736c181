/** How a serving process takes part in the queue: by which bell, and with how many hands. */
import { SyncError } from '../errors.ts';
import { CLAIM_SECONDS } from '../engine/schedule/trigger.ts';
import { localBell, type Bell } from './bell.ts';
import type { RedisBellOptions } from './redis-bell.ts';
import type { ServePart } from './serve.ts';
import type { WorkerOptions } from './worker.ts';

const CONCURRENCY = 'KMSYNC_WORKER_CONCURRENCY';
/** For tests: a claim that ends sooner. */
const CLAIM = 'KMSYNC_CLAIM_SECONDS';
const MOST = 3_600;

/** Throws SyncError `queue.setting-invalid` (kind configuration). */
export function queueSettings(
  environment: NodeJS.ProcessEnv,
): Pick<WorkerOptions, 'concurrency' | 'claimSeconds'> {
  return {
    concurrency: wholeNumber(CONCURRENCY, environment, 1),
    claimSeconds: wholeNumber(CLAIM, environment, CLAIM_SECONDS),
  };
}

/** Throws SyncError `queue.in-process` (kind configuration) where processes need a bell that they share. */
export async function openBell(
  part: ServePart,
  url: string | undefined,
  options: Omit<RedisBellOptions, 'url'>,
): Promise<Bell> {
  if (url !== undefined) {
    // Loaded here: the queue of a single process needs none of it.
    const { redisBell } = await import('./redis-bell.ts');
    return redisBell({ ...options, url });
  }
  if (part === 'all') return localBell();
  throw new SyncError({
    code: 'queue.in-process',
    kind: 'configuration',
    message: `„serve ${part}“ braucht eine gemeinsame Warteschlange; diese Installation arbeitet in einem Prozess.`,
    hint: 'Setzen Sie KMSYNC_REDIS_URL, oder starten Sie „kmsync serve“ ohne Angabe.',
  });
}

function wholeNumber(name: string, environment: NodeJS.ProcessEnv, otherwise: number): number {
  const text = environment[name];
  if (!text) return otherwise;
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= MOST) return value;
  throw new SyncError({
    code: 'queue.setting-invalid',
    kind: 'configuration',
    message: `Die Einstellung ${name} ist keine ganze Zahl von 1 bis ${MOST}.`,
    hint: `Berichtigen Sie die Umgebungsvariable ${name} oder löschen Sie sie.`,
  });
}
