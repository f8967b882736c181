/** A simulator that a test gives faults to and looks into. */
import type { Simulator } from '../../src/simulator/server.ts';
import { targetContent } from '../support/target-content.ts';

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

export class FaultTarget {
  readonly simulator: Simulator;

  constructor(simulator: Simulator) {
    this.simulator = simulator;
  }

  content(): Content {
    return targetContent(this.simulator.state());
  }

  /** Id of an indicator in the target. */
  idOf(name: string): string {
    return this.simulator.state().indicators.find((indicator) => indicator.name === name)?.id ?? '';
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

  /** How many of the faults that were ordered have struck as often as they were to. */
  async struck(): Promise<number> {
    const answer = await fetch(`${this.simulator.url}/simulator/faults`);
    return ((await answer.json()) as readonly { left: number }[]).filter(({ left }) => left === 0).length;
  }

  /** Every token signed so far is worth nothing from now on. */
  async rotateKeys(): Promise<void> {
    await this.control('POST', 'rotate-keys');
  }

  /** The program's client is refused from now on, with every token it has. */
  async revokeClient(): Promise<void> {
    await this.control('DELETE', 'clients/kommonitor-sync');
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

  /** How many log-ins the realm has answered, and how many requests KomMonitor refused for their token. */
  async logins(): Promise<{ readonly answered: number; readonly refused: number }> {
    const requests = await this.#everyRequest();
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

  protected async control(method: string, what: string): Promise<void> {
    await fetch(`${this.simulator.url}/simulator/${what}`, { method });
  }

  async #requests() {
    return (await this.#everyRequest()).filter(({ path }) => path.startsWith('/management/'));
  }

  async #everyRequest() {
    const answer = await fetch(`${this.simulator.url}/simulator/requests`);
    return (await answer.json()) as readonly { method: string; path: string; status: number | null }[];
  }

  #named(address: string): string {
    const { units, indicators } = this.simulator.state();
    let text = address.replace('/management/', '');
    for (const { id, name } of [...units, ...indicators]) text = text.replaceAll(id, name);
    return text;
  }
}
