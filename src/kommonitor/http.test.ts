import { inspect } from 'node:util';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { SyncError } from '../errors.ts';
import { startHttpMock, type HttpMock } from '../../tests/support/http-mock.ts';
import {
  closedPort,
  startLocalServer,
  type Behaviour,
  type LocalServer,
} from '../../tests/support/local-server.ts';
import { createHttp, type Http, type HttpOptions, type HttpRequest } from './http.ts';

const TOKEN = 'eyJhbGciOiJSUzI1NiJ9.c2VjcmV0LXBheWxvYWQ.c2lnbmF0dXJl';
const open: { close(): unknown }[] = [];

afterEach(async () => {
  for (const thing of open.splice(0)) await thing.close();
});

function http(options: Partial<HttpOptions> = {}): Http {
  const made = createHttp({
    userAgent: 'kommonitor-sync/0.0.0-test',
    timeouts: { connect: 2000, read: 2000, write: 2000 },
    wait: () => 0,
    ...options,
  });
  open.push(made);
  return made;
}

async function server(behave: (count: number) => Behaviour | Promise<Behaviour>): Promise<LocalServer> {
  const started = await startLocalServer((_request, count) => behave(count));
  open.push(started);
  return started;
}

function mocked(): HttpMock {
  const mock = startHttpMock();
  open.push({ close: () => mock.finish() });
  return mock;
}

function read(origin: string): HttpRequest {
  return {
    mode: 'read',
    method: 'GET',
    url: `${origin}/management/spatial-units`,
    headers: { Authorization: `Bearer ${TOKEN}` },
    what: 'Lesen der Raumeinheiten',
  };
}

function write(origin: string): HttpRequest {
  return { ...read(origin), mode: 'write', method: 'PUT', body: '{}', what: 'Senden der Werte' };
}

async function failure(promise: Promise<unknown>): Promise<SyncError> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(SyncError);
  return error as SyncError;
}

describe('a read', () => {
  it.each([429, 502, 503, 504])('is tried again after %i until it succeeds', async (status) => {
    const target = await server((count) => (count < 3 ? { status } : { status: 200, body: [] }));

    const answer = await http().send(read(target.origin));

    expect(answer.status).toBe(200);
    expect(target.requests).toHaveLength(3);
  });

  it('is given up after four attempts with the last answer', async () => {
    const target = await server(() => ({ status: 503 }));

    const answer = await http().send(read(target.origin));

    expect(answer.status).toBe(503);
    expect(target.requests).toHaveLength(4);
  });

  it.each([200, 400, 401, 403, 404, 500])('is not repeated after %i', async (status) => {
    const target = await server(() => ({ status, body: {} }));

    const answer = await http().send(read(target.origin));

    expect(answer.status).toBe(status);
    expect(target.requests).toHaveLength(1);
  });

  it.each(['reset', 'cut'] as const)('is tried again after a connection that was %s', async (behaviour) => {
    const target = await server((count) => (count === 1 ? behaviour : { status: 200, body: [1] }));

    const answer = await http().send(read(target.origin));

    expect(Buffer.from(answer.bytes).toString()).toBe('[1]');
  });

  it('waits as long as Retry-After asks and ignores one that makes no sense', async () => {
    const waits: number[] = [];
    const headers = ['7', 'Sat, 10 Jan 2026 12:00:20 GMT', 'morgen'];
    const target = await server((count) => {
      const asked = headers[count - 1];
      return asked === undefined ? { status: 200 } : { status: 503, headers: { 'Retry-After': asked } };
    });
    const client = http({
      now: () => Date.parse('2026-01-10T12:00:00Z'),
      wait: (ms) => {
        waits.push(ms);
        return 0;
      },
    });

    await client.send(read(target.origin));

    expect(waits.slice(0, 2)).toEqual([7000, 20_000]);
    expect(waits[2]).toBeLessThanOrEqual(2000);
  });

  it('fails as unreachable where nobody listens', async () => {
    const error = await failure(http().send(read(await closedPort())));

    expect(error).toMatchObject({ code: 'target.unreachable', kind: 'target' });
    expect(error.message).toContain('Verbindung abgelehnt');
  });

  it('fails as unreachable where no answer comes in time', async () => {
    const target = await server(() => 'hang');
    const client = http({ timeouts: { connect: 2000, read: 50, write: 50 } });

    const error = await failure(client.send(read(target.origin)));

    expect(error).toMatchObject({ code: 'target.unreachable' });
    expect(error.message).toContain('Zeitüberschreitung');
  });

  it('fails as unreachable where the encrypted connection does not come about in time', async () => {
    const silent = createTcpServer();
    await new Promise<void>((resolve) => {
      silent.listen(0, '127.0.0.1', resolve);
    });
    open.push(silent);
    const client = http({ timeouts: { connect: 50, read: 5000, write: 5000 } });

    const error = await failure(
      client.send(write(`https://127.0.0.1:${(silent.address() as AddressInfo).port}`)),
    );

    expect(error).toMatchObject({ code: 'target.unreachable' });
    expect(error.message).toContain('Verbindungsaufbau');
  });

  it('ends where the run is interrupted', async () => {
    const interrupt = new AbortController();
    const target = await server(() => {
      interrupt.abort();
      return 'hang';
    });

    const error = await failure(http({ signal: interrupt.signal }).send(read(target.origin)));

    expect(error.code).toBe('run.interrupted');
    expect(target.requests).toHaveLength(1);
  });

  it('does not follow a redirect, which would take the token along', async () => {
    const other = await server(() => ({ status: 200 }));
    const target = await server(() => ({ status: 302, headers: { Location: other.origin } }));

    const answer = await http().send(read(target.origin));

    expect(answer.status).toBe(302);
    expect(other.requests).toHaveLength(0);
  });

  it('unpacks gzip', async () => {
    const body = gzipSync('["Südstadt"]');
    const target = await server(() => ({ status: 200, headers: { 'Content-Encoding': 'gzip' }, body }));

    const answer = await http().send(read(target.origin));

    expect(Buffer.from(answer.bytes).toString()).toBe('["Südstadt"]');
  });

  it('fails as unreadable where the packed answer is broken', async () => {
    const mock = mocked();
    mock
      .at('http://kommonitor.example')
      .get('/management/spatial-units')
      .reply(200, Buffer.from('no gzip at all'), { 'Content-Encoding': 'gzip' });

    const error = await failure(http().send(read('http://kommonitor.example')));

    expect(error.code).toBe('target.answer-unreadable');
  });

  it('is tried again where the name server is away for a moment', async () => {
    const mock = mocked();
    const at = mock.at('http://kommonitor.example');
    at.get('/management/spatial-units').replyWithError(
      Object.assign(new Error('away'), { code: 'EAI_AGAIN' }),
    );
    at.get('/management/spatial-units').reply(200, []);

    const answer = await http().send(read('http://kommonitor.example'));

    expect(answer.status).toBe(200);
  });

  it('names a certificate that is not recognised', async () => {
    const mock = mocked();
    mock
      .at('https://kommonitor.example')
      .get('/management/spatial-units')
      .replyWithError(Object.assign(new Error('self-signed'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }));

    const error = await failure(http().send(read('https://kommonitor.example')));

    expect(error.code).toBe('target.unreachable');
    expect(error.hint).toContain('caFile');
  });
});

describe('a write', () => {
  it.each(['reset', 'cut', 'hang'] as const)(
    'is never repeated and of uncertain outcome after a connection that %s',
    async (behaviour) => {
      const target = await server(() => behaviour);
      const client = http({ timeouts: { connect: 2000, read: 50, write: 50 } });

      const error = await failure(client.send(write(target.origin)));

      expect(error).toMatchObject({ code: 'target.write-uncertain', kind: 'target' });
      expect(target.requests).toHaveLength(1);
    },
  );

  it.each([401, 429, 500, 502, 503, 504])('is never repeated after %i', async (status) => {
    const target = await server(() => ({ status, headers: { 'Retry-After': '0' } }));

    const answer = await http().send(write(target.origin));

    expect(answer.status).toBe(status);
    expect(target.requests).toHaveLength(1);
  });

  it('is known not to have happened where nobody listens', async () => {
    const error = await failure(http().send(write(await closedPort())));

    expect(error.code).toBe('target.unreachable');
  });

  it('goes to its end although the run is interrupted', async () => {
    const interrupt = new AbortController();
    const target = await server(() => {
      interrupt.abort();
      return { status: 200 };
    });

    const answer = await http({ signal: interrupt.signal }).send(write(target.origin));

    expect(answer.status).toBe(200);
  });

  it('opens a connection of its own, so that a kept one cannot break under it', async () => {
    const target = await server(() => ({ status: 200 }));
    const client = http();

    await client.send(read(target.origin));
    await client.send(write(target.origin));

    expect(target.requests.map((request) => request.headers.connection)).toEqual(['keep-alive', 'close']);
  });
});

describe('an error', () => {
  const failing: readonly [string, Behaviour][] = [
    ['a reset', 'reset'],
    ['a broken-off answer', 'cut'],
    ['a time-out', 'hang'],
  ];
  it.each(failing)('after %s shows no token, however it is printed', async (_name, behaviour) => {
    const target = await server(() => behaviour);
    const client = http({ timeouts: { connect: 2000, read: 50, write: 50 } });

    for (const request of [read(target.origin), write(target.origin)]) {
      const error = await failure(client.send(request));

      const printed = [
        inspect(error, { depth: 20, showHidden: true }),
        JSON.stringify(error),
        JSON.stringify(error, Object.getOwnPropertyNames(error)),
        inspect(error.cause, { depth: 20, showHidden: true }),
      ].join('\n');
      expect(printed).not.toContain(TOKEN);
      expect(printed.toLowerCase()).not.toContain('authorization');
    }
  });
});
