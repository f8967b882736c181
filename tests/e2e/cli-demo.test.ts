/** The demo: a fictional county from files to read-back values, and what it leaves to two people, in one command. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { requireBuilt } from '../support/cli-process.ts';
import { startKmsync, type Running } from '../support/kmsync.ts';
import { plainBrowser, type PlainBrowser } from '../support/plain-browser.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** Processes on a busy machine take their time. */
vi.setConfig({ testTimeout: 300_000, hookTimeout: 900_000 });

interface Document {
  readonly first: Readonly<Record<string, unknown>>;
  readonly second: Readonly<Record<string, unknown>>;
  readonly indicators: number;
  readonly users: readonly { name: string; roles: string[]; password: string }[];
  readonly waiting: { readonly run: string; readonly state: string; readonly submittedBy: string };
  readonly console: string;
}

describe('demo', () => {
  const folder = tempFolder();
  let running: Running;
  let document: Document;
  beforeAll(async () => {
    requireBuilt();
    running = startKmsync(['demo', '--json', '--folder', folder.path], folder.path);
    await running.says(/laufen weiter/);
    document = JSON.parse(running.output.stdout) as Document;
  });
  afterAll(async () => {
    running?.signal('SIGTERM');
    await running?.finished;
  });

  it('publishes everything once, finds nothing to do the second time, and prints one document', () => {
    expect(running.said()).not.toMatch(/[{}]/);
    expect(document).toMatchObject({
      first: { job: 'demo', findings: { block: 0, error: 0 }, verified: { mismatches: 0 } },
      second: { job: 'demo', state: 'no_change', writes: 0, verified: { mismatches: 0 } },
      levels: 4,
      dates: 7,
    });
    expect(document.first['state']).toMatch(/^published/);
    expect(document.first['writes']).toBeGreaterThan(0);
    expect(document.second['verified']).toEqual(document.first['verified']);
    expect(document.indicators).toBeGreaterThanOrEqual(50);
  });

  it('leaves a corrected delivery that one of two people has submitted, and passwords that it says once', () => {
    const [editor, approver] = document.users;
    expect(document.waiting).toMatchObject({ state: 'submitted', submittedBy: `local:${editor?.name}` });
    expect(editor?.roles).toContain('sync-editor');
    expect(editor?.roles).not.toContain('sync-approver');
    expect(approver?.roles).toContain('sync-approver');
    expect(approver?.roles).not.toContain('sync-editor');
    expect(new Set(document.users.map(({ password }) => password)).size).toBe(2);
    for (const { password } of document.users) expect(running.said()).not.toContain(password);
  });

  it('serves the console, where whoever brought it may not approve it and the other one may', async () => {
    const { run } = document.waiting;
    const approval = `/laeufe/${run}/freigabe`;
    const [anna, bernd] = (await Promise.all(document.users.map(signedIn))) as [PlainBrowser, PlainBrowser];

    expect((await bernd.get('/')).text).toContain(`Lauf ${run}`);
    expect((await anna.get(approval)).text).toContain('Sie können Ihre eigene Lieferung nicht freigeben.');
    expect((await bernd.get(`/laeufe/${run}/vorschau`)).text).toContain('Beschäftigungsquote');
    expect(await bernd.send(approval, `/laeufe/${run}/freigeben`)).toBe(303);
    await vi.waitFor(
      async () => expect((await bernd.get(`/laeufe/${run}`)).text).toContain('gelesen und gleich'),
      { timeout: 120_000, interval: 500 },
    );
  });

  async function signedIn({ name, password }: Document['users'][number]): Promise<PlainBrowser> {
    const browser = plainBrowser(document.console);
    expect(await browser.send('/anmelden', '/anmelden', { name, kennwort: password })).toBe(303);
    return browser;
  }
});
