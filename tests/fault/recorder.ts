/** Records the history of every attempt on a lane and judges it by the invariants. */
import type { Simulator } from '../../src/simulator/server.ts';
import { CIRCLES, keepHistory, Observer, type Circle, type History, type View } from '../support/history.ts';
import { violations, type Judging } from '../support/invariants.ts';
import { deedsOf, type Recorded } from '../support/ledger-deeds.ts';

/** What a program has printed so far. */
export interface Printed {
  readonly stdout: string;
  readonly stderr: string;
}

/** Where a history begins: what is older is not judged with it. */
interface Beginning {
  readonly views: Record<Circle, View>;
  readonly runs: ReadonlySet<string>;
  readonly auditEntries: number;
}

export class Recorder {
  readonly #simulator: Simulator;
  readonly #observer: Observer;
  readonly #recorded: Recorded;
  /** Programs started since `begin`. */
  printed: Printed[] = [];
  #kept: Beginning | undefined;
  #begun: Beginning | undefined;
  #after: Record<Circle, View> | undefined;

  constructor(simulator: Simulator, recorded: Recorded) {
    this.#simulator = simulator;
    this.#observer = new Observer(simulator);
    this.#recorded = recorded;
  }

  /** What stands there now is what every history begins with. */
  async keepBefore(): Promise<void> {
    this.#kept = await this.#beginning();
  }

  /** What stands here, or in another simulator, is what a history ends with where nothing goes wrong. */
  async keepPlanned(simulator = this.#simulator): Promise<void> {
    this.#after = await new Observer(simulator).views();
  }

  /** Looks at the target from now on, where it is known what has to stand there in the end. */
  begin(pauseMs: number): void {
    if (!this.#after) return;
    this.printed = [];
    this.#begun = this.#kept;
    this.#observer.watch(pauseMs);
  }

  /** Like `begin`, for one history that begins with what stands there now. */
  async beginHere(pauseMs: number): Promise<void> {
    this.begin(pauseMs);
    this.#begun = await this.#beginning();
  }

  async stop(): Promise<History['observations']> {
    this.#begun = undefined;
    return this.#observer.stop();
  }

  /**
   * Ends the history; answers what is wrong in it and, where something is, the file that it is kept in. `recorded`: the
   * ledger that has gone on with it elsewhere.
   */
  async judge(judging: Judging, recorded = this.#recorded): Promise<string[]> {
    const begun = this.#begun;
    if (!begun || !this.#after) throw new RangeError('no history was recorded');
    const observations = await this.stop();
    const deeds = await deedsOf(recorded, this.#simulator);
    const output = this.printed.map(({ stdout, stderr }) => stdout + stderr).join('');
    const history: History = {
      ...deeds,
      before: begun.views,
      after: this.#after,
      observations,
      end: await this.#observer.views(),
      runs: deeds.runs.filter(({ id }) => !begun.runs.has(id)),
      audit: { ...deeds.audit, entries: deeds.audit.entries.slice(begun.auditEntries) },
      places: [...deeds.places, { name: 'output', text: output }],
    };
    if (CIRCLES.some((circle) => !observations.some((seen) => seen.circle === circle)))
      return ['the observer has seen nothing'];
    const found = violations(history, judging);
    return found.length === 0 ? [] : [...found, `history: ${keepHistory(history, found)}`];
  }

  async #beginning(): Promise<Beginning> {
    const { runs, audit } = await deedsOf(this.#recorded, this.#simulator);
    const views = await this.#observer.views();
    return { views, runs: new Set(runs.map(({ id }) => id)), auditEntries: audit.entries.length };
  }
}
