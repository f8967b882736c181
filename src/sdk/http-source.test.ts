import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startFileServer, type FileServer } from '../../tests/support/file-server.ts';
import { SyncError } from '../errors.ts';
import type { ConnectorContext } from './connector.ts';
import { httpConfig, httpSource, realMeans } from './http-source.ts';

const SECRET = 'geheim-4711';
const TEXT = `GEBIET;WERT\n${Array.from({ length: 900 }, (_, row) => `${row};${row * 7}`).join('\n')}\n`;
const SECRETS = { user: 'KMSYNC_X_USER', password: 'KMSYNC_X_PASSWORD', token: 'KMSYNC_X_TOKEN' };

let root = '';
let server: FileServer;
let abort = new AbortController();
let waits: number[] = [];
let whileWaiting = () => {};

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'http-source-'));
  server = await startFileServer(TEXT);
  // What is still on its way when a connection breaks is lost or not, as chance will have it.
  server.file.arrived = (bytes) => expect.poll(written, { interval: 2 }).toBe(bytes);
  abort = new AbortController();
  waits = [];
  whileWaiting = () => {};
});
afterEach(async () => {
  await server.close();
  await rm(root, { recursive: true, force: true });
});

const source = httpSource((_file, siblings) => siblings.filter((name) => name.endsWith('.layout')), SECRETS, {
  ...realMeans(),
  now: () => Date.parse('2026-11-26T10:00:00Z'),
  wait: async (ms) => {
    waits.push(ms);
    whileWaiting();
  },
});

function context(): ConnectorContext {
  return {
    deliveries: root,
    signal: abort.signal,
    secret: (name) => (name.endsWith('USER') ? 'amt' : SECRET),
  };
}

function config(change: object = {}, file: object = {}) {
  return httpConfig.parse({
    internalHosts: [server.host],
    files: [{ url: `${server.origin}/zahlen.csv`, ...file }],
    ...change,
  });
}

async function fetched(declared = config()): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const offer of source.list(declared, context()))
    for await (const chunk of source.open(declared, offer, offer.file, context())) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function failure(work: Promise<unknown>): Promise<SyncError> {
  const error: unknown = await work.then(
    () => undefined,
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(SyncError);
  const all = JSON.stringify(error, Object.getOwnPropertyNames(error));
  expect(all).not.toContain(root);
  expect(all).not.toContain(SECRET);
  return error as SyncError;
}

/** Bytes of transfers under way. */
async function written(): Promise<number> {
  const cache = path.join(root, '.abruf');
  const names = (await readdir(cache, { recursive: true })).filter((name) => name.includes('/work-'));
  const sizes = await Promise.all(names.map(async (name) => (await stat(path.join(cache, name))).size));
  return Math.max(0, ...sizes);
}

/** Names below the cache, without the sums in them. */
async function left(): Promise<string[]> {
  const names = await readdir(path.join(root, '.abruf'), { recursive: true });
  return names.filter((name) => name.includes('/')).map((name) => /\/([a-z]+)/.exec(name)?.[1] ?? name);
}

describe('a file over HTTP', () => {
  it('is offered by its name and comes whole', async () => {
    expect(await fetched()).toBe(TEXT);
    expect((await left()).sort()).toEqual(['body', 'meta']);
  });

  it('costs one question where it is unchanged, by ETag or by date', async () => {
    await fetched();
    const again = await fetched();
    server.file.etag = '';
    server.file.lastModified = 'Mon, 02 Nov 2026 08:00:00 GMT';
    await fetched();
    const byDate = await fetched();

    expect([again, byDate]).toEqual([TEXT, TEXT]);
    expect(server.asked.map((headers) => headers['if-none-match'])).toEqual([
      undefined,
      '"eins"',
      '"eins"',
      undefined,
    ]);
    expect(server.asked[3]?.['if-modified-since']).toBe('Mon, 02 Nov 2026 08:00:00 GMT');
  });

  it('is replaced as a whole where it has changed', async () => {
    await fetched();
    server.file.bytes = Buffer.from('GEBIET;WERT\n1;2\n');
    server.file.etag = '"zwei"';

    expect(await fetched()).toBe('GEBIET;WERT\n1;2\n');
    expect((await left()).sort()).toEqual(['body', 'meta']);
  });

  it('is fetched again where what lies in the cache is not what was fetched', async () => {
    await fetched();
    const [folder] = await readdir(path.join(root, '.abruf'));
    const body = (await readdir(path.join(root, '.abruf', folder!))).find((name) => name.startsWith('body'));
    await writeFile(path.join(root, '.abruf', folder!, body!), 'verfälscht');

    expect(await fetched()).toBe(TEXT);
    expect(server.asked[1]?.['if-none-match']).toBeUndefined();
  });

  it('goes on where it broke off', async () => {
    server.file.breakAfter = [3000, 2000];

    expect(await fetched()).toBe(TEXT);
    expect(server.asked.map((headers) => headers.range)).toEqual([undefined, 'bytes=3000-', 'bytes=5000-']);
    expect(server.asked[1]?.['if-range']).toBe('"eins"');
    expect(waits).toEqual([2000, 4000]);
  });

  it('begins anew where the server does not continue, has changed the file, or vouches for nothing', async () => {
    server.file.breakAfter = [3000];
    server.file.ranges = false;
    const unable = await fetched();
    server.file.ranges = true;
    server.file.etag = '"zwei"';
    server.file.breakAfter = [3000];
    server.file.bytes = Buffer.from(TEXT.replace('GEBIET', 'BEZIRK'));
    whileWaiting = () => {
      server.file.etag = '"drei"';
    };
    const changed = await fetched();
    server.file.etag = 'W/"schwach"';
    server.file.breakAfter = [3000];
    const weak = await fetched();

    expect([unable === TEXT, changed, weak]).toEqual([true, server.file.bytes.toString(), changed]);
    expect(server.asked.at(-1)?.range).toBeUndefined();
  });

  it('is resumed by the next run where this one gives up or is stopped', async () => {
    server.file.breakAfter = [2000, 1000, 1000, 1000, 1000];
    const error = await failure(fetched());
    const kept = await left();
    const whole = await fetched();

    expect(error.code).toBe('source.broken-off');
    expect(kept).toEqual(['part']);
    expect(whole).toBe(TEXT);
    expect(server.asked.at(-1)?.range).toBe('bytes=6000-');
    expect((await left()).sort()).toEqual(['body', 'meta']);
  });

  it('leaves nothing behind where it cannot be resumed', async () => {
    server.file.etag = '';
    server.file.breakAfter = [2000, 2000, 2000, 2000, 2000];

    await failure(fetched());

    expect(await left()).toEqual([]);
  });

  it('is checked against the digest that the server tells', async () => {
    const right = createHash('sha256').update(TEXT).digest('base64');
    server.file.headers = { 'Repr-Digest': `sha-256=:${right}:` };
    const whole = await fetched();
    server.file.etag = '"zwei"';
    server.file.headers = { 'Repr-Digest': `sha-256=:${right.replace(/^./, '_').replace('_', 'A')}:` };
    server.file.bytes = Buffer.from(TEXT.replace('0;0', '0;1'));
    const error = await failure(fetched());

    expect(whole).toBe(TEXT);
    expect(error.code).toBe('source.wrong-digest');
  });

  it('is waited for where the service is busy, as long as it asks, but not for hours', async () => {
    server.file.first = [
      { status: 503, headers: { 'Retry-After': '7' } },
      { status: 429, headers: { 'Retry-After': 'Thu, 26 Nov 2026 10:01:00 GMT' } },
      { status: 503 },
    ];
    const whole = await fetched();
    server.file.first = [{ status: 503, headers: { 'Retry-After': '7200' } }];
    const error = await failure(fetched());

    expect(whole).toBe(TEXT);
    expect(waits).toEqual([7000, 60_000, 8000]);
    expect(error.code).toBe('source.busy');
  });

  it.each([
    ['<!DOCTYPE html><html><body>Anmeldung</body></html>', 'Web-Seite'],
    ['  <html><head></head></html>', 'Web-Seite'],
    ['{"error":"not found"}', 'JSON'],
    ['<?xml version="1.0"?><ows:ExceptionReport version="2.0.0"/>', 'ExceptionReport'],
    ['PK\u0003\u0004', 'ZIP'],
    ['', 'nichts'],
  ])('is refused where %j comes instead', async (content, told) => {
    await fetched();
    server.file.etag = '"zwei"';
    server.file.bytes = Buffer.from(content);

    const error = await failure(fetched());

    expect(error.code).toBe('source.unexpected-content');
    expect(error.message).toContain(told);
    expect((await left()).sort()).toEqual(['body', 'meta']);
  });

  it.each([
    [401, 'permission source.login-refused'],
    [404, 'source source.not-there'],
    [500, 'source source.http-status'],
  ])('with status %i is an error of its own, on check as well', async (status, told) => {
    server.file.first = [{ status }, { status }];

    const opening = await failure(fetched());
    const checking = await failure(source.check(config(), context()));

    expect([opening, checking].map(({ kind, code }) => `${kind} ${code}`)).toEqual([told, told]);
  });

  it('is asked for with credentials from the environment only', async () => {
    await fetched(config({ login: 'basic' }));
    await fetched(config({ login: 'bearer' }));
    const none = { ...context(), secret: () => '' };
    const offer = { id: 'x', file: 'zahlen.csv', companions: [] };
    const missing = await failure(
      (async () => {
        for await (const _ of source.open(config({ login: 'bearer' }), offer, 'zahlen.csv', none)) break;
      })(),
    );

    expect(server.asked.map(({ authorization }) => authorization)).toEqual([
      `Basic ${Buffer.from(`amt:${SECRET}`).toString('base64')}`,
      `Bearer ${SECRET}`,
    ]);
    expect(missing.code).toBe('source.no-secret');
  });

  it('stops with the reason of the signal and keeps what can be resumed', async () => {
    const reason = new Error('cancelled by the test');
    server.file.breakAfter = [2000];
    const stopping = httpSource(() => [], SECRETS, {
      ...realMeans(),
      async wait(_ms, signal) {
        abort.abort(reason);
        signal.throwIfAborted();
      },
    });
    const offer = { id: 'x', file: 'zahlen.csv', companions: [] };

    const opening = (async () => {
      for await (const _ of stopping.open(config(), offer, 'zahlen.csv', context())) break;
    })();

    await expect(opening).rejects.toBe(reason);
    expect(await left()).toEqual(['part']);
  });

  it('brings its companions from the same list', async () => {
    const declared = config({
      files: [{ url: `${server.origin}/zahlen.csv` }, { url: `${server.origin}/satz`, as: 'satz.layout' }],
    });

    const offers = [];
    for await (const offer of source.list(declared, context())) offers.push(offer);

    expect(offers).toEqual([
      { id: `${server.host}/zahlen.csv`, file: 'zahlen.csv', companions: ['satz.layout'] },
    ]);
  });
});

describe('its configuration', () => {
  it.each([
    ['a host that is on no list', { files: [{ url: 'https://andere.example.de/a.csv' }] }],
    ['credentials in the address', { files: [{ url: 'https://a:b@daten.example.de/a.csv' }] }],
    ['an address without a name', { files: [{ url: 'https://daten.example.de/' }] }],
    ['the same name twice', { files: [1, 2].map((n) => ({ url: `https://daten.example.de/${n}/a.csv` })) }],
    ['an internal address among the public ones', { hosts: ['127.0.0.1:80', 'daten.example.de'] }],
    ['this machine among the public ones', { hosts: ['localhost', 'daten.example.de'] }],
    ['another protocol', { files: [{ url: 'ftp://daten.example.de/a.csv' }] }],
  ])('refuses %s', (_what, change) => {
    const right = { hosts: ['daten.example.de'], files: [{ url: 'https://daten.example.de/a.csv' }] };

    expect(httpConfig.safeParse(right).success).toBe(true);
    expect(httpConfig.safeParse({ ...right, ...change }).success).toBe(false);
  });
});

it('the cache is hidden and readable by this account only', async () => {
  await fetched();
  const [folder] = await readdir(path.join(root, '.abruf'));
  const meta = JSON.parse(await readFile(path.join(root, '.abruf', folder!, 'meta.json'), 'utf8')) as object;

  expect(Object.keys(meta).sort()).toEqual(['bytes', 'etag', 'sha256']);
});
