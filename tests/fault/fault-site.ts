/** A site on a simulator: the ways to run the program on it, as a process that can die or in this one. */
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openApp } from '../../src/app.ts';
import { runCli } from '../../src/cli/run-cli.ts';
import type { EngineEvents, EnginePorts } from '../../src/engine/ports.ts';
import { connectKomMonitor } from '../../src/kommonitor/connect.ts';
import type { Simulator } from '../../src/simulator/server.ts';
import { SIMULATOR_SECRET } from '../../src/simulator/seed.ts';
import type { LedgerPlace } from '../../src/store/ledger.ts';
import { runProcess, type Finished } from '../support/cli-process.ts';
import { startKmsync, type Running } from '../support/kmsync.ts';
import type { Recorded } from '../support/ledger-deeds.ts';
import type { PostgresServer } from '../support/postgres.ts';
import { FaultTarget } from './fault-target.ts';
import { Recorder } from './recorder.ts';

const CRASH_POINTS = fileURLToPath(new URL('./crash-points.mjs', import.meta.url));

export interface Engine {
  readonly ports: EnginePorts;
  close(): Promise<void>;
}

export interface EngineWishes {
  readonly now?: () => Date;
  readonly signal?: AbortSignal;
  readonly operation?: EngineEvents['operation'];
  /** Milliseconds. */
  readonly timeouts?: { readonly connect?: number; readonly read?: number; readonly write?: number };
  /** Told each wait between two attempts of a read; none is really waited for. */
  readonly waited?: (ms: number) => void;
}

export interface SiteDatabase {
  readonly server: PostgresServer;
  readonly name: string;
}

export class FaultSite extends FaultTarget {
  readonly site: string;
  /** What processes on this site start instead of the built program. */
  program: string | undefined;
  protected readonly folder: string;
  protected readonly database: SiteDatabase | undefined;
  protected readonly recorder: Recorder;

  /** `folder`: for the site and for what belongs to no site. Without `server` the ledger is a file. */
  protected constructor(simulator: Simulator, folder: string, server: PostgresServer | undefined) {
    super(simulator);
    this.folder = folder;
    this.site = path.join(folder, 'site');
    if (server) this.database = { server, name: path.basename(folder).replaceAll('-', '_').toLowerCase() };
    this.recorder = new Recorder(simulator, this.recorded());
  }

  /** Runs a command in a process of its own that is killed at crash point `at`; 0: never. */
  async killed(at: number, ...args: readonly string[]): Promise<Finished> {
    const environment = { ...this.#environment(), KMSYNC_CRASH_AT: String(at) };
    const finished = await runProcess(args, environment, [CRASH_POINTS], this.program);
    this.recorder.printed.push(finished);
    return finished;
  }

  /** Starts a command with these variables on top of the site's own. */
  started(args: readonly string[], environment: NodeJS.ProcessEnv): Running {
    const running = startKmsync(args, this.site, { ...this.#environment(), ...environment }, this.program);
    this.recorder.printed.push(running.output);
    return running;
  }

  /** Starts a command that stops itself (SIGSTOP) at crash point `at`. */
  stopping(at: number, ...args: readonly string[]): Running {
    return this.signalled(at, 'SIGSTOP', args);
  }

  /** Starts a command that sends itself a signal at crash point `at`; 0: never. `log`: file for the points it passes. */
  signalled(at: number, signal: 'SIGSTOP' | 'SIGTERM', args: readonly string[], log?: string): Running {
    return this.started(args, {
      KMSYNC_CRASH_AT: String(at),
      KMSYNC_CRASH_SIGNAL: signal,
      ...(log === undefined ? {} : { KMSYNC_CRASH_LOG: log }),
      NODE_OPTIONS: `--import=${CRASH_POINTS}`,
    });
  }

  /** The names of all crash points that a command passes, in order. */
  async crashPoints(...args: readonly string[]): Promise<string[]> {
    const log = path.join(this.folder, 'points');
    rmSync(log, { force: true });
    const environment = { ...this.#environment(), KMSYNC_CRASH_LOG: log };
    const { killedBy, stderr } = await runProcess(args, environment, [CRASH_POINTS], this.program);
    if (killedBy) throw new Error(`the run was killed by ${killedBy}: ${stderr}`);
    return readFileSync(log, 'utf8').trimEnd().split('\n');
  }

  /** The same command line in this process: what a freshly started program does, without the start. */
  run(...args: readonly string[]): Promise<number> {
    return runCli(['node', 'kmsync', ...args, '--quiet'], this.#environment());
  }

  async mustRun(...args: readonly string[]): Promise<void> {
    const code = await this.run(...args);
    if (code !== 0) throw new Error(`kmsync ${args.join(' ')} ended with ${code}`);
  }

  /** The engine on this site, in this process, that never really waits. */
  async engine(wishes: EngineWishes = {}): Promise<Engine> {
    const signal = wishes.signal ?? new AbortController().signal;
    const events = { stage: () => undefined, operation: wishes.operation ?? (() => undefined) };
    const { now, timeouts } = wishes;
    const environment = this.#environment();
    const app = await openApp({ site: this.site, environment, signal, events, ...(now ? { now } : {}) });
    const { url, issuer, clientId } = app.config.target;
    const connection = connectKomMonitor({
      settings: { url, issuer, clientId, clientSecret: SIMULATOR_SECRET, ...(timeouts ? { timeouts } : {}) },
      userAgent: 'fault-test',
      signal,
      wait(ms) {
        wishes.waited?.(ms);
        return 0;
      },
    });
    return {
      ports: { ...app.ports, session: () => Promise.resolve(connection), sleep: () => Promise.resolve() },
      async close() {
        connection.close();
        await app.close();
      },
    };
  }

  /** Where everything of the site, or of one that was restored elsewhere, is written down. */
  protected recorded(site = this.site): Recorded {
    const state = path.join(site, 'state');
    const { url } = this;
    const place: LedgerPlace = url === undefined ? { file: path.join(state, 'ledger.db') } : { url };
    return { place, state };
  }

  /** Address of the ledger's database, if it is no file. */
  protected get url(): string | undefined {
    return this.database?.server.url(this.database.name);
  }

  #environment(): NodeJS.ProcessEnv {
    const { url } = this;
    return {
      KMSYNC_SITE: this.site,
      KMSYNC_CLIENT_SECRET: SIMULATOR_SECRET,
      ...(url === undefined ? {} : { KMSYNC_LEDGER_URL: url }),
    };
  }
}
