/**
 * Plan, apply and roll back against a simulator over real HTTP with a real ledger, beginning with a desired
 * state: everything of a run except the deliveries.
 */
import { snapshotSeries } from '../../src/engine/rollback-plan.ts';
import { connectKomMonitor, type KomMonitorConnection } from '../../src/kommonitor/connect.ts';
import { SIMULATOR_SECRET } from '../../src/simulator/seed.ts';
import { startSimulator, type Simulator } from '../../src/simulator/server.ts';
import { readActual } from '../../src/sync/actual.ts';
import type { Desired } from '../../src/sync/desired.ts';
import { execute } from '../../src/sync/execute.ts';
import { planSync, scopeOf, type Plan } from '../../src/sync/plan.ts';
import { planRollback, rollbackScope } from '../../src/sync/rollback.ts';
import { takeSnapshot, type Snapshot } from '../../src/sync/snapshot.ts';
import type { Access, TargetIdentity } from '../../src/sync/target.ts';
import { referenceDate } from '../../src/core/reference-date.ts';
import { targetContent } from './target-content.ts';
import { TRIAL_RECORD, trialRelease } from './trial-release.ts';
import { temporaryLedger, type TemporaryLedger } from './temporary-ledger.ts';

const NOW = () => new Date('2026-02-03T13:00:00.000Z');
const FRAME = {
  job: 'eigenschaften',
  release: TRIAL_RECORD,
  asOf: referenceDate('2026-02-03'),
  createdAt: NOW(),
};

/** What a desired state needs to know of the target. */
export interface Surroundings {
  readonly identity: TargetIdentity;
  readonly access: Access;
  readonly topicId: string;
}

export interface Applied {
  readonly plan: Plan;
  /** HTTP writes that were sent. */
  readonly writes: number;
  readonly snapshot: Snapshot;
}

export class SyncHarness {
  readonly #simulator: Simulator;
  readonly #connection: KomMonitorConnection;
  readonly #ledger: TemporaryLedger;
  readonly #empty: ReturnType<Simulator['state']>;

  private constructor(simulator: Simulator, connection: KomMonitorConnection, ledger: TemporaryLedger) {
    this.#simulator = simulator;
    this.#connection = connection;
    this.#ledger = ledger;
    this.#empty = simulator.state();
  }

  static async open(): Promise<SyncHarness> {
    const simulator = await startSimulator();
    const connection = connectKomMonitor({
      settings: {
        url: `${simulator.url}/management`,
        issuer: simulator.issuer,
        clientId: 'kommonitor-sync',
        clientSecret: SIMULATOR_SECRET,
      },
      userAgent: 'property-test',
    });
    return new SyncHarness(simulator, connection, await temporaryLedger(NOW().toISOString()));
  }

  async surroundings(): Promise<Surroundings> {
    const names = { owner: 'Statistikstelle', viewers: ['Berechtigtenkreis'], public: false };
    return {
      identity: await this.#connection.target.identity(),
      access: await this.#connection.resolveAccess(names),
      topicId: await this.#connection.resolveTopic(['Demografie']),
    };
  }

  /** Forgets everything that was published. */
  empty(): void {
    this.#simulator.restore(this.#empty);
  }

  content() {
    return targetContent(this.#simulator.state());
  }

  async plan(desired: Desired): Promise<Plan> {
    const actual = await readActual(this.#connection.target, scopeOf(desired));
    return planSync(desired, actual, FRAME);
  }

  async apply(desired: Desired): Promise<Applied> {
    return this.#carryOut(await this.plan(desired));
  }

  async rollBack(snapshot: Snapshot): Promise<Applied> {
    const { target } = this.#connection;
    const actual = await readActual(target, rollbackScope(snapshot, await target.indicators()));
    const release = trialRelease(snapshotSeries(snapshot), actual.identity.url);
    return this.#carryOut(planRollback({ snapshot, actual, release, frame: FRAME, geometry: 'restore' }));
  }

  async close(): Promise<void> {
    this.#connection.close();
    await this.#simulator.close();
    await this.#ledger.remove();
  }

  async #carryOut(plan: Plan): Promise<Applied> {
    const { ledger } = this.#ledger;
    const { target } = this.#connection;
    const snapshot = takeSnapshot(plan, await readActual(target, plan.scope));
    const run = await ledger.startRun({ job: FRAME.job, kind: 'sync' });
    await ledger.openOperations(run.id, plan.operations.length);
    const lease = await ledger.takeLease('target', run.id, 600);
    const { writes } = await execute({
      run: run.id,
      operations: plan.operations,
      asOf: plan.asOf,
      target,
      journal: ledger,
      lease: () => Promise.resolve(lease),
      pause: () => Promise.resolve(),
      signal: new AbortController().signal,
      progress: () => undefined,
    });
    await ledger.releaseLease(lease);
    await ledger.updateRun(run.id, { state: 'published', finished: true });
    return { plan, writes, snapshot };
  }
}
