import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { SyncError } from '../errors.ts';
import {
  closedPort,
  startLocalServer,
  type LocalServer,
  type Reply,
} from '../../tests/support/local-server.ts';
import { createHttp } from './http.ts';
import { createTokenSource, type TokenSource } from './token.ts';

const SECRET = 'sehr-geheimes-Geheimnis';
const open: { close(): unknown }[] = [];

afterEach(async () => {
  for (const thing of open.splice(0)) await thing.close();
});

interface Issuer {
  readonly address: string;
  readonly server: LocalServer;
  readonly logins: () => number;
}

/** An issuer that gives the tokens `token-1`, `token-2` … with the given life, or answers as told. */
async function issuer(lifeSeconds: number | undefined, login?: (count: number) => Reply): Promise<Issuer> {
  let logins = 0;
  const server = await startLocalServer((request) => {
    const base = `http://${request.headers.host ?? ''}/realms/kommonitor`;
    if (request.path.endsWith('/.well-known/openid-configuration')) {
      return { status: 200, body: { issuer: base, token_endpoint: `${base}/token` } };
    }
    logins += 1;
    if (login) return login(logins);
    const life = lifeSeconds === undefined ? {} : { expires_in: lifeSeconds };
    return { status: 200, body: { access_token: `token-${logins}`, token_type: 'Bearer', ...life } };
  });
  open.push(server);
  return { address: `${server.origin}/realms/kommonitor`, server, logins: () => logins };
}

function tokens(address: string, now: () => number = () => 0): TokenSource {
  const http = createHttp({
    userAgent: 'kommonitor-sync/0.0.0-test',
    timeouts: { connect: 2000, read: 2000, write: 2000 },
    wait: () => 0,
  });
  open.push(http);
  return createTokenSource({ issuer: address, clientId: 'kommonitor-sync', clientSecret: SECRET, http, now });
}

async function failure(promise: Promise<unknown>): Promise<SyncError> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(SyncError);
  return error as SyncError;
}

describe('createTokenSource', () => {
  it('logs in with the client credentials and the program’s own name', async () => {
    const { address, server } = await issuer(300);

    const token = await tokens(address).current();

    const login = server.requests.at(-1);
    expect(token).toBe('token-1');
    expect(Object.fromEntries(new URLSearchParams(login?.body ?? ''))).toEqual({
      grant_type: 'client_credentials',
      client_id: 'kommonitor-sync',
      client_secret: SECRET,
    });
    expect(login?.headers['user-agent']).toBe('kommonitor-sync/0.0.0-test');
  });

  it.each([
    { life: 300, kept: 239, renewed: 240 },
    { life: 60, kept: 29, renewed: 30 },
    { life: undefined, kept: 29, renewed: 30 },
  ])('keeps a token of $life s for $kept s and renews it at $renewed s', async ({ life, kept, renewed }) => {
    let seconds = 0;
    const { address, logins } = await issuer(life);
    const source = tokens(address, () => seconds * 1000);

    await source.current();
    seconds = kept;
    const early = await source.current();
    seconds = renewed;
    const late = await source.current();

    expect([early, late]).toEqual(['token-1', 'token-2']);
    expect(logins()).toBe(2);
  });

  it('logs in once for any number of callers at the same time', async () => {
    const { address, logins } = await issuer(300);
    const source = tokens(address);

    const all = await Promise.all(Array.from({ length: 8 }, () => source.current()));

    expect(new Set(all)).toEqual(new Set(['token-1']));
    expect(logins()).toBe(1);
  });

  it('fetches another token after the target refused one, but only for that one', async () => {
    const { address } = await issuer(300);
    const source = tokens(address);

    const first = await source.current();
    source.discard(first);
    const second = await source.current();
    source.discard(first);
    const third = await source.current();

    expect([first, second, third]).toEqual(['token-1', 'token-2', 'token-2']);
  });

  it('tries a login again that failed for a moment', async () => {
    const ready: Reply = {
      status: 200,
      body: { access_token: 'late', token_type: 'Bearer', expires_in: 300 },
    };
    const { address } = await issuer(300, (count) => (count === 1 ? { status: 503 } : ready));

    const token = await tokens(address).current();

    expect(token).toBe('late');
  });

  it.each([
    [401, 'invalid_client'],
    [400, 'unauthorized_client'],
  ])('fails as refused where the issuer answers %i %s, without showing the secret', async (status, error) => {
    const { address } = await issuer(300, () => ({
      status,
      body: { error, error_description: `client_secret=${SECRET}` },
    }));

    const thrown = await failure(tokens(address).current());

    expect(thrown).toMatchObject({ code: 'target.login-failed', kind: 'permission' });
    expect(thrown.message).toContain(error);
    expect(inspect(thrown, { depth: 20, showHidden: true })).not.toContain(SECRET);
  });

  it('fails as unreachable where nobody listens', async () => {
    const thrown = await failure(tokens(`${await closedPort()}/realms/kommonitor`).current());

    expect(thrown).toMatchObject({ code: 'target.login-unreachable', kind: 'target' });
    expect(thrown.message).toContain('ECONNREFUSED');
  });

  it('fails as unreachable where the issuer is broken, without showing the secret', async () => {
    const { address } = await issuer(300, () => ({ status: 500, body: `echo ${SECRET}` }));

    const thrown = await failure(tokens(address).current());

    expect(thrown).toMatchObject({ code: 'target.login-unreachable', kind: 'target' });
    expect(inspect(thrown, { depth: 20, showHidden: true })).not.toContain(SECRET);
  });

  it('fails where the realm does not exist, and works once it does', async () => {
    let there = false;
    const server = await startLocalServer((request) => {
      const base = `http://${request.headers.host ?? ''}/realms/kommonitor`;
      if (!there) return { status: 404, body: { error: 'Realm does not exist' } };
      if (request.path.endsWith('openid-configuration'))
        return { status: 200, body: { issuer: base, token_endpoint: `${base}/token` } };
      return { status: 200, body: { access_token: 'now', token_type: 'Bearer', expires_in: 300 } };
    });
    open.push(server);
    const source = tokens(`${server.origin}/realms/kommonitor`);

    const thrown = await failure(source.current());
    there = true;
    const token = await source.current();

    expect(thrown.code).toBe('target.login-unreachable');
    expect(token).toBe('now');
  });

  it('sends no secret over plain http to another machine', async () => {
    const thrown = await failure(tokens('http://keycloak.example/realms/kommonitor').current());

    expect(thrown).toMatchObject({ code: 'target.issuer-insecure', kind: 'configuration' });
  });

  it('sends no secret to a token endpoint in clear on another machine', async () => {
    const server = await startLocalServer((request) => {
      const base = `http://${request.headers.host ?? ''}/realms/kommonitor`;
      return { status: 200, body: { issuer: base, token_endpoint: 'http://keycloak.example/token' } };
    });
    open.push(server);

    const thrown = await failure(tokens(`${server.origin}/realms/kommonitor`).current());

    expect(thrown.code).toBe('target.issuer-insecure');
  });
});
