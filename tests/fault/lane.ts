/**
 * One simulator and one small site that a fault test can put back to the same beginning again and again:
 * the first stage published, the second delivered. Two lanes can work at the same time.
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { syncRun } from '../../src/engine/sync-run.ts';
import { startSimulator, type Simulator } from '../../src/simulator/server.ts';
import { openLedger, type StoredLedger } from '../../src/store/ledger.ts';
import type { Verification } from '../../src/store/verify.ts';
import { observedSeed } from '../support/history.ts';
import type { Judging } from '../support/invariants.ts';
import { setDatabaseClock, type PostgresServer } from '../support/postgres.ts';
import { SMALL_JOB, writeSmallSite } from '../support/small-site.ts';
import { FaultSite } from './fault-site.ts';

export type { Engine, EngineWishes } from './fault-site.ts';
export type { Content, OrderedFault } from './fault-target.ts';

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

export class Lane extends FaultSite {
  #beginning: ReturnType<Simulator['state']> | undefined;

  /** Nothing is published yet, the files of the first stage lie ready. */
  static async empty(wishes: LaneWishes = {}): Promise<Lane> {
    return (await Lane.#empty(wishes)).lane;
  }

  /** The first stage is published, the files of the second lie ready. */
  static async open(wishes: LaneWishes = {}): Promise<Lane> {
    const { lane, address } = await Lane.#empty(wishes);
    const engine = await lane.engine();
    await syncRun({ job: SMALL_JOB }, engine.ports);
    await engine.close();
    writeSmallSite(lane.site, address, 'second');
    await lane.keep();
    return lane;
  }

  static async #empty({ server, door, tokenSeconds = 300 }: LaneWishes) {
    const folder = mkdtempSync(path.join(tmpdir(), 'kmsync-fault-'));
    const simulator = await startSimulator({ seed: observedSeed(), tokenSeconds });
    const address = { url: door ? await door(simulator) : simulator.url, issuer: simulator.issuer };
    const lane = new Lane(simulator, folder, server);
    writeSmallSite(lane.site, address, 'first');
    mkdirSync(path.join(lane.site, 'state'));
    if (lane.database) await server?.replace(lane.database.name, 'template1');
    await lane.keep();
    return { lane, address };
  }

  /** Makes the present state of site and simulator the beginning that `reset` goes back to. */
  async keep(): Promise<void> {
    const kept = path.join(this.folder, 'beginning');
    rmSync(kept, { recursive: true, force: true });
    cpSync(path.join(this.site, 'state'), kept, { recursive: true });
    this.#beginning = this.simulator.state();
    if (this.database) {
      const { server, name } = this.database;
      await server.replace(`${name}_beginning`, name);
    }
    await this.recorder.keepBefore();
  }

  /** The target stands as it has to after the run under test. */
  keepPlanned(): Promise<void> {
    return this.recorder.keepPlanned();
  }

  /** Back to the beginning; a new history begins, with a look at the target every `pauseMs`. */
  async reset(pauseMs = 25): Promise<void> {
    await this.recorder.stop();
    const state = path.join(this.site, 'state');
    rmSync(state, { recursive: true, force: true });
    cpSync(path.join(this.folder, 'beginning'), state, { recursive: true });
    if (this.#beginning) this.simulator.restore(this.#beginning);
    if (this.database) {
      const { server, name } = this.database;
      await server.replace(name, `${name}_beginning`);
    }
    await this.control('DELETE', 'requests');
    await this.control('DELETE', 'faults');
    this.recorder.begin(pauseMs);
  }

  /** A new history begins with what stands there. `planned`: it has to end with what stands in that lane. */
  async record(planned?: Lane, pauseMs = 100): Promise<void> {
    await this.recorder.stop();
    if (planned) await this.recorder.keepPlanned(planned.simulator);
    await this.control('DELETE', 'requests');
    await this.recorder.beginHere(pauseMs);
  }

  /**
   * Ends the history since `reset` and answers which invariants it violates; see `violations`. `site`: where the site was
   * restored to and has gone on.
   */
  violations(judging: Judging = {}, site = this.site): Promise<string[]> {
    return this.recorder.judge(judging, this.recorded(site));
  }

  /** Everything that the ledger holds, read and checked. */
  verified(): Promise<Verification> {
    return this.#inLedger((ledger) => ledger.verifyAll());
  }

  ledger(): Promise<LedgerView> {
    return this.#inLedger(async (ledger) => {
      const runs = (await ledger.runs()).map((run) => `${run.id} ${run.state}`).reverse();
      return { auditBrokenAt: (await ledger.verifyAudit()).brokenAt, runs };
    });
  }

  /** What the database of the ledger takes for the present instant; undefined: the real one again. */
  async setDatabaseClock(iso: string | undefined): Promise<void> {
    if (this.url) await setDatabaseClock(this.url, iso);
  }

  async close(): Promise<void> {
    await this.recorder.stop();
    await this.simulator.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #inLedger<T>(look: (ledger: StoredLedger) => Promise<T>): Promise<T> {
    const { place, state } = this.recorded();
    const ledger = await openLedger({
      ...place,
      sealedFolder: path.join(state, 'sealed'),
      now: () => new Date(),
      programVersion: 'fault test',
    });
    try {
      return await look(ledger);
    } finally {
      await ledger.close();
    }
  }
}
