/** A small HTTP server for tests that serves one file with ETag, ranges and conditions, and breaks off on demand. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ServedFile {
  bytes: Buffer;
  /** With its quotes; empty: none. */
  etag: string;
  lastModified?: string;
  /** Honours Range and If-Range. */
  ranges: boolean;
  /** Closes the connection after so many bytes of a body, as often as there are entries. */
  breakAfter: number[];
  /** Waited for before it closes; told how much of the file has been sent by now. */
  arrived: (bytes: number) => Promise<unknown>;
  /** Statuses that are answered first, one for each request, with these headers. */
  first: { status: number; headers?: Record<string, string> }[];
  headers: Record<string, string>;
}

export interface FileServer {
  readonly origin: string;
  readonly host: string;
  readonly file: ServedFile;
  /** Headers of the requests, in their order. */
  readonly asked: IncomingMessage['headers'][];
  close(): Promise<void>;
}

export async function startFileServer(content: string | Buffer): Promise<FileServer> {
  const asked: IncomingMessage['headers'][] = [];
  const file: ServedFile = {
    bytes: Buffer.from(content),
    etag: '"eins"',
    ranges: true,
    breakAfter: [],
    arrived: () => Promise.resolve(),
    first: [],
    headers: {},
  };
  const server = createServer((request, response) => {
    asked.push(request.headers);
    const { status, headers } = file.first.shift() ?? { status: 0 };
    if (status > 0) response.writeHead(status, headers).end();
    else serve(file, request, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin: `http://${host}`,
    host,
    file,
    asked,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

function serve(file: ServedFile, { headers }: IncomingMessage, response: ServerResponse): void {
  const validators = {
    ...(file.etag === '' ? {} : { ETag: file.etag }),
    ...(file.lastModified === undefined ? {} : { 'Last-Modified': file.lastModified }),
    ...file.headers,
  };
  const unchanged =
    (file.etag !== '' && headers['if-none-match'] === file.etag) ||
    (file.lastModified !== undefined && headers['if-modified-since'] === file.lastModified);
  if (unchanged) {
    response.writeHead(304, validators).end();
    return;
  }
  const range = /^bytes=(\d+)-$/.exec(headers.range ?? '');
  const partial = file.ranges && range && (headers['if-range'] ?? file.etag) === file.etag;
  const from = partial ? Number(range[1]) : 0;
  const total = file.bytes.length;
  const part = partial ? { 'Content-Range': `bytes ${from}-${total - 1}/${total}` } : {};
  response.writeHead(partial ? 206 : 200, { 'Content-Length': total - from, ...part, ...validators });
  const stop = file.breakAfter.shift();
  if (stop === undefined) response.end(file.bytes.subarray(from));
  else {
    response.write(file.bytes.subarray(from, from + stop));
    void file.arrived(from + stop).then(() => response.socket?.destroy());
  }
}
