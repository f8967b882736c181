/** All migrations in order. A new one is added at the end; none is ever changed or removed. */
import { firstLedger } from './0001-first-ledger.ts';
import { releaseChain } from './0002-releases.ts';
import { schedules } from './0003-schedule.ts';
import { retention } from './0004-retention.ts';
import { approvals } from './0005-approval.ts';
import { work } from './0006-work.ts';
import { runDeliveries } from './0007-deliveries.ts';
import { queue } from './0008-queue.ts';
import { sessions } from './0009-sessions.ts';
import { openIdSessions } from './0010-openid-sessions.ts';
import { brought } from './0011-brought.ts';
import { organisations } from './0012-organisations.ts';
import { schedulePause } from './0013-schedule-pause.ts';
import { drift } from './0014-drift.ts';
import { approvedFor } from './0015-approved-for.ts';
import type { Migration } from './migration.ts';

export const MIGRATIONS: readonly Migration[] = [
  firstLedger,
  releaseChain,
  schedules,
  retention,
  approvals,
  work,
  runDeliveries,
  queue,
  sessions,
  openIdSessions,
  brought,
  organisations,
  schedulePause,
  drift,
  approvedFor,
];
