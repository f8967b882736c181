import { mkdir, mkdtemp, readFile, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  SFTP_KEY,
  SFTP_PASSWORD,
  SFTP_USER,
  startSftpServer,
  type SftpServer,
} from '../../tests/support/sftp-server.ts';
import { SyncError } from '../errors.ts';
import type { ConnectorContext, DeliveryOffer } from './connector.ts';
import { openSftp } from './sftp-session.ts';
import { sftpConfig, sftpSource, type SftpConfig } from './sftp-source.ts';

const SECRETS = { password: 'KMSYNC_X_PASSWORD', key: 'KMSYNC_X_KEY', passphrase: 'KMSYNC_X_PASSPHRASE' };
const TEXT = Buffer.from(Array.from({ length: 40_000 }, (_, row) => `${row};${row * 7}\n`).join(''));
const OTHER_KEY = `SHA256:${'A'.repeat(43)}`;

let root = '';
let remote = '';
let server: SftpServer;
let abort = new AbortController();
let meanwhile: () => Promise<unknown> = async () => undefined;

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'sftp-source-'));
  remote = path.join(root, 'server', 'ausgang');
  await mkdir(remote, { recursive: true });
  await mkdir(path.join(root, 'lieferungen'));
  server = await startSftpServer(path.join(root, 'server'));
  abort = new AbortController();
  meanwhile = async () => undefined;
});
afterEach(async () => {
  await server.close();
  await rm(root, { recursive: true, force: true });
});

const means = {
  openSftp,
  now: () => Date.parse('2026-11-26T10:00:00Z'),
  wait: async () => void (await meanwhile()),
};
const task = {
  companionsOf: (file: string, siblings: readonly string[]) =>
    siblings.filter((name) => name === file.replace('.shp', '.dbf')),
  secrets: SECRETS,
};
const source = sftpSource({ ...task, leaves: 'parts' }, means);
const leavesNothing = sftpSource({ ...task, leaves: 'nothing' }, means);

function context(secrets: Record<string, string> = {}): ConnectorContext {
  const known: Record<string, string> = {
    KMSYNC_X_PASSWORD: SFTP_PASSWORD,
    KMSYNC_X_KEY: SFTP_KEY,
    ...secrets,
  };
  return {
    deliveries: path.join(root, 'lieferungen'),
    signal: abort.signal,
    secret: (name) => known[name] ?? '',
  };
}

function config(change: object = {}): SftpConfig {
  return sftpConfig.parse({
    host: '127.0.0.1',
    port: server.port,
    user: SFTP_USER,
    hostKey: server.hostKey,
    folder: '/ausgang',
    ...change,
  });
}

async function put(name: string, content: string | Buffer, at = 1_700_000_000): Promise<void> {
  await writeFile(path.join(remote, name), content);
  await utimes(path.join(remote, name), at, at);
}

async function list(declared = config()): Promise<DeliveryOffer[]> {
  const offers: DeliveryOffer[] = [];
  for await (const offer of source.list(declared, context())) offers.push(offer);
  return offers;
}

async function read(offer: DeliveryOffer, from = source): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of from.open(config(), offer, offer.file, context())) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function failure(work: Promise<unknown>): Promise<SyncError> {
  const error: unknown = await work.then(
    () => undefined,
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(SyncError);
  const all = JSON.stringify(error, Object.getOwnPropertyNames(error));
  for (const secret of [root, SFTP_PASSWORD, 'PRIVATE KEY']) expect(all).not.toContain(secret);
  return error as SyncError;
}

/** What lies below the deliveries. */
async function left(): Promise<string[]> {
  const names = await readdir(path.join(root, 'lieferungen'), { recursive: true });
  return names
    .filter((name) => name.split('/').length > 2)
    .map((name) => /\/([a-z]+)-/.exec(name)?.[1] ?? name);
}

describe('the server', () => {
  it('is told nothing where its key is another one than expected', async () => {
    await put('a.csv', 'eins');

    const error = await failure(source.check(config({ hostKey: OTHER_KEY }), context()));

    expect([error.kind, error.code]).toEqual(['permission', 'source.host-key']);
    expect(error.message).toContain(server.hostKey);
    expect(server.logins).toEqual([]);
  });

  it('may show any of several keys, while one is being changed', async () => {
    await expect(
      source.check(config({ hostKey: [OTHER_KEY, server.hostKey] }), context()),
    ).resolves.toBeUndefined();
  });

  it('lets in by key or by password, and says so where it does not', async () => {
    await source.check(config(), context());
    await source.check(config({ login: 'password' }), context());
    const wrong = await failure(
      source.check(config({ login: 'password' }), context({ KMSYNC_X_PASSWORD: 'falsch' })),
    );
    const noKey = await failure(source.check(config(), context({ KMSYNC_X_KEY: 'kein Schlüssel' })));
    const none = await failure(source.check(config(), context({ KMSYNC_X_KEY: '' })));

    expect(server.logins).toContain('publickey');
    expect([wrong, noKey, none].map(({ kind, code }) => `${kind} ${code}`)).toEqual([
      'permission source.login-refused',
      'configuration source.private-key',
      'configuration source.no-secret',
    ]);
  });

  it('takes a key that was written in one line', async () => {
    const oneLine = SFTP_KEY.replaceAll('\n', String.raw`\n`);

    await expect(source.check(config(), context({ KMSYNC_X_KEY: oneLine }))).resolves.toBeUndefined();
  });

  it('that is not there is an error, and so is a folder that is not there', async () => {
    const port = server.port;
    const folder = await failure(source.check(config({ folder: '/nirgends' }), context()));
    await server.close();
    const gone = await failure(source.check(config({ port }), context()));

    expect([folder.code, gone.code]).toEqual(['source.not-there', 'source.unreachable']);
  });

  it('is never spoken to without a fingerprint', () => {
    expect(sftpConfig.safeParse({ host: 'a', user: 'b', folder: '/' }).success).toBe(false);
    expect(sftpConfig.safeParse({ host: 'a', user: 'b', folder: '/', hostKey: 'ab:cd' }).success).toBe(false);
    expect(sftpConfig.safeParse({ ...config(), folder: '/ausgang/../etc' }).success).toBe(false);
  });
});

describe('its files', () => {
  it('are offered complete, oldest first, with their companions', async () => {
    await put('neu.csv', 'x', 1_700_000_200);
    await put('alt.csv', 'x', 1_700_000_100);
    await put('halb.csv.filepart', 'x');
    await put('q.shp', 'x', 1_700_000_300);
    await put('q.dbf', 'x', 1_700_000_300);
    await put('waechst.csv', 'x');
    meanwhile = () => put('waechst.csv', 'xx');

    const offers = await list();

    expect(offers).toEqual([
      { id: '127.0.0.1/ausgang/alt.csv', file: 'alt.csv', companions: [] },
      { id: '127.0.0.1/ausgang/neu.csv', file: 'neu.csv', companions: [] },
      { id: '127.0.0.1/ausgang/q.shp', file: 'q.shp', companions: ['q.dbf'] },
    ]);
  });

  it('wait for their marker where one is agreed', async () => {
    await put('a.csv', 'x');
    await put('b.csv', 'x');
    await put('b.csv.ok', '');

    expect((await list(config({ marker: '.ok' }))).map(({ file }) => file)).toEqual(['b.csv']);
  });

  it('come whole and leave nothing behind', async () => {
    await put('a.csv', TEXT);
    const [offer] = await list();

    expect((await read(offer!)).equals(TEXT)).toBe(true);
    expect((await read(offer!, leavesNothing)).equals(TEXT)).toBe(true);
    expect(await left()).toEqual([]);
    expect(server.asked).toEqual(['open a.csv', 'open a.csv']);
  });

  it.each([
    ['over the disk', source],
    ['without it', leavesNothing],
  ])('go on where the connection broke, %s', async (_how, one) => {
    await put('a.csv', TEXT);
    const [offer] = await list();
    let breaks = 0;
    server.beforeRead = (offset) => offset < 200_000 || (breaks += 1) > 1;

    const bytes = await read(offer!, one);

    expect(bytes.equals(TEXT)).toBe(true);
    expect(server.asked).toEqual(['open a.csv', 'open a.csv']);
    expect(server.reads.filter((offset) => offset === 0)).toHaveLength(1);
  });

  it('are resumed by the next run, unless they have changed', async () => {
    await put('a.csv', TEXT);
    const [offer] = await list();
    server.beforeRead = (offset) => offset < 200_000;
    const broken = await failure(read(offer!));
    const kept = await left();
    server.beforeRead = () => true;
    server.reads.length = 0;
    const resumed = await read(offer!);
    const firstRead = server.reads[0] ?? 0;
    server.beforeRead = (offset) => offset < 200_000;
    await failure(read(offer!));
    server.beforeRead = () => true;
    await put('a.csv', TEXT, 1_700_000_999);
    server.reads.length = 0;
    const [next] = await list();
    const anew = await read(next!);

    expect(broken.code).toBe('source.broken-off');
    expect(kept).toEqual(['part']);
    expect([resumed.equals(TEXT), anew.equals(TEXT)]).toEqual([true, true]);
    expect(firstRead).toBeGreaterThan(0);
    expect(server.reads[0]).toBe(0);
    expect(await left()).toEqual([]);
  });

  it('with personal data leave no part on disk', async () => {
    await put('a.csv', TEXT);
    const [offer] = await list();
    server.beforeRead = (offset) => offset < 200_000;

    const error = await failure(read(offer!, leavesNothing));

    expect(error.code).toBe('source.broken-off');
    expect(await readdir(path.join(root, 'lieferungen'))).toEqual([]);
  });

  it('that are others than those found complete are not read', async () => {
    await put('a.csv', TEXT);
    const [offer] = await list();
    await put('a.csv', TEXT.subarray(0, 1000), 1_700_000_500);

    const errors = [await failure(read(offer!)), await failure(read(offer!, leavesNothing))];

    expect(errors.map(({ code }) => code)).toEqual([
      'source.changed-while-read',
      'source.changed-while-read',
    ]);
    expect(await left()).toEqual([]);
  });

  it('that change while they are fetched are an error', async () => {
    await put('a.csv', TEXT);
    const [offer] = await list();
    server.beforeRead = async (offset) => {
      if (offset > 0 && offset < 40_000) await put('a.csv', TEXT, 1_700_000_777);
      return true;
    };

    const error = await failure(read(offer!));

    expect(error.code).toBe('source.changed-while-read');
    expect(await left()).toEqual([]);
  });

  it('stop with the reason of the signal, before and in the middle', async () => {
    await put('a.csv', TEXT);
    const [offer] = await list();
    const reason = new Error('cancelled by the test');
    server.beforeRead = (offset) => {
      if (offset > 100_000) abort.abort(reason);
      return true;
    };

    await expect(read(offer!)).rejects.toBe(reason);
    await expect(read(offer!)).rejects.toBe(reason);
    await expect(list()).rejects.toBe(reason);
  });
});

describe('settling', () => {
  it('moves nothing unless a folder for it is named', async () => {
    await put('a.csv', 'x');
    const [offer] = await list();

    await source.settle(config(), offer!, 'taken', context());

    expect(await readdir(remote)).toEqual(['a.csv']);
    expect(server.asked).toEqual([]);
  });

  it('moves what was taken, with marker, under a new name where one is taken', async () => {
    const declared = config({ done: '/ausgang/erledigt', marker: '.done' });
    await mkdir(path.join(remote, 'erledigt'));
    await writeFile(path.join(remote, 'erledigt', 'a.csv'), 'früher');
    await put('a.csv', 'x');
    await put('a.csv.done', '');
    await put('b.csv', 'x');
    await put('b.csv.done', '');
    const [a, b] = await list(declared);

    await source.settle(declared, a!, 'taken', context());
    await source.settle(declared, b!, 'refused', context());

    expect((await readdir(path.join(remote, 'erledigt'))).sort()).toEqual([
      'a.csv',
      'a_2026-11-26.csv',
      'a_2026-11-26.csv.done',
    ]);
    expect((await readdir(remote)).sort()).toEqual(['b.csv', 'b.csv.done', 'erledigt']);
    expect(server.asked).toEqual(['rename a.csv.done', 'rename a.csv']);
  });

  it('leaves a file that has taken the place of the one that was read', async () => {
    const declared = config({ done: '/ausgang/erledigt' });
    await mkdir(path.join(remote, 'erledigt'));
    await put('a.csv', 'x');
    const [offer] = await list(declared);
    await read(offer!);
    await put('a.csv', 'neu', 1_700_000_500);

    const error = await failure(source.settle(declared, offer!, 'taken', context()));

    expect(error.code).toBe('source.replaced');
    expect(await readFile(path.join(remote, 'a.csv'), 'utf8')).toBe('neu');
    expect(server.asked.filter((what) => what.startsWith('rename'))).toEqual([]);
  });
});
