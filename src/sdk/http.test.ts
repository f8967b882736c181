import { createServer } from 'node:http';
import { createServer as createTlsServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { selfSigned } from '../../tests/support/self-signed.ts';
import { SyncError } from '../errors.ts';
import {
  closedPort,
  startLocalServer,
  type Behaviour,
  type LocalServer,
} from '../../tests/support/local-server.ts';
import type { Resolve } from './connect-guard.ts';
import { createHttp, type FormPost, type Http } from './http.ts';

const SECRET = 'geheim-4711';
let server: LocalServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function started(behaviour: Behaviour, timeoutMs = 5000): Promise<{ http: Http; url: string }> {
  server = await startLocalServer(() => behaviour);
  const http = createHttp({ allowedHosts: [new URL(server.origin).host], timeoutMs });
  return { http, url: `${server.origin}/rest/data` };
}

function order(url: string, change: Partial<FormPost> = {}): FormPost {
  return {
    url,
    form: { name: '12411-01-01-4', key: '05158*' },
    headers: { username: 'nutzer', password: SECRET },
    signal: new AbortController().signal,
    ...change,
  };
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const piece of body) parts.push(piece);
  return Buffer.concat(parts).toString('utf8');
}

async function failure(promise: Promise<unknown>): Promise<SyncError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(SyncError);
  expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain(SECRET);
  expect((error as SyncError).cause).toBeUndefined();
  return error as SyncError;
}

describe('createHttp', () => {
  it('posts a form with credentials in headers and streams any answer, whatever its status', async () => {
    const { http, url } = await started({ status: 404, body: 'Prüfung' });

    const answer = await http.postForm(order(url));

    expect(answer.status).toBe(404);
    expect(await textOf(answer.body)).toBe('Prüfung');
    expect(server?.requests[0]).toMatchObject({
      method: 'POST',
      path: '/rest/data',
      body: 'name=12411-01-01-4&key=05158*',
      headers: { username: 'nutzer', password: SECRET, 'content-type': 'application/x-www-form-urlencoded' },
    });
  });

  it('speaks to no host that is not allowed, and to others only over https', async () => {
    const { http, url } = await started({ status: 200 });
    const open = createHttp({ allowedHosts: ['www.regionalstatistik.de'], timeoutMs: 5000 });

    const other = await failure(http.postForm(order('https://example.org/rest')));
    const port = await failure(http.postForm(order(url.replace(/:\d+/, ':1'))));
    const plain = await failure(open.postForm(order('http://www.regionalstatistik.de/rest')));

    expect([other, port, plain].map((error) => [error.code, error.kind])).toEqual(
      Array.from({ length: 3 }, () => ['source.host-refused', 'configuration']),
    );
    expect(server?.requests).toEqual([]);
  });

  it('follows no redirect', async () => {
    const { http, url } = await started({ status: 302, headers: { Location: 'https://example.org/' } });

    const error = await failure(http.postForm(order(url)));

    expect(error.code).toBe('source.redirected');
    expect(server?.requests).toHaveLength(1);
  });

  it('tells a host that is not there from one that does not answer and one that breaks off', async () => {
    const gone = await closedPort();
    const missing = createHttp({ allowedHosts: [new URL(gone).host], timeoutMs: 5000 });
    const silent = await started('hang', 50);
    const unreachable = await failure(missing.postForm(order(`${gone}/rest`)));
    const late = await failure(silent.http.postForm(order(silent.url)));
    await server?.close();
    const cut = await started('cut');
    const answer = await cut.http.postForm(order(cut.url));
    const broken = await failure(textOf(answer.body));

    expect([unreachable.code, late.code, broken.code]).toEqual([
      'source.unreachable',
      'source.timeout',
      'source.broken-off',
    ]);
  });

  it('ends where an answer stops in the middle without ending', async () => {
    const stuck = createServer((_request, response) => {
      response.write('PK');
    });
    await new Promise<void>((resolve) => {
      stuck.listen(0, '127.0.0.1', resolve);
    });
    const { port } = stuck.address() as AddressInfo;
    const http = createHttp({ allowedHosts: [`127.0.0.1:${port}`], timeoutMs: 1000 });

    const answer = await http.postForm(order(`http://127.0.0.1:${port}/`));
    const error = await failure(textOf(answer.body));
    stuck.closeAllConnections();
    stuck.close();

    expect(error.code).toBe('source.timeout');
  });

  it('ends with the reason of the signal, before and while the answer comes', async () => {
    const { http, url } = await started('hang');
    const reason = new Error('cancelled by the test');
    const control = new AbortController();

    const before = http.postForm(order(url, { signal: AbortSignal.abort(reason) }));
    const during = http.postForm(order(url, { signal: control.signal }));
    await expect(before).rejects.toBe(reason);
    control.abort(reason);

    await expect(during).rejects.toBe(reason);
  });
});

describe('get', () => {
  const signal = new AbortController().signal;

  it('answers status, headers and bytes as the server keeps them', async () => {
    const { http, url } = await started({ status: 206, headers: { ETag: '"a"' }, body: 'abc' });

    const answer = await http.get({ url, headers: { Range: 'bytes=0-2' }, signal });

    expect([answer.status, answer.headers['etag'], await textOf(answer.body)]).toEqual([206, '"a"', 'abc']);
    expect(server?.requests[0]?.headers).toMatchObject({ range: 'bytes=0-2', 'accept-encoding': 'identity' });
  });

  it('follows a redirect to an allowed host, without what was meant for the first one', async () => {
    const target = await startLocalServer(() => ({ status: 200, body: 'hier' }));
    server = await startLocalServer(() => ({
      status: 302,
      headers: { Location: `${target.origin}/neu?a=1` },
    }));
    const allowedHosts = [server.origin, target.origin].map((origin) => new URL(origin).host);
    const http = createHttp({ allowedHosts, timeoutMs: 5000 });

    const answer = await http.get({
      url: `${server.origin}/alt`,
      headers: { Authorization: SECRET },
      signal,
    });
    const text = await textOf(answer.body);
    await target.close();

    expect(text).toBe('hier');
    expect(target.requests[0]?.path).toBe('/neu?a=1');
    expect(target.requests[0]?.headers.authorization).toBeUndefined();
    expect(server.requests[0]?.headers.authorization).toBe(SECRET);
  });

  it('follows no redirect to a host that is not allowed, and not in circles', async () => {
    const away = await started({ status: 302, headers: { Location: 'https://example.org/' } });
    const refused = await failure(away.http.get({ url: away.url, signal }));
    await server?.close();
    const circle = await started({ status: 301, headers: { Location: '/rest/data' } });
    const endless = await failure(circle.http.get({ url: circle.url, signal }));

    expect([refused.code, endless.code]).toEqual(['source.host-refused', 'source.redirected']);
    expect(server?.requests).toHaveLength(6);
  });
});

describe('the address behind a name', () => {
  const signal = new AbortController().signal;

  function resolving(...answers: readonly string[]): { resolve: Resolve; asked: () => number } {
    let asked = 0;
    const resolve: Resolve = (_name, done) => {
      const address = answers[Math.min(asked, answers.length - 1)] ?? '';
      asked += 1;
      done(null, [{ address, family: address.includes(':') ? 6 : 4 }]);
    };
    return { resolve, asked: () => asked };
  }

  it.each(['127.0.0.1', '10.1.2.3', '169.254.169.254', '192.168.1.1', '::1', 'fe80::1', '::ffff:10.0.0.1'])(
    'is not connected to where it is %s and nobody has allowed that',
    async (address) => {
      const allowedHosts = ['daten.example.de'];
      const http = createHttp({ allowedHosts, timeoutMs: 5000, resolve: resolving(address).resolve });

      const error = await failure(http.get({ url: 'https://daten.example.de/a.csv', signal }));

      expect([error.code, error.kind]).toEqual(['source.address-refused', 'configuration']);
    },
  );

  it('is refused where only one of several is internal', async () => {
    const resolve: Resolve = (_name, done) =>
      done(null, [
        { address: '93.184.215.14', family: 4 },
        { address: '10.0.0.1', family: 4 },
      ]);
    const http = createHttp({ allowedHosts: ['daten.example.de'], timeoutMs: 5000, resolve });

    const error = await failure(http.get({ url: 'https://daten.example.de/', signal }));

    expect(error.code).toBe('source.address-refused');
  });

  it('is the one that was checked: the name is asked once for each connection', async () => {
    server = await startLocalServer(() => ({ status: 200, body: 'da' }));
    const { port } = new URL(server.origin);
    const names = resolving('127.0.0.1', '10.0.0.1');
    const host = `localhost:${port}`;
    const http = createHttp({ allowedHosts: [host], timeoutMs: 5000, resolve: names.resolve });

    const answer = await http.get({ url: `http://${host}/`, signal });

    expect(await textOf(answer.body)).toBe('da');
    expect(names.asked()).toBe(1);
  });

  it('may be internal where the host is named as such', async () => {
    const rules = { allowedHosts: ['intern.example.de:9'], internalHosts: ['intern.example.de:9'] };
    const http = createHttp({ ...rules, timeoutMs: 5000, resolve: resolving('127.0.0.1').resolve });

    const error = await failure(http.get({ url: 'https://intern.example.de:9/', signal }));

    expect(error.code).toBe('source.unreachable');
  });
});

describe('over TLS', () => {
  const signal = new AbortController().signal;
  const daten = selfSigned('daten.example.de');
  let tls: Server | undefined;
  let port = 0;
  let hits = 0;
  const resolve: Resolve = (_name, done) => done(null, [{ address: '127.0.0.1', family: 4 }]);

  async function speaking(names: { readonly asked: string; readonly authority: string }): Promise<Http> {
    hits = 0;
    tls = createTlsServer({ key: daten.key, cert: daten.cert }, (_request, response) => {
      hits += 1;
      response.end('sicher');
    });
    await new Promise<void>((listening) => {
      tls?.listen(0, '127.0.0.1', listening);
    });
    ({ port } = tls.address() as AddressInfo);
    const hosts = [`${names.asked}:${port}`];
    const authority = { authority: names.authority };
    return createHttp({ allowedHosts: hosts, internalHosts: hosts, timeoutMs: 5000, resolve, ...authority });
  }
  afterEach(() => {
    tls?.closeAllConnections();
    tls?.close();
  });

  it('reads from a host that proves its name, at the address that was checked', async () => {
    const http = await speaking({ asked: 'daten.example.de', authority: daten.cert });

    const answer = await http.get({ url: `https://daten.example.de:${port}/a`, signal });

    expect(await textOf(answer.body)).toBe('sicher');
  });

  it('sends nothing to a host with another name or an authority that nobody knows', async () => {
    const other = await speaking({ asked: 'andere.example.de', authority: daten.cert });
    const wrongName = await failure(other.get({ url: `https://andere.example.de:${port}/a`, signal }));
    tls?.close();
    const unknown = await speaking({ asked: 'daten.example.de', authority: selfSigned('fremd').cert });
    const wrongAuthority = await failure(unknown.get({ url: `https://daten.example.de:${port}/a`, signal }));

    expect([wrongName.code, wrongAuthority.code]).toEqual(['source.unreachable', 'source.unreachable']);
    expect(wrongName.message).toContain('ERR_TLS_CERT_ALTNAME_INVALID');
    expect(hits).toBe(0);
  });
});
