/**
 * The closed list of the program's metrics, names and labels after the conventions of Prometheus: base units,
 * counters end in `_total`. Label values are ids of the configuration or words of closed lists; never a run, an
 * area, a person or a value.
 */
export interface MetricDefinition {
  readonly type: 'gauge' | 'counter' | 'histogram';
  readonly help: string;
  readonly labels: readonly string[];
  readonly buckets?: readonly number[];
}

const RUN_SECONDS = [1, 5, 15, 60, 300, 900, 1800, 3600, 7200];
const REQUEST_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 600];

/** State: read when it is asked for, from the ledger or the machine; the same in every process. */
export const STATE_METRICS = {
  kmsync_build_info: gauge('What runs; always 1', 'version', 'node'),
  kmsync_runs_active: gauge('Runs that have not ended', 'job', 'state'),
  kmsync_run_last_success_timestamp_seconds: gauge('End of the newest successful run', 'job'),
  kmsync_run_last_attempt_timestamp_seconds: gauge('Start of the newest run', 'job'),
  kmsync_data_reference_timestamp_seconds: gauge('Newest published reference date', 'job'),
  kmsync_deliveries_overdue: gauge('Expected deliveries that nobody has read yet', 'job'),
  kmsync_findings_kept: gauge('Findings in the ledger', 'code', 'severity'),
  kmsync_lease_held: gauge('Leases held now', 'name'),
  kmsync_schedule_next_timestamp_seconds: gauge('Next occurrence of a schedule', 'job'),
  kmsync_schedule_expected_interval_seconds: gauge('Time between two occurrences of a schedule', 'job'),
  kmsync_schedule_paused: gauge('1 where a person has stopped the schedule', 'job'),
  kmsync_approvals_waiting: gauge('Runs that wait for approval', 'job'),
  kmsync_approval_oldest_wait_seconds: gauge('How long the oldest run has been waiting for approval'),
  kmsync_queue_depth: gauge('Jobs waiting in the queue', 'queue'),
  kmsync_drift_cells: gauge('Cells that KomMonitor shows otherwise than published', 'job'),
  kmsync_retention_pending_items: gauge(
    'Items that will be past their deletion date within 30 days',
    'class',
  ),
  kmsync_retention_overdue_items: gauge('Items past their deletion date', 'class'),
  kmsync_audit_chain_ok: gauge('1 where the audit trail is unbroken'),
  kmsync_clock_offset_seconds: gauge('Clock of this machine against the reference'),
  kmsync_disk_free_bytes: gauge('Free on the disk of the state folder'),
  kmsync_disk_size_bytes: gauge('Size of the disk of the state folder'),
  kmsync_backup_last_success_timestamp_seconds: gauge('End of the newest backup'),
  kmsync_certificate_expiry_timestamp_seconds: gauge('End of the certificate of the address of KomMonitor'),
  kmsync_ready: gauge('1 where the process is ready for work'),
} as const satisfies Record<string, MetricDefinition>;

/** Events: counted in the process where they happen, from the one stream of events. */
export const EVENT_METRICS = {
  kmsync_runs_total: counter('Runs that ended', 'job', 'outcome'),
  kmsync_run_duration_seconds: histogram('How long runs took', RUN_SECONDS, 'outcome'),
  kmsync_values_planned_total: counter('Cells that plans wanted to change', 'job'),
  kmsync_values_verified_total: counter('Cells compared with KomMonitor and equal', 'job'),
  kmsync_values_suppressed_total: counter('Cells hidden by disclosure control', 'job'),
  kmsync_writes_total: counter('Writes sent to KomMonitor', 'job'),
  kmsync_findings_total: counter('Findings of ended runs', 'job', 'severity'),
  kmsync_verify_mismatches_total: counter('Read back differently than written'),
  kmsync_compensations_total: counter('Publications taken back', 'outcome'),
  kmsync_lease_lost_total: counter('Runs that lost the right to write'),
  kmsync_target_requests_total: counter('Requests to KomMonitor', 'method', 'status_class'),
  kmsync_target_request_duration_seconds: histogram(
    'How long KomMonitor took',
    REQUEST_SECONDS,
    'method',
    'status_class',
  ),
  kmsync_target_retries_total: counter('Reads tried again', 'method'),
  kmsync_token_refresh_total: counter('Access tokens fetched', 'outcome'),
  kmsync_schedule_missed_total: counter('Occurrences not run within their window', 'job'),
  kmsync_retention_deleted_total: counter('Items deleted by the sweeper', 'class'),
  kmsync_notifications_total: counter('Notifications', 'channel', 'outcome'),
} as const satisfies Record<string, MetricDefinition>;

export const METRICS = { ...STATE_METRICS, ...EVENT_METRICS };
export type StateMetric = keyof typeof STATE_METRICS;
export type EventMetric = keyof typeof EVENT_METRICS;

/** One reading of a state metric. */
export interface Sample {
  readonly name: StateMetric;
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Answers all its samples anew with every scrape. Where it fails, its metrics are absent from that scrape. */
export type StateReader = () => Promise<readonly Sample[]>;

function gauge(help: string, ...labels: string[]): MetricDefinition {
  return { type: 'gauge', help, labels };
}
function counter(help: string, ...labels: string[]): MetricDefinition {
  return { type: 'counter', help, labels };
}
function histogram(help: string, buckets: readonly number[], ...labels: string[]): MetricDefinition {
  return { type: 'histogram', help, labels, buckets };
}
