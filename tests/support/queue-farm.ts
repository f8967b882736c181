/**
 * A site with its queue: a simulator over HTTP, a ledger on PostgreSQL or in a file, a Redis, and worker processes of
 * the built program that can be killed.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { QueuedRun } from '../../src/engine/queue/queue-book.ts';
import type { RunRecord } from '../../src/engine/ledger.ts';
import { redisBell } from '../../src/queue/redis-bell.ts';
import type { Bell } from '../../src/queue/bell.ts';
import { startSimulator, type Simulator } from '../../src/simulator/server.ts';
import { openLedger, type LedgerPlace, type StoredLedger } from '../../src/store/ledger.ts';
import { keepHistory } from './history.ts';
import { violationsOfDeeds, type Judging } from './invariants.ts';
import { deedsOf } from './ledger-deeds.ts';
import { startKmsync, type Running } from './kmsync.ts';
import type { RedisServer } from './redis.ts';

export interface FarmWishes {
  readonly redis: RedisServer;
  /** Address of a PostgreSQL database; without it the ledger is a file. */
  readonly ledgerUrl?: string;
  /** Writes the site. */
  readonly site: (folder: string, simulator: Simulator) => void;
  readonly environment?: NodeJS.ProcessEnv;
}

export class QueueFarm {
  readonly simulator: Simulator;
  readonly folder: string;
  readonly ledger: StoredLedger;
  readonly #place: LedgerPlace;
  readonly #bell: Bell;
  readonly #environment: NodeJS.ProcessEnv;
  readonly #running = new Set<Running>();
  readonly #printed: Running['output'][] = [];

  private constructor(parts: {
    simulator: Simulator;
    folder: string;
    place: LedgerPlace;
    ledger: StoredLedger;
    bell: Bell;
    environment: NodeJS.ProcessEnv;
  }) {
    this.simulator = parts.simulator;
    this.folder = parts.folder;
    this.#place = parts.place;
    this.ledger = parts.ledger;
    this.#bell = parts.bell;
    this.#environment = parts.environment;
  }

  static async open({ redis, ledgerUrl, site, environment }: FarmWishes): Promise<QueueFarm> {
    const folder = mkdtempSync(path.join(tmpdir(), 'kmsync-farm-'));
    const simulator = await startSimulator();
    site(folder, simulator);
    const place: LedgerPlace =
      ledgerUrl === undefined ? { file: path.join(folder, 'state/ledger.db') } : { url: ledgerUrl };
    const ledger = await openLedger({
      ...place,
      sealedFolder: path.join(folder, 'state/sealed'),
      now: () => new Date(),
      programVersion: 'test',
    });
    const bell = await redisBell({ url: redis.url, concurrency: 1, log: () => undefined });
    const own = {
      KMSYNC_REDIS_URL: redis.url,
      ...(ledgerUrl === undefined ? {} : { KMSYNC_LEDGER_URL: ledgerUrl }),
      ...environment,
    };
    return new QueueFarm({ simulator, folder, place, ledger, bell, environment: own });
  }

  /** A process of the service; it is ended with the farm. */
  start(
    part: 'worker' | 'scheduler' | 'all',
    environment: NodeJS.ProcessEnv = {},
    options: readonly string[] = [],
  ): Running {
    const args = ['serve', part, '--quiet', '--health-port', '0', ...options];
    const running = startKmsync(args, this.folder, { ...this.#environment, ...environment });
    this.#printed.push(running.output);
    this.#running.add(running);
    void running.finished.finally(() => this.#running.delete(running));
    return running;
  }

  /** A command of the built program on this site. */
  command(...args: readonly string[]): Running {
    return startKmsync([...args, '--quiet'], this.folder, this.#environment);
  }

  async add(job: string, kind: 'sync' | 'intake'): Promise<RunRecord> {
    const run = await this.ledger.enqueueNew({ job, kind });
    this.ring([{ run: run.id, queue: 'intake', key: null }]);
    return run;
  }

  ring(runs: readonly QueuedRun[]): void {
    this.#bell.ring(runs);
  }

  async stateOf(run: Pick<RunRecord, 'id'>): Promise<string | undefined> {
    return (await this.ledger.run(run.id))?.state;
  }

  /** Ids of the runs that are not over. */
  async unfinished(): Promise<string[]> {
    return (await this.ledger.runs()).filter(({ finishedAt }) => finishedAt === null).map(({ id }) => id);
  }

  /** Which of the invariants I5 to I9 do not hold in all that was done so far. */
  async violations(judging: Judging = {}): Promise<string[]> {
    const recorded = { place: this.#place, state: path.join(this.folder, 'state') };
    const deeds = await deedsOf(recorded, this.simulator);
    const text = this.#printed.map(({ stdout, stderr }) => stdout + stderr).join('');
    const history = { ...deeds, places: [...deeds.places, { name: 'output', text }] };
    const found = violationsOfDeeds(history, judging);
    return found.length === 0 ? [] : [...found, `history: ${keepHistory(history, found)}`];
  }

  /** What the processes have complained of, for the message of a test that fails. */
  complaints(): string {
    const lines = this.#printed.flatMap(({ stderr }) => stderr.split('\n'));
    return lines.filter((line) => /^(?:Auftrag|Warteschlange|\w*Error)\b/.test(line)).join('\n');
  }

  async close(): Promise<void> {
    const all = [...this.#running];
    for (const running of all) running.signal('SIGKILL');
    await Promise.all(all.map(({ finished }) => finished));
    await this.#bell.close();
    await this.ledger.close();
    await this.simulator.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
