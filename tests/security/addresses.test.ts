/** Addresses that would lead inside: IT names hosts on a list, and no spelling of another one gets past it. */
import { afterEach, describe, expect, it } from 'vitest';
import { httpConfig } from '../../src/sdk/http-source.ts';
import { consoleWorld, type ConsoleWorld } from '../support/console-world.ts';

let world: ConsoleWorld | undefined;
afterEach(() => world?.close());

describe('an address of a source', () => {
  const right = { hosts: ['daten.example.de'], files: [{ url: 'https://daten.example.de/a.csv' }] };

  it.each([
    'file:///etc/passwd',
    'redis://127.0.0.1:6379/a.csv',
    'gopher://daten.example.de/a.csv',
    'https://daten.example.de@127.0.0.1/a.csv',
    'https://127.0.0.1#@daten.example.de/a.csv',
    'https://127.0.0.1\\@daten.example.de/a.csv',
    'https://2130706433/a.csv',
    'https://0177.0.0.1/a.csv',
    'https://0x7f.1/a.csv',
    'https://[::1]/a.csv',
    'https://[::ffff:127.0.0.1]/a.csv',
    'http://169.254.169.254/latest/meta-data',
    'https://daten.example.de:6379/a.csv',
    'https://daten.example.de.boese.example/a.csv',
    'https://boese.example/?daten.example.de/a.csv',
  ])('that is %s is refused', (url) => {
    expect(httpConfig.safeParse(right).success).toBe(true);
    expect(httpConfig.safeParse({ ...right, files: [{ url }] }).success).toBe(false);
  });

  it('is nothing that anybody can type into the console', async () => {
    const own = (world = await consoleWorld());
    const all = await own.browser('alles', 'sync-editor', 'sync-operator', 'sync-approver');
    for (const at of ['/', '/lieferungen/neu', '/laeufe', '/system'])
      expect(await (await all.get(at)).text(), at).not.toMatch(
        /type="url"|name="(?:url|adresse|quelladresse)"/,
      );
  });
});
