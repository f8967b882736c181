/**
 * Health and metrics of a service on a port of their own. Liveness says only that the process still answers;
 * readiness follows the checks, with hysteresis so that one slow answer does not take a process out.
 * KomMonitor is no check: where it is down, the console and the queue must stay reachable.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SyncError } from '../errors.ts';
import type { EventSink } from '../engine/ports.ts';
import type { Metrics } from './metrics.ts';

/** Two failures in a row, each found at most 5 s later and waited for at most 2 s: below 15 s. */
export const CHECK_EVERY_MS = 5_000;
const CHECK_WAITS_MS = 2_000;
const IN_A_ROW = 2;

export interface HealthCheck {
  /** One word of a closed list: `ledger`, `migrations`, `disk`, `clock`, `queue`. */
  readonly name: string;
  /** Answers, or fails where the process cannot work. The reason is not shown. */
  readonly check: () => Promise<void>;
}

export interface HealthOptions {
  readonly host?: string;
  /** 0: any free port. */
  readonly port: number;
  readonly program: string;
  readonly checks: readonly HealthCheck[];
  readonly metrics: Pick<Metrics, 'text' | 'contentType'>;
  readonly log?: EventSink;
  /** Calls again and again until it is stopped; by default every CHECK_EVERY_MS. */
  readonly every?: (work: () => void, milliseconds: number) => { stop(): void };
  readonly checkWaitsMs?: number;
}

export interface HealthServer {
  readonly url: string;
  /** Looks at everything now; what `every` does. Resolves when the outcome is known. */
  look(): Promise<void>;
  isReady(): boolean;
  /** From now on not ready, whatever the checks say: a load balancer looks elsewhere while work is finished. */
  drain(): void;
  close(): Promise<void>;
}

/** Throws SyncError `health.port-taken` (kind configuration) where the port cannot be had. */
export async function startHealthServer(options: HealthOptions): Promise<HealthServer> {
  const readiness = new Readiness(options);
  await readiness.look();
  const server = createServer((request, response) => {
    void answer(request.url ?? '/', request.method ?? 'GET', readiness, options).then(
      ({ status, type, body }) => {
        response.writeHead(status, {
          'content-type': type,
          'cache-control': 'no-store',
          'x-content-type-options': 'nosniff',
        });
        response.end(request.method === 'HEAD' ? undefined : body);
      },
    );
  });
  server.requestTimeout = 10_000;
  const url = await listen(server, options);
  const timer = (options.every ?? interval)(() => void readiness.look(), CHECK_EVERY_MS);
  return {
    url,
    look: () => readiness.look(),
    isReady: () => readiness.ready,
    drain: () => readiness.drain(),
    async close() {
      timer.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

class Readiness {
  readonly #options: HealthOptions;
  readonly #standing = new Map<string, { ok: boolean; against: number }>();
  #looking: Promise<void> | undefined;
  #draining = false;
  #told: boolean | undefined;
  started = false;

  constructor(options: HealthOptions) {
    this.#options = options;
  }

  get ready(): boolean {
    return this.started && !this.#draining && this.failing().length === 0;
  }

  failing(): string[] {
    return [...this.#standing].filter(([, { ok }]) => !ok).map(([name]) => name);
  }

  drain(): void {
    this.#draining = true;
  }

  /** One look at a time: a check that hangs must not be asked a second time meanwhile. */
  look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async #look(): Promise<void> {
    const { checks, checkWaitsMs = CHECK_WAITS_MS } = this.#options;
    await Promise.all(
      checks.map(async ({ name, check }) => this.#note(name, await passes(check, checkWaitsMs))),
    );
    this.started ||= this.failing().length === 0;
    if (this.#told === this.ready) return;
    this.#told = this.ready;
    const facts = { check: this.failing()[0] ?? null };
    this.#options.log?.(this.ready ? 'Health:Ready' : 'Health:NotReady', facts);
  }

  /** The first look counts at once; after that it takes several of the same in a row to change. */
  #note(name: string, passed: boolean): void {
    const before = this.#standing.get(name);
    if (!before) {
      this.#standing.set(name, { ok: passed, against: 0 });
      return;
    }
    const against = passed === before.ok ? 0 : before.against + 1;
    this.#standing.set(name, against >= IN_A_ROW ? { ok: passed, against: 0 } : { ok: before.ok, against });
  }
}

async function passes(check: () => Promise<void>, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  const done = Promise.resolve()
    .then(check)
    .then(
      () => true,
      () => false,
    );
  return Promise.race([done, late]).finally(() => clearTimeout(timer));
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

async function answer(
  url: string,
  method: string,
  readiness: Readiness,
  { metrics, program }: HealthOptions,
): Promise<Answer> {
  if (method !== 'GET' && method !== 'HEAD') return json(405, { error: 'method' });
  switch (url.split('?')[0] ?? '') {
    case '/livez':
      return json(200, { alive: true });
    case '/readyz':
      return json(readiness.ready ? 200 : 503, { ready: readiness.ready, failing: readiness.failing() });
    case '/startupz':
      return json(readiness.started ? 200 : 503, { started: readiness.started });
    case '/status':
      return json(200, { program, state: statusWord(readiness) });
    case '/metrics':
      return { status: 200, type: metrics.contentType, body: await metrics.text() };
    default:
      return json(404, { error: 'unknown' });
  }
}

function statusWord(readiness: Readiness): string {
  if (!readiness.started) return 'startet';
  return readiness.ready ? 'bereit' : 'nicht bereit';
}

function json(status: number, body: object): Answer {
  return { status, type: 'application/json; charset=utf-8', body: `${JSON.stringify(body)}\n` };
}

function interval(work: () => void, milliseconds: number): { stop(): void } {
  const timer = setInterval(work, milliseconds);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

async function listen(server: Server, { host = '127.0.0.1', port }: HealthOptions): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', () => reject(portTaken(port)));
    server.listen(port, host, resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${bound}`;
}

function portTaken(port: number): SyncError {
  return new SyncError({
    code: 'health.port-taken',
    kind: 'configuration',
    message: `Der Port ${port} für Messwerte und Zustand kann nicht geöffnet werden.`,
    hint: 'Geben Sie einen freien Port an oder beenden Sie das Programm, das ihn belegt.',
  });
}
