/** Serves the console on a port of its own. */
import { serve, type ServerType } from '@hono/node-server';
import type { AddressInfo } from 'node:net';
import { SyncError } from '../errors.ts';
import { checkupOf, keepLooking } from './checkup.ts';
import { createConsole } from './console.ts';
import type { ConsoleApp } from './visit.ts';

/** KomMonitor is asked a dozen questions each time. */
const LOOK_EVERY_MS = 5 * 60_000;

export interface ConsoleServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Whoever sends so slowly that a whole request takes longer is cut off: 50 MB in five minutes is 1.3 Mbit/s. */
const LONGEST_REQUEST_MS = 300_000;
const LONGEST_HEADERS_MS = 20_000;
const LOOK_MS = 10_000;

/** `longestRequest`: milliseconds. Throws SyncError `console.port-taken` (kind configuration), and what `createConsole` throws. */
export async function serveConsole(
  app: ConsoleApp,
  at: { readonly host: string; readonly port: number; readonly longestRequest?: number },
): Promise<ConsoleServer> {
  const over = new AbortController();
  const checkup = checkupOf(app);
  const pages = await createConsole(app, { host: at.host, signal: over.signal, checkup });
  const longest = at.longestRequest ?? LONGEST_REQUEST_MS;
  const serverOptions = {
    requestTimeout: longest,
    headersTimeout: Math.min(longest, LONGEST_HEADERS_MS),
    connectionsCheckingInterval: Math.min(longest, LOOK_MS),
  };
  const server = await new Promise<ServerType>((resolve, reject) => {
    const listening = serve({ fetch: pages.fetch, hostname: at.host, port: at.port, serverOptions }, () =>
      resolve(listening),
    );
    listening.once('error', () => reject(portTaken(at.port)));
  });
  keepLooking(checkup, {
    every: LOOK_EVERY_MS,
    signal: over.signal,
    failed: (error) => app.log('Console:Failed', { cause: error instanceof Error ? error.name : 'unknown' }),
  });
  const { port } = server.address() as AddressInfo;
  const host = at.host.includes(':') ? `[${at.host}]` : at.host;
  return {
    url: app.config.console.url ?? `http://${host}:${port}`,
    async close() {
      over.abort();
      if ('closeAllConnections' in server) server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await checkup.settled();
    },
  };
}

function portTaken(port: number): SyncError {
  return new SyncError({
    code: 'console.port-taken',
    kind: 'configuration',
    message: `Der Port ${port} für die Oberfläche kann nicht geöffnet werden.`,
    hint: 'Geben Sie mit --web-port einen freien Port an oder beenden Sie das Programm, das ihn belegt.',
  });
}
