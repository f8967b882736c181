/** Connections to the target: kept alive for reads, a fresh one for every write, both with a limit on connecting. */
import { Agent as HttpAgent, type AgentOptions } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Duplex } from 'node:stream';
import { rootCertificates } from 'node:tls';

/** Error code of a connection that did not come about in time: nothing was sent. */
export const CONNECT_TIMEOUT = 'CONNECT_TIMEOUT';

/** KomMonitor opens a database connection per request: a few at a time are enough. */
const MOST_SOCKETS = 6;

export interface Agents {
  readonly http: HttpAgent;
  readonly https: HttpsAgent;
}

/**
 * `keepAlive` only for reads: a kept connection that the other side closes just now looks like a write
 * of unknown outcome.
 */
export function createAgents(options: {
  keepAlive: 'reads' | 'never';
  connectMs: number;
  authorities?: string;
}): Agents {
  const common: AgentOptions =
    // an agent with a limit of sockets passes them on even where it is told not to keep them
    options.keepAlive === 'reads' ? { keepAlive: true, maxSockets: MOST_SOCKETS } : { keepAlive: false };
  const ca = options.authorities === undefined ? {} : { ca: [...rootCertificates, options.authorities] };
  return {
    http: limited(new HttpAgent(common), 'connect', options.connectMs),
    https: limited(new HttpsAgent({ ...common, ...ca }), 'secureConnect', options.connectMs),
  };
}

/** Wraps `createConnection`, since an agent's own `timeout` only reports and does not end the attempt. */
function limited<A extends HttpAgent>(agent: A, connected: string, connectMs: number): A {
  const connecting = agent as A & { createConnection: (...args: unknown[]) => Duplex | null | undefined };
  const create = connecting.createConnection.bind(agent);
  connecting.createConnection = (...args) => {
    const socket = create(...args);
    if (socket) endUnlessConnected(socket, connected, connectMs);
    return socket;
  };
  return agent;
}

function endUnlessConnected(socket: Duplex, connected: string, connectMs: number): void {
  const timer = setTimeout(() => {
    socket.destroy(Object.assign(new Error('connecting took too long'), { code: CONNECT_TIMEOUT }));
  }, connectMs);
  const stop = () => clearTimeout(timer);
  socket.once(connected, stop).once('close', stop).once('error', stop);
}
