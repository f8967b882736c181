import { mkdirSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { selfSigned } from '../../tests/support/self-signed.ts';
import { temporaryLedger, type TemporaryLedger } from '../../tests/support/temporary-ledger.ts';
import type { Job } from '../mapping/job.ts';
import { occurrences } from '../queue/calendar.ts';
import { certificateReader } from './certificate-reader.ts';
import type { Sample } from './metric-list.ts';
import { retentionReader } from './retention-reader.ts';
import { pauseReader, scheduleReader } from './schedule-reader.ts';
import { backupReader } from './state-readers.ts';

const START = '2026-02-03T13:00:00.000Z';

function valueOf(samples: readonly Sample[], name: string, labels: Record<string, string> = {}) {
  return samples.find(
    (one) => one.name === name && Object.entries(labels).every(([key, value]) => one.labels?.[key] === value),
  )?.value;
}

describe('the certificate of KomMonitor', () => {
  it('tells its end, also where nobody trusts it', async () => {
    const server = createServer(selfSigned('127.0.0.1'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;

    const samples = await certificateReader(`https://127.0.0.1:${port}/management`, () => new Date())();
    server.close();

    expect(samples).toEqual([
      {
        name: 'kmsync_certificate_expiry_timestamp_seconds',
        value: Date.UTC(2049, 11, 31, 23, 59, 59) / 1000,
      },
    ]);
  });

  it('is absent without TLS and where nobody answers', async () => {
    expect(await certificateReader('http://127.0.0.1:1/management', () => new Date())()).toEqual([]);
    await expect(certificateReader('https://127.0.0.1:1/management', () => new Date())()).rejects.toThrow();
  });
});

describe('schedules', () => {
  it('tell the next occurrence and the time to the one after it', async () => {
    const job = (id: string, cron: string) => ({ id, schedule: { cron } }) as unknown as Job;
    const jobs = [
      job('daily', '30 2 * * *'),
      job('yearly', '0 4 1 7 *'),
      { ...job('hand', ''), schedule: null },
    ];

    const samples = await scheduleReader(jobs, occurrences, () => new Date(START))();

    const next = (name: string) => valueOf(samples, 'kmsync_schedule_next_timestamp_seconds', { job: name });
    const apart = (name: string) =>
      valueOf(samples, 'kmsync_schedule_expected_interval_seconds', { job: name });
    expect(next('daily')).toBe(Date.parse('2026-02-04T01:30:00Z') / 1000);
    expect(apart('daily')).toBe(86_400);
    expect(next('yearly')).toBe(Date.parse('2026-07-01T02:00:00Z') / 1000);
    expect(apart('yearly')).toBe(365 * 86_400);
    expect(next('hand')).toBeUndefined();
  });
});

describe('readers of the ledger', () => {
  let temporary: TemporaryLedger;
  beforeEach(async () => {
    temporary = await temporaryLedger(START);
  });
  afterEach(() => temporary.remove());

  it('tell which schedules a person has stopped, and that the others go on', async () => {
    const { ledger } = temporary;
    const job = (id: string, schedule: object | null) => ({ id, schedule }) as unknown as Job;
    const read = pauseReader([job('a', {}), job('b', {}), job('hand', null)], ledger);
    await ledger.pauseSchedule({ job: 'a', reason: 'Umbau', by: 'local:otto' });

    const paused = await read();
    await ledger.resumeSchedule('a', 'local:otto');

    const told = (samples: readonly Sample[]) =>
      ['a', 'b', 'hand'].map((name) => valueOf(samples, 'kmsync_schedule_paused', { job: name }));
    expect(told(paused)).toEqual([1, 0, undefined]);
    expect(told(await read())).toEqual([0, 0, undefined]);
  });

  it('tell the last backup, and nothing before the first', async () => {
    const read = backupReader(temporary.ledger);
    expect(await read()).toEqual([]);

    await temporary.ledger.recordBackup({ files: 3, entries: 9 });

    expect(valueOf(await read(), 'kmsync_backup_last_success_timestamp_seconds')).toBe(
      Date.parse(START) / 1000,
    );
  });

  it('tell what is past its date and what soon will be, by class', async () => {
    const { ledger, folder } = temporary;
    const { id } = await ledger.startRun({ job: 'a', kind: 'sync' });
    await ledger.putSnapshot(id, 'text');
    await ledger.updateRun(id, { state: 'published', finished: true });
    const folders = { reports: path.join(folder, 'reports'), landing: path.join(folder, 'landing') };
    mkdirSync(path.join(folders.landing, 'run-4194305-abcdef'), { recursive: true });
    const catalogue = { jobs: new Map(), indicators: new Map(), levels: new Map() };
    const on = (day: string) =>
      retentionReader({ ledger, catalogue, folders, now: () => new Date(`${day}T13:00:01.000Z`) })();
    const figures = async (day: string, of: string) => {
      const samples = await on(day);
      return ['overdue', 'pending'].map((which) =>
        valueOf(samples, `kmsync_retention_${which}_items`, { class: of }),
      );
    };

    expect(await figures('2026-02-04', 'K0')).toEqual([0, 0]);
    expect(await figures('2028-01-10', 'K0')).toEqual([0, 1]);
    expect(await figures('2028-02-03', 'K0')).toEqual([1, 0]);
    expect(await figures('2028-02-03', 'K4')).toEqual([2, 0]);
    expect(await figures('2026-02-04', 'K3')).toEqual([1, 0]);
  });
});
