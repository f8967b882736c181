/** A small HTTP server for tests that misbehaves on demand; whatever a test wants to answer, over a real socket. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedRequest {
  readonly method: string;
  /** With query. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text and bytes as they are, anything else as JSON. */
  readonly body?: unknown;
}

/** `hang`: never answers. `reset`: closes the connection. `cut`: half an answer, then closes. */
export type Behaviour = Reply | 'hang' | 'reset' | 'cut';

export interface LocalServer {
  readonly origin: string;
  readonly requests: ReceivedRequest[];
  close(): Promise<void>;
}

export async function startLocalServer(
  behave: (request: ReceivedRequest, count: number) => Behaviour | Promise<Behaviour>,
): Promise<LocalServer> {
  const requests: ReceivedRequest[] = [];
  const server = createServer((incoming, response) => {
    void receive(incoming).then(async (request) => {
      requests.push(request);
      answer(response, await behave(request, requests.length));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

/** A port of this machine on which nobody listens. */
export async function closedPort(): Promise<string> {
  const server = await startLocalServer(() => 'reset');
  await server.close();
  return server.origin;
}

async function receive(incoming: IncomingMessage): Promise<ReceivedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return {
    method: incoming.method ?? '',
    path: incoming.url ?? '',
    headers: incoming.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

function answer(response: ServerResponse, behaviour: Behaviour): void {
  if (behaviour === 'hang') return;
  if (behaviour === 'reset') {
    response.socket?.destroy();
    return;
  }
  if (behaviour === 'cut') {
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '1000' });
    response.write('[', () => response.socket?.destroy());
    return;
  }
  const { status, headers = {}, body } = behaviour;
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  response.end(bytes(body));
}

function bytes(body: unknown): string | Uint8Array {
  if (body === undefined) return '';
  return typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
}
