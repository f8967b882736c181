/** Where the state metrics come from: the ledger, the audit trail, the disk, the clock. */
import { statfs } from 'node:fs/promises';
import type { LedgerState, LedgerStateReader } from '../engine/ledger-state.ts';
import type { QueueBook } from '../engine/queue/queue-book.ts';
import type { Sample, StateReader } from './metric-list.ts';

export function ledgerReader(ledger: LedgerStateReader, now: () => Date): StateReader {
  return async () => ledgerSamples(await ledger.state(), now());
}

export function ledgerSamples(state: LedgerState, now: Date): Sample[] {
  return [
    ...waiting(state.approvals, now),
    { name: 'kmsync_runs_active', labels: { job: 'none', state: 'needs_attention' }, value: 0 },
    ...state.open.map(
      ({ job, state: of, count }): Sample => ({
        name: 'kmsync_runs_active',
        labels: { job, state: of },
        value: count,
      }),
    ),
    ...state.jobs.flatMap((each): Sample[] => {
      const labels = { job: each.job };
      return [
        ...at('kmsync_run_last_attempt_timestamp_seconds', labels, each.lastAttempt),
        ...at('kmsync_run_last_success_timestamp_seconds', labels, each.lastSuccess),
        ...at('kmsync_data_reference_timestamp_seconds', labels, each.newestDate),
      ];
    }),
    ...state.leases.map(
      ({ name, held }): Sample => ({ name: 'kmsync_lease_held', labels: { name }, value: held }),
    ),
    ...state.findings.map(
      ({ code, severity, count }): Sample => ({
        name: 'kmsync_findings_kept',
        labels: { code, severity },
        value: count,
      }),
    ),
  ];
}

/** Nobody waiting is told as well: an alert that has no series never ends. */
function waiting(approvals: LedgerState['approvals'], now: Date): Sample[] {
  const waits = approvals.map(({ oldest }) => (now.getTime() - Date.parse(oldest)) / 1000);
  return [
    { name: 'kmsync_approval_oldest_wait_seconds', value: Math.max(0, ...waits) },
    ...approvals.map(
      ({ job, count }): Sample => ({ name: 'kmsync_approvals_waiting', labels: { job }, value: count }),
    ),
  ];
}

export function diskReader(folder: string): StateReader {
  return async () => {
    const { bavail, blocks, bsize } = await statfs(folder);
    return [
      { name: 'kmsync_disk_free_bytes', value: bavail * bsize },
      { name: 'kmsync_disk_size_bytes', value: blocks * bsize },
    ];
  };
}

export function queueReader({ queueDepths }: Pick<QueueBook, 'queueDepths'>): StateReader {
  return async () =>
    (await queueDepths()).map(({ queue, depth }) => ({
      name: 'kmsync_queue_depth',
      labels: { queue },
      value: depth,
    }));
}

export interface AuditVerifier {
  verifyAudit(): Promise<{ readonly brokenAt: number | null }>;
}

/** The whole trail is recomputed, so not with every scrape: its answer is kept for `everyMs`. */
export function auditReader(ledger: AuditVerifier, now: () => Date, everyMs = 600_000): StateReader {
  let kept: { readonly at: number; readonly samples: readonly Sample[] } | undefined;
  return async () => {
    const at = now().getTime();
    if (kept && at - kept.at < everyMs) return kept.samples;
    const { brokenAt } = await ledger.verifyAudit();
    kept = { at, samples: [{ name: 'kmsync_audit_chain_ok', value: brokenAt === null ? 1 : 0 }] };
    return kept.samples;
  };
}

export interface BackupBook {
  lastBackup(): Promise<string | null>;
}

export function backupReader(ledger: BackupBook): StateReader {
  return async () => at('kmsync_backup_last_success_timestamp_seconds', {}, await ledger.lastBackup());
}

function at(name: Sample['name'], labels: Record<string, string>, iso: string | null): Sample[] {
  const milliseconds = iso === null ? Number.NaN : Date.parse(iso);
  return Number.isNaN(milliseconds) ? [] : [{ name, labels, value: milliseconds / 1000 }];
}

/** `offset`: seconds this clock is ahead of the reference. */
export function clockReader(offset: () => Promise<number>): StateReader {
  return async () => [{ name: 'kmsync_clock_offset_seconds', value: await offset() }];
}
