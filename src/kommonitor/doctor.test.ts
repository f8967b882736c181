import { afterEach, describe, expect, it } from 'vitest';
import { defaultSeed, startSimulator, type Simulator, type SimulatorSeed } from '../simulator/server.ts';
import { closedPort, startLocalServer } from '../../tests/support/local-server.ts';
import { connectKomMonitor } from './connect.ts';
import type { Expectations, TargetCheck } from './doctor.ts';
import type { KomMonitorSettings } from './settings.ts';

const EXPECTED: Expectations = {
  owner: 'Statistikstelle',
  viewers: ['Berechtigtenkreis'],
  topics: [['Demografie'], ['Bildung']],
};
const open: { close(): unknown }[] = [];

afterEach(async () => {
  for (const thing of open.splice(0)) await thing.close();
});

async function simulator(change: Partial<SimulatorSeed> = {}): Promise<Simulator> {
  const started = await startSimulator({ seed: { ...defaultSeed(), ...change } });
  open.push(started);
  return started;
}

async function examine(
  at: { url: string; issuer: string },
  expectations: Expectations = EXPECTED,
  settings: Partial<KomMonitorSettings> = {},
): Promise<readonly TargetCheck[]> {
  const connection = connectKomMonitor({
    settings: {
      url: `${at.url}/management`,
      issuer: at.issuer,
      clientId: 'kommonitor-sync',
      clientSecret: 'simulator-secret',
      ...settings,
    },
    userAgent: 'kommonitor-sync/0.0.0-test',
    wait: () => 0,
  });
  open.push(connection);
  return connection.examine(expectations);
}

function states(checks: readonly TargetCheck[]): Record<string, string> {
  return Object.fromEntries(checks.map((check) => [check.id, check.state]));
}

function find(checks: readonly TargetCheck[], id: string): TargetCheck {
  const check = checks.find((candidate) => candidate.id === id);
  if (!check) throw new Error(`no check ${id}`);
  return check;
}

describe('examineTarget', () => {
  it('finds everything in order at a fresh simulator', async () => {
    const checks = await examine(await simulator());

    expect(states(checks)).toEqual({
      api: 'ok',
      kind: 'ok',
      version: 'ok',
      clock: 'ok',
      login: 'ok',
      'token-life': 'ok',
      groups: 'ok',
      units: 'ok',
      'organizational-units': 'ok',
      rights: 'ok',
      topics: 'ok',
    });
    expect(find(checks, 'kind').text).toContain('Simulator');
  });

  it('says nothing that could be used to log in', async () => {
    const checks = await examine(await simulator());

    expect(JSON.stringify(checks)).not.toMatch(/eyJ|simulator-secret/);
  });

  it('says what to do about a wrong secret and stops there', async () => {
    const checks = await examine(await simulator(), EXPECTED, { clientSecret: 'wrong' });

    const login = find(checks, 'login');
    expect(login.state).toBe('fail');
    expect(login.hint).toContain('Geheimnis');
    expect(states(checks)).not.toHaveProperty('units');
  });

  it('tells a port that nobody listens on from a missing API', async () => {
    const issuer = (await simulator()).issuer;
    const web = await startLocalServer(() => ({ status: 404, body: '<html></html>' }));
    open.push(web);

    const closed = await examine({ url: await closedPort(), issuer });
    const other = await examine({ url: web.origin, issuer });

    expect(states(closed)).toEqual({ network: 'fail', api: 'fail' });
    expect(states(other)).toEqual({ network: 'ok', api: 'fail' });
  });

  it('misses the right to create', async () => {
    const [client] = defaultSeed().clients;
    if (!client) throw new Error('a client is expected');

    const checks = await examine(await simulator({ clients: [{ ...client, roles: [] }] }));

    expect(find(checks, 'rights')).toMatchObject({
      state: 'fail',
      hint: expect.stringContaining('Statistikstelle.unit-resources-creator'),
    });
  });

  it('misses the groups', async () => {
    const [client] = defaultSeed().clients;
    if (!client) throw new Error('a client is expected');

    const checks = await examine(await simulator({ clients: [{ ...client, groups: [] }] }));

    expect(states(checks)).toMatchObject({ groups: 'fail', 'organizational-units': 'fail' });
  });

  it('misses a topic and an organizational unit that the configuration names', async () => {
    const checks = await examine(await simulator(), { owner: 'Statistik', topics: [['Demografi']] });

    expect(find(checks, 'organizational-units')).toMatchObject({
      state: 'fail',
      hint: expect.stringContaining('„Statistikstelle“'),
    });
    expect(find(checks, 'topics')).toMatchObject({
      state: 'fail',
      hint: expect.stringContaining('„Demografie“'),
    });
  });

  it('warns of an old server and of a clock that is off', async () => {
    const { issuer } = await simulator();
    const old = await startLocalServer((request) =>
      request.path.includes('last-modification')
        ? { status: 200, body: { indicators: null }, headers: { Date: 'Thu, 01 Jan 2026 00:00:00 GMT' } }
        : { status: 401 },
    );
    open.push(old);

    const checks = await examine({ url: old.origin, issuer });

    expect(states(checks)).toMatchObject({ version: 'warn', clock: 'warn', login: 'ok', units: 'fail' });
    expect(find(checks, 'version').hint).toContain('5.1.6');
    expect(find(checks, 'units').hint).toContain('issuer');
  });
});

describe('connectKomMonitor', () => {
  it.each([
    { url: 'ftp://kommonitor.example/management' },
    { url: 'kommonitor.example' },
    { url: 'https://user:secret-password@kommonitor.example/management' },
    { issuer: 'https://keycloak.example/realms/kommonitor?x=1' },
    { caFile: '/does/not/exist.pem' },
  ])('refuses %j without repeating it', (change) => {
    const settings = {
      url: 'https://kommonitor.example/management',
      issuer: 'https://keycloak.example/realms/kommonitor',
      clientId: 'a',
      clientSecret: 'b',
      ...change,
    };

    const connect = () => connectKomMonitor({ settings, userAgent: 'test' });

    expect(connect).toThrow(expect.objectContaining({ kind: 'configuration' }));
    expect(connect).toThrow(
      expect.objectContaining({ message: expect.not.stringMatching(/secret-password|exist\.pem/) }),
    );
  });
});
