/** What a process needs to be ready for work. KomMonitor is not among it. */
import { statfs } from 'node:fs/promises';
import type { LedgerStateReader } from '../engine/ledger-state.ts';
import type { HealthCheck } from './health-server.ts';

/** Below this a delivery and its versions may no longer fit. */
export const LEAST_FREE_BYTES = 512 * 1024 * 1024;
/** Leases and schedules rest on the clock. */
export const LARGEST_OFFSET_SECONDS = 30;

/** Also shows that the tables are those of this program: it asks them. */
export function ledgerCheck(ledger: LedgerStateReader): HealthCheck {
  return {
    name: 'ledger',
    async check() {
      await ledger.state();
    },
  };
}

export function diskCheck(
  folder: string,
  freeBytes: (folder: string) => Promise<number> = freeOn,
): HealthCheck {
  return {
    name: 'disk',
    async check() {
      if ((await freeBytes(folder)) < LEAST_FREE_BYTES) throw new RangeError('disk nearly full');
    },
  };
}

/** `offset` answers the seconds this clock is ahead of the reference. */
export function clockCheck(offset: () => Promise<number>): HealthCheck {
  return {
    name: 'clock',
    async check() {
      if (Math.abs(await offset()) > LARGEST_OFFSET_SECONDS) throw new RangeError('clock is off');
    },
  };
}

export async function freeOn(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
