/**
 * „Diagnosepaket“: what somebody needs who helps from afar. Only what is named here goes into it: no secret, no file
 * name, no free text that a person typed, nobody's name. Addresses lose log-in and query.
 */
import type { SystemView } from '../engine/desk/system-desk.ts';
import type { LedgerState } from '../engine/ledger-state.ts';
import type { RunRecord } from '../engine/ledger.ts';
import type { Job } from '../mapping/job.ts';
import type { CheckupResult } from './checkup.ts';
import type { ConsoleApp } from './visit.ts';
import { holderText, lockText } from './words/system.ts';

export interface Diagnosed {
  readonly app: Pick<ConsoleApp, 'program' | 'config' | 'now'>;
  readonly last: CheckupResult | undefined;
  readonly system: SystemView;
  readonly ledger: LedgerState;
  readonly jobs: readonly { readonly job: Job; readonly isPaused: boolean }[];
  /** The newest ones. */
  readonly runs: readonly RunRecord[];
}

export function diagnosis({ app, last, system, ledger, jobs, runs }: Diagnosed) {
  const { config } = app;
  return {
    madeAt: app.now().toISOString(),
    program: app.program,
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    config: {
      target: addressOf(config.target.url),
      issuer: addressOf(config.target.issuer),
      ownAuthorities: config.target.caFile !== undefined,
      loginWith: config.login.with,
      consoleUrl: config.console.url === undefined ? null : addressOf(config.console.url),
      upload: {
        largestMb: config.console.upload.largestMb,
        largestPlainMb: config.console.upload.largestPlainMb,
        perPersonMb: config.console.upload.perPersonMb,
        scanned: config.console.upload.clamd !== undefined,
      },
    },
    checks: last ? { at: last.at.toISOString(), found: last.checks.map(firstLine) } : null,
    system: {
      ...system,
      locks: system.locks.map((lock) => ({ ...lock, name: lockText(lock), holder: holderText(lock) })),
    },
    ledger,
    jobs: jobs.map(({ job, isPaused }) => ({
      id: job.id,
      connectors: [...new Set(job.intake.map(({ connector }) => connector))],
      profiles: job.intake.length,
      indicators: job.indicators.length,
      cron: job.schedule?.cron ?? null,
      catchUp: job.schedule?.catchUp ?? null,
      isPaused,
    })),
    runs: runs.map(({ id, job, kind, state, startedAt, finishedAt }) => ({
      id,
      job,
      kind,
      state,
      startedAt,
      finishedAt,
    })),
  };
}

/** What follows quotes files of the site. */
function firstLine({ id, state, text }: CheckupResult['checks'][number]) {
  return { id, state, text: text.split('\n')[0] };
}

/** Without user, password, query and fragment. */
function addressOf(address: string): string {
  const { protocol, host, pathname } = new URL(address);
  return `${protocol}//${host}${pathname}`;
}
