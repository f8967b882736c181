import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultSeed, startSimulator, type Simulator } from './server.ts';

let simulator: Simulator;

beforeAll(async () => {
  const clients = [
    { id: 'good', secret: 'a:b c', groups: ['/Musterkreis/Statistikstelle'], roles: [] },
    { id: 'crash', secret: 's', groups: ['Statistikstelle'], roles: [] },
    { id: 'stranger', secret: 's', groups: ['/Anderswo'], roles: [] },
    { id: 'nobody', secret: 's', groups: [], roles: [] },
  ];
  simulator = await startSimulator({ seed: { ...defaultSeed(), clients } });
});
afterAll(() => simulator.close());

function ask(form: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
  const body = new URLSearchParams({ grant_type: 'client_credentials', ...form });
  return fetch(`${simulator.issuer}/protocol/openid-connect/token`, { method: 'POST', body, headers });
}

async function tokenOf(id: string): Promise<string> {
  const answer = await ask({ client_id: id, client_secret: id === 'good' ? 'a:b c' : 's' });
  return ((await answer.json()) as { access_token: string }).access_token;
}

async function unitsFor(token: string): Promise<{ status: number; count: number }> {
  const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
  const answer = await fetch(`${simulator.url}/management/organizationalUnits`, { headers });
  const body: unknown = answer.status === 401 ? null : await answer.json();
  return { status: answer.status, count: Array.isArray(body) ? body.length : -1 };
}

describe('the realm', () => {
  it('describes itself with addresses that work', async () => {
    const document = await fetch(`${simulator.issuer}/.well-known/openid-configuration`);
    const { issuer, jwks_uri: keys } = (await document.json()) as Record<string, string>;
    const keySet = (await (await fetch(keys ?? '')).json()) as { keys: Record<string, string>[] };

    expect(issuer).toBe(simulator.issuer);
    expect(keySet.keys).toMatchObject([{ kty: 'RSA', alg: 'RS256', use: 'sig' }]);
    expect(keySet.keys[0]).not.toHaveProperty('d');
  });

  it('takes id and secret from the form and from basic authentication', async () => {
    const basic = Buffer.from('good:a%3Ab+c').toString('base64');

    const form = await ask({ client_id: 'good', client_secret: 'a:b c' });
    const header = await ask({}, { authorization: `Basic ${basic}` });

    expect([form.status, header.status]).toEqual([200, 200]);
    expect(await form.json()).toMatchObject({ token_type: 'Bearer', expires_in: 300 });
  });

  it('refuses wrong secrets and other grants', async () => {
    const wrong = await ask({ client_id: 'good', client_secret: 'x' });
    const grant = await ask({ client_id: 'good', client_secret: 'a:b c', grant_type: 'password' });

    expect([wrong.status, grant.status]).toEqual([401, 400]);
  });
});

describe('tokens at the API', () => {
  it('of another issuer are refused', async () => {
    const other = await startSimulator();
    const foreign = await fetch(`${other.issuer}/protocol/openid-connect/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: 'admin-cli',
        client_secret: 'simulator-admin',
      }),
    });
    const { access_token: token } = (await foreign.json()) as { access_token: string };
    await other.close();

    expect((await unitsFor(token)).status).toBe(401);
  });

  it('show the tree of their groups: a wrong path or an unknown group fails, no group shows nothing', async () => {
    expect(await unitsFor(await tokenOf('good'))).toEqual({ status: 200, count: 3 });
    expect((await unitsFor(await tokenOf('crash'))).status).toBe(500);
    expect((await unitsFor(await tokenOf('stranger'))).status).toBe(500);
    expect(await unitsFor(await tokenOf('nobody'))).toEqual({ status: 200, count: 0 });
  });
});
