/** All state metrics of one site. */
import type { DeliveryBook } from '../engine/deliveries/delivery-book.ts';
import type { LedgerStateReader } from '../engine/ledger-state.ts';
import type { RetentionPages } from '../engine/retention/sweep.ts';
import type { Calendar } from '../engine/schedule/occurrence.ts';
import type { Catalogue } from '../mapping/catalogue.ts';
import { certificateReader } from './certificate-reader.ts';
import { deliveryReader } from './delivery-reader.ts';
import type { StateReader } from './metric-list.ts';
import { retentionReader } from './retention-reader.ts';
import { scheduleReader } from './schedule-reader.ts';
import {
  auditReader,
  backupReader,
  diskReader,
  ledgerReader,
  type AuditVerifier,
  type BackupBook,
} from './state-readers.ts';

export interface ObservedSite {
  readonly ledger: LedgerStateReader & AuditVerifier & BackupBook & DeliveryBook & RetentionPages;
  /** Undefined where a command works without it: then nothing that depends on it is said. */
  readonly catalogue: Catalogue | undefined;
  readonly folders: { readonly state: string; readonly reports: string; readonly landing: string };
  readonly calendar: Calendar;
  /** Address of KomMonitor. */
  readonly target: string;
  readonly now: () => Date;
}

export function siteReaders({
  ledger,
  catalogue,
  folders,
  calendar,
  target,
  now,
}: ObservedSite): StateReader[] {
  const readers = [
    ledgerReader(ledger),
    diskReader(folders.state),
    auditReader(ledger, now),
    backupReader(ledger),
    certificateReader(target, now),
  ];
  if (!catalogue) return readers;
  const jobs = [...catalogue.jobs.values()];
  return [
    ...readers,
    deliveryReader(jobs, { ledger, now }),
    scheduleReader(jobs, calendar, now),
    retentionReader({ ledger, catalogue, folders, now }),
  ];
}
