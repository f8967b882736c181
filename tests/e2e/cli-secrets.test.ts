/** A canary: neither the client secret nor a token may turn up in output, ledger, log or anything else on disk. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CLIENT_SECRET } from '../../src/app.ts';
import { defaultSeed, startSimulator, type Simulator } from '../../src/simulator/server.ts';
import { requireBuilt, type Finished } from '../support/cli-process.ts';
import { kmsync } from '../support/kmsync.ts';
import { clearRequests, orderFaults } from '../support/simulator-reader.ts';
import { writeTrialSite, type TrialSite } from '../support/trial-site.ts';

/** Processes on a busy machine take their time. */
vi.setConfig({ testTimeout: 300_000, hookTimeout: 180_000 });

/** With signs that an encoding would change. */
const CANARY = 'kanarienvogel+/=&%41 singt';
const WRONG = 'kanarienvogel falsch';
const FORMS = [CANARY, WRONG].flatMap((secret) => [
  secret,
  encodeURIComponent(secret),
  new URLSearchParams({ s: secret }).toString().slice(2),
  Buffer.from(secret).toString('base64'),
  Buffer.from(`kommonitor-sync:${secret}`).toString('base64'),
  JSON.stringify(secret).slice(1, -1),
  'kanarienvogel',
]);
/** A signed token begins with the base64 of `{"` and has dots. */
const TOKEN = /eyJ[\w-]{8,}\.[\w-]*/;

let simulator: Simulator;
let site: TrialSite;
beforeAll(async () => {
  requireBuilt();
  const seed = defaultSeed();
  const clients = seed.clients.map((client) =>
    client.id === 'kommonitor-sync' ? { ...client, secret: CANARY } : client,
  );
  simulator = await startSimulator({ seed: { ...seed, clients } });
  site = await writeTrialSite(simulator);
});
afterAll(async () => {
  await simulator.close();
  site.remove();
});

describe('the client secret and the tokens', () => {
  it('are in no output, no log and no file, whatever happens', async () => {
    const log = path.join(site.folder, 'protokoll.jsonl');
    const secret = { [CLIENT_SECRET]: CANARY, KMSYNC_DEBUG: '1' };
    const run = (...args: string[]) => kmsync([...args, '--log', log], site.folder, secret);

    const outputs: Finished[] = [await run('doctor', '--json'), await run('plan', 'versuch', '--json')];
    outputs.push(await run('sync', 'versuch'));
    await orderFaults(simulator, [
      { match: { path: '^/management/' }, action: 'expire-tokens' },
      { match: { method: 'GET', path: '^/management/' }, after: 4, action: 'status', status: 500 },
    ]);
    outputs.push(await run('sync', 'versuch', '--json'));
    await orderFaults(simulator, []);
    outputs.push(
      await kmsync(['sync', 'versuch', '--log', log], site.folder, { ...secret, [CLIENT_SECRET]: WRONG }),
    );
    outputs.push(await run('runs', '--json'), await run('explain', 'versuch-hilfe', '001', '2023-12-31'));
    await clearRequests(simulator);

    expect(outputs.map(({ code }) => code)).toEqual([0, 0, 0, expect.any(Number), 7, 0, 0]);
    for (const { stdout, stderr } of outputs) expectClean('output', stdout + stderr);
    const files = filesBelow(site.folder);
    expect(files).toEqual(expect.arrayContaining([log, path.join(site.folder, 'state/ledger.db')]));
    for (const file of files) expectClean(file, readFileSync(file, 'latin1'));
  });
});

function expectClean(where: string, text: string): void {
  for (const form of FORMS) if (text.includes(form)) expect.fail(`${where} holds the client secret`);
  if (TOKEN.test(text)) expect.fail(`${where} holds a token`);
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true })
    .map((name) => path.join(folder, String(name)))
    .filter((file) => statSync(file).isFile());
}
