import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SyncError } from '../errors.ts';
import { defaultSeed, startSimulator, type Simulator } from './server.ts';

const clock = { now: new Date('2026-03-01T08:00:00Z') };
let simulator: Simulator;
let token: string;

beforeEach(async () => {
  clock.now = new Date('2026-03-01T08:00:00Z');
  simulator = await startSimulator({ now: () => clock.now });
  token = await newToken(simulator, 'admin-cli', 'simulator-admin');
});
afterEach(() => simulator.close());

async function newToken({ issuer }: Simulator, id: string, secret: string): Promise<string> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: id,
    client_secret: secret,
  });
  const answer = await fetch(`${issuer}/protocol/openid-connect/token`, { method: 'POST', body });
  const { access_token: issued } = (await answer.json()) as { access_token: string };
  return issued;
}

function api(method: string, path: string, sent?: unknown): Promise<Response> {
  const headers = {
    authorization: `Bearer ${token}`,
    accept: 'application/json, */*',
    'content-type': 'application/json',
  };
  const body = sent === undefined ? null : JSON.stringify(sent);
  return fetch(`${simulator.url}/management${path}`, { method, headers, body });
}

function control(method: string, path: string, sent?: unknown): Promise<Response> {
  const body = sent === undefined ? null : JSON.stringify(sent);
  return fetch(`${simulator.url}/simulator${path}`, { method, body });
}

function createTopic(name: string): Promise<Response> {
  return api('POST', '/topics', { topicName: name, topicType: 'main', topicResource: 'indicator' });
}

function topicNames(): (string | null)[] {
  return simulator.state().topics.map((topic) => topic.name);
}

describe('the server', () => {
  it('says on every answer that it is the simulator', async () => {
    const answers = [
      await api('GET', '/indicators'),
      await api('GET', '/nowhere'),
      await fetch(`${simulator.url}/management/indicators`),
      await fetch(`${simulator.issuer}/.well-known/openid-configuration`),
      await control('GET', '/state'),
      await control('GET', '/nowhere'),
    ];

    expect(answers.map((answer) => answer.headers.get('x-kommonitor-simulator'))).toEqual(Array(6).fill('1'));
    expect(answers.map((answer) => answer.status)).toEqual([200, 404, 401, 200, 200, 404]);
  });

  it('starts with the seed: units, topics in order, ids that repeat', async () => {
    const other = await startSimulator({ now: () => clock.now });

    expect(other.state()).toEqual(simulator.state());
    expect(topicNames()).toContain('Infrastruktur für die Pflege');
    await other.close();
  });

  it('refuses a port that is taken with an error for people', async () => {
    const port = Number(new URL(simulator.url).port);

    await expect(startSimulator({ port })).rejects.toBeInstanceOf(SyncError);
  });

  it('gives delegated roles to the members of a group', async () => {
    const seed = defaultSeed();
    const clients = [{ id: 'c', secret: 's', groups: ['/Musterkreis/Berechtigtenkreis'], roles: [] }];
    const own = await startSimulator({ seed: { ...seed, clients } });
    const state = own.state();
    const circle = state.organizationalUnits.find((unit) => unit.name === 'Berechtigtenkreis');
    circle?.delegates.push({ organizationalUnitId: circle.id, adminRoles: ['unit-resources-creator'] });
    own.restore(state);

    const payload = JSON.parse(atob((await newToken(own, 'c', 's')).split('.')[1] ?? '')) as object;

    expect(payload).toMatchObject({
      realm_access: { roles: ['Berechtigtenkreis.unit-resources-creator'] },
      groups: ['/Musterkreis/Berechtigtenkreis'],
    });
    await own.close();
  });
});

describe('persistence', () => {
  it('keeps the state over a restart where a file is named', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'simulator-'));
    const persistTo = join(folder, 'state.json');
    const first = await startSimulator({ persistTo });
    const state = first.state();
    state.topics = state.topics.slice(0, 1);

    first.restore(state);
    await first.close();
    const second = await startSimulator({ persistTo });

    expect(second.state()).toEqual(state);
    expect(JSON.parse(readFileSync(persistTo, 'utf8'))).toEqual(state);
    await second.close();
    rmSync(folder, { recursive: true });
  });
});

describe('the control side', () => {
  it('dumps and restores the whole state', async () => {
    const dump: unknown = await (await control('GET', '/state')).json();
    await createTopic('Neu');

    const restored = await control('PUT', '/state', dump);

    expect(restored.status).toBe(204);
    expect(simulator.state()).toEqual(dump);
    expect((await control('PUT', '/state', { version: 7 })).status).toBe(400);
  });

  it('logs API and realm requests until the log is cleared', async () => {
    await api('GET', '/public/topics?topicType=indicator');

    const log: unknown = await (await control('GET', '/requests')).json();
    await control('DELETE', '/requests');

    expect(log).toMatchObject([
      { method: 'POST', path: '/realms/kommonitor/protocol/openid-connect/token', status: 200 },
      { method: 'GET', path: '/management/public/topics?topicType=indicator', status: 200, overlap: false },
    ]);
    expect(await (await control('GET', '/requests')).json()).toEqual([]);
  });

  it('counts writes that run at the same time', async () => {
    await control('PUT', '/faults', [{ match: { path: '/topics$' }, action: 'delay', ms: 100, times: 3 }]);
    await Promise.all([createTopic('Eins'), createTopic('Zwei'), createTopic('Drei')]);
    const overlapping = await (await control('GET', '/overlaps')).json();
    await control('DELETE', '/requests');
    await createTopic('Vier');
    await createTopic('Fünf');

    expect(overlapping).toEqual({ overlaps: 2 });
    expect(await (await control('GET', '/overlaps')).json()).toEqual({ overlaps: 0 });
  });

  it('makes every earlier token worthless by rotating the keys', async () => {
    await control('POST', '/rotate-keys');

    const refused = await api('GET', '/indicators');
    token = await newToken(simulator, 'admin-cli', 'simulator-admin');

    expect(refused.status).toBe(401);
    expect((await api('GET', '/indicators')).status).toBe(200);
  });
});

describe('faults', () => {
  async function order(action: string, more: object = {}): Promise<void> {
    const match = { method: 'POST', path: '/management/topics$' };
    const ordered = await control('PUT', '/faults', [{ match, action, ...more }]);
    expect(ordered.status).toBe(204);
  }

  it('closes the connection before handling', async () => {
    await order('drop-before');

    await expect(createTopic('Neu')).rejects.toThrow();
    expect(topicNames()).not.toContain('Neu');
  });

  it('closes the connection after handling', async () => {
    await order('drop-after');

    await expect(createTopic('Neu')).rejects.toThrow();
    expect(topicNames()).toContain('Neu');
  });

  it('lies: answers well and changes nothing', async () => {
    await order('lie');

    expect((await createTopic('Neu')).status).toBe(201);
    expect(topicNames()).not.toContain('Neu');
  });

  it('answers a status with Retry-After', async () => {
    await order('status', { status: 429, retryAfter: 7 });

    const answer = await createTopic('Neu');

    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '7']);
  });

  it('lets requests pass first and strikes so many times', async () => {
    await order('status', { after: 1, times: 2 });

    const statuses = [];
    for (const name of ['A', 'B', 'C', 'D']) statuses.push((await createTopic(name)).status);

    expect(statuses).toEqual([201, 503, 503, 201]);
  });

  it('expires tokens, delays, and fails half way', async () => {
    await order('half-applied');
    const half = await createTopic('Neu');
    await order('delay', { ms: 1 });
    const delayed = await createTopic('Neu');
    await order('expire-tokens');
    const expired = await createTopic('Neuer');

    expect([half.status, delayed.status, expired.status]).toEqual([500, 201, 401]);
  });

  it('strikes the token endpoint too, and is called off', async () => {
    await control('PUT', '/faults', [{ match: { path: '/token$' }, action: 'status', status: 500 }]);
    const called = await control('DELETE', '/faults');

    expect(called.status).toBe(204);
    expect(await (await control('GET', '/faults')).json()).toEqual([]);
    expect(await newToken(simulator, 'admin-cli', 'simulator-admin')).toBeTypeOf('string');
  });

  it('refuses faults it does not know', async () => {
    expect((await control('PUT', '/faults', [{ action: 'explode' }])).status).toBe(400);
    expect((await control('PUT', '/faults', [{ action: 'lie', match: { path: '(' } }])).status).toBe(400);
  });
});
