/**
 * The right of one run to write to a target: taken, or waited for, kept alive while it is held, and given back.
 * Whether it is time for a renewal is read from the monotonic clock; a clock that was set is a reason of its own,
 * for on one machine the ledger reads the same clock and would take the lease for expired.
 */
import { SyncError } from '../errors.ts';
import type { Lease } from '../sync/journal.ts';
import { clockWatch } from './clock-watch.ts';
import type { RunRecord } from './ledger.ts';
import type { EnginePorts } from './ports.ts';

/** Longer than the longest HTTP time-out, so that a holder is never overtaken while its request runs. */
const LEASE_SECONDS = 15 * 60;
const RENEWAL_MS = (LEASE_SECONDS * 1000) / 3;
/** A wall clock that moved otherwise than the monotonic one by so much was set. */
const JUMP_MS = 10_000;
/** How often a holder looks at the clock by itself, while a long read or a pause lets nobody ask for the lease. */
const LOOK_MS = 5_000;
/** Between two looks of a run that waits: from the first to the longest. */
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5_000;

/** What a run does where another one is writing: a person is told at once, a run that nobody sits in front of waits. */
export type Turn = 'wait' | 'refuse';

export interface HeldLease {
  /** Renews it where that is due; throws SyncError `lease.lost` where somebody else has it by now. */
  current(): Promise<Lease>;
  /** May be called twice. */
  release(): Promise<void>;
}

/** Throws SyncError `lease.held` where another run writes and this one does not wait, `run.interrupted` on a stop. */
export async function holdLease(
  run: Pick<RunRecord, 'id'>,
  target: string,
  ports: EnginePorts,
  turn: Turn,
): Promise<HeldLease> {
  const { ledger } = ports;
  let watch = clockWatch(ports);
  const lease = await take(`target ${target}`, run.id, ports, turn);
  const renewWhereDue = async () => {
    if (watch.elapsed() < RENEWAL_MS && Math.abs(watch.jump()) < JUMP_MS) return;
    const renewed = clockWatch(ports);
    await ledger.renewLease(lease, LEASE_SECONDS);
    watch = renewed;
  };
  // Where it fails, the next write is told.
  const look = setInterval(() => void renewWhereDue().catch(() => undefined), LOOK_MS);
  look.unref();
  return {
    async current() {
      await renewWhereDue();
      return lease;
    },
    async release() {
      clearInterval(look);
      await ledger.releaseLease(lease);
    },
  };
}

async function take(name: string, holder: string, ports: EnginePorts, turn: Turn): Promise<Lease> {
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
    try {
      return await ports.ledger.takeLease(name, holder, LEASE_SECONDS);
    } catch (error) {
      const isHeld = error instanceof SyncError && error.code === 'lease.held';
      if (!isHeld || turn === 'refuse') throw error;
      if (wait === FIRST_WAIT_MS) ports.events.stage('Warten, bis ein anderer Lauf fertig geschrieben hat');
      await ports.sleep(wait, ports.signal).catch(() => undefined);
      if (ports.signal.aborted) throw interrupted(error);
    }
  }
}

function interrupted(cause: unknown): SyncError {
  return new SyncError({
    code: 'run.interrupted',
    kind: 'target',
    message: 'Der Lauf wurde angehalten, während er auf einen anderen wartete.',
    hint: 'Es wurde dabei nichts geschrieben. Er wird mit dem nächsten Start oder mit „kmsync resume“ fortgesetzt.',
    cause,
  });
}
