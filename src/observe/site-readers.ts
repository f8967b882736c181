/** All state metrics of one site. */
import type { DeliveryBook } from '../engine/deliveries/delivery-book.ts';
import type { LedgerStateReader } from '../engine/ledger-state.ts';
import type { QueueBook } from '../engine/queue/queue-book.ts';
import type { RetentionPages } from '../engine/retention/sweep.ts';
import type { Calendar } from '../engine/schedule/occurrence.ts';
import type { PauseBook } from '../engine/schedule/pause.ts';
import type { Catalogue } from '../mapping/catalogue.ts';
import { certificateReader } from './certificate-reader.ts';
import { deliveryReader } from './delivery-reader.ts';
import type { StateReader } from './metric-list.ts';
import { retentionReader } from './retention-reader.ts';
import { pauseReader, scheduleReader } from './schedule-reader.ts';
import {
  auditReader,
  backupReader,
  clockReader,
  diskReader,
  ledgerReader,
  queueReader,
  type AuditVerifier,
  type BackupBook,
} from './state-readers.ts';

export interface ObservedSite {
  readonly ledger: LedgerStateReader &
    AuditVerifier &
    BackupBook &
    DeliveryBook &
    RetentionPages &
    Pick<QueueBook, 'queueDepths'> &
    Pick<PauseBook, 'schedulePauses'>;
  /** Undefined where a command works without it: then nothing that depends on it is said. */
  readonly catalogue: Catalogue | undefined;
  readonly folders: { readonly state: string; readonly reports: string; readonly landing: string };
  readonly calendar: Calendar;
  /** Address of KomMonitor. */
  readonly target: string;
  readonly now: () => Date;
  readonly offset: Parameters<typeof clockReader>[0];
}

export function siteReaders({
  ledger,
  catalogue,
  folders,
  calendar,
  target,
  now,
  offset,
}: ObservedSite): StateReader[] {
  const readers = [
    ledgerReader(ledger, now),
    diskReader(folders.state),
    auditReader(ledger, now),
    backupReader(ledger),
    certificateReader(target, now),
    queueReader(ledger),
    clockReader(offset),
  ];
  if (!catalogue) return readers;
  const jobs = [...catalogue.jobs.values()];
  return [
    ...readers,
    deliveryReader(jobs, { ledger, now }),
    scheduleReader(jobs, calendar, now),
    pauseReader(jobs, ledger),
    retentionReader({ ledger, catalogue, folders, now }),
  ];
}
