/** A queued run waits where a run that a person has started is writing. */
import { SyncError } from '../../errors.ts';
import type { Lease } from '../../sync/journal.ts';
import type { EnginePorts } from '../ports.ts';
import { LEASE_SECONDS, targetLease } from '../publish.ts';

const PAUSE_MS = 1_000;
const RENEWAL_MS = (LEASE_SECONDS / 3) * 1_000;

/**
 * Takes the lease of the target before the run compares anything with it: what it sees there, and which releases it
 * knows of, stays as it is until it has written. The run takes it again for writing, and lets it go with its end.
 */
export function turnAt({ ledger, sleep, signal }: EnginePorts): NonNullable<EnginePorts['turn']> {
  return async (run, session) => {
    const { url } = await session.target.identity();
    for (;;)
      try {
        const lease = await ledger.takeLease(targetLease(url), run.id, LEASE_SECONDS);
        keep(lease, { ledger, signal });
        return;
      } catch (error) {
        if (!(error instanceof SyncError) || error.code !== 'lease.held') throw error;
        await sleep(PAUSE_MS, signal);
      }
  };
}

/** Until the signal says that the step is over, or until the run has taken the lease again to write. */
function keep(lease: Lease, { ledger, signal }: Pick<EnginePorts, 'ledger' | 'signal'>): void {
  const renewal = setInterval(() => {
    ledger.renewLease(lease, LEASE_SECONDS).catch(() => clearInterval(renewal));
  }, RENEWAL_MS);
  signal.addEventListener('abort', () => clearInterval(renewal), { once: true });
}
