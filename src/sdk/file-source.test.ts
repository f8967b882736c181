import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startFileServer, type FileServer } from '../../tests/support/file-server.ts';
import { tempFolder } from '../../tests/support/temp-folder.ts';
import type { ConnectorContext } from './connector.ts';
import {
  fileConfig,
  fileSource,
  personFileConfig,
  personFileSource,
  type FileConfig,
} from './file-source.ts';

const folder = tempFolder();
const context: ConnectorContext = {
  deliveries: folder.path,
  signal: new AbortController().signal,
  secret: () => '',
};
let server: FileServer | undefined;
afterEach(() => server?.close());

const ways = {
  files: 'a/*.csv',
  inbox: { folder: 'a' },
  http: { hosts: ['daten.example.de'], files: [{ url: 'https://daten.example.de/a.csv' }] },
  sftp: { host: 'sftp.example.de', user: 'kmsync', hostKey: `SHA256:${'A'.repeat(43)}`, folder: '/' },
};

async function contents(config: FileConfig): Promise<string[]> {
  const source = fileSource('trial');
  const texts: string[] = [];
  for await (const offer of source.list(config, context))
    for await (const chunk of source.open(config, offer, offer.file, context)) texts.push(String(chunk));
  return texts;
}

describe('fileConfig', () => {
  it('wants exactly one way', () => {
    const each = Object.entries(ways).map(([name, way]) => fileConfig.safeParse({ [name]: way }).success);
    const wrong = [{}, { files: ways.files, inbox: ways.inbox }, { http: ways.http, sftp: ways.sftp }];

    expect(each).toEqual([true, true, true, true]);
    expect(wrong.map((config) => fileConfig.safeParse(config).success)).toEqual([false, false, false]);
  });

  it('can be extended, and still wants exactly one way', () => {
    const extended = fileConfig.extend({ satzaufbau: z.string().optional() });

    expect(extended.safeParse({ files: 'a', satzaufbau: 'b' }).success).toBe(true);
    expect(extended.safeParse({ satzaufbau: 'b' }).success).toBe(false);
    expect(extended.safeParse({ files: 'a', unbekannt: 'b' }).success).toBe(false);
  });

  it('knows no HTTP for personal data', () => {
    expect(personFileConfig.safeParse({ http: ways.http }).success).toBe(false);
    expect(personFileConfig.safeParse({ sftp: ways.sftp }).success).toBe(true);
    expect(personFileConfig.safeParse({ files: 'a', inbox: ways.inbox }).success).toBe(false);
  });
});

describe('fileSource', () => {
  it('names its secrets after the connector', () => {
    expect(fileSource('open-data').secrets).toEqual([
      'KMSYNC_OPEN_DATA_HTTP_USER',
      'KMSYNC_OPEN_DATA_HTTP_PASSWORD',
      'KMSYNC_OPEN_DATA_HTTP_TOKEN',
      'KMSYNC_OPEN_DATA_SFTP_KEY',
      'KMSYNC_OPEN_DATA_SFTP_PASSPHRASE',
      'KMSYNC_OPEN_DATA_SFTP_PASSWORD',
    ]);
    expect(personFileSource('residents').secrets).toEqual([
      'KMSYNC_RESIDENTS_SFTP_KEY',
      'KMSYNC_RESIDENTS_SFTP_PASSPHRASE',
      'KMSYNC_RESIDENTS_SFTP_PASSWORD',
    ]);
  });

  it('reads the folder as before, and files nothing away there', async () => {
    await mkdir(path.join(folder.path, 'a'), { recursive: true });
    folder.write('a/eins.csv', 'eins');
    const config = fileConfig.parse({ files: 'a/*.csv' });
    const source = fileSource('trial');

    const texts = await contents(config);
    await source.settle(config, { id: 'a/eins.csv', file: 'eins.csv', companions: [] }, 'taken', context);

    expect(texts).toEqual(['eins']);
    expect(await readdir(path.join(folder.path, 'a'))).toEqual(['eins.csv']);
  });

  it('files away what a watched folder has delivered', async () => {
    await mkdir(path.join(folder.path, 'eingang'), { recursive: true });
    folder.write('eingang/eins.csv', 'eins');
    folder.write('eingang/eins.csv.done', '');
    const config = fileConfig.parse({ inbox: { folder: 'eingang', marker: '.done' } });
    const source = fileSource('trial');

    const texts = await contents(config);
    await source.settle(
      config,
      { id: 'eingang/eins.csv', file: 'eins.csv', companions: [] },
      'taken',
      context,
    );

    expect(texts).toEqual(['eins']);
    expect(await readdir(path.join(folder.path, 'eingang'))).toEqual(['erledigt']);
  });

  it('fetches over HTTP', async () => {
    server = await startFileServer('A;B\n1;2\n');
    const http = { internalHosts: [server.host], files: [{ url: `${server.origin}/zwei.csv` }] };

    expect(await contents(fileConfig.parse({ http }))).toEqual(['A;B\n1;2\n']);
  });
});
