/** The built program: two people, two logins, one publication. */
import { spawn } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { CLIENT_SECRET } from '../../src/app.ts';
import { SIMULATOR_SECRET } from '../../src/simulator/seed.ts';
import { startSimulator, type Simulator } from '../../src/simulator/server.ts';
import { requireBuilt } from '../support/cli-process.ts';
import { kmsync } from '../support/kmsync.ts';
import { startOpenIdProvider, type OpenIdProvider } from '../support/oidc-provider.ts';
import { SMALL_JOB, writeSmallSite } from '../support/small-site.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 180_000 });

const PROGRAM = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url));
const PASSWORDS = { anna: 'regen lampe kreide boot', bernd: 'wolke stuhl farbe ring' } as const;
type Name = keyof typeof PASSWORDS;

let simulator: Simulator;
let folder: string;
let site: string;
beforeAll(() => requireBuilt());
beforeEach(async () => {
  simulator = await startSimulator();
  folder = mkdtempSync(path.join(tmpdir(), 'kmsync-approval-'));
  site = path.join(folder, 'site');
  writeSmallSite(site, simulator, 'first');
  configure('approval: { required: always }');
  for (const [name, password] of Object.entries(PASSWORDS))
    writeFileSync(path.join(folder, name), `${password}\n`);
});
afterEach(async () => {
  await simulator.close();
  rmSync(folder, { recursive: true, force: true });
});

function configure(line: string): void {
  appendFileSync(path.join(site, 'kmsync.yaml'), `${line}\n`);
}

/** `input`: what is typed; the environment may name the file of a password instead. */
async function run(args: readonly string[], given: { as?: Name; input?: string } = {}) {
  const { as } = given;
  const login = as === undefined ? [] : ['--as', as];
  const password = as === undefined ? {} : { KMSYNC_PASSWORD_FILE: path.join(folder, as) };
  if (given.input === undefined) return kmsync([...args, ...login], site, password);
  return interactive([...args, ...login], (write) => write(`${given.input}\n`));
}

/** Talks to the program while it runs: `listen` sees everything it has said so far. */
function interactive(
  args: readonly string[],
  begin: (write: (text: string) => void) => void,
  listen: (said: string) => void = () => undefined,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    env: { PATH: process.env['PATH'], [CLIENT_SECRET]: SIMULATOR_SECRET, KMSYNC_SITE: site },
  });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
      listen(output.stderr);
    });
  begin((text) => child.stdin.end(text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...output }));
  });
}

const published = () => simulator.state().indicators.length;

describe('P21 with local accounts', () => {
  it('takes one run from sync to KomMonitor by two people, and refuses every shorter way', async () => {
    for (const [name, role] of [
      ['anna', 'sync-editor'],
      ['bernd', 'sync-approver'],
    ] as const)
      expect(await run(['accounts', 'add', name, '--role', role], { input: PASSWORDS[name] })).toMatchObject({
        code: 0,
      });
    await run(['accounts', 'add', 'carla', '--role', 'sync-approver', '--role', 'sync-editor'], {
      input: 'ein langes kennwort',
    });

    const first = await run(['sync', SMALL_JOB]);
    const waiting = await run(['sync', SMALL_JOB, '--ok-if-waiting', '--json']);
    expect([first.code, waiting.code]).toEqual([9, 0]);
    const result = JSON.parse(waiting.stdout) as { run: string; state: string; plan: { hash: string } };
    expect(result.state).toBe('submitted');
    const id = result.run;
    const hash = result.plan.hash.slice(0, 8);
    expect((await run(['runs'])).stdout).toMatch(
      new RegExp(`Freigabe nötig.*\\n.*wartet auf Freigabe seit.*verfällt am.*kmsync submit ${id}`),
    );

    expect(await run(['apply', hash])).toMatchObject({ code: 9 });
    expect(await run(['apply', id])).toMatchObject({ code: 9 });
    expect(await run(['approve', id, '--yes'], { as: 'bernd' })).toMatchObject({ code: 9 });
    expect(await run(['submit', id])).toMatchObject({ code: 64 });
    expect(await run(['submit', id], { as: 'bernd' })).toMatchObject({ code: 7 });
    expect(await run(['submit', id], { as: 'anna' })).toMatchObject({ code: 0 });
    expect(await run(['approve', id, '--yes'], { as: 'anna' })).toMatchObject({ code: 7 });
    expect(await run(['approve', id], { as: 'bernd' })).toMatchObject({ code: 64 });
    const wrong = await run(['approve', id, '--yes', '--as', 'bernd'], { input: 'falsches kennwort' });
    expect([wrong.code, wrong.stderr]).toEqual([7, expect.stringContaining('login.refused') as string]);
    expect(await run(['approve', id, '--yes', '--plan', 'abcdef'], { as: 'bernd' })).toMatchObject({
      code: 8,
    });
    expect(await run(['apply', id])).toMatchObject({ code: 9 });
    expect(published()).toBe(0);

    const approved = await run(['approve', id, '--yes', '--plan', hash], { as: 'bernd' });
    expect([approved.code, approved.stdout]).toEqual([
      0,
      expect.stringContaining('Zusammenfassung') as string,
    ]);
    const applied = await run(['apply', id, '--json']);
    expect([applied.code, applied.stderr]).toEqual([0, expect.any(String) as string]);
    expect(JSON.parse(applied.stdout)).toMatchObject({ run: id, plan: { hash: result.plan.hash } });
    expect(published()).toBe(2);
    expect(await run(['apply', id])).toMatchObject({ code: 8 });
    expect(await run(['apply', hash])).toMatchObject({ code: 8 });
    expect(await run(['verify'])).toMatchObject({ code: 0 });

    const taking = await run(['rollback', id, '--apply', '--json']);
    expect(taking.code).toBe(9);
    const back = (JSON.parse(taking.stdout) as { run: string }).run;
    expect(await run(['submit', back], { as: 'anna' })).toMatchObject({ code: 0 });
    expect(await run(['reject', back, '--reason', 'doch richtig'], { as: 'bernd' })).toMatchObject({
      code: 0,
    });
    expect(await run(['apply', back])).toMatchObject({ code: 8 });
    expect(published()).toBe(2);

    const all = await run(['accounts', 'list', '--json']);
    expect(JSON.parse(all.stdout)).toHaveLength(3);
    expect(all.stdout).not.toContain('scrypt');
  });

  it('can be given for a later moment, which is refused where it is none, and nobody carries it out before', async () => {
    for (const [name, role] of [
      ['anna', 'sync-editor'],
      ['bernd', 'sync-approver'],
    ] as const)
      await run(['accounts', 'add', name, '--role', role], { input: PASSWORDS[name] });
    const planned = await run(['plan', SMALL_JOB, '--json']);
    const { plan } = JSON.parse(planned.stdout) as { plan: { hash: string } };
    const submitted = await run(['submit', plan.hash, '--json'], { as: 'anna' });
    const { run: id } = JSON.parse(submitted.stdout) as { run: string };
    const approve = (moment: string) => run(['approve', id, '--yes', '--at', moment], { as: 'bernd' });
    const inDays = (days: number) =>
      `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)}T18:00`;

    const refused = await approve(inDays(16));
    expect([refused.code, refused.stderr]).toEqual([
      64,
      expect.stringContaining('approval.too-late') as string,
    ]);
    const given = await approve(inDays(2));
    const said = /für den \d{2}\.\d{2}\.\d{4} um 18:00 Uhr/;
    expect(given).toMatchObject({ code: 0, stdout: expect.stringMatching(said) as string });
    const early = await run(['apply', id]);
    expect([early.code, early.stderr]).toEqual([9, expect.stringMatching(said) as string]);
    expect((await run(['runs', id])).stdout).toMatch(said);
    expect(published()).toBe(0);
  });

  it('is not asked of a simulator unless the site wants it', async () => {
    writeSmallSite(site, simulator, 'first');

    expect(await run(['sync', SMALL_JOB])).toMatchObject({ code: 0 });
    expect(published()).toBe(2);
  });
});

describe('P21 with the login of KomMonitor', () => {
  let provider: OpenIdProvider;
  beforeAll(async () => {
    provider = await startOpenIdProvider({
      accounts: {
        'uuid-anna': { name: 'Anna Amt', realmRoles: ['sync-editor', 'sync-approver'] },
        'uuid-bernd': { name: 'Bernd Beispiel', realmRoles: ['sync-approver'] },
        'uuid-gast': { name: 'Gast', realmRoles: [] },
      },
    });
  });
  afterAll(() => provider.close());

  /** The program names page and code; a person uses them. */
  function loggedIn(args: readonly string[], subject: string) {
    let used = false;
    return interactive(
      args,
      (write) => write(''),
      (said) => {
        const found = /melden Sie sich an: (\S+)\nCode: (\S+)/.exec(said);
        if (used || found?.[1] === undefined) return;
        used = true;
        const page = { address: found[1], code: found[2] ?? '' };
        void (subject === 'nobody' ? provider.deny(page) : provider.confirm(page, subject));
      },
    );
  }

  it('knows people by issuer and subject, takes their roles, and refuses one person twice', async () => {
    configure(`login: { with: openid, issuer: '${provider.issuer}' }`);
    const planned = await run(['plan', SMALL_JOB, '--json']);
    const { plan } = JSON.parse(planned.stdout) as { plan: { hash: string } };

    expect(await run(['submit', plan.hash], { as: 'anna' })).toMatchObject({ code: 64 });
    const submitted = await loggedIn(['submit', plan.hash, '--json'], 'uuid-anna');
    const { run: id } = JSON.parse(submitted.stdout) as { run: string };
    expect(await loggedIn(['approve', id, '--yes'], 'uuid-anna')).toMatchObject({ code: 7 });
    const guest = await loggedIn(['approve', id, '--yes'], 'uuid-gast');
    expect([guest.code, guest.stderr]).toEqual([7, expect.stringContaining('login.role-missing') as string]);
    expect(await loggedIn(['approve', id, '--yes'], 'nobody')).toMatchObject({ code: 7 });
    expect(await loggedIn(['approve', id, '--yes'], 'uuid-bernd')).toMatchObject({ code: 0 });
    expect(await run(['apply', id])).toMatchObject({ code: 0 });
    expect(published()).toBe(2);
  });
});
