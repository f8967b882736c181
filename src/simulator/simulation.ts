/** The running simulator's parts in one place; `state` is replaced as a whole when a dump is restored. */
import type { Faults } from './faults.ts';
import type { RequestLog } from './request-log.ts';
import type { Router } from './router.ts';
import type { ClientSeed } from './seed.ts';
import type { SimulatorState } from './state.ts';
import type { Tokens } from './tokens.ts';

export interface Simulation {
  state: SimulatorState;
  /** Known once the server listens. */
  issuer: string;
  readonly now: () => Date;
  clients: readonly ClientSeed[];
  readonly tokens: Tokens;
  readonly faults: Faults;
  readonly log: RequestLog;
  readonly router: Router;
  /** Saves the state where that was asked for. */
  readonly save: () => void;
}
