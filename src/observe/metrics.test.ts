import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { finding } from '../core/finding.ts';
import { temporaryLedger, type TemporaryLedger } from '../../tests/support/temporary-ledger.ts';
import { writeMetricsFile } from './metrics-file.ts';
import { METRICS, type StateReader } from './metric-list.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { auditReader, diskReader, ledgerReader } from './state-readers.ts';

function metrics(readers: readonly StateReader[] = [], jobs: readonly string[] = []): Metrics {
  return createMetrics({ program: 'kommonitor-sync 0.1.0', jobs, readers });
}

const DONE = {
  run: '2026-0001',
  job: 'einwohner',
  state: 'published',
  durationMs: 2500,
  planned: 64,
  cells: 448,
  suppressed: 9,
  writes: 3,
  mismatches: 0,
  block: 0,
  error: 0,
  warning: 2,
  info: 1,
} as const;

describe('metrics of events', () => {
  it('count a run with its values and findings', async () => {
    const counted = metrics();

    counted.count('Run:Done', DONE);
    counted.count('Run:Done', DONE);

    const text = await counted.text();
    expect(text).toContain('kmsync_runs_total{job="einwohner",outcome="published"} 2');
    expect(text).toContain('kmsync_values_verified_total{job="einwohner"} 896');
    expect(text).toContain('kmsync_values_suppressed_total{job="einwohner"} 18');
    expect(text).toContain('kmsync_findings_total{job="einwohner",severity="warning"} 4');
    expect(text).toContain('kmsync_run_duration_seconds_sum{outcome="published"} 5');
  });

  it.each([
    [{ code: 'run.compensated', cause: 'target.not-as-written' }, 'kmsync_verify_mismatches_total 1'],
    [{ code: 'run.incomplete' }, 'kmsync_compensations_total{outcome="needs_attention"} 1'],
    [{ code: 'lease.lost' }, 'kmsync_lease_lost_total 1'],
    [{ code: 'source.unreachable' }, 'kmsync_runs_total{job="j",outcome="failed"} 1'],
  ])('count the failure %o', async (facts, line) => {
    const counted = metrics();

    counted.count('Run:Failed', { job: 'j', ...facts });

    expect(await counted.text()).toContain(line);
  });

  it('count requests by class of status, and one without an answer as none', async () => {
    const counted = metrics();

    counted.count('Target:Request', { method: 'GET', status: 200, durationMs: 10 });
    counted.count('Target:Request', { method: 'PUT', status: 503, durationMs: 10 });
    counted.count('Target:Request', { method: 'PUT', status: 0, durationMs: 10 });

    const text = await counted.text();
    expect(text).toContain('kmsync_target_requests_total{method="GET",status_class="2xx"} 1');
    expect(text).toContain('kmsync_target_requests_total{method="PUT",status_class="5xx"} 1');
    expect(text).toContain('kmsync_target_requests_total{method="PUT",status_class="none"} 1');
  });

  it('begin at 0 for every job, so that the first event is seen as a rise', async () => {
    expect(await metrics([], ['einwohner']).text()).toContain(
      'kmsync_schedule_missed_total{job="einwohner"} 0',
    );
  });

  it('stay below 2,000 series whatever the events carry', async () => {
    const counted = metrics([
      () =>
        Promise.resolve(
          Array.from({ length: 5000 }, (_, n) => ({
            name: 'kmsync_findings_kept' as const,
            labels: { code: `x.${n}`, severity: 'info' },
            value: 1,
          })),
        ),
    ]);

    for (let n = 0; n < 3000; n += 1) {
      counted.count('Target:Request', { method: `M${n}`, status: 200, durationMs: 1 });
      counted.count('Retention:Deleted', { class: `K${n}`, count: 1 });
      counted.count('Run:Failed', { job: `Meier, Anna ${n}`, code: `c${n}` });
    }
    counted.count('Run:Done', { ...DONE, job: 'Anna Meier, Hauptstraße 1' });

    const series = (await counted.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    expect(series.length).toBeLessThan(2000);
    expect(series.join('\n')).not.toContain('Meier');
  });

  it('have no label for a run, an area or a person', () => {
    const labels = new Set(Object.values(METRICS).flatMap((metric) => [...metric.labels]));

    expect([...labels].sort()).toEqual([
      'channel',
      'class',
      'code',
      'job',
      'method',
      'name',
      'node',
      'outcome',
      'queue',
      'severity',
      'state',
      'status_class',
      'version',
    ]);
  });

  it('bring the figures of Node with the lag of its event loop', async () => {
    const counted = createMetrics({ program: 'p 1', jobs: [], readers: [], node: true });

    expect(await counted.text()).toContain('nodejs_eventloop_lag_seconds');
  });
});

describe('metrics of state', () => {
  const NOW = () => new Date('2026-02-03T15:00:00.000Z');
  let temporary: TemporaryLedger;
  beforeEach(async () => {
    temporary = await temporaryLedger('2026-02-03T13:00:00.000Z');
  });
  afterEach(() => temporary.remove());

  it('are those of the ledger, also in a process that has just started', async () => {
    const { ledger } = temporary;
    const done = await ledger.startRun({ job: 'einwohner', kind: 'sync' });
    await ledger.putFindings(done.id, [finding('sync.palette-unknown', { file: 'KomMonitor', row: 0 })]);
    await ledger.updateRun(done.id, { state: 'published', finished: true });
    await temporary.setClock('2026-02-03T14:00:00.000Z');
    const stuck = await ledger.startRun({ job: 'einwohner', kind: 'sync' });
    await ledger.updateRun(stuck.id, { state: 'needs_attention' });
    await ledger.takeLease('target http://127.0.0.1', stuck.id, 60);

    const text = await metrics([ledgerReader(await temporary.openAgain(), NOW)]).text();

    expect(text).toContain('kmsync_runs_active{job="einwohner",state="needs_attention"} 1');
    expect(text).toContain(
      `kmsync_run_last_success_timestamp_seconds{job="einwohner"} ${Date.UTC(2026, 1, 3, 13) / 1000}`,
    );
    expect(text).toContain(
      `kmsync_run_last_attempt_timestamp_seconds{job="einwohner"} ${Date.UTC(2026, 1, 3, 14) / 1000}`,
    );
    expect(text).toContain('kmsync_lease_held{name="target"} 1');
    expect(text).toMatch(/kmsync_findings_kept\{code="sync.palette-unknown",severity="\w+"\} 1/);
  });

  it('tell how many runs wait for an approval and how long the oldest has', async () => {
    const { ledger } = temporary;
    const counted = metrics([ledgerReader(ledger, NOW)]);
    const before = await counted.text();
    const run = await ledger.startRun({ job: 'einwohner', kind: 'sync' });
    const plan = { planHash: 'abcdef', basis: '{}', expiresAt: '2026-02-17T13:00:00.000Z' };
    await ledger.submit({ run: run.id, ...plan, uploadedBy: null, submittedBy: 'local:anna' });
    const waiting = await counted.text();
    await ledger.actOnApproval(run.id, { kind: 'approve', by: 'local:bernd' });

    expect(before).toContain('kmsync_approval_oldest_wait_seconds 0');
    expect(waiting).toContain('kmsync_approvals_waiting{job="einwohner"} 1');
    expect(waiting).toContain('kmsync_approval_oldest_wait_seconds 7200');
    expect(await counted.text()).toContain('kmsync_approval_oldest_wait_seconds 0');
  });

  it('forget a state that is over', async () => {
    const { ledger } = temporary;
    const counted = metrics([ledgerReader(ledger, NOW)]);
    const run = await ledger.startRun({ job: 'einwohner', kind: 'sync' });
    const before = await counted.text();
    await ledger.updateRun(run.id, { state: 'published', finished: true });

    expect(before).toContain('state="checking"');
    expect(await counted.text()).not.toContain('state="checking"');
  });

  it('leave out what cannot be read, and nothing else', async () => {
    const text = await metrics([
      () => Promise.reject(new Error('secret')),
      diskReader(temporary.folder),
    ]).text();

    expect(text).toMatch(/kmsync_disk_free_bytes \d/);
    expect(text).not.toContain('secret');
  });

  it('look through the audit trail once in ten minutes', async () => {
    let looks = 0;
    let now = 0;
    const verify = () => {
      looks += 1;
      return Promise.resolve({ brokenAt: looks === 1 ? null : 7 });
    };
    const read = auditReader({ verifyAudit: verify }, () => new Date(now));

    await read();
    now = 599_999;
    const early = await read();
    now = 600_000;
    const late = await read();

    expect([early, late]).toMatchObject([[{ value: 1 }], [{ value: 0 }]]);
    expect(looks).toBe(2);
  });
});

describe('a file of metrics', () => {
  it('is whole at any time and leaves nothing beside it', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'kmsync-metrics-'));
    const file = path.join(folder, 'kmsync.prom');

    await writeMetricsFile(file, 'a 1\n');
    await writeMetricsFile(file, 'a 2\n');

    expect(await readFile(file, 'utf8')).toBe('a 2\n');
    expect(await readdir(folder)).toEqual(['kmsync.prom']);
    await expect(writeMetricsFile(path.join(folder, 'no', 'file'), 'a 1\n')).rejects.toMatchObject({
      code: 'metrics.not-writable',
      exitCode: 13,
    });
    await rm(folder, { recursive: true });
  });
});
