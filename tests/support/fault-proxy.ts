/**
 * A TCP proxy that spoils connections: slow, silent, cut, byte by byte. It reads no HTTP beyond the first word of a
 * connection, so a fault can be meant for writes alone.
 */
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

export type Toxic =
  /** Every piece of the answer comes later. */
  | { readonly kind: 'latency'; readonly ms: number }
  /** Nothing of the request reaches the server, and nothing comes back. */
  | { readonly kind: 'silent' }
  /** The server gets the whole request; the connection is reset when it answers. */
  | { readonly kind: 'reset-after-request' }
  /** The connection is reset after so many bytes of the answer. */
  | { readonly kind: 'reset-in-answer'; readonly bytes: number }
  /** The answer comes in pieces of so many bytes. */
  | { readonly kind: 'slicer'; readonly bytes: number }
  /** Both directions together carry no more than this. */
  | { readonly kind: 'bandwidth'; readonly bytesPerSecond: number };

export interface Order {
  readonly toxic: Toxic;
  /** Beginning of the connection's first request line, such as `PUT /management/indicators`. */
  readonly first?: RegExp;
  /** Matching connections to let pass, and how many to spoil (all). */
  readonly after?: number;
  readonly times?: number;
}

export class FaultProxy {
  readonly #server: Server;
  readonly #target: number;
  readonly #sockets = new Set<Socket>();
  #order: (Order & { seen: number }) | undefined;

  private constructor(target: number) {
    this.#target = target;
    this.#server = createServer((client) => this.#serve(client));
  }

  /** In front of a server on a port of this machine. */
  static async start(target: number): Promise<FaultProxy> {
    const proxy = new FaultProxy(target);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Spoils connections that begin from now on; open ones are closed. Without an order all goes well again. */
  order(order?: Order): void {
    this.#order = order && { ...order, seen: 0 };
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #serve(client: Socket): void {
    this.#keep(client);
    client.once('data', (head: Buffer) => {
      const toxic = this.#toxicFor(head.toString('latin1', 0, 200));
      if (toxic?.kind === 'silent') return;
      const server = connect(this.#target, '127.0.0.1');
      this.#keep(server);
      server.on('close', () => client.destroy());
      client.on('close', () => server.destroy());
      server.write(head);
      if (toxic?.kind === 'bandwidth') void slowly(client, server, toxic.bytesPerSecond);
      else client.pipe(server);
      answer(server, client, toxic);
    });
  }

  #toxicFor(head: string): Toxic | undefined {
    const order = this.#order;
    if (!order || !(order.first?.test(head) ?? true)) return undefined;
    order.seen += 1;
    const { after = 0, times = Infinity, seen } = order;
    return seen > after && seen <= after + times ? order.toxic : undefined;
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    // Being cut off is what this proxy is for.
    socket.on('error', () => undefined);
    socket.on('close', () => this.#sockets.delete(socket));
  }
}

function answer(server: Socket, client: Socket, toxic: Toxic | undefined): void {
  switch (toxic?.kind) {
    case undefined:
    case 'silent':
      server.pipe(client);
      return;
    case 'reset-after-request':
      server.once('data', () => client.resetAndDestroy());
      return;
    case 'reset-in-answer':
      server.once('data', (data: Buffer) => {
        client.write(data.subarray(0, toxic.bytes), () => client.resetAndDestroy());
      });
      return;
    case 'latency':
      void inPieces(server, client, { bytes: Infinity, pauseMs: toxic.ms });
      return;
    case 'slicer':
      void inPieces(server, client, { bytes: toxic.bytes, pauseMs: 0 });
      return;
    case 'bandwidth':
      void slowly(server, client, toxic.bytesPerSecond);
      return;
  }
}

async function inPieces(
  from: Socket,
  to: Socket,
  { bytes, pauseMs }: { readonly bytes: number; readonly pauseMs: number },
): Promise<void> {
  to.setNoDelay(true);
  try {
    for await (const data of from as AsyncIterable<Buffer>)
      for (let at = 0; at < data.length; at += Math.min(bytes, data.length)) {
        if (pauseMs > 0) await delay(pauseMs);
        if (!to.write(data.subarray(at, at + Math.min(bytes, data.length))))
          await new Promise((resolve) => setImmediate(resolve));
      }
    to.end();
  } catch {
    to.destroy();
  }
}

function slowly(from: Socket, to: Socket, bytesPerSecond: number): Promise<void> {
  const bytes = 4_096;
  return inPieces(from, to, { bytes, pauseMs: Math.ceil((1_000 * bytes) / bytesPerSecond) });
}
