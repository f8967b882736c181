/** Tries again while another process keeps the ledger locked, and lets the rest of the program go on meanwhile. */
import { SyncError } from '../errors.ts';

/** Longest transaction to be expected of another process: half a million facts, on a slow machine. */
const LONGEST_WAIT_MS = 30_000;
const PAUSE_MS = 20;

/** Repeats `work`, which must have done nothing when it throws `ledger.busy`, until it is let through. */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + LONGEST_WAIT_MS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isBusy(error) || performance.now() >= deadline) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof SyncError && error.code === 'ledger.busy';
}
