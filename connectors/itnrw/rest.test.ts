import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttp, SyncError, type ConnectorContext, type DeliveryOffer } from '../../src/sdk/index.ts';
import {
  startLocalServer,
  type Behaviour,
  type LocalServer,
  type ReceivedRequest,
} from '../../tests/support/local-server.ts';
import { tempFolder } from '../../tests/support/temp-folder.ts';
import { zipFile } from '../../tests/support/zip-file.ts';
import { itnrw } from './index.ts';
import { restConfig, type RestConfig } from './rest-config.ts';
import { REST_SECRETS, SERVICES } from './rest-services.ts';
import { restSource } from './rest-source.ts';
import { takeTurn } from './rest-turns.ts';

const BASE = '/genesisws/rest/2020';
const USER = 'DE7654321';
const PASSWORD = 'kennwort-4711';
const JOB = '99531-0043_175879554';
const ZIP = zipFile([{ name: '99531-0043_flat.csv', content: 'statistics_code;…' }]);
const temp = tempFolder();
let server: LocalServer | undefined;
let folder = 0;
afterEach(() => server?.close());

function status(code: number, content: string, more: object = {}): Behaviour {
  const body = {
    Ident: { Service: 'data', Method: 'tablefile' },
    Status: { Code: code, Content: content, Type: 'Information' },
    Parameter: { username: USER, password: PASSWORD, name: '99531-0043' },
    Object: null,
    ...more,
  };
  return { status: 200, body };
}

const TOO_BIG = status(98, 'Die Tabelle ist zu gross, um im Dialog abgerufen zu werden.');
const ACCEPTED = status(
  99,
  `Der Bearbeitungsauftrag wurde erstellt. Die Tabelle kann in Kürze als Ergebnis mit folgendem Namen abgerufen werden: ${JOB}`,
);
const NOT_YET = status(104, 'Es gibt keine Objekte zum angegebenen Selektionskriterium', { List: null });
const READY = status(0, 'erfolgreich', {
  List: [{ Code: JOB, Content: 'Erfundene Tabelle', Values: '1980160' }],
});
const FILE: Behaviour = { status: 200, headers: { 'Content-Type': 'application/zip' }, body: ZIP };

/** Answers in order; one more request than there are answers fails the test. */
async function serviceAnswering(...answers: readonly Behaviour[]) {
  const left = [...answers];
  return service(() => left.shift() ?? { status: 500, body: 'no answer left' });
}

async function service(behave: (request: ReceivedRequest, count: number) => Behaviour) {
  server = await startLocalServer(behave);
  const waits: number[] = [];
  let clock = 0;
  const base = `${server.origin}${BASE}`;
  const source = restSource({
    services: { ...SERVICES, regionalstatistik: { ...SERVICES.regionalstatistik, base } },
    http: createHttp({ allowedHosts: [new URL(server.origin).host], timeoutMs: 5000 }),
    now: () => clock,
    wait(ms, signal) {
      waits.push(ms);
      clock += ms;
      signal.throwIfAborted();
      return Promise.resolve();
    },
  });
  return { source, waits, elapse: (ms: number) => (clock += ms), requests: server.requests };
}

type Started = Awaited<ReturnType<typeof service>>;

function config(table: object = {}): RestConfig {
  return restConfig.parse({ service: 'regionalstatistik', tables: [{ name: '99531-0043', ...table }] });
}

function context(change: Partial<ConnectorContext> = {}): ConnectorContext {
  folder += 1;
  return {
    deliveries: path.join(temp.path, String(folder)),
    signal: new AbortController().signal,
    secret: (name) => (name.endsWith('_USER') ? USER : PASSWORD),
    ...change,
  };
}

async function fetched(started: Started, given = context(), declared = config()): Promise<Buffer> {
  const { offer } = await firstOffer(started, declared, given);
  return bytesOf(started.source.open(declared, offer, offer.file, given));
}

async function firstOffer({ source }: Started, declared: RestConfig, given: ConnectorContext) {
  const offers: DeliveryOffer[] = [];
  for await (const offer of source.list(declared, given)) offers.push(offer);
  return { offers, offer: offers[0] as DeliveryOffer };
}

async function bytesOf(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const piece of pieces) parts.push(piece);
  return Buffer.concat(parts);
}

async function failure(promise: Promise<unknown>): Promise<SyncError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(SyncError);
  expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toMatch(/DE7654321|kennwort-4711/);
  return error as SyncError;
}

const methods = ({ requests }: Started) => requests.map(({ path: where }) => where.slice(BASE.length + 1));
const formsOf = ({ requests }: Started) =>
  requests.map(({ body }) => Object.fromEntries(new URLSearchParams(body)));

describe('a table that the service answers at once', () => {
  it('is delivered byte for byte as the archive it is', async () => {
    const started = await serviceAnswering(FILE);

    expect((await fetched(started)).equals(ZIP)).toBe(true);
    expect(methods(started)).toEqual(['data/tablefile']);
  });

  it('is asked for by POST, with credentials in headers and the selection in the form', async () => {
    const started = await serviceAnswering(FILE);
    const table = {
      regionalkey: '05158*',
      startyear: 2020,
      classifying: [{ variable: 'GES', key: 'GESW' }],
      quality: true,
    };

    await fetched(started, context(), config(table));

    expect(started.requests[0]).toMatchObject({
      method: 'POST',
      headers: { username: USER, password: PASSWORD },
    });
    expect(started.requests[0]?.body).not.toContain(PASSWORD);
    expect(formsOf(started)[0]).toMatchObject({
      name: '99531-0043',
      regionalkey: '05158*',
      startyear: '2020',
      endyear: '',
      classifyingvariable1: 'GES',
      classifyingkey1: 'GESW',
      format: 'ffcsv',
      quality: 'on',
      job: 'false',
      language: 'de',
    });
  });

  it('has one stable offer for each selection, with its metadata beside it', async () => {
    const started = await serviceAnswering();
    const declared = restConfig.parse({
      service: 'regionalstatistik',
      tables: [{ name: '99531-0043' }, { name: '99531-0043', regionalkey: '05158' }],
    });

    const first = await firstOffer(started, declared, context());
    const second = await firstOffer(started, declared, context());

    expect(second).toEqual(first);
    expect(new Set(first.offers.map(({ id }) => id)).size).toBe(2);
    expect(first.offer.companions[0]).toMatch(/^99531-0043_[0-9a-f]{8}\.metadata\.json$/);
  });

  it('keeps no user data in the metadata', async () => {
    const started = await serviceAnswering(status(0, 'erfolgreich', { Object: { Code: '99531-0043' } }));
    const { offer } = await firstOffer(started, config(), context());

    const text = (
      await bytesOf(started.source.open(config(), offer, offer.companions[0] ?? '', context()))
    ).toString();

    expect(text).not.toMatch(/DE7654321|kennwort-4711/);
    expect(JSON.parse(text)).toMatchObject({
      Parameter: { username: '********************' },
      Object: { Code: '99531-0043' },
    });
  });
});

describe('a table that is too big', () => {
  it('becomes a job, is polled with growing delays up to a minute and fetched by its name', async () => {
    const polls = Array<Behaviour>(9).fill(NOT_YET);
    const started = await serviceAnswering(TOO_BIG, ACCEPTED, ...polls, READY, FILE);

    expect((await fetched(started)).equals(ZIP)).toBe(true);

    expect(methods(started)).toEqual([
      'data/tablefile',
      'data/tablefile',
      ...Array<string>(10).fill('catalogue/results'),
      'data/resultfile',
    ]);
    expect(
      formsOf(started)
        .slice(0, 2)
        .map(({ job }) => job),
    ).toEqual(['false', 'true']);
    expect(formsOf(started)[2]).toEqual({ selection: JOB, area: 'user', pagelength: '1', language: 'de' });
    expect(formsOf(started).at(-1)).toMatchObject({ name: JOB });
    expect(started.waits.slice(0, 3)).toEqual([5000, 7500, 11_250]);
    expect(started.waits.slice(-2)).toEqual([60_000, 60_000]);
  });

  it('is not taken as ready while another result is listed', async () => {
    const other = status(0, 'erfolgreich', { List: [{ Code: '99531-0043_1' }] });
    const started = await serviceAnswering(TOO_BIG, ACCEPTED, other, READY, FILE);

    expect((await fetched(started)).equals(ZIP)).toBe(true);
    expect(started.waits).toHaveLength(1);
  });

  it('is given up after two hours, and the next run waits for the same job', async () => {
    let ready = false;
    const started = await service(({ path: where, body }) => {
      if (where.endsWith('tablefile')) return body.includes('job=true') ? ACCEPTED : TOO_BIG;
      if (where.endsWith('resultfile')) return FILE;
      return ready ? READY : NOT_YET;
    });
    const given = context();

    const error = await failure(fetched(started, given));
    const asked = started.requests.length;
    ready = true;
    const bytes = await fetched(started, given);

    expect(error.code).toBe('source.genesis-job-slow');
    expect(started.waits.reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(2 * 60 * 60 * 1000);
    expect(methods(started).slice(asked)).toEqual(['catalogue/results', 'data/resultfile']);
    expect(bytes.equals(ZIP)).toBe(true);
    expect(await readdir(path.join(given.deliveries, '.genesis-jobs'))).toEqual([]);
  });

  it('remembers the job by its name alone, and not longer than a day', async () => {
    const control = new AbortController();
    const reason = new Error('cancelled by the test');
    const started = await service(({ path: where, body }) => {
      if (where.endsWith('tablefile')) return body.includes('job=true') ? ACCEPTED : TOO_BIG;
      if (where.endsWith('resultfile')) return FILE;
      control.abort(reason);
      return READY;
    });
    const given = context({ signal: control.signal });

    await expect(fetched(started, given)).rejects.toBe(reason);
    const notes = path.join(given.deliveries, '.genesis-jobs');
    const [name = ''] = await readdir(notes);
    const note = await readFile(path.join(notes, name), 'utf8');
    started.elapse(25 * 60 * 60 * 1000);
    const asked = started.requests.length;
    await fetched(started, { ...given, signal: new AbortController().signal });

    expect(note).toBe(JSON.stringify({ job: JOB, startedAt: 0 }));
    expect(methods(started).slice(asked)[0]).toBe('data/tablefile');
  });

  it('cannot be a job of a token, which may only read', async () => {
    const started = await serviceAnswering(TOO_BIG);
    const given = context({ secret: (name) => (name.endsWith('_USER') ? USER : '') });

    const error = await failure(fetched(started, given));

    expect(error).toMatchObject({ code: 'source.genesis-token', kind: 'configuration' });
    expect(started.requests).toHaveLength(1);
  });
});

describe('what else the service may answer', () => {
  it.each([
    [90, 'source.genesis-table-unknown', 'configuration'],
    [50, 'source.genesis-unchanged', 'source'],
    [104, 'source.genesis-empty', 'source'],
    [-1, 'source.genesis-failed', 'source'],
    [15, 'source.genesis-login', 'permission'],
    [99, 'source.genesis-failed', 'source'],
    [7777, 'source.genesis-failed', 'source'],
  ])('status %i under HTTP 200 is %s', async (code, expected, kind) => {
    const started = await serviceAnswering(status(code, 'Satz des Dienstes\nmit Umbruch'));

    const error = await failure(fetched(started));

    expect(error).toMatchObject({ code: expected, kind });
    expect(error.message).toContain('„Satz des Dienstes mit Umbruch“');
  });

  it('takes a flat body without skeleton for what it says', async () => {
    const started = await serviceAnswering({
      status: 401,
      body: { Code: 15, Content: 'nicht berechtigt', Type: 'ERROR' },
    });

    expect(await failure(fetched(started))).toMatchObject({
      code: 'source.genesis-login',
      kind: 'permission',
    });
  });

  it('never repeats user data that the service quotes', async () => {
    const started = await serviceAnswering(status(15, `Der Benutzer ${USER} ist nicht berechtigt`));

    expect((await failure(fetched(started))).message).toContain('Der Benutzer *** ist nicht berechtigt');
  });

  it('goes on where a parameter was adjusted', async () => {
    const adjusted = status(22, 'erfolgreich, ein Parameter wurde angepasst', { List: [{ Code: JOB }] });
    const started = await serviceAnswering(TOO_BIG, ACCEPTED, adjusted, FILE);

    expect((await fetched(started)).equals(ZIP)).toBe(true);
  });

  it.each([
    [
      'a page for people',
      { status: 200, headers: { 'Content-Type': 'application/zip' }, body: '<html>Wartung</html>' },
    ],
    ['nothing', { status: 200, body: '' }],
    ['JSON of another kind', { status: 200, body: [1, 2] }],
  ] as const)('says so where it is %s', async (_what, behaviour) => {
    const started = await serviceAnswering(behaviour);

    expect(await failure(fetched(started))).toMatchObject({ code: 'source.genesis-answer', kind: 'source' });
  });

  it('knows a file by its first bytes, whatever the content type says', async () => {
    const started = await serviceAnswering({
      status: 200,
      headers: { 'Content-Type': 'application/json' },
      body: ZIP,
    });

    expect((await fetched(started)).equals(ZIP)).toBe(true);
  });
});

describe('check', () => {
  it('asks whether the account is known', async () => {
    const known = await serviceAnswering({
      status: 200,
      body: { Status: 'Sie wurden erfolgreich an- und abgemeldet!', Username: USER },
    });

    await expect(known.source.check(config(), context())).resolves.toBeUndefined();
    expect(methods(known)).toEqual(['helloworld/logincheck']);
  });

  it('refuses an account that the service does not know, and a missing user before any request', async () => {
    const unknown = await serviceAnswering({
      status: 200,
      body: { Status: 'Ein Fehler ist aufgetreten', Username: USER },
    });

    const refused = await failure(unknown.source.check(config(), context()));
    const missing = await failure(
      Promise.resolve().then(() => unknown.source.check(config(), context({ secret: () => '' }))),
    );

    expect(refused.code).toBe('source.genesis-login');
    expect(missing).toMatchObject({ code: 'source.genesis-no-user', kind: 'configuration' });
    expect(missing.message).toContain('KMSYNC_REGIONALSTATISTIK_USER');
    expect(unknown.requests).toHaveLength(1);
  });
});

describe('one account', () => {
  it('asks one thing at a time, however many tables are fetched at once', async () => {
    let open = 0;
    let most = 0;
    server = await startLocalServer(async () => {
      open += 1;
      most = Math.max(most, open);
      await new Promise<void>((resolve) => {
        setImmediate(resolve);
      });
      open -= 1;
      return FILE;
    });
    const source = restSource({
      services: { ...SERVICES, regionalstatistik: { ...SERVICES.regionalstatistik, base: server.origin } },
      http: createHttp({ allowedHosts: [new URL(server.origin).host], timeoutMs: 5000 }),
      now: () => 0,
      wait: () => Promise.resolve(),
    });
    const started = { source, waits: [], elapse: () => 0, requests: server.requests };

    await Promise.all(Array.from({ length: 5 }, () => fetched(started)));

    expect(server.requests).toHaveLength(5);
    expect(most).toBe(1);
  });

  it('gives up its place in the queue with the reason of the signal, and lets the next one go on', async () => {
    const signal = new AbortController().signal;
    const control = new AbortController();
    const reason = new Error('cancelled by the test');

    const first = await takeTurn('konto', signal);
    const second = takeTurn('konto', control.signal);
    const third = takeTurn('konto', signal);
    control.abort(reason);
    await expect(second).rejects.toBe(reason);
    first();

    expect(typeof (await third)).toBe('function');
  });
});

describe('the configuration', () => {
  it('names either files or a service', () => {
    const accepts = (value: unknown) => itnrw.configSchema.safeParse(value).success;
    const genesis = {
      service: 'landesdatenbank-nrw',
      tables: [{ name: '22811-05i', regionalkey: '05158*,05' }],
    };

    expect(accepts({ genesis })).toBe(true);
    expect(accepts({ files: 'itnrw/*.csv' })).toBe(true);
    expect(accepts({})).toBe(false);
    expect(accepts({ files: '*', genesis })).toBe(false);
    expect(accepts({ genesis: { ...genesis, service: 'https://example.org' } })).toBe(false);
    expect(accepts({ genesis: { ...genesis, tables: [{ name: '22811-05i&job=true' }] } })).toBe(false);
  });

  it('declares the secrets of all services', () => {
    expect(itnrw.secrets).toEqual(expect.arrayContaining([...REST_SECRETS]));
    expect(REST_SECRETS).toHaveLength(8);
  });
});
