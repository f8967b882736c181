/** Which counters an event moves. The one place that knows both lists. */
import type { EngineLogEvent, EventFacts } from '../engine/ports.ts';
import type { EventCounts } from './metrics.ts';

const SEVERITIES = ['block', 'error', 'warning', 'info'] as const;
const METHODS: ReadonlySet<string> = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);
/** How a run ended that stopped with an error; every other code is `failed`. */
const OUTCOMES: Readonly<Record<string, string>> = {
  'run.compensated': 'compensated',
  'run.incomplete': 'needs_attention',
  'run.interrupted': 'interrupted',
  'lease.lost': 'lease_lost',
  'lease.held': 'lease_held',
};

export function countEvent(counts: EventCounts, event: EngineLogEvent, facts: EventFacts): void {
  const job = text(facts['job']);
  switch (event) {
    case 'Run:Done':
      countRun(counts, job, facts);
      return;
    case 'Run:Failed':
      countFailure(counts, job, facts);
      return;
    case 'Target:Request':
      countRequest(counts, facts);
      return;
    case 'Target:Retry':
      counts.add('kmsync_target_retries_total', { method: method(facts) });
      return;
    case 'Token:Fetched':
    case 'Token:Failed':
      counts.add('kmsync_token_refresh_total', { outcome: event === 'Token:Fetched' ? 'ok' : 'failed' });
      return;
    case 'Schedule:Missed':
      counts.add('kmsync_schedule_missed_total', { job });
      return;
    case 'Retention:Deleted':
      counts.add('kmsync_retention_deleted_total', { class: text(facts['class']) }, amount(facts['count']));
      return;
    case 'Notify:Sent':
    case 'Notify:Failed':
      counts.add('kmsync_notifications_total', {
        channel: text(facts['channel']),
        outcome: event === 'Notify:Sent' ? 'sent' : 'failed',
      });
      return;
    case 'Run:Start':
    case 'Run:Resume':
    case 'Run:Cancelled':
    case 'Reconcile:Done':
    case 'Drift:Found':
    case 'Drift:None':
    case 'Drift:Accepted':
    case 'Run:Report':
    case 'Write:Verified':
    case 'Approval:Waiting':
    case 'Approval:Given':
    case 'Approval:Refused':
    case 'Approval:Expired':
    case 'Sec:Login':
    case 'Sec:LoginFailed':
    case 'Sec:Logout':
    case 'Sec:Denied':
    case 'Console:Failed':
    case 'Sec:UploadRefused':
    case 'Sec:Approval':
    case 'Sec:AccountChanged':
    case 'Delivery:Overdue':
    case 'Schedule:Paused':
    case 'Schedule:Resumed':
    case 'Queue:Taken':
    case 'Queue:Done':
    case 'Queue:Stalled':
    case 'Queue:Parked':
    case 'Queue:Postponed':
    case 'Queue:Failed':
    case 'Queue:Unreachable':
    case 'Backup:Done':
    case 'Backup:Failed':
    case 'Health:Ready':
    case 'Health:NotReady':
  }
}

function countRun(counts: EventCounts, job: string, facts: EventFacts): void {
  const outcome = text(facts['state']);
  counts.add('kmsync_runs_total', { job, outcome });
  counts.observe('kmsync_run_duration_seconds', { outcome }, amount(facts['durationMs']) / 1000);
  counts.add('kmsync_values_planned_total', { job }, amount(facts['planned']));
  counts.add('kmsync_values_verified_total', { job }, amount(facts['cells']));
  counts.add('kmsync_values_suppressed_total', { job }, amount(facts['suppressed']));
  counts.add('kmsync_writes_total', { job }, amount(facts['writes']));
  counts.add('kmsync_verify_mismatches_total', {}, amount(facts['mismatches']));
  for (const severity of SEVERITIES)
    counts.add('kmsync_findings_total', { job, severity }, amount(facts[severity]));
}

function countFailure(counts: EventCounts, job: string, facts: EventFacts): void {
  const code = text(facts['code']);
  const outcome = OUTCOMES[code] ?? 'failed';
  counts.add('kmsync_runs_total', { job, outcome });
  if (code === 'lease.lost') counts.add('kmsync_lease_lost_total', {});
  if (code === 'run.compensated' || code === 'run.incomplete')
    counts.add('kmsync_compensations_total', { outcome });
  if ([code, facts['cause']].includes('target.not-as-written'))
    counts.add('kmsync_verify_mismatches_total', {});
}

function countRequest(counts: EventCounts, facts: EventFacts): void {
  const status = amount(facts['status']);
  const labels = {
    method: method(facts),
    status_class: status === 0 ? 'none' : `${Math.floor(status / 100)}xx`,
  };
  counts.add('kmsync_target_requests_total', labels);
  counts.observe('kmsync_target_request_duration_seconds', labels, amount(facts['durationMs']) / 1000);
}

function method(facts: EventFacts): string {
  const value = text(facts['method']);
  return METHODS.has(value) ? value : 'other';
}

function text(value: string | number | null | undefined): string {
  return typeof value === 'string' ? value : 'none';
}

function amount(value: string | number | null | undefined): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : 0;
}
