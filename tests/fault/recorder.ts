/** Records the history of every attempt on a lane and judges it by the invariants. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Simulator } from '../../src/simulator/server.ts';
import { SIMULATOR_SECRET } from '../../src/simulator/seed.ts';
import { openLedger, openPlace, type LedgerPlace } from '../../src/store/ledger.ts';
import { verifyAudit } from '../../src/store/audit.ts';
import { plans } from '../../src/store/plans.ts';
import { runs } from '../../src/store/runs.ts';
import { planHash } from '../../src/sync/plan.ts';
import { readPlan } from '../../src/sync/plan-text.ts';
import {
  CIRCLES,
  keepHistory,
  Observer,
  type Circle,
  type History,
  type Place,
  type View,
} from '../support/history.ts';
import { violations, type Judging } from '../support/invariants.ts';

/** Every signed token begins so. */
const TOKEN = 'eyJhbGciOi';

export interface Recorded {
  readonly place: LedgerPlace;
  /** The site's folder for everything that lasts. */
  readonly state: string;
}

export class Recorder {
  readonly #simulator: Simulator;
  readonly #observer: Observer;
  readonly #recorded: Recorded;
  /** What programs have printed since `begin`. */
  printed = '';
  #before: Record<Circle, View> | undefined;
  #after: Record<Circle, View> | undefined;
  #known = { runs: new Set<string>(), audit: 0 };
  #isWatching = false;

  constructor(simulator: Simulator, recorded: Recorded) {
    this.#simulator = simulator;
    this.#observer = new Observer(simulator);
    this.#recorded = recorded;
  }

  /** What stands there now is what every history begins with. */
  async keepBefore(): Promise<void> {
    this.#before = await this.#observer.views();
    const { runs: all, audit } = await this.#ledger();
    this.#known = { runs: new Set(all.map(({ id }) => id)), audit: audit.entries.length };
  }

  /** What stands here, or in another simulator, is what a history ends with where nothing goes wrong. */
  async keepPlanned(simulator = this.#simulator): Promise<void> {
    this.#after = await new Observer(simulator).views();
  }

  /** Looks at the target from now on, where it is known what has to stand there in the end. */
  begin(pauseMs: number): void {
    if (!this.#after) return;
    this.printed = '';
    this.#isWatching = true;
    this.#observer.watch(pauseMs);
  }

  async stop(): Promise<History['observations']> {
    this.#isWatching = false;
    return this.#observer.stop();
  }

  /** Ends the history; answers what is wrong in it and, where something is, the file that it is kept in. */
  async judge(judging: Judging): Promise<string[]> {
    if (!this.#isWatching || !this.#before || !this.#after) throw new RangeError('no history was recorded');
    const observations = await this.stop();
    const ledger = await this.#ledger();
    const answer = await fetch(`${this.#simulator.url}/simulator/requests`);
    const history: History = {
      before: this.#before,
      after: this.#after,
      observations,
      end: await this.#observer.views(),
      requests: (await answer.json()) as History['requests'],
      runs: ledger.runs.filter(({ id }) => !this.#known.runs.has(id)),
      approvals: [],
      audit: { ...ledger.audit, entries: ledger.audit.entries.slice(this.#known.audit) },
      places: [...ledger.places, { name: 'output', text: this.printed }],
    };
    if (CIRCLES.some((circle) => !observations.some((seen) => seen.circle === circle)))
      return ['the observer has seen nothing'];
    const found = violations(history, { canaries: [SIMULATOR_SECRET, TOKEN], ...judging });
    return found.length === 0 ? [] : [...found, `history: ${keepHistory(history, found)}`];
  }

  async #ledger(): Promise<Pick<History, 'runs' | 'audit' | 'places'>> {
    const { place, state } = this.#recorded;
    const settings = {
      now: () => new Date(),
      programVersion: 'fault test',
      sealedFolder: path.join(state, 'sealed'),
    };
    // Makes the tables where there has been no ledger yet.
    await (await openLedger({ ...place, ...settings })).close();
    const store = { ...(await openPlace(place)), ...settings };
    try {
      const all = await Promise.all(
        (await runs(store).runs()).map(async (run) => {
          const { id, kind, state: now, startedAt, finishedAt, rollsBack, planHash: hash } = run;
          const plan = hash === null ? undefined : await plans(store).plan(hash);
          const storedHash = plan ? planHash(readPlan(plan.text, plan.hash)) : null;
          return { id, kind, state: now, startedAt, finishedAt, rollsBack, planHash: hash, storedHash };
        }),
      );
      const rows = await store.db.selectFrom('audit').selectAll().orderBy('seq').execute();
      const entries = rows.map(({ at, event, facts }) => ({ at, event, facts: JSON.parse(facts) as never }));
      const { brokenAt } = await verifyAudit(store);
      const dump = 'url' in place ? [{ name: 'ledger', text: JSON.stringify(rows) }] : [];
      return { runs: all.reverse(), audit: { brokenAt, entries }, places: [...dump, ...filesIn(state)] };
    } finally {
      await store.db.destroy();
    }
  }
}

/** Everything that lies in the folder, byte by byte. */
function filesIn(folder: string): Place[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => ({ name, text: readFileSync(path.join(parentPath, name), 'latin1') }));
}
