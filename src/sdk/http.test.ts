import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { SyncError } from '../errors.ts';
import {
  closedPort,
  startLocalServer,
  type Behaviour,
  type LocalServer,
} from '../../tests/support/local-server.ts';
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
    const http = createHttp({ allowedHosts: [`127.0.0.1:${port}`], timeoutMs: 50 });

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
