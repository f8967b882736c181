import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SyncError } from '../errors.ts';
import type { ConnectorContext, DeliveryOffer } from './connector.ts';
import { folderConfig, folderSource, type FolderConfig } from './folder.ts';

let base = '';
let abort = new AbortController();
const source = folderSource<FolderConfig>((file, siblings) =>
  file.endsWith('.dat') ? siblings.filter((name) => name.endsWith('.layout')) : [],
);

beforeEach(async () => {
  base = await mkdtemp(path.join(tmpdir(), 'folder-source-'));
  abort = new AbortController();
  await mkdir(path.join(base, 'root', 'duva', 'alt'), { recursive: true });
  await write('root/duva/b-2024.csv', 'zwei');
  await write('root/duva/a-2023.csv', 'eins');
  await write('root/duva/notiz.txt', 'x');
  await write('root/duva/.versteckt.csv', 'x');
  await write('root/satz.dat', 'daten');
  await write('root/satz.layout', 'aufbau');
  await write('outside.csv', 'geheim');
});
afterEach(() => rm(base, { recursive: true, force: true }));

async function write(name: string, text: string): Promise<void> {
  await writeFile(path.join(base, name), text);
}

function context(): ConnectorContext {
  return { deliveries: path.join(base, 'root'), signal: abort.signal, secret: () => '' };
}

async function list(files: FolderConfig['files']): Promise<DeliveryOffer[]> {
  const offers: DeliveryOffer[] = [];
  for await (const offer of source.list({ files }, context())) offers.push(offer);
  return offers;
}

async function open(offer: DeliveryOffer, file = offer.file): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source.open({ files: '*' }, offer, file, context())) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.catch((e: unknown) => e);
  if (!(error instanceof SyncError)) return String(error);
  expect(`${error.message} ${error.hint} ${String(error.cause)}`).not.toContain(base);
  return `${error.kind} ${error.code}`;
}

describe('folderSource', () => {
  it('lists what patterns match, once each, oldest name first, without hidden files', async () => {
    const offers = await list(['duva/*.csv', 'duva/a-*.csv', '*/notiz.txt']);

    expect(offers.map((offer) => offer.id)).toEqual(['duva/a-2023.csv', 'duva/b-2024.csv', 'duva/notiz.txt']);
    expect(offers[0]).toEqual({ id: 'duva/a-2023.csv', file: 'a-2023.csv', companions: [] });
  });

  it('streams the bytes of a delivery and of its companion', async () => {
    const [offer] = await list('*.dat');

    expect(offer?.companions).toEqual(['satz.layout']);
    expect(await open(offer!)).toBe('daten');
    expect(await open(offer!, 'satz.layout')).toBe('aufbau');
  });

  it('does not offer a companion as a delivery of its own', async () => {
    const offers = await list('satz.*');

    expect(offers.map((offer) => offer.id)).toEqual(['satz.dat']);
  });

  it('says on check which pattern matches nothing, and lists nothing for it', async () => {
    const config = { files: ['duva/*.csv', 'bezirke/*.csv'] };

    const error: unknown = await source.check(config, context()).catch((e: unknown) => e);

    expect(error).toMatchObject({ code: 'source.nothing-found', kind: 'source' });
    expect((error as SyncError).message).toContain('„bezirke/*.csv“');
    expect(await list('bezirke/*.csv')).toEqual([]);
    await expect(source.check({ files: 'duva/*.csv' }, context())).resolves.toBeUndefined();
  });

  it.each([
    '../outside.csv',
    'duva/../../outside.csv',
    '/etc/passwd',
    String.raw`C:\daten\a.csv`,
    'duva//a.csv',
  ])('refuses the path %s', async (files) => {
    expect(await codeOf(list(files))).toBe('source source.outside-root');
  });

  it('refuses links that lead out of the root, for files and for folders', async () => {
    await symlink(path.join(base, 'outside.csv'), path.join(base, 'root', 'link.csv'));
    await symlink(base, path.join(base, 'root', 'hinaus'));

    expect(await codeOf(list('link.csv'))).toBe('source source.outside-root');
    expect(await codeOf(list('hinaus/*.csv'))).toBe('source source.outside-root');
  });

  it('follows links that stay inside the root', async () => {
    await symlink(path.join(base, 'root', 'duva'), path.join(base, 'root', 'aktuell'));

    const offers = await list('aktuell/a-*.csv');

    expect(offers.map((offer) => offer.id)).toEqual(['aktuell/a-2023.csv']);
  });

  it('opens nothing but the files of the offer', async () => {
    const offer = { id: 'duva/a-2023.csv', file: 'a-2023.csv', companions: ['../../outside.csv'] };

    expect(await codeOf(open(offer, 'b-2024.csv'))).toBe('source source.outside-root');
    expect(await codeOf(open(offer, '../../outside.csv'))).toBe('source source.outside-root');
  });

  it('reports a missing root and a file that has gone, without paths of the machine', async () => {
    const [offer] = await list('duva/a-*.csv');
    await rm(path.join(base, 'root'), { recursive: true });

    expect(await codeOf(source.check({ files: '*.csv' }, context()))).toBe('source source.unreadable');
    expect(await codeOf(open(offer!))).toBe('source source.unreadable');
  });

  it('stops with the reason of the signal', async () => {
    const [offer] = await list('*.dat');
    const reason = new Error('cancelled');
    abort.abort(reason);

    await expect(list('*.dat')).rejects.toBe(reason);
    await expect(open(offer!)).rejects.toBe(reason);
  });

  it('accepts nothing else in its configuration', () => {
    expect(folderConfig.safeParse({ files: 'a', folder: 'b' }).success).toBe(false);
    expect(folderConfig.safeParse({ files: [] }).success).toBe(false);
  });
});
