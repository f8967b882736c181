import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../tests/support/temp-folder.ts';
import { loadConfig, readSecret, SITE_FILE } from './config.ts';
import { SyncError } from './errors.ts';

const disk = tempFolder();
const DEFAULTS = fileURLToPath(new URL('../config/default.yaml', import.meta.url));

function site(text?: string): string {
  const folder = mkdtempSync(path.join(disk.path, 'site-'));
  if (text !== undefined) writeFileSync(path.join(folder, SITE_FILE), text);
  return folder;
}

function load(text?: string, deliveries?: string) {
  return loadConfig({ site: site(text), defaults: DEFAULTS, deliveries });
}

async function failure(work: Promise<unknown>): Promise<SyncError> {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  if (error instanceof SyncError) return error;
  throw new Error('a SyncError is expected');
}

describe('loadConfig', () => {
  it('is the program’s defaults for a site without a file of its own', async () => {
    const folder = site();

    const config = await loadConfig({ site: folder, defaults: DEFAULTS });

    expect(config).toMatchObject({
      site: folder,
      deliveries: path.join(folder, 'deliveries'),
      state: path.join(folder, 'state'),
      target: { url: 'http://127.0.0.1:8085/management', clientId: 'kommonitor-sync' },
      access: { viewers: [], public: true },
    });
  });

  it('takes over single entries and leaves the others as they are', async () => {
    const config = await load(
      'target:\n  url: https://km.example/management\naccess:\n  public: false\n  viewers: [Sozialamt]\n',
    );

    expect(config.target).toMatchObject({
      url: 'https://km.example/management',
      clientId: 'kommonitor-sync',
    });
    expect(config.access).toEqual({ owner: 'Statistikstelle', viewers: ['Sozialamt'], public: false });
  });

  it('takes the web page of KomMonitor by https alone, and does without one', async () => {
    expect((await load()).console.portal).toBeUndefined();
    const { console: own } = await load('console:\n  portal: https://km.example/\n');
    expect(own.portal).toBe('https://km.example/');

    for (const portal of ['http://km.example/', 'javascript:alert(1)', 'km.example'])
      expect((await failure(load(`console:\n  portal: '${portal}'\n`))).code).toBe('mapping.invalid');
  });

  it('limits the solver of disclosure control, each limit for itself', async () => {
    expect((await load()).disclosure).toEqual({ solverMemoryMb: 1500, solverSeconds: 600 });

    const config = await load('disclosure:\n  solverMemoryMb: 3000\n');

    expect(config.disclosure).toEqual({ solverMemoryMb: 3000, solverSeconds: 600 });
    expect((await failure(load('disclosure:\n  solverMemoryMb: 0\n'))).message).toContain('kmsync.yaml:2:');
  });

  it('takes relative folders from the site and absolute ones as they are', async () => {
    const config = await load('folders:\n  deliveries: ../eingang\n  state: /var/lib/kmsync\n');

    expect(config.deliveries).toBe(path.join(disk.path, 'eingang'));
    expect(config.state).toBe('/var/lib/kmsync');
  });

  it('lets the command line decide where deliveries lie', async () => {
    const config = await load('folders:\n  deliveries: eingang\n', '/mnt/lieferungen');

    expect(config.deliveries).toBe('/mnt/lieferungen');
  });

  it('names every mistake of the file with its line', async () => {
    const error = await failure(
      load('target:\n  url: ftp://km.example\n  clientID: x\naccess:\n  public: ja\n'),
    );

    expect(error).toMatchObject({ code: 'mapping.invalid', exitCode: 4 });
    for (const line of ['kmsync.yaml:2:', 'kmsync.yaml:3:', 'kmsync.yaml:5:'])
      expect(error.message).toContain(line);
  });

  it('refuses a secret in the file, without repeating it', async () => {
    const error = await failure(load('target:\n  clientSecret: geheim-123\n'));

    expect(error.code).toBe('mapping.invalid');
    expect(error.message).not.toContain('geheim-123');
  });

  it('refuses an empty file rather than taking the defaults', async () => {
    expect((await failure(load(''))).code).toBe('mapping.invalid');
  });

  it('refuses what it cannot read rather than taking the defaults, and does not tell where it lies', async () => {
    const folder = site();
    mkdirSync(path.join(folder, SITE_FILE));

    const error = await failure(loadConfig({ site: folder, defaults: DEFAULTS }));

    expect(error).toMatchObject({ code: 'config.unreadable', exitCode: 4 });
    expect(error.message).not.toContain(disk.path);
  });
});

describe('readSecret', () => {
  it('takes the value itself or the file that is named', async () => {
    const { path: file } = disk.write('secret-1', 'aus-der-datei\n');

    expect(await readSecret('S', { S: 'direkt' })).toBe('direkt');
    expect(await readSecret('S', { S_FILE: file })).toBe('aus-der-datei');
  });

  it('refuses a secret that is set twice, without saying it', async () => {
    const error = await failure(readSecret('S', { S: 'direkt', S_FILE: '/nowhere/secret' }));

    expect(error).toMatchObject({ code: 'config.secret-twice', exitCode: 4 });
    expect(String(error)).not.toContain('direkt');
  });

  it.each([
    ['nothing is set', {}],
    ['the value is empty', { S: '' }],
    ['the file is not there', { S_FILE: '/nowhere/secret' }],
  ])('is refused where %s', async (_what, environment) => {
    const error = await failure(readSecret('S', environment));

    expect(error).toMatchObject({ code: 'config.secret-missing', exitCode: 4 });
    expect(error.message).toContain('S ist nicht gesetzt');
  });

  it('is refused where the file is blank', async () => {
    const { path: file } = disk.write('secret-2', ' \n');

    expect((await failure(readSecret('S', { S_FILE: file }))).code).toBe('config.secret-missing');
  });
});
