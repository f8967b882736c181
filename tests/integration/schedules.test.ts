/** Promises of schedules on a real ledger: P12 between processes, P15 over days. */
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { tick } from '../../src/engine/schedule/scheduler.ts';
import type { Claim } from '../../src/engine/schedule/trigger.ts';
import type { Job } from '../../src/mapping/job.ts';
import { occurrences } from '../../src/queue/calendar.ts';
import { onEachLedger, temporaryLedger, type TemporaryLedger } from '../support/temporary-ledger.ts';

vi.setConfig({ testTimeout: 120_000 });

const LOADER = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const source = (file: string) => JSON.stringify(new URL(`../../src/${file}`, import.meta.url).href);
/** What of a job a schedule looks at. */
const scheduled = (id: string, cron: string, catchUp = 24) =>
  ({ id, schedule: { cron, catchUp, deliveries: [] } }) as unknown as Job;

let temporary: TemporaryLedger;
beforeEach(async () => {
  temporary = await temporaryLedger('2026-02-02T12:00:00.000Z');
});
afterEach(() => temporary.remove());

onEachLedger('P12 two schedulers or two triggers are one run', (open) => {
  it('gives one run to five scheduler processes and twenty starts by hand at once', async () => {
    const own = await open('2026-02-02T12:00:00.000Z');
    onTestFinished(() => own.remove());
    const { place, sealedFolder, folder, ledger } = own;
    await ledger.scheduleSince('a', '0 4 * * *');
    const script = path.join(folder, 'scheduler.mjs');
    await writeFile(
      script,
      `import { writeSync } from 'node:fs';
       import { createInterface } from 'node:readline';
       import { openLedger } from ${source('store/ledger.ts')};
       import { claimDue, claimNow } from ${source('engine/schedule/trigger.ts')};
       import { occurrences } from ${source('queue/calendar.ts')};
       const say = (fact) => writeSync(1, JSON.stringify(fact) + '\\n');
       const now = () => new Date('2026-02-03T03:00:00.000Z');
       const ledger = await openLedger({ ...${JSON.stringify(place)}, sealedFolder: ${JSON.stringify(sealedFolder)}, programVersion: 'child', now });
       const ports = { ledger, calendar: occurrences, now };
       const job = { id: 'a', schedule: { cron: '0 4 * * *', catchUp: 24, deliveries: [] } };
       say('ready');
       await new Promise((resolve) => createInterface({ input: process.stdin }).once('line', resolve));
       const due = async () => { const claim = await claimDue(job, ports); say({ kind: 'due', first: claim !== undefined, run: claim?.run.id ?? null }); };
       const byHand = async () => { const { first, run } = await claimNow('a', ports); say({ kind: 'now', first, run: run.id }); };
       await Promise.all([due(), byHand(), byHand(), byHand(), byHand()]);
       await ledger.close();
       process.exit(0);`,
    );
    const processes = Array.from({ length: 5 }, () =>
      spawn(process.execPath, ['--import', LOADER, script], { stdio: ['pipe', 'pipe', 'inherit'] }),
    );
    const outputs = processes.map((child) =>
      createInterface({ input: child.stdout })[Symbol.asyncIterator](),
    );
    for (const output of outputs) await output.next();

    for (const child of processes) child.stdin.end('go\n');
    const answers: { kind: string; first: boolean; run: string | null }[] = [];
    for (const output of outputs)
      for (let line = await output.next(); line.done !== true; line = await output.next())
        answers.push(JSON.parse(line.value) as (typeof answers)[number]);

    const runs = await ledger.runs();
    expect(runs).toHaveLength(1);
    expect(answers).toHaveLength(25);
    expect(answers.filter(({ first }) => first)).toHaveLength(1);
    const byHand = answers.filter(({ kind }) => kind === 'now').map(({ run }) => run);
    expect(byHand).toEqual(Array.from({ length: 20 }, () => runs[0]?.id));
    expect(await ledger.verifyAudit()).toMatchObject({ brokenAt: null });
  });
});

describe('P15 missed times are caught up once', () => {
  /** Looks at the clock at each of these instants, as a scheduler does that runs each claim to its end at once. */
  async function lookAt(job: Job, instants: readonly string[]): Promise<Claim[]> {
    const claims: Claim[] = [];
    for (const instant of instants) {
      await temporary.setClock(instant);
      const before = claims.length;
      await tick([job], {
        ledger: temporary.ledger,
        calendar: occurrences,
        now: () => new Date(instant),
        start: (claim) => claims.push(claim),
        failed: (_job, error) => {
          throw error;
        },
      });
      for (const { key } of claims.slice(before)) await temporary.ledger.endOccurrence(key, 'ended');
    }
    return claims;
  }

  it('gives one run, marked as caught up, after three days in which no scheduler ran', async () => {
    const claims = await lookAt(scheduled('a', '0 4 * * *'), [
      '2026-02-02T12:00:00.000Z',
      '2026-02-03T03:00:20.000Z',
      '2026-02-06T12:00:00.000Z',
      '2026-02-06T12:01:00.000Z',
      '2026-02-07T02:59:59.000Z',
      '2026-02-07T03:00:01.000Z',
    ]);

    expect(claims.map(({ key, caughtUp, missed }) => ({ key, caughtUp, missed }))).toEqual([
      { key: '2026-02-03T04:00@Europe/Berlin#a', caughtUp: false, missed: 0 },
      { key: '2026-02-06T04:00@Europe/Berlin#a', caughtUp: true, missed: 2 },
      { key: '2026-02-07T04:00@Europe/Berlin#a', caughtUp: false, missed: 0 },
    ]);
    expect((await temporary.ledger.occurrences()).map(({ caughtUp }) => caughtUp)).toEqual([
      false,
      true,
      false,
    ]);
  });

  it('gives one run for a rule of every half hour as well, however many it missed', async () => {
    const claims = await lookAt(scheduled('a', '*/30 * * * *'), [
      '2026-02-02T12:00:00.000Z',
      '2026-02-05T12:10:00.000Z',
      '2026-02-05T12:11:00.000Z',
    ]);

    expect(claims.map(({ key, caughtUp }) => `${key} ${caughtUp}`)).toEqual([
      '2026-02-02T13:00@Europe/Berlin#a false',
      '2026-02-05T13:00@Europe/Berlin#a true',
    ]);
  });

  it('gives no run where the missed time is older than the window', async () => {
    const claims = await lookAt(scheduled('a', '0 4 * * 1', 24), [
      '2026-02-02T12:00:00.000Z',
      '2026-02-11T12:00:00.000Z',
    ]);

    expect(claims).toEqual([]);
  });
});

describe('P14 a scheduler that looks at the clock every minute', () => {
  it.each([
    [
      'spring',
      '2026-03-28T23:30:00Z',
      [
        '01:00 2026-03-29T02:00@Europe/Berlin#two',
        '01:00 2026-03-29T02:30@Europe/Berlin#half',
        '01:00 2026-03-29T03:00@Europe/Berlin#three',
      ],
    ],
    [
      'autumn',
      '2026-10-24T22:30:00Z',
      [
        '00:00 2026-10-25T02:00@Europe/Berlin#two',
        '00:30 2026-10-25T02:30@Europe/Berlin#half',
        '02:00 2026-10-25T03:00@Europe/Berlin#three',
      ],
    ],
  ])('runs each rule once in the night of %s', async (_season, start, expected) => {
    const jobs = [
      scheduled('two', '0 2 * * *'),
      scheduled('half', '30 2 * * *'),
      scheduled('three', '0 3 * * *'),
    ];
    const claims: string[] = [];
    for (let minute = 0; minute < 240; minute += 1) {
      const now = new Date(Date.parse(start) + minute * 60_000 + 400);
      await temporary.setClock(now.toISOString());
      const held: Claim[] = [];
      await tick(jobs, {
        ledger: temporary.ledger,
        calendar: occurrences,
        now: () => now,
        start: (claim) => held.push(claim),
        failed: (_job, error) => {
          throw error;
        },
      });
      for (const { key } of held) {
        claims.push(`${now.toISOString().slice(11, 16)} ${key}`);
        await temporary.ledger.endOccurrence(key, 'ended');
      }
    }

    expect(claims).toEqual(expected);
  });
});
