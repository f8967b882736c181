import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { SyncError } from '../errors.ts';
import {
  startLocalServer,
  type Behaviour,
  type LocalServer,
  type ReceivedRequest,
} from '../../tests/support/local-server.ts';
import { createApi, type Api } from './api.ts';
import { createHttp } from './http.ts';
import type { TokenSource } from './token.ts';

const open: { close(): unknown }[] = [];

afterEach(async () => {
  for (const thing of open.splice(0)) await thing.close();
});

interface Connected {
  readonly api: Api;
  readonly server: LocalServer;
  readonly authorizations: () => (string | undefined)[];
}

async function connected(
  behave: (request: ReceivedRequest, count: number) => Behaviour | Promise<Behaviour>,
  signal?: AbortSignal,
): Promise<Connected> {
  const server = await startLocalServer(behave);
  const http = createHttp({
    userAgent: 'kommonitor-sync/0.0.0-test',
    timeouts: { connect: 2000, read: 2000, write: 2000 },
    wait: () => 0,
  });
  open.push(server, http);
  const api = createApi({
    url: `${server.origin}/management`,
    http,
    tokens: countingTokens(),
    ...(signal ? { signal } : {}),
  });
  return {
    api,
    server,
    authorizations: () => server.requests.map((request) => request.headers.authorization),
  };
}

function countingTokens(): TokenSource {
  let number = 1;
  return {
    current: () => Promise.resolve(`token-${number}`),
    discard() {
      number += 1;
    },
  };
}

async function failure(promise: Promise<unknown>): Promise<SyncError> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(SyncError);
  return error as SyncError;
}

const LIST = { path: '/spatial-units', what: 'Lesen' } as const;
const PUT = { method: 'PUT', path: '/indicators/1', body: { a: 1 }, what: 'Senden' } as const;

describe('createApi', () => {
  it('sends the headers that satisfy every handler of the server', async () => {
    const { api, server } = await connected(() => ({ status: 200, body: [] }));

    await api.read(LIST, z.array(z.unknown()));

    expect(server.requests[0]).toMatchObject({
      path: '/management/spatial-units',
      headers: {
        accept: 'application/json, */*',
        'content-type': 'application/json',
        authorization: 'Bearer token-1',
        'user-agent': 'kommonitor-sync/0.0.0-test',
      },
    });
  });

  it('sends no token on public paths', async () => {
    const { api, authorizations } = await connected(() => ({ status: 200, body: {} }));

    await api.ask({ path: '/public/topics', what: 'Lesen', anonymous: true });

    expect(authorizations()).toEqual([undefined]);
  });

  it('reads once more with a fresh token after 401', async () => {
    const { api, authorizations } = await connected((_request, count) =>
      count === 1 ? { status: 401 } : { status: 200, body: [] },
    );

    await api.read(LIST, z.array(z.unknown()));

    expect(authorizations()).toEqual(['Bearer token-1', 'Bearer token-2']);
  });

  it('gives up reading after the second 401', async () => {
    const { api, server } = await connected(() => ({ status: 401 }));

    const error = await failure(api.read(LIST, z.unknown()));

    expect(error).toMatchObject({ code: 'target.refused', kind: 'permission' });
    expect(server.requests).toHaveLength(2);
  });

  it('writes once more with a fresh token after 401, since the server had done nothing', async () => {
    const { api, server, authorizations } = await connected((_request, count) =>
      count === 1 ? { status: 401 } : { status: 200 },
    );

    await api.write(PUT);

    expect(authorizations()).toEqual(['Bearer token-1', 'Bearer token-2']);
    expect(server.requests.map((request) => request.body)).toEqual(['{"a":1}', '{"a":1}']);
  });

  it('gives up writing after the second 401', async () => {
    const { api, server } = await connected(() => ({ status: 401 }));

    const error = await failure(api.write(PUT));

    expect(error).toMatchObject({ code: 'target.write-refused', kind: 'permission' });
    expect(server.requests).toHaveLength(2);
  });

  it.each([
    ['a 500', { status: 500 } as const],
    ['a 503 that asks to come back', { status: 503, headers: { 'Retry-After': '0' } } as const],
    ['a broken connection', 'reset' as const],
  ])('sends a write only once and leaves its outcome open after %s', async (_name, behaviour) => {
    const { api, server } = await connected(() => behaviour);

    const error = await failure(api.write(PUT));

    expect(error.code).toBe('target.write-uncertain');
    expect(server.requests).toHaveLength(1);
  });

  it('never has two writes under way at once', async () => {
    let running = 0;
    let most = 0;
    const { api } = await connected(async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise<void>((resolve) => {
        setImmediate(resolve);
      });
      running -= 1;
      return { status: 200 };
    });

    await Promise.all([api.write(PUT), api.write(PUT), api.write(PUT)]);

    expect(most).toBe(1);
  });

  it('goes on writing after a write that failed', async () => {
    const { api } = await connected((_request, count) => ({ status: count === 1 ? 403 : 200 }));

    const first = api.write(PUT);
    const second = api.write(PUT);

    await expect(first).rejects.toMatchObject({ code: 'target.write-refused' });
    await expect(second).resolves.toMatchObject({ status: 200 });
  });

  it('begins no write once the run is interrupted', async () => {
    const interrupt = new AbortController();
    const { api, server } = await connected(() => ({ status: 200 }), interrupt.signal);

    interrupt.abort();
    const error = await failure(api.write(PUT));

    expect(error.code).toBe('run.interrupted');
    expect(server.requests).toHaveLength(0);
  });

  it('shows no token in the error of a refused request', async () => {
    const { api } = await connected((request) => ({
      status: 403,
      headers: { 'WWW-Authenticate': request.headers.authorization ?? '' },
      body: { message: `no access with ${request.headers.authorization ?? ''}` },
    }));

    for (const error of [await failure(api.write(PUT)), await failure(api.read(LIST, z.unknown()))]) {
      expect(inspect(error, { depth: 20, showHidden: true })).not.toContain('token-1');
      expect(JSON.stringify(error)).not.toContain('token-1');
    }
  });
});
