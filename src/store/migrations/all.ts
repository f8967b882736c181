/** All migrations in order. A new one is added at the end; none is ever changed or removed. */
import { firstLedger } from './0001-first-ledger.ts';
import { releaseChain } from './0002-releases.ts';
import { schedules } from './0003-schedule.ts';
import { retention } from './0004-retention.ts';
import { runDeliveries } from './0007-deliveries.ts';
import type { Migration } from './migration.ts';

export const MIGRATIONS: readonly Migration[] = [
  firstLedger,
  releaseChain,
  schedules,
  retention,
  runDeliveries,
];
