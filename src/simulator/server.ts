/**
 * A KomMonitor that behaves like the real one, over real HTTP on the loopback address: API, OpenID provider
 * and a control side in one server. It is for demonstrations and tests, not for data of persons.
 */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { SyncError } from '../errors.ts';
import { CONTROL, controlRoutes } from './control.ts';
import { dispatch } from './dispatch.ts';
import { Faults } from './faults.ts';
import { gate, type SimulatorContext, type Strain } from './gate.ts';
import { loadState, readState, saveState } from './persistence.ts';
import { REALM, realmRoutes } from './realm.ts';
import { RequestLog } from './request-log.ts';
import type { Answer } from './route.ts';
import { makeRouter } from './router.ts';
import { lastModificationRoutes, organizationalUnitRoutes, topicRoutes } from './routes-common.ts';
import { georesourceRoutes } from './routes-georesources.ts';
import { indicatorRoutes } from './routes-indicators.ts';
import { unitRoutes } from './routes-units.ts';
import { valueRoutes } from './routes-values.ts';
import { defaultSeed, seededState, type SimulatorSeed } from './seed.ts';
import type { Simulation } from './simulation.ts';
import type { SimulatorState } from './state.ts';
import { Tokens } from './tokens.ts';

export { defaultSeed, type SimulatorSeed } from './seed.ts';
export type { SimulatorState } from './state.ts';

export interface SimulatorOptions {
  /** 0 or absent: any free port. */
  readonly port?: number;
  /** The clock of tokens, log and `lastUpdate`; default: the real one. */
  readonly now?: () => Date;
  /** File that keeps the state: loaded at the start, saved after each write. */
  readonly persistTo?: string;
  readonly seed?: SimulatorSeed;
  /** Life of an access token, default 300 as in the shipped realm. */
  readonly tokenSeconds?: number;
}

export interface Simulator {
  /** Without trailing slash; the API is at `<url>/management`. */
  readonly url: string;
  readonly issuer: string;
  /** A copy of everything the simulator remembers. */
  state(): SimulatorState;
  restore(state: SimulatorState): void;
  close(): Promise<void>;
}

/** Throws SyncError `simulator.port` (kind local) where the port cannot be had. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulation = await makeSimulation(options);
  const server = createAdaptorServer({ fetch: makeApp(simulation).fetch }) as Server;
  // Longer than any client keeps a connection in its pool, so that none is closed under a request.
  server.keepAliveTimeout = 120_000;
  const url = `http://127.0.0.1:${await listen(server, options.port ?? 0)}`;
  simulation.issuer = `${url}${REALM}`;
  return {
    url,
    issuer: simulation.issuer,
    state: () => structuredClone(simulation.state),
    restore: (state) => {
      simulation.state = readState(structuredClone(state));
      simulation.save();
    },
    close: () => close(server),
  };
}

async function makeSimulation(options: SimulatorOptions): Promise<Simulation> {
  const now = options.now ?? (() => new Date());
  const seed = options.seed ?? defaultSeed();
  const file = options.persistTo;
  const simulation: Simulation = {
    state: (file === undefined ? undefined : loadState(file)) ?? seededState(seed, now()),
    issuer: '',
    now,
    clients: seed.clients,
    tokens: await Tokens.create({ now, seconds: options.tokenSeconds ?? 300 }),
    faults: new Faults(),
    log: new RequestLog(now),
    router: makeRouter([
      ...unitRoutes(),
      ...indicatorRoutes(),
      ...valueRoutes(),
      ...topicRoutes(),
      ...organizationalUnitRoutes(),
      ...georesourceRoutes(),
      ...lastModificationRoutes(),
    ]),
    save: () => {
      if (file !== undefined) saveState(file, simulation.state);
    },
  };
  return simulation;
}

function makeApp(simulation: Simulation): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.use('*', async (context, next) => {
    await next();
    context.res.headers.set('x-kommonitor-simulator', '1');
  });
  app.onError((error, context) => context.text(error.message, 500, { 'x-kommonitor-simulator': '1' }));
  app.route(CONTROL, controlRoutes(simulation));
  app.use(`${REALM}/*`, (context, next) =>
    gate(simulation, context, async () => {
      await next();
      return context.res;
    }),
  );
  app.route(REALM, realmRoutes(simulation));
  app.all('*', (context) => gate(simulation, context, (strain) => answerApi(simulation, context, strain)));
  return app;
}

async function answerApi(
  simulation: Simulation,
  context: SimulatorContext,
  { interruptAfter, alter }: Strain,
): Promise<Response> {
  const { pathname, searchParams } = new URL(context.req.url);
  const answer = await dispatch(simulation, {
    method: context.req.method,
    path: pathname,
    query: searchParams,
    headers: context.req.raw.headers,
    text: alter === undefined ? await context.req.text() : alter(await context.req.text()),
    interruptAfter,
  });
  return toResponse(answer);
}

function toResponse({ status, headers, body }: Answer): Response {
  return new Response(body === '' ? null : body, { status, headers });
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => reject(portUnavailable(port, cause)));
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function portUnavailable(port: number, cause: unknown): SyncError {
  return new SyncError({
    code: 'simulator.port',
    kind: 'local',
    message: `Der Simulator kann auf Anschluss ${port} nicht gestartet werden.`,
    hint: 'Beenden Sie das Programm, das den Anschluss belegt, oder wählen Sie einen anderen.',
    cause,
  });
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
