/**
 * One simulator and one small site that a fault test can put back to the same beginning again and again:
 * the first stage published, the second delivered. Two lanes can work at the same time.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openApp } from '../../src/app.ts';
import { runCli } from '../../src/cli/run-cli.ts';
import type { EngineEvents, EnginePorts } from '../../src/engine/ports.ts';
import { syncRun } from '../../src/engine/sync-run.ts';
import { connectKomMonitor } from '../../src/kommonitor/connect.ts';
import { startSimulator, type Simulator } from '../../src/simulator/server.ts';
import { SIMULATOR_SECRET } from '../../src/simulator/seed.ts';
import { openLedger, type LedgerPlace, type StoredLedger } from '../../src/store/ledger.ts';
import type { Verification } from '../../src/store/verify.ts';
import { runProcess, type Finished } from '../support/cli-process.ts';
import { observedSeed } from '../support/history.ts';
import type { Judging } from '../support/invariants.ts';
import { startKmsync, type Running } from '../support/kmsync.ts';
import { PostgresServer, setDatabaseClock } from '../support/postgres.ts';
import { SMALL_JOB, writeSmallSite } from '../support/small-site.ts';
import { targetContent } from '../support/target-content.ts';
import { Recorder } from './recorder.ts';

const CRASH_POINTS = fileURLToPath(new URL('./crash-points.mjs', import.meta.url));

export type Content = ReturnType<typeof targetContent>;

/** A fault as the simulator's control side takes it. */
export interface OrderedFault {
  readonly match: { readonly method?: string; readonly path?: string };
  readonly action:
    | 'half-applied'
    | 'status'
    | 'drop-before'
    | 'drop-after'
    | 'lie'
    | 'deny'
    | 'drop-rows'
    | 'round'
    | 'delay'
    | 'expire-tokens';
  /** Matching requests to let pass first, and how many to strike (1). */
  readonly after?: number;
  readonly times?: number;
  readonly rows?: number;
  readonly status?: number;
  readonly retryAfter?: number | string;
  readonly ms?: number;
}

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

/** Where a lane's ledger is, and what stands before its KomMonitor. */
export interface LaneWishes {
  readonly server?: PostgresServer | undefined;
  /** How long an access token of the simulator lasts. */
  readonly tokenSeconds?: number | undefined;
  /** Answers the address that the program gets instead of the simulator's own. */
  readonly door?: (simulator: Simulator) => Promise<string>;
}

export interface LedgerView {
  readonly auditBrokenAt: number | null;
  /** `<run> <state>`, oldest first. */
  readonly runs: readonly string[];
}

interface LaneDatabase {
  readonly server: PostgresServer;
  readonly name: string;
}

export class Lane {
  readonly simulator: Simulator;
  readonly site: string;
  /** What processes of this lane start instead of the built program. */
  program: string | undefined;
  readonly #folder: string;
  readonly #database: LaneDatabase | undefined;
  readonly #recorder: Recorder;
  readonly #address: { readonly url: string; readonly issuer: string };
  #beginning: ReturnType<Simulator['state']> | undefined;

  private constructor(simulator: Simulator, folder: string, url: string, server?: PostgresServer) {
    this.simulator = simulator;
    this.#address = { url, issuer: simulator.issuer };
    this.#folder = folder;
    if (server) this.#database = { server, name: path.basename(folder).replaceAll('-', '_').toLowerCase() };
    this.site = path.join(folder, 'site');
    const state = path.join(this.site, 'state');
    this.#recorder = new Recorder(simulator, { place: this.#place, state });
  }

  /** Nothing is published yet, the files of the first stage lie ready. */
  static async empty({ server, door, tokenSeconds = 300 }: LaneWishes = {}): Promise<Lane> {
    const folder = mkdtempSync(path.join(tmpdir(), 'kmsync-fault-'));
    const simulator = await startSimulator({ seed: observedSeed(), tokenSeconds });
    const url = door ? await door(simulator) : simulator.url;
    const lane = new Lane(simulator, folder, url, server);
    writeSmallSite(lane.site, lane.#address, 'first');
    mkdirSync(path.join(lane.site, 'state'));
    if (lane.#database) await server?.replace(lane.#database.name, 'template1');
    await lane.keep();
    return lane;
  }

  /** The first stage is published, the files of the second lie ready. */
  static async open(wishes: LaneWishes = {}): Promise<Lane> {
    const lane = await Lane.empty(wishes);
    const engine = await lane.engine();
    await syncRun({ job: SMALL_JOB }, engine.ports);
    await engine.close();
    writeSmallSite(lane.site, lane.#address, 'second');
    await lane.keep();
    return lane;
  }

  /** Makes the present state of site and simulator the beginning that `reset` goes back to. */
  async keep(): Promise<void> {
    const kept = path.join(this.#folder, 'beginning');
    rmSync(kept, { recursive: true, force: true });
    cpSync(path.join(this.site, 'state'), kept, { recursive: true });
    this.#beginning = this.simulator.state();
    if (this.#database) {
      const { server, name } = this.#database;
      await server.replace(`${name}_beginning`, name);
    }
    await this.#recorder.keepBefore();
  }

  /** The target stands as it has to after the run under test. */
  keepPlanned(): Promise<void> {
    return this.#recorder.keepPlanned();
  }

  /** Back to the beginning; a new history begins, with a look at the target every `pauseMs`. */
  async reset(pauseMs = 25): Promise<void> {
    await this.#recorder.stop();
    const state = path.join(this.site, 'state');
    rmSync(state, { recursive: true, force: true });
    cpSync(path.join(this.#folder, 'beginning'), state, { recursive: true });
    if (this.#beginning) this.simulator.restore(this.#beginning);
    if (this.#database) {
      const { server, name } = this.#database;
      await server.replace(name, `${name}_beginning`);
    }
    await this.#control('DELETE', 'requests');
    await this.#control('DELETE', 'faults');
    this.#recorder.begin(pauseMs);
  }

  /** A new history begins with what stands there; it has to end with what stands in another lane. */
  async record(planned: Lane, pauseMs = 100): Promise<void> {
    await this.#recorder.stop();
    await this.#recorder.keepBefore();
    await this.#recorder.keepPlanned(planned.simulator);
    await this.#control('DELETE', 'requests');
    this.#recorder.begin(pauseMs);
  }

  /** Ends the history since `reset` and answers which invariants it violates; see `violations`. */
  violations(judging: Judging = {}): Promise<string[]> {
    return this.#recorder.judge(judging);
  }

  content(): Content {
    return targetContent(this.simulator.state());
  }

  /** Id of an indicator in the target. */
  idOf(name: string): string {
    return this.simulator.state().indicators.find((indicator) => indicator.name === name)?.id ?? '';
  }

  /** Runs a command in a process of its own that is killed at crash point `at`; 0: never. */
  async killed(at: number, ...args: readonly string[]): Promise<Finished> {
    const environment = { ...this.#environment(), KMSYNC_CRASH_AT: String(at) };
    const finished = await runProcess(args, environment, [CRASH_POINTS], this.program);
    this.#recorder.printed += finished.stdout + finished.stderr;
    return finished;
  }

  /** Starts a command with these variables on top of the lane's own. */
  started(args: readonly string[], environment: NodeJS.ProcessEnv): Running {
    return startKmsync(args, this.site, { ...this.#environment(), ...environment }, this.program);
  }

  /** Starts a command that stops itself (SIGSTOP) at crash point `at`. */
  stopping(at: number, ...args: readonly string[]): Running {
    return this.signalled(at, 'SIGSTOP', args);
  }

  /** Starts a command that sends itself a signal at crash point `at`; 0: never. `log`: file for the points it passes. */
  signalled(at: number, signal: 'SIGSTOP' | 'SIGTERM', args: readonly string[], log?: string): Running {
    return startKmsync(args, this.site, {
      ...this.#environment(),
      KMSYNC_CRASH_AT: String(at),
      KMSYNC_CRASH_SIGNAL: signal,
      ...(log === undefined ? {} : { KMSYNC_CRASH_LOG: log }),
      NODE_OPTIONS: `--import=${CRASH_POINTS}`,
    });
  }

  /** The names of all crash points that a command passes, in order. */
  async crashPoints(...args: readonly string[]): Promise<string[]> {
    const log = path.join(this.#folder, 'points');
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

  /** Replaces all faults. */
  async order(...faults: readonly OrderedFault[]): Promise<void> {
    const answer = await fetch(`${this.simulator.url}/simulator/faults`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(faults),
    });
    if (!answer.ok) throw new Error(`the simulator did not take the faults: ${await answer.text()}`);
  }

  /** `<method> <path>` of every writing request since the last reset, with ids replaced by names. */
  async writes(): Promise<string[]> {
    const requests = await this.#requests();
    return requests
      .filter(({ method }) => method !== 'GET')
      .map(({ method, path: address }) => `${method} ${this.#named(address)}`);
  }

  /** How many requests to the API came since the last reset. */
  async requests(): Promise<number> {
    return (await this.#requests()).length;
  }

  /** For every write since the last reset: how many requests to the API came before it. */
  async placesOfWrites(): Promise<number[]> {
    const requests = await this.#requests();
    return requests.flatMap(({ method }, index) => (method === 'GET' ? [] : [index]));
  }

  /** Everything that the ledger holds, read and checked. */
  async verified(): Promise<Verification> {
    const ledger = await this.#openLedger();
    try {
      return await ledger.verifyAll();
    } finally {
      await ledger.close();
    }
  }

  async ledger(): Promise<LedgerView> {
    const ledger = await this.#openLedger();
    try {
      const runs = (await ledger.runs()).map((run) => `${run.id} ${run.state}`).reverse();
      return { auditBrokenAt: (await ledger.verifyAudit()).brokenAt, runs };
    } finally {
      await ledger.close();
    }
  }

  /** What the database of the ledger takes for the present instant; undefined: the real one again. */
  async setDatabaseClock(iso: string | undefined): Promise<void> {
    if (this.#url) await setDatabaseClock(this.#url, iso);
  }

  /** How many of the faults that were ordered have struck as often as they were to. */
  async struck(): Promise<number> {
    const answer = await fetch(`${this.simulator.url}/simulator/faults`);
    return ((await answer.json()) as readonly { left: number }[]).filter(({ left }) => left === 0).length;
  }

  /** Every token signed so far is worth nothing from now on. */
  async rotateKeys(): Promise<void> {
    await this.#control('POST', 'rotate-keys');
  }

  /** The program's client is refused from now on, with every token it has. */
  async revokeClient(): Promise<void> {
    await this.#control('DELETE', 'clients/kommonitor-sync');
  }

  /** How many log-ins the realm has answered, and how many requests KomMonitor refused for their token. */
  async logins(): Promise<{ readonly answered: number; readonly refused: number }> {
    const answer = await fetch(`${this.simulator.url}/simulator/requests`);
    const requests = (await answer.json()) as readonly { path: string; status: number | null }[];
    return {
      answered: requests.filter(({ path: at, status }) => at.endsWith('/token') && status === 200).length,
      refused: requests.filter(({ path: at, status }) => at.startsWith('/management') && status === 401)
        .length,
    };
  }

  async overlappingWrites(): Promise<number> {
    const answer = await fetch(`${this.simulator.url}/simulator/overlaps`);
    return ((await answer.json()) as { overlaps: number }).overlaps;
  }

  async close(): Promise<void> {
    await this.#recorder.stop();
    await this.simulator.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #openLedger(): Promise<StoredLedger> {
    return openLedger({
      ...this.#place,
      sealedFolder: path.join(this.site, 'state/sealed'),
      now: () => new Date(),
      programVersion: 'fault test',
    });
  }

  async #requests(): Promise<readonly { method: string; path: string }[]> {
    const answer = await fetch(`${this.simulator.url}/simulator/requests`);
    const requests = (await answer.json()) as readonly { method: string; path: string }[];
    return requests.filter((request) => request.path.startsWith('/management/'));
  }

  #named(address: string): string {
    const { units, indicators } = this.simulator.state();
    let text = address.replace('/management/', '');
    for (const { id, name } of [...units, ...indicators]) text = text.replaceAll(id, name);
    return text;
  }

  #environment(): NodeJS.ProcessEnv {
    return {
      KMSYNC_SITE: this.site,
      KMSYNC_CLIENT_SECRET: SIMULATOR_SECRET,
      ...(this.#url ? { KMSYNC_LEDGER_URL: this.#url } : {}),
    };
  }

  get #place(): LedgerPlace {
    return this.#url ? { url: this.#url } : { file: path.join(this.site, 'state/ledger.db') };
  }

  get #url(): string | undefined {
    return this.#database?.server.url(this.#database.name);
  }

  async #control(method: string, what: string): Promise<void> {
    await fetch(`${this.simulator.url}/simulator/${what}`, { method });
  }
}
